package document

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"genaiops/internal/diag"
)

func parseYAML(t *testing.T, text string) (*Node, *diag.List) {
	t.Helper()
	problems := &diag.List{}
	root := ParseYAML([]byte(text), "f", problems)
	if root == nil {
		t.Fatalf("%q: %v", text, *problems)
	}
	return root, problems
}

// messages returns problems as "line:col: message [rule]".
func messages(problems diag.List) []string {
	var all []string
	for _, p := range problems {
		all = append(all, strings.TrimPrefix(p.String(), p.File+":"))
	}
	return all
}

func checkMessages(t *testing.T, problems diag.List, want ...string) {
	t.Helper()
	if got := messages(problems); !reflect.DeepEqual(got, want) {
		t.Errorf("problems:\n%s\nexpected:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestScalarsReadOnlyAsWhatTheyAre(t *testing.T) {
	t.Parallel()
	text := func(n *Node) any { return n.Text("x") }
	boolean := func(n *Node) any { return n.Bool("x") }
	number := func(n *Node) any { i, _ := n.Int("x"); return i }
	tests := []struct {
		yaml string
		read func(*Node) any
		want any
		said string // the problem, without position and rule
	}{
		{`word`, text, "word", ""},
		{`"1"`, text, "1", ""},
		{`'true'`, text, "true", ""},
		{`yes`, text, "yes", ""},
		{`1`, text, "", `x is 1; expected text (write it in quotes: "1")`},
		{`1.50`, text, "", `x is 1.50; expected text (write it in quotes: "1.50")`},
		{`2026-11-23`, text, "", `x is 2026-11-23; expected text (write it in quotes: "2026-11-23")`},
		{`False`, text, "", `x is False; expected text (write it in quotes: "False")`},
		{`null`, text, "", `x is null; expected text`},
		{`" "`, text, "", `x is blank; expected text`},
		{`[]`, text, "", `x is a list; expected text`},
		{`{}`, text, "", `x is a mapping; expected text`},
		{`true`, boolean, true, ""},
		{`True`, boolean, true, ""},
		{`TRUE`, boolean, true, ""},
		{`false`, boolean, false, ""},
		{`"true"`, boolean, false, `x is "true"; expected true or false`},
		{`yes`, boolean, false, `x is "yes"; expected true or false`},
		{`1`, boolean, false, `x is 1; expected true or false`},
		{`0`, number, 0, ""},
		{`9999999`, number, 9999999, ""},
		{`10000000`, number, 0, `x is 10000000; expected a whole number from 0 to 9999999`},
		{`99999999999999999999`, number, 0, `x is 99999999999999999999; expected a whole number from 0 to 9999999`},
		{`-1`, number, 0, `x is -1; expected a whole number from 0 to 9999999`},
		{`1.0`, number, 0, `x is 1.0; expected a whole number from 0 to 9999999`},
		{`01`, number, 0, `x is 01; expected a whole number from 0 to 9999999`},
		{`"7"`, number, 0, `x is "7"; expected a whole number from 0 to 9999999`},
		{`~`, number, 0, `x is ~; expected a whole number from 0 to 9999999`},
	}
	for _, test := range tests {
		root, problems := parseYAML(t, "k: "+test.yaml)
		if got := test.read(root.Pairs[0].Value); got != test.want {
			t.Errorf("%s reads as %v, expected %v", test.yaml, got, test.want)
		}
		if test.said == "" {
			checkMessages(t, *problems)
		} else {
			checkMessages(t, *problems, "1:4: "+test.said+" [type]")
		}
	}
}

func TestJSONKeepsTheKindOfEveryValue(t *testing.T) {
	t.Parallel()
	for json, want := range map[string]struct {
		kind  Kind
		value string
	}{
		"null": {Null, "null"}, "true": {Bool, "true"}, "false": {Bool, "false"},
		`"null"`: {Text, "null"}, `"true"`: {Text, "true"}, `"1"`: {Text, "1"}, `""`: {Text, ""}, `"\u00e9\n"`: {Text, "é\n"},
		"0": {Int, "0"}, "7": {Int, "7"}, "10": {Int, "10"}, "99999999999999999999": {Int, "99999999999999999999"},
		"-1": {Other, "-1"}, "1.50": {Other, "1.50"}, "1e-1": {Other, "1e-1"}, "-1.0": {Other, "-1.0"}, "1e100": {Other, "1e100"},
		"1.00000000000000000001": {Other, "1.00000000000000000001"}, "0.1e0": {Other, "0.1e0"}, "10e-2": {Other, "10e-2"},
		"-0": {Int, "0"}, "1.0": {Int, "1"}, "1e3": {Int, "1000"}, "10e-1": {Int, "1"}, "0.10E1": {Int, "1"}, "0.0e-9": {Int, "0"}, "12.00": {Int, "12"},
		"[]": {Sequence, ""}, "{}": {Map, ""}, "[1]": {Sequence, ""}, `{"a": 1}`: {Map, ""},
	} {
		var problems diag.List
		n := ParseJSON([]byte(json), diag.Pos{File: "f"}, &problems)
		if n == nil || n.Kind != want.kind || n.Value != want.value || len(problems) > 0 {
			t.Errorf("%s reads as %+v, %v", json, n, problems)
		}
	}
}

func TestAbsentNodesReadAsZeroWithoutAProblem(t *testing.T) {
	t.Parallel()
	var n *Node
	i, ok := n.Int("x")
	if n.Text("x") != "" || n.Bool("x") || i != 0 || ok || n.List("x") != nil || n.Texts("x") != nil || n.Map("x", nil, "y") != nil {
		t.Error("a nil node is not read as zero")
	}
}

func TestRefusedNodesAreReportedOnce(t *testing.T) {
	t.Parallel()
	root, problems := parseYAML(t, "k: !!int 1")
	n := root.Pairs[0].Value
	n.Text("x")
	n.Bool("x")
	n.Int("x")
	n.List("x")
	n.Map("x", nil)
	checkMessages(t, *problems, "1:4: tags (!!int) are not supported [syntax]")
}

func TestTextsReadsListsAndSingleTexts(t *testing.T) {
	t.Parallel()
	root, problems := parseYAML(t, "many: [a, 1, b]\none: a\nnone: []\nmap: {}\nblank:\n")
	fields := root.AnyMap("the file")
	for key, want := range map[string][]string{"many": {"a", "b"}, "one": {"a"}, "none": nil, "map": nil, "blank": nil} {
		if got := fields[key].Texts("the " + key); !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %q, expected %q", key, got, want)
		}
	}
	problems.Sort()
	checkMessages(t, *problems,
		`1:11: the many is 1; expected text (write it in quotes: "1") [type]`,
		`4:6: the map is a mapping; expected a list [type]`,
		`5:7: the blank is empty; expected a list [type]`)
}

func TestMapReportsUnknownDuplicateAndMissingKeys(t *testing.T) {
	t.Parallel()
	root, problems := parseYAML(t, "name: a\nnmae: b\nname: c\nnmae: d\n? [x]\n: e\n")
	fields := root.Map("a thing", []string{"name", "size"}, "name", "size")
	if len(fields) != 1 || fields["name"].Value != "a" {
		t.Errorf("fields are %v", fields)
	}
	problems.Sort()
	checkMessages(t, *problems,
		`1:1: missing key "size" in a thing [missing-key]`,
		`2:1: unknown key "nmae" in a thing (did you mean "name"?); expected name, size [unknown-key]`,
		`3:1: duplicate key "name" (first used at line 1) [duplicate-key]`,
		`4:1: duplicate key "nmae" (first used at line 2) [duplicate-key]`,
		`5:3: a key is a list; expected a name [type]`)
}

func TestAnUnknownKeyNamesEveryKnownOne(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ known, want string }{
		{"name", "name"},
		{"name size", "name, size"},
		{"name size colour", "name, size, colour"},
		{"name size colour age", "name, size, colour, age"},
	} {
		root, problems := parseYAML(t, "xyz: 1")
		root.Map("a thing", strings.Fields(test.known))
		checkMessages(t, *problems, `1:1: unknown key "xyz" in a thing; expected `+test.want+" [unknown-key]")
	}
}

