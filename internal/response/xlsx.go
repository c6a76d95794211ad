package response

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
	"time"

	"genaiops/internal/diag"
	"genaiops/internal/document"
)

// isZip reports whether a file is a zip archive, as workbooks are.
func isZip(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// readXLSX reads the first visible sheet of a workbook (ECMA-376, SpreadsheetML). A
// position counts rows and columns. also names the other visible sheets.
func readXLSX(data []byte, file string) (t table, also []string, problems diag.List) {
	w := workbook{file: file, left: maxUnpacked}
	fail := func(rule string, err error) (table, []string, diag.List) {
		problems.Addf(diag.Pos{File: file}, rule, "%s", err)
		return table{}, nil, problems
	}
	var err error
	if w.zip, err = zip.NewReader(bytes.NewReader(data), int64(len(data))); err != nil {
		return fail(document.RuleSyntax, errors.New("the workbook is damaged: its zip archive can't be read"))
	}
	also, err = w.open()
	if err == nil {
		err = w.rows(&t)
	}
	var tooMuch *tableError
	switch {
	case errors.As(err, &tooMuch):
		return table{}, nil, diag.List{diag.Problem(*tooMuch)}
	case errors.Is(err, errUnpacked):
		return fail(document.RuleSize, err)
	case err != nil:
		return fail(document.RuleSyntax, fmt.Errorf("the workbook can't be read: %w", err))
	}
	return t, also, nil
}

// tableError is a row that is too much for a table.
type tableError diag.Problem

func (e *tableError) Error() string { return e.Message }

var errUnpacked = fmt.Errorf("the workbook unpacks to more than %d MiB", maxUnpacked>>20)

// workbook is an open workbook.
type workbook struct {
	zip     *zip.Reader
	file    string
	left    int64 // bytes that may still be unpacked
	sheet   string
	strings []string // shared by the cells
	dates   []bool   // by style: the number in such a cell is a date
	epoch   time.Time
}

// part opens a file in the archive for its XML. A file that isn't there is empty.
func (w *workbook) part(name string) (*xml.Decoder, func()) {
	f, err := w.zip.Open(name)
	if err != nil {
		return xml.NewDecoder(strings.NewReader("")), func() {}
	}
	return xml.NewDecoder(&unpacked{f, &w.left}), func() { _ = f.Close() }
}

// unpacked is a reader that takes what it reads from an allowance.
type unpacked struct {
	r    io.Reader
	left *int64
}

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if *u.left -= int64(n); *u.left < 0 {
		return 0, errUnpacked
	}
	return n, err
}

// elements calls f with every element of a part that has one of these names.
func (w *workbook) elements(part string, f func(*xml.Decoder, xml.StartElement) error, names ...string) error {
	d, done := w.part(part)
	defer done()
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, name := range names {
			if start.Name.Local != name {
				continue
			}
			if err := f(d, start); err != nil {
				return err
			}
			break
		}
	}
}

// open finds the first visible sheet and reads what its cells refer to.
func (w *workbook) open() (also []string, err error) {
	w.epoch = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC) // so that 1 March 1900 is day 61
	id := ""
	err = w.elements("xl/workbook.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch name := attribute(e, "name"); {
		case e.Name.Local == "workbookPr":
			if old := attribute(e, "date1904"); old == "1" || old == "true" {
				w.epoch = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
			}
		case strings.HasSuffix(strings.ToLower(attribute(e, "state")), "hidden"):
		case id == "":
			id = attribute(e, "id")
		default:
			also = append(also, name)
		}
		return nil
	}, "workbookPr", "sheet")
	if err == nil {
		err = w.elements("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, e xml.StartElement) error {
			if attribute(e, "Id") == id {
				w.sheet = strings.TrimPrefix(path.Join("/xl", attribute(e, "Target")), "/")
				if target := attribute(e, "Target"); strings.HasPrefix(target, "/") {
					w.sheet = strings.TrimPrefix(path.Clean(target), "/")
				}
			}
			return nil
		}, "Relationship")
	}
	if err == nil && (id == "" || w.sheet == "") {
		err = errors.New("it has no sheet; expected an Excel workbook (.xlsx)")
	}
	if err == nil {
		err = w.elements("xl/sharedStrings.xml", func(d *xml.Decoder, e xml.StartElement) error {
			var text richText
			err := d.DecodeElement(&text, &e)
			w.strings = append(w.strings, text.String())
			return err
		}, "si")
	}
	if err == nil {
		err = w.styles()
	}
	return also, err
}

