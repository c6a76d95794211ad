package report

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"genaiops/internal/maturity"
)

var update = flag.Bool("update", false, "rewrite the golden files with what the renderers write now")

// formats are the forms of a result, and the result itself. A missing form is nil.
type formats struct {
	value    any
	text     func(io.Writer, Style) error
	markdown func(io.Writer) error
	document func() any
	html     func(io.Writer) error
	csv      func(io.Writer) error
}

// files returns the writer of each form, by the ending of its golden file.
func (f formats) files() map[string]func(io.Writer) error {
	files := map[string]func(io.Writer) error{"md": f.markdown, "csv": f.csv}
	if f.text != nil {
		for name, style := range map[string]Style{
			"40.txt": {Width: 40}, "80.txt": {Width: 80}, "120.txt": {Width: 120}, "80.color.txt": {Width: 80, Color: true, Hyperlinks: true},
		} {
			style.Next = next
			files[name] = func(w io.Writer) error { return f.text(w, style) }
		}
	}
	if f.html != nil {
		files["html"] = withoutStyle(f.html)
	}
	if f.document != nil {
		files["json"] = func(w io.Writer) error { return JSON(w, f.document()) }
	}
	maps.DeleteFunc(files, func(_ string, write func(io.Writer) error) bool { return write == nil })
	return files
}

func assessmentFormats(a *maturity.Assessment) formats {
	return formats{
		value:    a,
		text:     func(w io.Writer, s Style) error { return AssessmentPage(a).Text(w, s) },
		markdown: func(w io.Writer) error { return AssessmentPage(a).Markdown(w) },
		document: func() any { return Assessment(a) },
	}
}

func levelFormats(m *maturity.Model, l *maturity.Level) formats {
	return formats{
		value:    m,
		text:     func(w io.Writer, s Style) error { return LevelPage(m, l).Text(w, s) },
		markdown: func(w io.Writer) error { return LevelPage(m, l).Markdown(w) },
		document: func() any { return Level(m, l) },
	}
}

func levelsFormats(m *maturity.Model) formats {
	return formats{
		value:    m,
		text:     func(w io.Writer, s Style) error { return LevelsPage(m).Text(w, s) },
		markdown: func(w io.Writer) error { return LevelsPage(m).Markdown(w) },
		document: func() any { return Levels(m) },
	}
}

func questionsFormats(b *maturity.Bank, filter string) formats {
	return formats{
		value:    b,
		text:     func(w io.Writer, s Style) error { return QuestionsPage(b, filter).Text(w, s) },
		markdown: func(w io.Writer) error { return QuestionsPage(b, filter).Markdown(w) },
		document: func() any { return Questions(b, filter) },
	}
}

// everything returns all basic results by name.
func everything(t *testing.T) map[string]formats {
	t.Helper()
	m := published()
	all := map[string]formats{
		"level":              levelFormats(m, &m.Levels[1]),
		"levels":             levelsFormats(m),
		"levels_foreign":     levelsFormats(foreign()),
		"questions":          questionsFormats(&m.Bank, ""),
		"questions_critical": questionsFormats(&m.Bank, "safety"),
		"questions_single":   questionsFormats(&m.Bank, "safety.content"),
	}
	for name, a := range scored(t) {
		all["assessment_"+name] = assessmentFormats(a)
	}
	return all
}

var next = []string{"genaiops plan sheet.yaml", "genaiops report sheet.yaml"}

func TestRenderersWriteTheGoldenFiles(t *testing.T) {
	t.Parallel()
	for name, f := range everything(t) {
		checkFormats(t, name, f)
	}
}

// checkFormats compares every form of a result with its golden file.
func checkFormats(t *testing.T, name string, f formats) {
	t.Helper()
	for file, write := range f.files() {
		t.Run(name+"/"+file, func(t *testing.T) {
			t.Parallel()
			golden(t, fmt.Sprintf("%s.%s", name, file), rendered(t, write))
		})
	}
}

func rendered(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err, "(go test ./internal/report -update writes it)")
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (-update accepts the new output):\n%s", path, got)
	}
}
