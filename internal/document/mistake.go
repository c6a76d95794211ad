package document

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// mistake looks for the line of a syntax error. The library reports most errors
// where the enclosing mapping or list begins, which can be hundreds of lines before
// the mistake. Two things find it. The library reads no further than it needs, so
// the mistake is not behind the last line that it has read. And the lines before the
// mistake can be completed to well-formed YAML, but none after it.
type mistake struct {
	text   []byte
	starts []int // of the lines, as the library counts them
	budget int   // how many bytes may still be parsed
}

// parseCost is what it takes to parse anything at all, in bytes.
const parseCost = 2 << 10

// newMistake limits the time to that of parsing the text a few times, or a small one
// a hundred times.
func newMistake(text []byte) *mistake {
	m := &mistake{text: text, starts: []int{0}, budget: 8*len(text) + 100*parseCost}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if endsYAMLLine(r, text[i:]) && i < len(text) {
			m.starts = append(m.starts, i)
		}
	}
	return m
}

// find returns the number of the first line with which the text can't be completed,
// or the last line.
func (m *mistake) find() int {
	bad := m.lastRead()
	sound := bad - 1
	for step := 1; sound > 0 && !m.sound(m.lines(1, sound)); step *= 2 {
		bad = sound
		sound = max(sound-step, 0)
	}
	for sound+1 < bad && m.budget > 0 {
		if middle := (sound + bad) / 2; m.sound(m.lines(1, middle)) {
			sound = middle
		} else {
			bad = middle
		}
	}
	return bad
}

// lines returns the text from one line to another, with an end.
func (m *mistake) lines(from, to int) []byte {
	end := len(m.text)
	if to < len(m.starts) {
		end = m.starts[to]
	}
	lines := bytes.Clone(m.text[m.starts[from-1]:end])
	if !bytes.HasSuffix(lines, []byte("\n")) {
		lines = append(lines, '\n')
	}
	return lines
}

// lastRead returns the number of the last line that the library reads.
func (m *mistake) lastRead() int {
	r := &byteReader{text: m.text}
	_, _ = decodeYAMLFrom(r)
	line := 1
	for line < len(m.starts) && m.starts[line] < r.at {
		line++
	}
	return line
}

// byteReader reads a byte at a time.
type byteReader struct {
	text []byte
	at   int
}

func (r *byteReader) Read(p []byte) (int, error) {
	if r.at == len(r.text) {
		return 0, io.EOF
	}
	p[0] = r.text[r.at]
	r.at++
	return 1, nil
}

// sound reports whether text is the beginning of well-formed YAML: what is open at
// its end can be closed.
func (m *mistake) sound(text []byte) bool {
	const nested = 6
	return m.completes(text, nested, "")
}

// completes reports whether text with at most so many closers is well-formed. The
// last closer, if any, was tried against an error.
func (m *mistake) completes(text []byte, closers int, against string) bool {
	if m.budget -= len(text) + parseCost; m.budget < 0 {
		return false
	}
	_, err := decodeYAML(text)
	if err == nil || strings.HasSuffix(err.Error(), secondDocument) {
		return true
	}
	message := err.Error()
	candidates, alone := closersFor(message)
	if closers == 0 || !alone && message == against {
		return false
	}
	for _, closer := range []byte(candidates) {
		if m.completes(append(bytes.Clone(text), closer, '\n'), closers-1, message) {
			return true
		}
	}
	return false
}

// closersFor returns what may be missing at the end of a text with that error, and
// whether there is no doubt about it.
func closersFor(message string) (candidates string, alone bool) {
	switch {
	case strings.HasSuffix(message, "',' or ']'"):
		return "]", true
	case strings.HasSuffix(message, "',' or '}'"):
		return "}", true
	case strings.HasSuffix(message, "node content"):
		return "]}", false
	case strings.HasSuffix(message, "unexpected end of stream"):
		return `"'`, false
	default:
		return "", true
	}
}

// A repair changes a line that may be the cause of an error further down.
type repair struct {
	message string
	change  func(line string) []string
}

var repairs = []repair{
	{"expected a blank after the colon", addBlank},
	{"the quote that opens here is not closed", closeQuote},
	{"a # after a blank begins a comment; put text that contains one in quotes", dropComment},
	{"the bracket that opens here is not closed", closeBracket},
}

// cause looks for a repair of the bad line, or of one before it, that makes the
// text well-formed or lets it continue beyond the bad line. Without one, the message
// is empty.
func (m *mistake) cause(bad int) (line int, message string) {
	helps := m.sound
	if m.sound(m.lines(1, bad)) { // something is open at the end of the text
		helps = func(text []byte) bool { return m.completes(text, 0, "") }
	}
	for line := bad; line > 0; line-- {
		old := strings.TrimRight(string(m.lines(line, line)), "\r\n")
		for _, r := range repairs {
			for _, changed := range r.change(old) {
				if m.budget < 0 {
					return bad, ""
				}
				text := append(bytes.Clone(m.text[:m.starts[line-1]]), changed+"\n"...)
				if line < bad {
					text = append(text, m.lines(line+1, bad)...)
				}
				if helps(text) {
					return line, r.message
				}
			}
		}
	}
	return bad, ""
}

var keyWithoutBlank = regexp.MustCompile(`^(\s*(?:- )?[^\s:#'"\[{]+):(\S.*)$`)

func addBlank(line string) []string {
	if m := keyWithoutBlank.FindStringSubmatch(line); m != nil {
		return []string{m[1] + ": " + m[2]}
	}
	return nil
}

// closeQuote closes the text in quotes that is open at the end of the line, before
// or after the brackets there.
func closeQuote(line string) []string {
	quote := openQuote(line)
	if quote == 0 {
		return nil
	}
	inside := strings.TrimRight(line, "]} ,")
	return []string{line + string(quote), inside + string(quote) + line[len(inside):]}
}

// openQuote returns the quote that is open at the end of a line, or 0. A quote
// opens a text only where a value or a key begins.
func openQuote(line string) rune {
	var quote rune
	before := ' ' // the last character, blanks apart
	blank := true // the last character is a blank
	escaped := false
	for _, r := range line {
		switch {
		case escaped:
			escaped = false
		case quote == '"' && r == '\\':
			escaped = true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\'') && (before == ' ' || strings.ContainsRune("[{", before) || blank && strings.ContainsRune(":-,", before)):
			quote = r
		}
		if blank = r == ' ' || r == '\t'; !blank {
			before = r
		}
	}
	return quote
}

func dropComment(line string) []string {
	if before, after, found := strings.Cut(line, " #"); found && strings.ContainsAny(before, "[{") {
		return []string{before + "  " + after}
	}
	return nil
}

func closeBracket(line string) []string {
	if strings.ContainsAny(line, "[{") {
		return []string{line + "]", line + "}"}
	}
	return nil
}

// isAboutStructure reports whether the library's line of an error may be far from
// the mistake.
func isAboutStructure(message string) bool {
	for _, end := range []string{
		"did not find expected key", "did not find expected '-' indicator", "did not find expected node content",
		"',' or ']'", "',' or '}'", "found unexpected end of stream", "could not find expected ':'",
		"mapping values are not allowed in this context",
	} {
		if strings.HasSuffix(message, end) {
			return true
		}
	}
	return false
}
