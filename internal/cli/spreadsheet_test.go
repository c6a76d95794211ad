//go:build unix

package cli

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// throughSpreadsheet opens a CSV file in LibreOffice, saves it as a workbook, opens that
// and saves it as CSV again.
func throughSpreadsheet(t *testing.T, text []byte) []byte {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("there is no LibreOffice here; .ci/run installs it")
	}
	folder := t.TempDir()
	convert := func(file string, args ...string) {
		args = append([]string{"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless"}, args...)
		if out, err := exec.Command(program, append(args, "--outdir", folder, filepath.Join(folder, file))...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "in.csv"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	const commaQuoteUTF8 = "44,34,76,1"
	convert("in.csv", "--infilter=CSV:"+commaQuoteUTF8, "--convert-to", "xlsx")
	convert("in.xlsx", "--convert-to", "csv:Text - txt - csv (StarCalc):"+commaQuoteUTF8)
	out, err := os.ReadFile(filepath.Join(folder, "in.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestASpreadsheetKeepsAPlan(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "sheet.yaml")
	b := builtIn(t)
	if err := os.WriteFile(file, sheetText(t, b, committedSheet(b)), 0o600); err != nil {
		t.Fatal(err)
	}
	var plan bytes.Buffer
	if status, stderr := run(map[string]string{}, "", &plan, "plan", file, "--format", "csv"); status != StatusDone {
		t.Fatal(stderr)
	}
	want := cells(t, plan.Bytes())
	got := cells(t, throughSpreadsheet(t, plan.Bytes()))
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nexpected %q", got, want)
	}
	if !strings.Contains(plan.String(), `"Zoë ""Z"" Müller, Ärztin; 日本"`) {
		t.Errorf("the plan doesn't name the owner:\n%s", plan.String())
	}
}

func TestASpreadsheetKeepsASheet(t *testing.T) {
	t.Parallel()
	b := builtIn(t)
	want := committedSheet(b)
	var text bytes.Buffer
	if err := sheet.WriteCSV(&text, b, []maturity.Sheet{want}); err != nil {
		t.Fatal(err)
	}
	saved := throughSpreadsheet(t, text.Bytes())
	got, problems, err := sheet.Read(bytes.NewReader(saved), "sheet.csv", sheet.CSV, b, sheet.Options{})
	if err != nil || len(problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, %v\nexpected %v\nsaved as\n%s", got, problems, err, want, saved)
	}
}

// committedSheet has umlauts, quotes, separators and line breaks wherever it can.
func committedSheet(b *maturity.Bank) maturity.Sheet {
	s := maturity.Sheet{Bank: b.Ref(), Team: `Größe, "Süd"`, Date: "2026-11-23", Answers: map[string]maturity.Answer{}}
	for i, q := range b.Questions() {
		a := maturity.Answer{Points: q.Lowest()}
		if i%2 == 0 {
			a.Note = "Erste Zeile; \"zweite\"\nÄnderung, ja\n\n1,5"
			a.Evidence = []string{"docs/über uns.md", "https://example.com/?a=1;b=2"}
			a.Next = maturity.Commitment{Points: q.Highest(), Owner: `Zoë "Z" Müller, Ärztin; 日本`, Due: "2027-01-31"}
		}
		s.Answers[q.ID] = a
	}
	return s
}

func sheetText(t *testing.T, b *maturity.Bank, s maturity.Sheet) []byte {
	t.Helper()
	text, err := sheet.Text(b, s)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func cells(t *testing.T, text []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
