package report

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// title returns what a bank's result is called.
func bankTitle(b *maturity.Bank) string {
	if b.Title == "" {
		return b.ID
	}
	return b.Title
}

// band returns a level's scores: "10-14".
func band(l *maturity.Level) string {
	if l.Min == l.Max {
		return fmt.Sprint(l.Min)
	}
	return fmt.Sprintf("%d-%d", l.Min, l.Max)
}

// levelTitle returns "GenAIOps maturity: level 2 of 4, defined (maturing)".
func levelTitle(m *maturity.Model, l *maturity.Level) string {
	return fmt.Sprintf("%s: level %d of %d, %s", bankTitle(&m.Bank), l.Number, m.Levels[len(m.Levels)-1].Number, l.Title())
}

// bandPhrase returns "10 to 14 of 28".
func bandPhrase(m *maturity.Model, l *maturity.Level) string {
	high := m.Levels[len(m.Levels)-1].Max
	if l.Min == l.Max {
		return fmt.Sprintf("%d of %d", l.Min, high)
	}
	return fmt.Sprintf("%d to %d of %d", l.Min, l.Max, high)
}

// extent returns "4 levels, 0 to 28 points".
func extent(m *maturity.Model) string {
	low, high := m.Levels[0].Min, m.Levels[len(m.Levels)-1].Max
	return fmt.Sprintf("%s, %d to %s", display.Count(len(m.Levels), "level"), low, display.Count(high, "point"))
}

// capital begins a text with an upper case letter.
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

// directionOf names the direction of a change, and how it is drawn.
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
