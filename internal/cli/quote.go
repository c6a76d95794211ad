package cli

import (
	"fmt"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf16"

	"genaiops/internal/display"
)

// shellWord quotes a file name for the shell of this system, where it needs that.
func shellWord(s string) string { return fileWord(runtime.GOOS, s) }

// shellValue quotes any other word.
func shellValue(s string) string { return quotedFor(runtime.GOOS, s) }

func fileWord(system, s string) string {
	if strings.HasPrefix(s, "-") && s != "-" { // a file, not a flag
		here := "./"
		if system == "windows" {
			here = `.\`
		}
		s = here + s
	}
	return quotedFor(system, s)
}

// quotedFor quotes a word for a POSIX shell or, on Windows, for PowerShell and cmd.exe.
// What a line of a message can't show as it is, the shell is to write.
func quotedFor(system, s string) string {
	written := display.HasHidden(s) || display.LogLine(s) != s
	switch {
	case system == "windows" && written:
		return writtenByPowerShell(s)
	case system == "windows":
		return quotedForWindows(s)
	case written:
		return writtenByPrintf(s)
	case s == "", strings.ContainsAny(s, " \t\"'`$&|;<>()*?[]{}!#~\\^"), strings.HasPrefix(s, "="): // zsh looks for a program behind "="
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	default:
		return s
	}
}

// quotedForWindows chooses double quotes, which both shells know. PowerShell looks into
// them for variables, and knows typographic quotes, too; a word with these is in single
// quotes, which cmd.exe takes as they are: it then finds no such file, instead of another.
func quotedForWindows(s string) string {
	const single, double = "'‘’‚‛", "\"“”„"
	if strings.ContainsAny(s, "$`"+double) {
		for _, quote := range single {
			s = strings.ReplaceAll(s, string(quote), string(quote)+string(quote))
		}
		return "'" + s + "'"
	}
	plain := func(r rune) bool {
		return r < 128 && strings.ContainsRune(`._-/\:+=`, r) || unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	if s != "" && s[0] != '=' && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	// A program takes \" for a quote that belongs to the word.
	end := len(s) - len(strings.TrimRight(s, `\`))
	return `"` + s + strings.Repeat(`\`, end) + `"`
}

// writtenByPrintf writes everything but plain letters as bytes in octal.
func writtenByPrintf(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' || c > '~' || strings.IndexByte(`'"\%#:!-`, c) >= 0:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	return `"$(printf '` + b.String() + `')"`
}

// writtenByPowerShell writes everything but letters and digits as units of UTF-16.
func writtenByPowerShell(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		if r := rune(unit); r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ') {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "$([char]0x%04x)", unit)
		}
	}
	return `"` + b.String() + `"`
}
