package document

import (
	"strings"
	"testing"

	"genaiops/internal/diag"
)

// An editor shows one line where YAML has two, and an answer hides in a comment.
func TestLineEndsThatEditorsDoNotShowAreRefusedOutsideQuotes(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"\r", "\u0085", "\u2028", "\u2029"} {
		for text, want := range map[string]string{
			"a: 1\n# note|b: 2\n":                        "f:2:7",
			"a: 1|b: 2\n":                                "f:1:5",
			"a: |||\n":                                   "f:1:4",
			"a: \"x|y\" # it is|x: 1\n":                  "f:1:17",
			"a: >\n  x|  y\n":                            "f:2:4",
			"{a: 'it''s |', b: \"\\\"|\", |c: 1}":        "f:1:26",
			"a: 'x|y'\nb: \"x|y\"\nc: [\"é|\"]\r\n#\r\n": "",
			`{"a": "x|y"}`:                               "",
		} {
			if end == "\r" && strings.HasPrefix(text, "{\"") {
				continue // JSON has no line ends in strings
			}
			var problems diag.List
			root := ParseYAML([]byte(strings.ReplaceAll(text, "|", end)), "f", &problems)
			switch {
			case want == "":
				checkMessages(t, problems)
			case root != nil || len(problems) != 1 || problems[0].Rule != RuleEncoding ||
				!strings.HasPrefix(problems[0].String(), want):
				t.Errorf("%q with %q: %v, expected one at %s", text, end, problems, want)
			}
		}
	}
}

// The decoder would replace half of a character, and two names would be the same.
func TestEscapesInJSONHideNothing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"a": "x\ud800"}`:           `f:1:7: \ud800 is half of a character [encoding]`,
		`{"a": "\udc00\ud800"}`:      `f:1:7: \udc00 is half of a character [encoding]`,
		`{"a": "\ud83d\ud83d"}`:      `f:1:7: \ud83d is half of a character [encoding]`,
		`{"a": "\ud83dx"}`:           `f:1:7: \ud83d is half of a character [encoding]`,
		`{"a": 1, "\uDFFF": 2}`:      `f:1:10: \uDFFF is half of a character [encoding]`,
		`["\u001b[2J"]`:              `f:1:2: control character U+001B is not allowed; is this a text file? [encoding]`,
		`["\u0000"]`:                 `f:1:2: control character U+0000 is not allowed; is this a text file? [encoding]`,
		`["\u009b"]`:                 `f:1:2: control character U+009B is not allowed; is this a text file? [encoding]`,
		`["\b"]`:                     `f:1:2: control character U+0008 is not allowed; is this a text file? [encoding]`,
		`["\uffff"]`:                 `f:1:2: U+FFFF is not a character [encoding]`,
		`["\ud83d\ude00\n\t\r"]`:     "",
		`["\\ud800", "\"\\\\ud800"]`: "",
		`["\ufffd", "\u0085"]`:       "",
	} {
		var problems diag.List
		root := ParseJSON([]byte(text), diag.Pos{File: "f", Line: 1, Col: 1}, &problems)
		if want == "" {
			checkMessages(t, problems)
		} else if root != nil || len(problems) != 1 || problems[0].String() != want {
			t.Errorf("%s: %v, expected %s", text, problems, want)
		}
	}
}
