package report

import (
	"regexp"
	"strings"
	"testing"
)

// active is Markdown that untrusted text must not produce: tags other than
// addresses, links and images to anything but the web, code, emphasis.
var active = regexp.MustCompile("(^|[^\\\\])(<[^h\n]|\\]\\([^h]|`|\\$|~)")

func TestHostileMarkdownStaysText(t *testing.T) {
	t.Parallel()
	for name, f := range withHarm(t) {
		document := string(rendered(t, f.markdown))
		if found := active.FindString(document); found != "" {
			t.Errorf("%s: %q is not escaped", name, found)
		}
		checkTables(t, name, document)
	}
}

// checkTables checks that all rows of a table have the same number of cells.
func checkTables(t *testing.T, name, document string) {
	t.Helper()
	escaped, cells := strings.NewReplacer(`\\`, "", `\|`, ""), 0
	for line := range strings.Lines(document) {
		if !strings.HasPrefix(line, "|") {
			cells = 0
			continue
		}
		n := strings.Count(escaped.Replace(line), "|")
		if cells != 0 && n != cells {
			t.Errorf("%s: %d cells, but the row above has %d: %s", name, n, cells, line)
		}
		cells = n
	}
}
