package rollup

import (
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

// encode returns the header and the rows of sheets.
func encode(tb testing.TB, m *maturity.Model, by string, f RowFormat, sheets ...maturity.Sheet) string {
	tb.Helper()
	b, e := NewBuilder(m, Options{By: by}), NewRowEncoder(m, by, f)
	text := e.Header()
	for _, s := range sheets {
		r, err := b.Record(s)
		if err != nil {
			tb.Fatal(err)
		}
		text = e.Append(text, r, b.Add(r))
	}
	return string(text)
}

func TestRowsOfBothFormats(t *testing.T) {
	t.Parallel()
	m := tiny()
	full := sheetOf(m, "Search", "2026-11-23", 2, 1, -1, 2)
	full.Labels = map[string]string{"unit": "Retail"}
	bare := sheetOf(m, "", "", 0, 0, 0, 0)
	for _, c := range []struct {
		by   string
		f    RowFormat
		want string
	}{
		{"unit", RowCSV, "team,date,label.unit,score,high,level,level_name,unknown,critical_gaps,dimension.a,dimension.b\n" +
			"Search,2026-11-23,Retail,5,7,2,high,1,1,3,2\n,,,0,0,1,low,0,2,0,0\n"},
		{"", RowCSV, "team,date,score,high,level,level_name,unknown,critical_gaps,dimension.a,dimension.b\n" +
			"Search,2026-11-23,5,7,2,high,1,1,3,2\n,,0,0,1,low,0,2,0,0\n"},
		{"unit", RowNDJSON, `{"team":"Search","date":"2026-11-23","labels":{"unit":"Retail"},"score":5,"high":7,"level":2,"level_name":"high","unknown":1,"critical_gaps":1,"dimensions":{"a":3,"b":2}}
{"score":0,"high":0,"level":1,"level_name":"low","unknown":0,"critical_gaps":2,"dimensions":{"a":0,"b":0}}
`},
		{"", RowNDJSON, `{"team":"Search","date":"2026-11-23","score":5,"high":7,"level":2,"level_name":"high","unknown":1,"critical_gaps":1,"dimensions":{"a":3,"b":2}}
{"score":0,"high":0,"level":1,"level_name":"low","unknown":0,"critical_gaps":2,"dimensions":{"a":0,"b":0}}
`},
	} {
		if got := encode(t, m, c.by, c.f, full, bare); got != c.want {
			t.Errorf("%s by %q:\n%s\nwant\n%s", c.f, c.by, got, c.want)
		}
	}
}

// big is worth up to 999 points in its first dimension and 2 in its second.
func big() *maturity.Model {
	m := tiny()
	m.Bank.Dimensions[0].Questions[0].Options = []maturity.Option{{Points: 0}, {Points: 300}, {Points: 997}}
	m.Levels = []maturity.Level{{Number: 1, Name: "low", Min: 0, Max: 100}, {Number: 12, Name: "high", Min: 101, Max: 1003}}
	return m
}

func TestNumbersOfSeveralDigitsAreDecimal(t *testing.T) {
	t.Parallel()
	m := big()
	b := NewBuilder(m, Options{})
	r, err := b.Record(sheetOf(m, "Search", "2026-11-23", 300, 1, 0, 2))
	if err != nil {
		t.Fatal(err)
	}
	scores := *b.Add(r)
	scores.High, scores.Unknown = 1000, 15 // as many as a large bank has
	for f, want := range map[RowFormat]string{
		RowCSV: "Search,2026-11-23,303,1000,12,high,15,1,301,2\n",
		RowNDJSON: `{"team":"Search","date":"2026-11-23","score":303,"high":1000,"level":12,"level_name":"high","unknown":15,` +
			`"critical_gaps":1,"dimensions":{"a":301,"b":2}}` + "\n",
	} {
		if got := string(NewRowEncoder(m, "", f).Append(nil, r, &scores)); got != want {
			t.Errorf("%s: %s, want %s", f, got, want)
		}
	}
}

// awkward has texts that a format must quote or escape.
var awkward = []string{
	`a"b`, `a,b`, `"`, `a\b`, "Küche", "日本", "a b", "<a>&", "'", "a\u00a0b", `,"`, "x=1",
}

func TestAwkwardTextsReadBack(t *testing.T) {
	t.Parallel()
	m := tiny()
	for _, text := range awkward {
		s := sheetOf(m, text, "", 1, 1, 1, 1)
		s.Labels = map[string]string{text: text}
		rows, err := csv.NewReader(strings.NewReader(encode(t, m, text, RowCSV, s))).ReadAll()
		if err != nil || rows[0][2] != "label."+text || rows[1][0] != text || rows[1][2] != text {
			t.Errorf("%q as CSV: %v, error %v", text, rows, err)
		}
		var object struct {
			Team   string
			Labels map[string]string
		}
		if err := json.Unmarshal([]byte(encode(t, m, text, RowNDJSON, s)), &object); err != nil {
			t.Fatal(err)
		}
		if object.Team != text || !reflect.DeepEqual(object.Labels, s.Labels) {
			t.Errorf("%q as JSON: %v", text, object)
		}
	}
}

func TestCellsNeitherRunAsFormulasNorMoveTheCursor(t *testing.T) {
	t.Parallel()
	m := tiny()
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "=a,b": `"'=a,b"`,
		"a\x1b[2Jb": "a[2Jb", "a\nb": "a b", "\t=1": "' =1", "a\u009bb": "ab",
		"＝1": "'＝1", "a\u202eb": "ab", "a\u2028b": "a b", "a\u200db": "ab", "نمی\u200cخواهم": "نمی\u200cخواهم",
	} {
		rows := strings.SplitN(encode(t, m, "", RowCSV, sheetOf(m, text, "", 1, 1, 1, 1)), "\n", 2)
		if got, _ := strings.CutSuffix(rows[1], ",,4,4,2,high,0,0,2,2\n"); got != want {
			t.Errorf("%q became %s, expected %s", text, got, want)
		}
	}
}

func TestHiddenCharactersAreEscapedInJSON(t *testing.T) {
	t.Parallel()
	m := tiny()
	for text, want := range map[string]string{
		"a\u009b31m": `a\u009b31m`, "\u202eb": `\u202eb`, "\u2028": `\u2028`, "\U000e0041": `\udb40\udc41`, "日本": "日本",
	} {
		row := encode(t, m, "", RowNDJSON, sheetOf(m, text, "", 1, 1, 1, 1))
		var object struct{ Team string }
		if err := json.Unmarshal([]byte(row), &object); err != nil || object.Team != text || !strings.Contains(row, `"`+want+`"`) {
			t.Errorf("%q became %s: %v", text, row, err)
		}
	}
}
