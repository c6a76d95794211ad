package sheet

import (
	"bytes"
	"io"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/document"
)

// RuleNotASheet is the rule of a file that is plainly something else. It is the only
// problem of such a file.
const RuleNotASheet = "not-a-sheet"

// Enter looks at the first bytes of a file and returns its text in UTF-8. A file that
// isn't text is a problem. Every reader of sheets enters here.
func Enter(r io.Reader, file string) (io.Reader, diag.List) {
	const enough = 8 // bytes; no sheet is shorter, so a slow pipe isn't waited for
	text := document.Decode(r)
	begin, _ := text.Peek(enough) // the next read returns the error
	if what := binary(begin); what != "" {
		return nil, diag.List{{Pos: diag.Pos{File: file, Line: 1, Col: 1}, Rule: RuleNotASheet, Message: what}}
	}
	return text, nil
}

// binary says what a file is that isn't text, by its first bytes, or returns "".
func binary(begin []byte) string {
	begin = document.StripBOM(begin)
	for _, kind := range []struct{ magic, what string }{
		{"PK\x03\x04", "this is an Excel workbook or another zip archive; expected an answer sheet (genaiops import makes sheets of a workbook)"},
		{"\xd0\xcf\x11\xe0", "this is an old Office file; expected an answer sheet (save a workbook as .xlsx; genaiops import makes sheets of that)"},
		{"%PDF-", "this is a PDF; expected an answer sheet (genaiops template writes a blank sheet)"},
		{"\x89PNG", picture},
		{"\xff\xd8\xff", picture},
		{"GIF8", picture},
		{"<svg", picture},
		{"<!doc", webPage},
		{"<!DOC", webPage},
		{"<html", webPage},
		{"<HTML", webPage},
		{"<?xml", "this is XML; expected an answer sheet (genaiops template writes a blank sheet)"},
	} {
		if bytes.HasPrefix(begin, []byte(kind.magic)) {
			return kind.what
		}
	}
	if len(begin) > 3 && (begin[0] == 0) == (begin[2] == 0) && (begin[1] == 0) == (begin[3] == 0) && (begin[0] == 0) != (begin[1] == 0) {
		return "this is UTF-16 without a byte order mark; save the file as UTF-8"
	}
	return ""
}

const (
	picture = "this is a picture; expected an answer sheet (genaiops template writes a blank sheet)"
	webPage = "this is a web page; expected an answer sheet (genaiops template writes a blank sheet)"
)

// foreign says what a document is that is plainly no sheet, by its keys, or returns
// "". A document with a key that may be meant for one of a sheet's is a sheet.
func foreign(root *document.Node) string {
	if root.Kind == document.Sequence {
		return "this is a list; expected an answer sheet (write many sheets one a line, as .ndjson)"
	}
	keys := map[string]*document.Node{}
	for _, p := range root.Pairs {
		keys[p.Key.Value] = p.Value
	}
	has := func(names ...string) bool {
		for _, name := range names {
			if keys[name] == nil {
				return false
			}
		}
		return true
	}
	switch {
	case root.Kind != document.Map || len(keys) == 0:
		return ""
	case has("schema") && strings.HasPrefix(keys["schema"].Value, "genaiops."):
		return "this is a result of genaiops, " + keys["schema"].Describe() + "; expected the answer sheet that it was made from"
	case has("answers"):
		return ""
	case has("score", "level"):
		return "this is a result of genaiops; expected the answer sheet that it was made from"
	case has("$schema") && strings.Contains(keys["$schema"].Value, "json-schema.org"), has("$id", "properties"):
		return "this is a JSON Schema; expected an answer sheet"
	case has("id", "dimensions"), has("id", "questions"):
		return "this belongs to a question bank; expected an answer sheet (genaiops validate --questions DIR checks a bank)"
	case has("number", "min", "max"):
		return "this is a maturity level; expected an answer sheet (genaiops validate --levels DIR checks levels)"
	}
	for key := range keys {
		if key == schemaKey {
			continue
		}
		if diag.Nearest(key, sheetKeys) != "" {
			return ""
		}
	}
	return "no key is known; expected an answer sheet with " + strings.Join(sheetKeys, ", ") + " (genaiops template writes a blank sheet)"
}

// foreignTable says why a CSV file is plainly not one of sheets, by its header, or
// returns "": no column is a question, and none may be meant for one.
func (c *checker) foreignTable(header []string) string {
	const looked = 200 // columns for which a near name is looked for
	known := map[string]bool{}
	for i, name := range header {
		if c.columns.questions[name] || i < looked && diag.Nearest(name, c.ids) != "" {
			return ""
		}
		known[name] = true
	}
	if known["score"] && known["level"] {
		return "this is a result of genaiops; expected the answer sheets that it was made from"
	}
	return "no column is a question of " + c.bank.Ref().String() + "; expected ids like " + c.ids[0] +
		" (genaiops import makes sheets of form responses; genaiops questions lists the ids; --questions chooses another bank)"
}
