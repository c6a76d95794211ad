package response

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

func read(t testing.TB, file string, data []byte, o Options) *Export {
	t.Helper()
	e, err := Read(bytes.NewReader(data), file, builtin(t), o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// options are those that a user of the exports gives.
func options(kind string) Options {
	if kind == "semicolons" {
		return Options{Columns: []Choice{{"date", "Zeit"}}}
	}
	return Options{}
}

func TestEveryKindOfExportBecomesTheSameSheets(t *testing.T) {
	t.Parallel()
	b := builtin(t)
	for kind, x := range exports(b) {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			e := read(t, x.file, x.data, options(kind))
			if len(e.Problems) > 0 {
				t.Fatal(e.Problems)
			}
			kept, notices, problems := Newest(e.Responses)
			if len(kept) != 2 || len(problems) > 0 || (len(notices) == 1) == e.ByAnswer {
				t.Fatal(kept, notices, problems)
			}
			byName := map[string]maturity.Sheet{}
			for _, r := range kept {
				byName[r.Sheet.Respondent] = r.Sheet
			}
			for name, date := range map[string]string{"Ada": "2026-09-01", "Ben": "2026-08-22"} {
				s, ok := byName[name]
				if !ok || !strings.EqualFold(s.Team, "Search") || s.Date != date {
					t.Errorf("%s is %+v", name, s)
				}
				for i, q := range b.Questions() {
					want := maturity.Answer{Points: q.Highest()}
					if name == "Ben" && i == 3 {
						want = maturity.Answer{Unknown: true}
					}
					if got, ok := s.Answers[q.ID]; !ok || fmt.Sprint(got) != fmt.Sprint(want) {
						t.Errorf("%s answers %s with %v, want %v", name, q.ID, got, want)
					}
				}
			}
		})
	}
}

func TestACellThatIsNoOptionIsAProblemAtItsPlace(t *testing.T) {
	t.Parallel()
	for kind, x := range exports(builtin(t)) {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			e := read(t, x.file, x.odd, options(kind))
			place, cell, _ := strings.Cut(x.at, " ")
			want := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(place), "%d", `\d+`) +
				": cell " + cell + `, "Something else", is no option of models.optimization; expected its points or its text, or "I don't know" \[answer\]$`)
			if len(e.Problems) != 1 || !want.MatchString(e.Problems[0].String()) {
				t.Errorf("%v, want %s", e.Problems, want)
			}
		})
	}
}

