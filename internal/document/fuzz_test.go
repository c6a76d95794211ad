package document

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"genaiops/internal/diag"
)

var seeds = []string{
	"", "\ufeff", "a: 1\n", "a:\n  - b\n  - {c: d}\n", "é: [ä, \"ö\"]\r\nx: 'y'\n", "a: 1\rb: 2\u2028c: 3\u0085d\n",
	"? [a]\n: b\n<<: 1\n", "a: &x [*x]\n", "a: !!int 1\n", "---\n---\n", "%YAML 1.2\n---\n", "a: |\n  b\n\n c\n", "\ta", "\"\\u001b\": 1",
	`{"a": [1, 2.5, -0, true, null, "é"], "a": {}}`, `[1,]`, `{"a" 1}`, `[1] x`, "\"\\ud800\"", strings.Repeat("[[],", 80), strings.Repeat("- ", 80),
}

func FuzzParseYAML(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var problems diag.List
		root := ParseYAML(text, "f", &problems)
		if root == nil && len(problems) == 0 {
			t.Error("no tree and no problem")
		}
		checkInside(t, append(problems, nodes(root)...), string(text))
	})
}

func FuzzParseJSON(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var problems diag.List
		root := ParseJSON(text, diag.Pos{File: "f", Line: 1, Col: 1}, &problems)
		if (root == nil) != (len(problems) > 0) {
			t.Errorf("tree %v, problems %v", root != nil, problems)
		}
		if root != nil && !json.Valid(text) {
			t.Error("it read invalid JSON")
		}
		if root == nil && json.Valid(text) && problems[0].Rule != RuleEncoding && !strings.Contains(problems[0].Message, "nested") {
			t.Errorf("JSON was refused: %v", problems)
		}
		if root != nil && !equalJSON(t, asJSON(t, root), text) && !hasDuplicates(root) {
			t.Error("the tree differs from the text")
		}
		checkInside(t, append(problems, nodes(root)...), string(text))
	})
}

func hasDuplicates(n *Node) bool {
	keys := map[string]bool{}
	for _, p := range n.Pairs {
		if keys[p.Key.Value] || hasDuplicates(p.Value) {
			return true
		}
		keys[p.Key.Value] = true
	}
	for _, item := range n.Items {
		if hasDuplicates(item) {
			return true
		}
	}
	return false
}

// nodes returns the positions of all the nodes of a tree.
func nodes(n *Node) diag.List {
	if n == nil {
		return nil
	}
	all := diag.List{{Pos: n.Pos, Message: "node " + n.Value}}
	for _, p := range n.Pairs {
		all = append(append(all, nodes(p.Key)...), nodes(p.Value)...)
	}
	for _, item := range n.Items {
		all = append(all, nodes(item)...)
	}
	return all
}

// checkInside fails for a position outside text. The position just after the end
// of a line is inside: something is missing there.
func checkInside(t *testing.T, problems diag.List, text string) {
	t.Helper()
	var lengths []int // of the lines, in characters
	for line := range strings.SplitSeq(text, "\n") {
		lengths = append(lengths, utf8.RuneCountInString(line))
	}
	for _, p := range problems {
		line, col := max(p.Line, 1), max(p.Col, 1)
		if line > len(lengths) || col > lengths[line-1]+1 {
			t.Errorf("%v is outside the file", p)
		}
	}
}
