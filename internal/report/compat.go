package report

import (
	"io"

	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

// The functions here go away once package cli takes pages.

func AssessmentText(w io.Writer, a *maturity.Assessment, s Style) error {
	return AssessmentPage(a).Text(w, s)
}
func AssessmentMarkdown(w io.Writer, a *maturity.Assessment) error {
	return AssessmentPage(a).Markdown(w)
}
func PlanText(w io.Writer, p *maturity.Plan, s Style) error { return PlanPage(p).Text(w, s) }
func PlanMarkdown(w io.Writer, p *maturity.Plan) error      { return PlanPage(p).Markdown(w) }
func ComparisonText(w io.Writer, c *maturity.Comparison, s Style) error {
	return ComparisonPage(c).Text(w, s)
}
func ComparisonMarkdown(w io.Writer, c *maturity.Comparison) error {
	return ComparisonPage(c).Markdown(w)
}
func ConsensusText(w io.Writer, c *maturity.Consensus, s Style) error {
	return ConsensusPage(c).Text(w, s)
}
func ConsensusMarkdown(w io.Writer, c *maturity.Consensus) error { return ConsensusPage(c).Markdown(w) }
func HistoryText(w io.Writer, h History, s Style) error          { return HistoryPage(h).Text(w, s) }
func HistoryMarkdown(w io.Writer, h History) error               { return HistoryPage(h).Markdown(w) }
func LevelText(w io.Writer, m *maturity.Model, l *maturity.Level, s Style) error {
	return LevelPage(m, l).Text(w, s)
}
func LevelMarkdown(w io.Writer, m *maturity.Model, l *maturity.Level) error {
	return LevelPage(m, l).Markdown(w)
}
func LevelsText(w io.Writer, m *maturity.Model, s Style) error { return LevelsPage(m).Text(w, s) }
func LevelsMarkdown(w io.Writer, m *maturity.Model) error      { return LevelsPage(m).Markdown(w) }
func QuestionsText(w io.Writer, b *maturity.Bank, f string, s Style) error {
	return QuestionsPage(b, f).Text(w, s)
}
func QuestionsMarkdown(w io.Writer, b *maturity.Bank, f string) error {
	return QuestionsPage(b, f).Markdown(w)
}
func RollupText(w io.Writer, s *rollup.Summary, st Style) error { return RollupPage(s).Text(w, st) }
func RollupMarkdown(w io.Writer, s *rollup.Summary) error       { return RollupPage(s).Markdown(w) }
func MarkdownReport(w io.Writer, r Report) error                { return ReportPage(r).Markdown(w) }