// Only a key of several words without a value looks like half a text.
func TestATextThatIsCutAtItsCommaIsExplained(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"{a b}":    `unknown key "a b" in a thing; expected text (put text that contains a comma in quotes)`,
		"{ab}":     `unknown key "ab" in a thing; expected text`,
		"{a b: c}": `unknown key "a b" in a thing; expected text`,
	} {
		root, problems := parseYAML(t, text)
		root.Map("a thing", []string{"text"})
		checkMessages(t, *problems, "1:2: "+want+" [unknown-key]")
	}
}

func TestMapRefusesEverythingElse(t *testing.T) {
	t.Parallel()
	for text, got := range map[string]string{
		"[a]": "a list", "word": `"word"`, "42": "42", "'x'": `"x"`, "~": "~", "1.5": "1.5",
	} {
		root, problems := parseYAML(t, text)
		if root.Map("a thing", nil) != nil {
			t.Errorf("%s is read as a mapping", text)
		}
		checkMessages(t, *problems, "1:1: a thing is "+got+"; expected a mapping (key: value) [type]")
	}
}

func TestBuiltNodesReportLikeReadOnes(t *testing.T) {
	t.Parallel()
	problems := &diag.List{}
	root := New(diag.Pos{File: "f", Line: 3, Col: 1}, Map, "", problems)
	root.Add("size", New(diag.Pos{File: "f", Line: 3, Col: 5}, Text, "big", problems))
	fields := root.Map("a row", []string{"size"})
	fields["size"].Int("the size")
	checkMessages(t, *problems, `3:5: the size is "big"; expected a whole number from 0 to 9999999 [type]`)
}

