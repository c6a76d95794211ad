package report

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// title returns what a bank's result is called.
func title(b *maturity.Bank) string {
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
	return fmt.Sprintf("%s: level %d of %d, %s", title(&m.Bank), l.Number, m.Levels[len(m.Levels)-1].Number, l.Title())
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
