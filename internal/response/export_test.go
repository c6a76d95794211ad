package response

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"html"
	"strings"
	"testing"

	"genaiops/internal/bank"
	"genaiops/internal/maturity"
	"genaiops/levels"
	"genaiops/questions"
)

func builtin(t testing.TB) *maturity.Bank {
	t.Helper()
	m, problems, err := bank.Load(bank.Dir{FS: questions.FS, Name: "questions"}, bank.Dir{FS: levels.FS, Name: "levels"})
	if err != nil || m == nil {
		t.Fatal(problems, err)
	}
	return &m.Bank
}

// grid is the cells of a file, row by row. A time in a workbook is a "#" with its
// serial number.
type grid [][]string

func (g grid) csv(comma rune, before string) []byte {
	var b bytes.Buffer
	b.WriteString(before)
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = comma, true
	if err := w.WriteAll(g); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// xlsx writes the parts of a workbook that form tools write, with the texts shared or
// inline.
func (g grid) xlsx(shared bool) []byte {
	var sheet, texts strings.Builder
	n := 0
	for r, cells := range g {
		if strings.Join(cells, "") == "" {
			continue
		}
		fmt.Fprintf(&sheet, `<row r="%d">`, r+1)
		for c, text := range cells {
			at := fmt.Sprintf("%s%d", columnName(c), r+1)
			serial, isDate := strings.CutPrefix(text, "#")
			switch {
			case text == "":
			case isDate:
				fmt.Fprintf(&sheet, `<c r="%s" s="1"><v>%s</v></c>`, at, serial)
			case shared:
				fmt.Fprintf(&sheet, `<c r="%s" t="s"><v>%d</v></c>`, at, n)
				fmt.Fprintf(&texts, `<si><r><t>%s</t></r><r><t xml:space="preserve">%s</t></r><rPh><t>aid</t></rPh></si>`,
					html.EscapeString(text[:1]), html.EscapeString(text[1:]))
				n++
			default:
				fmt.Fprintf(&sheet, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, html.EscapeString(text))
			}
		}
		sheet.WriteString(`</row>`)
	}
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	return zipOf(map[string]string{
		"xl/workbook.xml": head + `<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Lists" sheetId="1" state="hidden" r:id="rId1"/>` +
			`<sheet name="Form1" sheetId="2" r:id="rId2"/><sheet name="Notes" sheetId="3" r:id="rId3"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": head + `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/styles.xml": head + `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="m/d/yy\ h:mm:ss"/></numFmts>` +
			`<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":     head + `<sst>` + texts.String() + `</sst>`,
		"xl/worksheets/sheet1.xml": head + `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet2.xml": head + `<worksheet><sheetData>` + sheet.String() + `</sheetData></worksheet>`,
	})
}

func zipOf(files map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range files {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// export is a file in the shape of what a tool exports. In each, Ada has answered
// twice: first the lowest options, then the highest. Ben doesn't know one answer.
type export struct {
	file string
	data []byte
	odd  []byte // the same with a cell that is no option
	at   string // the place of that cell, and what a spreadsheet calls it
}

// exports has one export of each kind.
func exports(b *maturity.Bank) map[string]export {
	lowest := func(q *maturity.Question) string { return q.Options[0].Text }
	highest := func(q *maturity.Question) string { return q.Options[len(q.Options)-1].Text }
	points := func(q *maturity.Question) string { return fmt.Sprint(q.Highest()) }
	// people makes a table with one row a person: begin is the cells before the
	// answers of Ada, Ben, nobody and Ada again.
	people := func(head []string, header func(i int, q *maturity.Question) string, option func(string) string, begin ...[]string) (g, odd grid) {
		for i, q := range b.Questions() {
			head = append(head, header(i, q))
		}
		make := func(odd bool) grid {
			g := grid{head}
			for n, row := range begin {
				row = append([]string{}, row...)
				for i, q := range b.Questions() {
					text := option(highest(q))
					switch {
					case n == 2:
						text = ""
					case n == 0:
						text = option(lowest(q))
					case n == 1 && i == 3:
						text = "I don’t know"
					case n == 3 && i == 1 && odd:
						text = "Something else"
					}
					row = append(row, text)
				}
				g = append(g, row)
			}
			return g
		}
		return make(false), make(true)
	}
	same := func(s string) string { return s }
	all := map[string]export{}

	g, odd := people([]string{"Timestamp", "Email Address", "Your team", "Name"},
		func(_ int, q *maturity.Question) string { return strings.Replace(q.Text, " ", "\n", 1) + "  " }, same,
		[]string{"8/21/2026 13:10:31", "ada@example.com", "Search", "Ada"}, []string{"8/22/2026 9:00:00", "ben@example.com", "Search", "Ben"},
		[]string{"", "", "", ""}, []string{"9/1/2026 8:00:00", "Ada@example.com", "search", "Ada"})
	all["google"] = export{"google.csv", g.csv(',', "\ufeff"), odd.csv(',', "\ufeff"), "google.csv:19:%d F5"}

	g, odd = people([]string{"Zeit", "Name", "Team"},
		func(i int, q *maturity.Question) string { return fmt.Sprintf("%d. %s", i+1, q.Title) }, same,
		[]string{"21.08.2026 13:10:31", "Ada", "Search"}, []string{"22.08.2026 9:00", "Ben", "Search"},
		[]string{"", "", ""}, []string{"01.09.2026 8:00:00", "Ada ", "Search"})
	all["semicolons"] = export{"de.csv", g.csv(';', "sep=;\r\n"), odd.csv(';', "sep=;\r\n"), "de.csv:6:%d E5"}

	g, odd = people([]string{"ID", "Start time", "Completion time", "Email", "Name", "Team name"},
		func(i int, q *maturity.Question) string { return fmt.Sprintf("%d.\u00a0%s", i+1, q.Text) }, func(s string) string { return s + ";" },
		[]string{"1", "#46255.5", "#46255.55", "anonymous", "Ada", "Search"}, []string{"2", "#46256.5", "#46256.55", "anonymous", "Ben", "Search"},
		[]string{"", "", "", "", "", ""}, []string{"4", "#46266.3", "#46266.35", "anonymous", "Ada", "Search"})
	all["microsoft"] = export{"ms.xlsx", g.xlsx(true), odd.xlsx(true), "ms.xlsx:5:8 H5"}
	all["inline"] = export{"inline.xlsx", g.xlsx(false), odd.xlsx(false), "inline.xlsx:5:8 H5"}

	g, odd = people([]string{"Response ID", "Date submitted", "Last page", "Start language", "Seed", "Name", "Team"},
		func(i int, q *maturity.Question) string {
			return fmt.Sprintf("G01Q%02d. %s", i, q.Text[:len(q.Text)-4]) + ".. "
		}, func(s string) string { return "“" + strings.ToUpper(s[:len(s)-1]) + "”" },
		[]string{"1", "2026-08-21 13:10:31", "7", "en", "1", "Ada", "Search"}, []string{"2", "2026-08-22 09:00:00", "7", "en", "1", "Ben", "Search"},
		[]string{"", "", "", "", "", "", ""}, []string{"3", "2026-09-01 08:00:00", "7", "en", "1", "Ada", "Search"})
	all["limesurvey"] = export{"lime.csv", g.csv(',', ""), odd.csv(',', ""), "lime.csv:5:%d I5"}

	long := func(odd bool) grid {
		g := grid{{"Submitted at", "Name", "Team", "Question", "Answer", "Comment"}}
		for n, who := range [][]string{{"2026-08-22", "Ben", "Search"}, {"2026-09-01", "Ada", "Search"}} {
			for i, q := range b.Questions() {
				text := points(q)
				switch {
				case n == 0 && i == 3:
					text = "unknown"
				case n == 1 && i == 1 && odd:
					text = "Something else"
				}
				g = append(g, append(append([]string{}, who...), q.Title, text, ""))
			}
		}
		return g
	}
	all["by answer"] = export{"long.csv", long(false).csv('\t', ""), long(true).csv('\t', ""), "long.csv:17:%d E17"}
	return all
}
