package display

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Cell returns s as a cell of a CSV file, in quotes if it needs them. Text that a
// spreadsheet would take for a formula gets a leading apostrophe, which marks it as
// text. Full-width signs and leading blanks count, and so does what follows a
// semicolon: in many countries it separates cells.
func Cell(s string) string { return cell(Clean(s)) }

// CellLines is [Cell] for text of several lines.
func CellLines(s string) string { return cell(CleanLines(s)) }

func cell(s string) string {
	if strings.Contains(s, ";") {
		parts := strings.Split(s, ";")
		for i, part := range parts {
			parts[i] = guardFormula(part)
		}
		s = strings.Join(parts, ";")
	} else {
		s = guardFormula(s)
	}
	if strings.ContainsAny(s, ",;\"\n") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func guardFormula(s string) string {
	if first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s)); s != "" && strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}

// LogLine returns a line that no CI system takes for a command: GitHub obeys
// lines that start with "::", and GitHub and Azure those with "##[" or "##vso[".
func LogLine(line string) string {
	if start := strings.TrimSpace(line); strings.HasPrefix(start, "::") {
		line = strings.Replace(line, "::", ": :", 1)
	}
	return guardHashes(line)
}

func guardHashes(s string) string {
	if !strings.Contains(s, "##") {
		return s
	}
	return strings.NewReplacer("##[", "# #[", "##vso[", "# #vso[").Replace(s)
}

// EscapeHashes returns JSON, or YAML whose texts with hashes are in double quotes,
// that no CI system takes for a command: see [LogLine].
func EscapeHashes(s string) string {
	if !strings.Contains(s, "##") {
		return s
	}
	return strings.NewReplacer("##[", `#\u0023[`, "##vso[", `#\u0023vso[`).Replace(s)
}

// HTMLLines returns HTML of which no CI system takes a line for a command: see
// [LogLine].
func HTMLLines(html string) string {
	if strings.Contains(html, "##") {
		html = strings.NewReplacer("##[", "#&#35;[", "##vso[", "#&#35;vso[").Replace(html)
	}
	return commandStart().ReplaceAllString(html, "${1}&#58;:")
}

var commandStart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^(\s*)::`) })

// guardWords is LogLine for a text that may be wrapped, so that any of its words
// may start a line.
func guardWords(s string) string {
	for at := 0; ; at++ {
		i := strings.Index(s[at:], "::")
		if i < 0 {
			return guardHashes(s)
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		if at == 0 || unicode.IsSpace(before) {
			s = s[:at] + ": " + s[at+1:]
		}
	}
}

// IsURL reports whether a word may become a link: an http or https address with
// a host.
func IsURL(word string) bool {
	lower := strings.ToLower(word)
	if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") {
		return false
	}
	u, err := url.Parse(word)
	return err == nil && u.Host != ""
}

// Markdown escapes s so that Markdown renders it literally: no emphasis, code,
// table cells, formulas or HTML. Only http and https addresses become links.
func Markdown(s string) string {
	return blockStart().ReplaceAllString(MarkdownCell(s), `$1$3\$2$4`)
}

// MarkdownCell is [Markdown] for text that doesn't start a line, such as a table
// cell.
func MarkdownCell(s string) string {
	words := strings.Fields(Clean(s))
	for i, word := range words {
		words[i] = escapeWord(word)
	}
	return strings.Join(words, " ")
}

// blockStart matches what starts a heading, a list or a rule.
var blockStart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d+|)([.)])|^()([-+#=:])`) })

// escapes covers the characters that mean something within a line. Angle brackets
// become entities, which no renderer takes for a tag.
var escapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`, "$", `\$`,
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
)

func escapeWord(word string) string {
	address := strings.TrimRight(word, ".,;:!?)\"'")
	if !IsURL(address) {
		return plainWord(escapes.Replace(word))
	}
	return "<" + EncodeURL(address) + ">" + escapes.Replace(word[len(address):])
}

// plainWord keeps GitHub from linking a word: to the user of that name, who would be
// notified, to the issue of that number, or to an address without https. It does the
// first two in the finished text, where only a comment is in its way.
func plainWord(word string) string {
	if !strings.ContainsAny(word, "@#wW") {
		return word
	}
	p := plainWords()
	word = p.mention.ReplaceAllString(word, "$1@<!-- -->$2")
	word = p.mail.ReplaceAllString(word, `$1\@$2`)
	word = p.issue.ReplaceAllString(word, "#<!-- -->$1")
	return p.www.ReplaceAllString(word, `$1\.`)
}

type wordPatterns struct{ mention, mail, issue, www *regexp.Regexp }

var plainWords = sync.OnceValue(func() wordPatterns {
	return wordPatterns{
		mention: regexp.MustCompile(`(^|[^\pL\pN])@([\pL\pN])`),
		mail:    regexp.MustCompile(`([\pL\pN._+-])@([\pL\pN_-]+\.[\pL\pN])`),
		issue:   regexp.MustCompile(`#(\d)`),
		www:     regexp.MustCompile(`(?i)\b(www)\.`),
	}
})

// MarkdownLink returns a link, or the title and the address as text if the
// address is not a URL.
func MarkdownLink(title, address string) string {
	address = Clean(address)
	if !IsURL(address) {
		return Markdown(title + " " + address)
	}
	return "[" + Markdown(title) + "](" + EncodeURL(address) + ")"
}

// EncodeURL percent-encodes what a URL may not contain and what would end it in
// Markdown.
func EncodeURL(address string) string {
	const kept = "-._~:/?#@!$&'*+,;=%"
	var b strings.Builder
	for _, c := range []byte(address) {
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', strings.IndexByte(kept, c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
