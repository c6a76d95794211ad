package sheet

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"genaiops/internal/maturity"
)

// Amend returns a YAML text in which the commitments are those of s, and everything else
// is as it was, comments included. ok is false if the text is written in a way that Amend
// can't change, or if s differs from it in more than commitments: then use [Text].
func Amend(text []byte, b *maturity.Bank, s maturity.Sheet) (amended []byte, ok bool) {
	before, problems, err := Read(bytes.NewReader(text), "sheet.yaml", YAML, b, Options{Draft: true})
	var root yaml.Node
	if err != nil || len(problems) > 0 || yaml.Unmarshal(text, &root) != nil {
		return nil, false
	}
	answers := member(root.Content[0], "answers")
	if answers == nil {
		return nil, false
	}
	lines := strings.SplitAfter(string(text), "\n")
	// From the end, so that no line moves before it is changed.
	for i := len(answers.Content) - 2; i >= 0; i -= 2 {
		id, value := answers.Content[i].Value, answers.Content[i+1]
		next := s.Answers[id].Next
		if next != before.Answers[id].Next && !amend(&lines, answers.Content[i].Column-1, value, next) {
			return nil, false
		}
	}
	amended = []byte(strings.Join(lines, ""))
	got, problems, err := Read(bytes.NewReader(amended), "sheet.yaml", YAML, b, Options{Draft: true})
	s.Bank = got.Bank
	if err != nil || len(problems) > 0 || !reflect.DeepEqual(normalized(got), normalized(s)) {
		return nil, false
	}
	return amended, true
}

// member returns the value of a key in a mapping, or nil.
func member(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// amend changes the commitment of one answer, whose key is indented by so many columns.
// It knows the usual ways to write an answer: points alone, a block, and braces; and a
// commitment in braces on one line.
func amend(lines *[]string, indent int, answer *yaml.Node, next maturity.Commitment) bool {
	at, inner := answer.Line-1, strings.Repeat(" ", indent+2)
	line := (*lines)[at]
	old := member(answer, "next")
	end := "\n"
	if strings.HasSuffix(line, "\r\n") {
		end = "\r\n"
	}
	written := inner + "next: " + flow(next) + end
	switch isBlock := answer.Style&yaml.FlowStyle == 0; {
	case answer.Kind == yaml.ScalarNode:
		start := offset(line, answer.Column)
		points := line[start:]
		if !strings.HasSuffix(points, "\n") {
			points += end
		}
		(*lines)[at] = strings.TrimRight(line[:start], " ") + end + inner + "points: " + points + written
	case isBlock && old == nil:
		(*lines)[at] = strings.Repeat(" ", answer.Column-1) + strings.TrimLeft(written, " ") + line
	case isBlock && old.Style&yaml.FlowStyle != 0: // on one line, as Write writes it
		if !next.Exists() {
			written = ""
		}
		(*lines)[old.Line-1] = strings.Replace(written, inner, strings.Repeat(" ", answer.Column-1), 1)
	case !isBlock && old == nil:
		start := offset(line, answer.Column) + 1 // after the brace
		(*lines)[at] = line[:start] + "next: " + flow(next) + ", " + line[start:]
	case old.Style&yaml.FlowStyle != 0:
		line = (*lines)[old.Line-1]
		start := offset(line, old.Column)
		end := afterBraces(line, start)
		if end < 0 || !next.Exists() {
			return false
		}
		(*lines)[old.Line-1] = line[:start] + flow(next) + line[end:]
	default:
		return false
	}
	return true
}

// offset returns the offset of a column, which counts characters from 1.
func offset(line string, column int) int {
	for i := range line {
		if column--; column == 0 {
			return i
		}
	}
	return len(line)
}

// afterBraces returns the offset after the mapping that begins at an offset of a line, or
// -1 if it doesn't end there. What is in quotes doesn't count.
func afterBraces(line string, start int) int {
	depth, quote := 0, rune(0)
	for i, r := range line[start:] {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
		case r == '"' || r == '\'':
			quote = r
		case r == '{':
			depth++
		case r == '}':
			if depth--; depth == 0 {
				return start + i + 1
			}
		}
	}
	return -1
}

// flow returns a commitment on one line: "{points: 2, owner: Ada, due: 2027-01-31}".
func flow(c maturity.Commitment) string {
	parts := []string{fmt.Sprintf("points: %d", c.Points)}
	if owner := strings.TrimSpace(c.Owner); owner != "" {
		parts = append(parts, "owner: "+flowScalar(owner))
	}
	if c.Due != "" {
		parts = append(parts, "due: "+c.Due)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
