package response

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Order is the order of day and month in a date like 3/4/2026.
type Order string

// The orders. Without one, the dates of a column show which it is, or don't.
const (
	DayFirst   Order = "dmy"
	MonthFirst Order = "mdy"
)

var (
	yearFirst = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\d{4})([-/.])(\d{1,2})[-/.](\d{1,2})` + timeOfDay)
	})
	yearLast = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})` + timeOfDay)
	})
)

// timeOfDay is what may follow a date: a time, AM or PM, and a time zone.
const timeOfDay = `(?:(?:T|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(?:Z|\(?[A-Za-z]{2,5}\)?|(?:GMT|UTC)?\s*[-+]\d{1,2}(?::?\d{2})?)?)?$`

// stamp is the time stamp in a cell.
type stamp struct {
	year, first, second int // first and second in the order of the text
	yearFirst, dots     bool
	clock               string // hh:mm:ss
}

// parseStamp reads a time stamp as form tools and spreadsheets write it.
func parseStamp(text string) (s stamp, ok bool) {
	text = strings.Join(strings.Fields(text), " ")
	m := yearFirst().FindStringSubmatch(text)
	if s.yearFirst = m != nil; s.yearFirst {
		s.year, s.first, s.second = number(m[1]), number(m[3]), number(m[4])
	} else if m = yearLast().FindStringSubmatch(text); m != nil {
		s.year, s.first, s.second = number(m[4]), number(m[1]), number(m[3])
		if len(m[4]) == 2 {
			s.year += 2000
		}
	} else {
		return stamp{}, false
	}
	s.dots = m[2] == "."
	hour := number(m[5])
	switch half := strings.ToLower(strings.ReplaceAll(m[8], ".", "")); {
	case half == "pm" && hour < 12:
		hour += 12
	case half == "am" && hour == 12:
		hour = 0
	}
	s.clock = fmt.Sprintf("%02d:%02d:%02d", hour, number(m[6]), number(m[7]))
	return s, true
}

// number reads digits; none are 0.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// shows returns the order of a date that can only be read in one way, or "".
func (s stamp) shows() Order {
	switch {
	case s.yearFirst, s.dots, s.first == s.second:
		return ""
	case s.first > 12:
		return DayFirst
	case s.second > 12:
		return MonthFirst
	}
	return ""
}

// depends reports whether the date depends on the order.
func (s stamp) depends() bool {
	return !s.yearFirst && !s.dots && s.first != s.second && s.first <= 12 && s.second <= 12
}

// in returns the date as YYYY-MM-DD. ok is false if there is no such date.
func (s stamp) in(o Order) (date string, ok bool) {
	month, day := s.first, s.second
	if !s.yearFirst && (s.dots || o == DayFirst) {
		month, day = day, month
	}
	date = fmt.Sprintf("%04d-%02d-%02d", s.year, month, day)
	_, err := time.Parse(time.DateOnly, date)
	return date, err == nil
}
