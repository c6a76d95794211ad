package report

import (
	"cmp"
	"fmt"
	"unicode"
	"unicode/utf8"

	"genaiops/internal/maturity"
)

// bankTitle is what a bank's result is called.
func bankTitle(b *maturity.Bank) string { return cmp.Or(b.Title, b.ID) }

// band returns a level's scores: "10-14".
func band(l *maturity.Level) string {
	if l.Min == l.Max {
		return fmt.Sprint(l.Min)
	}
	return fmt.Sprintf("%d-%d", l.Min, l.Max)
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
