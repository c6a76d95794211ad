package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/sheet"
)

// rowEnds returns where rows end according to encoding/csv.
func rowEnds(text []byte, comma byte) []int {
	var ends []int
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = rune(comma)
	r.FieldsPerRecord = -1
	for {
		_, err := r.Read()
		if errors.Is(err, io.EOF) {
			return ends
		}
		ends = append(ends, int(r.InputOffset()))
	}
}

func TestRowsEndWhereEncodingCSVEndsThem(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(1))
	for range 20_000 {
		comma := ",;\t"[r.Intn(3)]
		text := make([]byte, r.Intn(20))
		for i := range text {
			text[i] = ("a,;\t\"\"\n\r" + string(comma))[r.Intn(9)]
		}
		text = append(text, '\n')
		var got []int
		for at := 0; at < len(text); {
			length := sheet.RowLength(text[at:], comma)
			if length == 0 {
				length = len(text) - at
			}
			blank := isBlank(text[at : at+length])
			if at += length; !blank {
				got = append(got, at)
			}
		}
		if want := rowEnds(text, comma); !slices.Equal(got, want) {
			t.Fatalf("%q: rows end at %v, expected %v", text, got, want)
		}
		if whole := wholeRows(text, comma); whole < len(text) && !slices.Contains(append(got, 0), whole) && !isBlankUpTo(text, got, whole) {
			t.Fatalf("%q is cut at %d; rows end at %v", text, whole, got)
		}
	}
}

// isBlankUpTo reports whether only blank lines are between the end of the last row
// and an offset.
func isBlankUpTo(text []byte, ends []int, offset int) bool {
	from := 0
	for _, end := range ends {
		if end <= offset {
			from = end
		}
	}
	return strings.Trim(string(text[from:offset]), "\r\n") == ""
}

func TestColumnsOfAHeader(t *testing.T) {
	t.Parallel()
	o := Options{}
	o.Rollup.By = "unit"
	table := newTable(tiny(), o)
	h, problems := newHeader([]byte("team, date,respondent,bank,label.unit,label.b,a.two,a.one,a.one.note,a.two.evidence\n"), ',', "f", 1, table)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []column{
		{kind: teamColumn},
		{kind: dateColumn},
		{},
		{kind: bankColumn},
		{kind: groupColumn},
		{},
		{answerColumn, 1},
		{answerColumn, 0},
		{},
		{},
	}
	if !slices.Equal(h.columns, want) || !h.complete || h.lines != 2 {
		t.Errorf("%+v", h)
	}
	if h, _ := newHeader([]byte("a.two\n"), ',', "f", 1, table); h.complete {
		t.Error("a header without a question is complete")
	}
	if _, problems := newHeader([]byte("a.tow\n"), ',', "f", 7, table); len(problems) != 1 || problems[0].Line != 7 {
		t.Errorf("an unknown column: %v", problems)
	}
}

// Every day of some years, and similar texts.
func TestIsDateIsValidDate(t *testing.T) {
	t.Parallel()
	for _, year := range []int{0, 1900, 2000, 2023, 2024, 9999} {
		for month := range 100 {
			for day := range 100 {
				checkDate(t, fmt.Sprintf("%04d-%02d-%02d", year, month, day))
			}
		}
	}
	for _, text := range []string{"", "2026", "2026-1-01", "2026-01-1", "2026/01/01", "+026-01-01", "2026-01-01 ", "2026-01-0x", "２026-01-0"} {
		checkDate(t, text)
	}
}

func TestADateWithAnythingElseInAnyPlaceIsNone(t *testing.T) {
	t.Parallel()
	for _, date := range []string{"2026-11-28", "2024-02-29"} { // isDate takes the fast path for one of them
		if !isDate([]byte(date)) {
			t.Errorf("%s is not a date", date)
		}
		for i := range date {
			for _, other := range []byte("xO/:+ \x00\x7f\xff") {
				text := []byte(date)
				text[i] = other
				if isDate(text) {
					t.Errorf("%q is a date", text)
				}
			}
			if without := date[:i] + date[i+1:]; isDate([]byte(without)) {
				t.Errorf("%q is a date", without)
			}
		}
	}
}

func checkDate(t *testing.T, text string) {
	t.Helper()
	if got, want := isDate([]byte(text)), sheet.ValidDate(text); got != want {
		t.Errorf("%q: %v, expected %v", text, got, want)
	}
}