func TestCheckTextPointsAtWhatIsNotText(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"plain\r\n\ttext \u0085 é 😀", ""},
		{"é\n ü\xffx", "2:3: byte 0xff is not valid UTF-8; save the file as UTF-8 [encoding]"},
		{"é\x00", "1:2: control character U+0000 is not allowed; is this a text file? [encoding]"},
		{"\x7f", "1:1: control character U+007F is not allowed; is this a text file? [encoding]"},
		{"a\u009b", "1:2: control character U+009B is not allowed; is this a text file? [encoding]"},
		{"a\n\ufffe", "2:1: U+FFFE is not a character [encoding]"},
		{"\uffff", "1:1: U+FFFF is not a character [encoding]"},
		{"\U00010000 is a character", ""},
		{"\ufffd is a character", ""},
	}
	for _, test := range tests {
		var problems diag.List
		if ok := CheckText([]byte(test.text), diag.Pos{File: "f"}, &problems); ok != (test.want == "") {
			t.Errorf("CheckText(%q) = %v", test.text, ok)
		}
		if test.want == "" {
			checkMessages(t, problems)
		} else {
			checkMessages(t, problems, test.want)
		}
	}
}

// A start without a line or a column is line 1, column 1.
func TestCheckTextCountsFromItsStart(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text      string
		line, col int
		want      string
	}{
		{"ab\x00", 0, 0, "1:3"},
		{"ab\x00", 7, 0, "7:3"},
		{"ab\x00", 0, 5, "1:7"},
		{"ab\x00", 1, 1, "1:3"},
		{"ab\x00", 7, 5, "7:7"},
		{"\x00", 7, 5, "7:5"},
		{"ab\ncd\x00", 7, 5, "8:3"},
		{"ab\n\n\x00", 7, 5, "9:1"},
		{"ab\x00", 2, 2, "2:4"},
		{"ab\n\x00", 2, 2, "3:1"},
	} {
		var problems diag.List
		CheckText([]byte(test.text), diag.Pos{File: "f", Line: test.line, Col: test.col}, &problems)
		checkMessages(t, problems, test.want+": control character U+0000 is not allowed; is this a text file? [encoding]")
	}
}

func TestReadAllTakesNoMoreThanItNeeds(t *testing.T) {
	t.Parallel()
	endless := &countingReader{}
	var problems diag.List
	text, err := ReadAll(endless, "f", &problems)
	if text != nil || err != nil || endless.read > 2*MaxSize {
		t.Errorf("got %d bytes, error %v, after reading %d", len(text), err, endless.read)
	}
	checkMessages(t, problems, "1:1: the file is too large; expected at most 256 KiB [size]")

	problems = nil
	text, err = ReadAll(io.LimitReader(&countingReader{}, MaxSize), "f", &problems)
	if len(text) != MaxSize || err != nil || len(problems) > 0 {
		t.Errorf("a file of MaxSize: %d bytes, error %v, %v", len(text), err, problems)
	}
}

type countingReader struct{ read int }

func (r *countingReader) Read(p []byte) (int, error) {
	r.read += len(p)
	return copy(p, bytes.Repeat([]byte{'x'}, len(p))), nil
}

func TestReadAllPassesErrorsOn(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	var problems diag.List
	if _, err := ReadAll(iotest.ErrReader(broken), "f", &problems); !errors.Is(err, broken) || len(problems) > 0 {
		t.Errorf("error %v, problems %v", err, problems)
	}
}

func TestIsWhole(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"0": true, "7": true, "10": true, "123456789012345678901234567890": true,
		"": false, "00": false, "01": false, "+1": false, "-1": false, "1.0": false, "1e3": false, "1_0": false, "0x1": false, " 1": false, "١": false,
	} {
		if IsWhole(s) != want {
			t.Errorf("IsWhole(%q) is not %v", s, want)
		}
	}
}