func TestCellsAreMatchedOnlyWhenCertain(t *testing.T) {
	t.Parallel()
	q := &maturity.Question{ID: "a.b", Options: []maturity.Option{
		{Points: 0, Text: "Whoever needs a prompt writes it, and that’s it."},
		{Points: 1, Text: "Prompts follow an agreed template or guide."},
		{Points: 2, Text: "Prompts follow an agreed template, and are tested."},
		{Points: 5, Text: "3"},
	}}
	names := optionNames(q)
	for text, want := range map[string]string{
		"0": "0", "2": "2", "2.0": "2", "2,00": "2", "1 point": "1", "2 Points": "2", "5": "5",
		"Prompts follow an agreed template or guide.":       "1",
		"prompts  follow\nan agreed template or guide":      "1",
		`"Prompts follow an agreed template or guide"`:      "1",
		"2. Prompts follow an agreed template or guide.":    "1",
		"[A2] Prompts follow an agreed template or guide.;": "1",
		"2 – Prompts follow an agreed template or guide":    "1",
		"Whoever needs a prompt writes it, and that's it":   "0",
		"Whoever needs a": "0",
		"Whoev…":          "0",
		"Prompts follow an agreed template, and…":               "2",
		"Prompts\u200b follow an agreed template or\u00a0guide": "1",
		"unknown": "unknown", "I don't know": "unknown", "We do not know.": "unknown", "3) I DON’T KNOW": "unknown",

		"Whoever":                                            "",
		"Prompts follow an agreed template":                  "", // two begin like that
		"Prompts follow an agreed templates":                 "",
		"Prompts follow an agreed template or guide. Always": "",
		"1 - 2": "", "2. 1": "", "1.5": "", "-1": "", "7": "", "yes": "", "?": "", "n/a": "", "…": "", "": "", ".": "",
		"3": "3", // the text of one option; no option has 3 points
	} {
		a, ok := answer(q, names, text)
		got := fmt.Sprint(a.Points)
		switch {
		case !ok:
			got = ""
		case a.Unknown:
			got = "unknown"
		case text == "3" && a.Points == 5:
			got = "3"
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	q.Options[3].Text = "2"
	if a, ok := answer(q, optionNames(q), "2"); ok {
		t.Errorf("2 is the points of one option and the text of another, and was taken for %v", a)
	}
}

func TestTimeStampsGiveTheDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-08-21":                        "2026-08-21 00:00:00",
		"2026-08-21 13:10:31":               "2026-08-21 13:10:31",
		"2026-08-21T13:10:31.123Z":          "2026-08-21 13:10:31",
		"2026-08-21T13:10:31+02:00":         "2026-08-21 13:10:31",
		"2026/08/21 1:10:31 PM GMT+2":       "2026-08-21 13:10:31",
		"2026/08/21 12:05:00 am EEST":       "2026-08-21 00:05:00",
		"8/21/2026 13:10:31":                "2026-08-21 13:10:31",
		"8/21/26 13:10:31":                  "2026-08-21 13:10:31",
		"8/21/2026, 1:10 p.m.":              "2026-08-21 13:10:00",
		"21.08.2026 13:10":                  "2026-08-21 13:10:00",
		"3.4.2026":                          "2026-04-03 00:00:00",
		"3/3/2026":                          "2026-03-03 00:00:00",
		"1980-01-01 00:00:00":               "", // LimeSurvey: not recorded
		"3/4/2026":                          "3/4/2026\", can be two dates",
		"2/30/2026":                         "is not a date",
		"13/13/2026":                        "is not a date",
		"46255.5":                           "is not a date",
		"yesterday":                         "is not a date",
		"2026-08-21 and more":               "is not a date",
		strings.Repeat("1", 5000) + "/1/26": "is not a date",
	} {
		e := read(t, "x.csv", grid{{"date", "models.selection"}, {text, "1"}}.csv(',', ""), Options{})
		got := e.Responses[0].when
		for _, p := range e.Problems {
			if p.Rule == "date" {
				got = p.Message
			}
		}
		if got != want && (want == "" || !strings.Contains(got, want)) {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestOneDateOfAColumnShowsTheOrderOfAll(t *testing.T) {
	t.Parallel()
	for want, rows := range map[string]grid{
		"2026-04-03": {{"date", "models.selection"}, {"3/4/2026", "1"}, {"21/4/2026", "1"}},
		"2026-03-04": {{"date", "models.selection"}, {"3/4/2026", "1"}, {"4/21/2026", "1"}},
	} {
		if got := read(t, "x.csv", rows.csv(',', ""), Options{}).Responses[0].Sheet.Date; got != want {
			t.Errorf("%v: %s, want %s", rows, got, want)
		}
	}
	rows := grid{{"date", "models.selection"}, {"3/4/2026", "1"}}
	if got := read(t, "x.csv", rows.csv(',', ""), Options{Order: DayFirst}).Responses[0].Sheet.Date; got != "2026-04-03" {
		t.Error(got)
	}
}

func TestTheNewestResponseOfAPersonCounts(t *testing.T) {
	t.Parallel()
	made := func(rows ...[]string) []Response {
		g := grid{{"date", "name", "email", "team", "models.selection"}}
		return read(t, "x.csv", append(g, rows...).csv(',', ""), Options{}).Responses
	}
	for _, test := range []struct {
		about           string
		rows            [][]string
		kept            int
		notice, problem string
	}{
		{
			"newest first",
			[][]string{{"2026-09-01 10:00:00", "Ada", "", "", "2"}, {"2026-09-01 9:00:00", "Ada", "", "", "0"}},
			1,
			"Ada answered more than once: row 2 counts, the newest; row 3 is left out", "",
		},
		{"by address", [][]string{{"2026-08-01", "Ada", "a@b.c", "", "0"}, {"2026-09-01", "Ada L.", "A@b.c", "", "2"}}, 1, "Ada L. answered", ""},
		{"the same twice", [][]string{{"", "Ada", "", "", "2"}, {"", "Ada", "", "", "2"}}, 1, "row 3 counts", ""},
		{
			"without time",
			[][]string{{"", "Ada", "", "", "0"}, {"", "Ada", "", "", "2"}},
			1, "",
			"row 3 is a second response of Ada after row 2, and no time stamps tell which is newer",
		},
		{"for two teams", [][]string{{"", "Ada", "", "Search", "0"}, {"", "Ada", "", "Ads", "2"}}, 2, "", ""},
		{"without names", [][]string{{"", "", "", "Search", "0"}, {"", "", "anonymous", "Search", "2"}}, 2, "", ""},
	} {
		kept, notices, problems := Newest(made(test.rows...))
		if len(kept) != test.kept || !strings.Contains(strings.Join(notices, "\n"), test.notice) ||
			(test.problem == "") != (len(problems) == 0) || len(problems) > 0 && problems[0].Message != test.problem {
			t.Errorf("%s: %d kept, %q, %v", test.about, len(kept), notices, problems)
		}
		if test.kept == 1 && test.problem == "" && kept[0].Sheet.Answers["models.selection"].Points != 2 {
			t.Errorf("%s: kept %v", test.about, kept)
		}
	}
}

func TestColumnsThatAreNotCertainAreProblems(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		header  string
		choices []Choice
		problem string
	}{
		{"models.selection,Choosing models", nil, "x.csv:1:18: cell B1 is a second column for models.selection (the first is A1) [duplicate-key]"},
		{"models.selection,How do you", nil, ""}, // too short to be the beginning of a question
		{"models.selection,How do you…", nil, `fits several questions; expected the id, title or text of one, or --column ID=HEADER [column]`},
		{"models.selection,Where", []Choice{{"team", "Your team"}}, `x.csv:1:1: no column is called "Your team", which --column takes for team [column]`},
		{"a,b", nil, "no column is a question of genaiops@1 by its id, title or text"},
		{"Where do you work,What we do", []Choice{{"models.selection", "what we do "}}, ""},
	} {
		e := read(t, "x.csv", []byte(test.header+"\n1,1\n"), Options{Columns: test.choices})
		all := fmt.Sprint(e.Problems)
		if test.problem == "" && len(e.Responses) != 1 || !strings.Contains(all, test.problem) || test.problem != "" && len(e.Responses) > 0 {
			t.Errorf("%s: %s", test.header, all)
		}
	}
}

func TestAFileThatIsNoTableHasOneProblem(t *testing.T) {
	t.Parallel()
	wide := strings.Repeat(",x", maxColumns)
	for want, data := range map[string][]byte{
		"the file has no rows [records]":                                   []byte("\ufeff\r\n,,\r\n"),
		"the file has a header and no rows below it [records]":             []byte("models.selection\n"),
		"this is a PDF; expected responses as .csv or .xlsx":               []byte("%PDF-1.7 "),
		"this is an old Office file":                                       []byte("\xd0\xcf\x11\xe0 12345"),
		"x:2:1: this line is not UTF-8; save the file as CSV UTF-8":        []byte("models.selection\nK\xf6ln\n"),
		"x:3:6: a quote is misplaced":                                      []byte("models.selection,team\n1,a\n1,\"ab\"c,\n"),
		"x:1:4002: the table has more columns; expected at most 2000":      []byte("ab" + wide + "\n"),
		"cell A2 has more than 32767 bytes":                                []byte("models.selection\n" + strings.Repeat("a", 40_000) + "\n"),
		"the workbook is damaged: its zip archive can't be read":           []byte("PK\x03\x04 and no more"),
		"the workbook can't be read: it has no sheet":                      zipOf(map[string]string{"xl/workbook.xml": "<workbook/>"}),
		"the workbook can't be read: XML syntax error":                     zipOf(map[string]string{"xl/workbook.xml": "<workbook><a></workbook>"}),
		"the workbook can't be read: it has no sheet; expected an Excel w": zipOf(map[string]string{"../../etc/passwd": "x"}),
	} {
		e := read(t, "x", data, Options{})
		if len(e.Problems) != 1 || !strings.Contains(e.Problems[0].String(), want) || len(e.Responses) > 0 {
			t.Errorf("%v, want %s", e.Problems, want)
		}
	}
}

// A workbook of a few kilobytes can unpack to gigabytes.
func TestAWorkbookThatUnpacksToTooMuchIsRefused(t *testing.T) {
	t.Parallel()
	text := `<sst><si><t>` + strings.Repeat("a", maxUnpacked+1) + `</t></si></sst>`
	data := zipOf(map[string]string{
		"xl/workbook.xml":            `<workbook><sheets><sheet name="a" id="r"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r" Target="s.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       text,
	})
	if len(data) > 1<<20 {
		t.Fatalf("the file has %d bytes", len(data))
	}
	e := read(t, "x.xlsx", data, Options{})
	if len(e.Problems) != 1 || !strings.Contains(e.Problems[0].String(), "the workbook unpacks to more than 64 MiB [size]") {
		t.Error(e.Problems)
	}
}

func TestSerialNumbersAreDatesOnlyInDateStyles(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		"m/d/yy\\ h:mm:ss": true, "yyyy\\-mm\\-dd": true, "[$-409]d\\-mmm": true,
		"General": false, "0.00": false, `0" days"`: false, "[Red]0": false, "h:mm:ss": false, `#,##0\ "€"`: false, `_d0`: false,
	} {
		if got := isDateFormat("164", code); got != want {
			t.Errorf("%s: %t", code, got)
		}
	}
	if !isDateFormat("14", "") || isDateFormat("9", "") {
		t.Error("built-in formats")
	}
}

func TestAQuestionnaireSaysWhoseItIs(t *testing.T) {
	t.Parallel()
	rows := grid{
		{"id", "question", "options", "answer", "note", "evidence"},
		{"team", "The team", "", "Search", "", ""},
		{"respondent", "", "", "Ada", "", ""},
		{"date", "", "", "23.11.2026", "", ""},
		{"label.unit", "", "", "Retail", "", ""},
		{"models.selection", "", "", "1", "since\nMay", "docs/a.md\nhttps://example.com"},
		{"models.optimization", "", "", "", "a note", ""},
	}
	e := read(t, "x.csv", rows.csv(',', "\ufeff"), Options{})
	if len(e.Responses) != 1 {
		t.Fatal(e.Problems)
	}
	s := e.Responses[0].Sheet
	got := fmt.Sprintf("%s %s %s %v %v", s.Team, s.Respondent, s.Date, s.Labels, s.Answers)
	want := "Search Ada 2026-11-23 map[unit:Retail] map[models.optimization:{0 true a note [] } " +
		"models.selection:{1 false since\nMay [docs/a.md https://example.com] }]"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if all := fmt.Sprint(e.Problems); !strings.Contains(all, "row 7 has a note or evidence for models.optimization and no answer") ||
		!strings.Contains(all, "the response in row 2 has no answer to prompts.design") {
		t.Error(all)
	}
}

// Whatever a stranger types into a form, the sheets are valid and names are plain.
func TestHostileTextsBecomePlainNames(t *testing.T) {
	t.Parallel()
	const hostile = "../../etc/passwd\x1b[31m\u202e\x00\nteam: x"
	rows := grid{{"name", "team", "models.selection", "models.selection.note"}, {hostile, "=cmd|'/c calc'!A1", "1", "=1+1\u202e\nanswers: {}"}}
	e := read(t, "x.csv", rows.csv(',', ""), Options{})
	if len(e.Responses) != 1 {
		t.Fatal(e.Problems)
	}
	s := e.Responses[0].Sheet
	if s.Respondent != "../../etc/passwd[31m team: x" || s.Team != "=cmd|'/c calc'!A1" || s.Answers["models.selection"].Note != "=1+1\nanswers: {}" {
		t.Errorf("%+v", s)
	}
}

func FuzzRead(f *testing.F) {
	b := builtin(f)
	for _, x := range exports(b) {
		f.Add(x.data)
		f.Add(x.odd)
	}
	f.Add([]byte("sep=;\n\"id\";answer\nmodels.selection;1\n"))
	f.Add(zipOf(map[string]string{"xl/workbook.xml": "<workbook/>"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := Read(bytes.NewReader(data), "x", b, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Responses) == 0 && len(e.Problems) == 0 {
			t.Error("neither responses nor problems")
		}
		for _, r := range e.Responses {
			for id, a := range r.Sheet.Answers {
				if q := b.Question(id); q == nil || !a.Unknown && q.Option(a.Points) == nil {
					t.Errorf("%s: %v", id, a)
				}
			}
		}
		Newest(e.Responses)
	})
}

// The parts of a workbook, so that the fuzzer doesn't have to make zip archives.
func FuzzWorkbook(f *testing.F) {
	f.Add(`<workbook><sheets><sheet id="r"/></sheets></workbook>`, `<r><Relationship Id="r" Target="a"/></r>`,
		`<cellXfs><xf numFmtId="14"/></cellXfs>`, `<si><t>models.selection</t></si>`, `<row r="1"><c r="A1" t="s"><v>0</v></c></row><row><c><v>1</v></c></row>`)
	b := builtin(f)
	f.Fuzz(func(t *testing.T, book, relations, styles, texts, sheet string) {
		data := zipOf(map[string]string{
			"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations, "xl/styles.xml": styles, "xl/sharedStrings.xml": texts, "xl/a": sheet,
		})
		e, err := Read(bytes.NewReader(data), "x.xlsx", b, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Responses) == 0 && len(e.Problems) == 0 {
			t.Error("neither responses nor problems")
		}
	})
}

func TestCommitmentsAreImported(t *testing.T) {
	t.Parallel()
	ada := maturity.Commitment{Points: 2, Owner: "Zoë, Ärztin", Due: "2027-01-31"}
	for name, file := range map[string]grid{
		"a row an answer": {
			{"id", "answer", "next", "owner", "due"},
			{"models.selection", "1", "2", " Zoë, Ärztin ", "31.01.2027"},
			{"models.optimization", "0", "", "Ben", ""},
			{"prompts.design", "1", "1", "", ""},
			{"prompts.integration", "2", "2", "", ""},
			{"evaluation.metrics", "0", "?", "", ""},
		},
		"a row a person": {
			{
				"models.selection", "models.selection.next", "models.selection.owner", "models.selection.due",
				"models.optimization", "models.optimization.owner", "prompts.design", "prompts.design.next",
				"prompts.integration", "prompts.integration.next", "evaluation.metrics", "evaluation.metrics.next",
			},
			{"1", "2", "Zoë, Ärztin", "2027-01-31", "0", "Ben", "1", "1", "2", "2", "0", "?"},
		},
	} {
		e := read(t, "x.csv", file.csv(',', "\ufeff"), Options{})
		if len(e.Responses) != 1 {
			t.Fatal(name, e.Problems)
		}
		for id, a := range e.Responses[0].Sheet.Answers {
			if want := map[bool]maturity.Commitment{true: ada}[id == "models.selection"]; a.Next != want {
				t.Errorf("%s: %s is committed %+v; expected %+v", name, id, a.Next, want)
			}
		}
		all := fmt.Sprint(e.Problems)
		for _, want := range []string{
			"has an owner or a date for models.optimization, and nothing to commit to", `"1", is no option of prompts.design above the answer`,
			`"2", is no option of prompts.integration above the answer`, `"?", is no option of evaluation.metrics above the answer`,
		} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %q in %s", name, want, all)
			}
		}
	}
}
