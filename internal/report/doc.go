// Package report turns domain values into text for a terminal, Markdown, JSON, CSV
// and HTML pages.
//
// Each result has two functions. One returns its [Page] ([AssessmentPage],
// [PlanPage], …): a list of blocks that print themselves with [Page.Text] and
// [Page.Markdown]. The other returns its document
// ([Assessment], [Plan], …), which [JSON] writes and whose fields are part of the
// program's contract. Start there. The blocks are in page.go and table.go, and those
// with a layout of their own in scale.go, profile.go and heat.go. Blocks print with
// the tools in text.go and markdown.go.
//
// A [Report] combines an assessment, its plan and what changed. [HTML] writes it as
// a self-contained page. [RollupHTML] does the same for many teams.
//
// Renderers never change their argument. They render to memory and write once. They
// don't trust the text of a bank or a sheet: it goes through package display, which
// removes control characters and escapes markup. They never look at the terminal or
// the environment: [Style] has all they need.
package report
