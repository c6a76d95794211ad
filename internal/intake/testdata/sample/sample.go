// Package sample generates valid sheets for tests and benchmarks. The same seed
// gives the same sheets.
package sample

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// Sheets yields n sheets of a bank. The teams belong to four units and score
// differently; one answer in fifty is unknown.
func Sheets(b *maturity.Bank, n int, seed int64, yield func(maturity.Sheet) error) error {
	r := rand.New(rand.NewSource(seed))
	questions := b.Questions()
	for i := range n {
		s := maturity.Sheet{
			Bank:    b.Ref(),
			Team:    fmt.Sprintf("Team %06d", i),
			Date:    fmt.Sprintf("2026-%02d-%02d", 1+r.Intn(12), 1+r.Intn(28)),
			Labels:  map[string]string{"unit": units[r.Intn(len(units))]},
			Answers: make(map[string]maturity.Answer, len(questions)),
		}
		skill := r.Float64()
		for _, q := range questions {
			s.Answers[q.ID] = answer(r, q, skill)
		}
		if err := yield(s); err != nil {
			return err
		}
	}
	return nil
}

var units = []string{"Retail", "Bank", "Insurance", "Travel"}

func answer(r *rand.Rand, q *maturity.Question, skill float64) maturity.Answer {
	if r.Intn(50) == 0 {
		return maturity.Answer{Unknown: true}
	}
	at := int((skill + r.Float64()) / 2 * float64(len(q.Options)))
	return maturity.Answer{Points: q.Options[min(at, len(q.Options)-1)].Points}
}

// Write writes n sheets as NDJSON or CSV.
func Write(w io.Writer, b *maturity.Bank, f sheet.Format, n int, seed int64) error {
	out := bufio.NewWriter(w)
	line := JSONLine
	if f == sheet.CSV {
		line = CSVRow
		fmt.Fprintln(out, CSVHeader(b))
	}
	err := Sheets(b, n, seed, func(s maturity.Sheet) error {
		_, err := fmt.Fprintln(out, line(b, s))
		return err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// WriteFolder writes n sheets as YAML into a folder, one file per sheet.
func WriteFolder(dir string, b *maturity.Bank, n int, seed int64) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	i := 0
	return Sheets(b, n, seed, func(s maturity.Sheet) error {
		var text bytes.Buffer
		if err := sheet.Write(&text, b, s); err != nil {
			return err
		}
		i++
		return os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.yaml", i)), text.Bytes(), 0o600)
	})
}

// JSONLine returns a sheet as a line of NDJSON.
func JSONLine(b *maturity.Bank, s maturity.Sheet) string {
	var answers []string
	for _, q := range b.Questions() {
		points := points(s.Answers[q.ID])
		if points == "unknown" {
			points = `"unknown"`
		}
		answers = append(answers, fmt.Sprintf(`"%s":%s`, q.ID, points))
	}
	return fmt.Sprintf(`{"team":"%s","date":"%s","labels":{"unit":"%s"},"answers":{%s}}`,
		s.Team, s.Date, s.Labels["unit"], strings.Join(answers, ","))
}

// CSVHeader returns the header for CSVRow.
func CSVHeader(b *maturity.Bank) string {
	header := "team,date,label.unit"
	for _, q := range b.Questions() {
		header += "," + q.ID
	}
	return header
}

// CSVRow returns a sheet as a row of CSV.
func CSVRow(b *maturity.Bank, s maturity.Sheet) string {
	row := s.Team + "," + s.Date + "," + s.Labels["unit"]
	for _, q := range b.Questions() {
		row += "," + points(s.Answers[q.ID])
	}
	return row
}

func points(a maturity.Answer) string {
	if a.Unknown {
		return "unknown"
	}
	return strconv.Itoa(a.Points)
}
