package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// bankTitle is what a bank's result is called.
func bankTitle(b *maturity.Bank) string { return cmp.Or(b.Title, b.ID) }

// language returns the language of a bank's texts, as a tag of BCP 47.
func language(b *maturity.Bank) string { return cmp.Or(b.Language, "en") }

// labelNames returns the names of a sheet's labels, in order.
func labelNames(s maturity.Sheet) []string {
	names := slices.Collect(maps.Keys(s.Labels))
	display.Sort(names)
	return names
}

// band returns a level's scores: "10-14".
func band(l *maturity.Level) string {
	if l.Min == l.Max {
		return fmt.Sprint(l.Min)
	}
	return fmt.Sprintf("%d-%d", l.Min, l.Max)
}

// levelOf is the level of an assessment with its critical gaps, which the level
// alone would hide: "level 4, optimized, with 2 critical gaps".
func levelOf(a *maturity.Assessment) string {
	return a.Level.String() + withGaps(len(a.CriticalGaps()))
}

// levelAtBest is levelOf if the unknown answers are the highest.
func levelAtBest(a *maturity.Assessment) string {
	return a.HighLevel.String() + withGaps(gapsAtBest(a))
}

func gapsAtBest(a *maturity.Assessment) int {
	gaps := 0
	for _, gap := range a.CriticalGaps() {
		if !gap.Unknown {
			gaps++
		}
	}
	return gaps
}

// withGaps ends the name of a level.
func withGaps(gaps int) string {
	if gaps == 0 {
		return ""
	}
	return ", with " + display.Count(gaps, "critical gap")
}

// gapTitles names the critical gaps.
func gapTitles(gaps []maturity.ScoredAnswer) string {
	return strings.Join(each(gaps, func(gap maturity.ScoredAnswer) string {
		if gap.Unknown {
			return gap.Question.Title + " (unknown)"
		}
		return gap.Question.Title
	}), "; ")
}

// contradiction says what the level's description hides, or "".
func contradiction(a *maturity.Assessment) string {
	gaps := a.CriticalGaps()
	if len(gaps) == 0 {
		return ""
	}
	have := "have"
	if len(gaps) == 1 {
		have = "has"
	}
	return fmt.Sprintf("But %s %s the lowest answer: %s.", display.Count(len(gaps), "critical question"), have, gapTitles(gaps))
}

// Verdict is the outcome in a phrase, for messages: "level 4, optimized, with 2
// critical gaps, score 20".
func Verdict(a *maturity.Assessment) string { return verdict(a.Level, len(a.CriticalGaps()), a.Low) }

func verdict(l *maturity.Level, gaps, score int) string {
	return fmt.Sprintf("%s, score %d", l.String()+withGaps(gaps), score)
}

// capital returns a text with its first letter in upper case.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// signed is a change with its sign; no change is "=".
func signed(change int) string {
	if change == 0 {
		return "="
	}
	return fmt.Sprintf("%+d", change)
}

// directionOf names the direction of a change and says how to draw it.
func directionOf(change int) (word string, with pen) {
	switch {
	case change > 0:
		return "rose", strong
	case change < 0:
		return "fell", alert
	}
	return "", plain
}

// questionName is "Choosing models (models.selection)".
func questionName(q *maturity.Question) string {
	return fmt.Sprintf("%s (%s)", q.Title, q.ID)
}

// nonEmpty returns the texts that are not empty.
func nonEmpty(texts []string) []string {
	var some []string
	for _, s := range texts {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}