// attribute returns an attribute of an element, whatever its name space.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// richText is a text in pieces of different style. It leaves out the reading aid for
// East Asian text (rPh).
type richText struct {
	Text   string   `xml:"t"`
	Pieces []string `xml:"r>t"`
}

func (t richText) String() string { return t.Text + strings.Join(t.Pieces, "") }

// styles finds the styles that show a number as a date.
func (w *workbook) styles() error {
	codes := map[string]string{}
	formats := false
	return w.elements("xl/styles.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		id := attribute(e, "numFmtId")
		switch e.Name.Local {
		case "numFmt":
			codes[id] = attribute(e, "formatCode")
		case "cellXfs":
			formats = true
		case "cellStyles", "dxfs":
			formats = false
		case "xf":
			if formats {
				w.dates = append(w.dates, isDateFormat(id, codes[id]))
			}
		}
		return nil
	}, "numFmt", "cellXfs", "cellStyles", "dxfs", "xf")
}

// isDateFormat reports whether a number format shows days: one of the built-in ones
// (ECMA-376, 18.8.30), or a code with a year or a day outside quotes.
func isDateFormat(id, code string) bool {
	if n, err := strconv.Atoi(id); err == nil && (14 <= n && n <= 17 || n == 22 || 27 <= n && n <= 36 || 50 <= n && n <= 58) {
		return true
	}
	quoted, bracketed, escaped := false, false, false
	for _, c := range strings.ToLower(code) {
		switch {
		case escaped:
			escaped = false
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			escaped = true
		case c == '[':
			bracketed = true
		case c == ']':
			bracketed = false
		case !bracketed && (c == 'd' || c == 'y'):
			return true
		}
	}
	return false
}

// xlsxRow is a row as it stands in the XML.
type xlsxRow struct {
	Number int `xml:"r,attr"`
	Cells  []struct {
		Place  string   `xml:"r,attr"`
		Type   string   `xml:"t,attr"`
		Style  int      `xml:"s,attr"`
		Value  string   `xml:"v"`
		Inline richText `xml:"is"`
	} `xml:"c"`
}

// rows reads the rows of the sheet.
func (w *workbook) rows(t *table) error {
	last := 0
	return w.elements(w.sheet, func(d *xml.Decoder, e xml.StartElement) error {
		var r xlsxRow
		if err := d.DecodeElement(&r, &e); err != nil {
			return err
		}
		if r.Number <= last {
			r.Number = last + 1
		}
		last = r.Number
		made := row{at: diag.Pos{File: w.file, Line: r.Number, Col: 1}, number: r.Number}
		column := -1
		for _, c := range r.Cells {
			column = max(columnOf(c.Place), column+1)
			text := strings.TrimSpace(w.text(c.Type, c.Value, c.Style, c.Inline))
			if text != "" {
				at := diag.Pos{File: w.file, Line: r.Number, Col: column + 1}
				made.cells = append(made.cells, cell{at, r.Number, column, text})
			}
		}
		if p := t.add(made); p != nil {
			return (*tableError)(p)
		}
		return nil
	}, "row")
}

// columnOf returns the column in a place like "C5", from 0, or -1.
func columnOf(place string) int {
	n := 0
	for _, c := range place {
		if c < 'A' || c > 'Z' || n > maxColumns {
			break
		}
		n = 26*n + int(c-'A') + 1
	}
	return n - 1
}

// text returns what a cell shows, for numbers without their style.
func (w *workbook) text(kind, value string, style int, inline richText) string {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && i >= 0 && i < len(w.strings) {
			return w.strings[i]
		}
		return ""
	case "inlineStr":
		return inline.String()
	case "", "n":
		if style >= 0 && style < len(w.dates) && w.dates[style] {
			return w.date(value)
		}
	}
	return value
}

// date turns a serial number of days into a date with the time of day.
func (w *workbook) date(serial string) string {
	const mostDays = 2_958_466 // the end of the year 9999
	days, err := strconv.ParseFloat(serial, 64)
	if err != nil || !(days >= 0 && days < mostDays) {
		return serial
	}
	seconds := time.Duration(math.Round(days*24*60*60)) * time.Second
	return w.epoch.AddDate(0, 0, int(seconds/(24*time.Hour))).Add(seconds % (24 * time.Hour)).Format(time.DateTime)
}
