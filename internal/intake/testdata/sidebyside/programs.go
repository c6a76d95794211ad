package main

import (
	"fmt"
	"strings"

	"genaiops/internal/maturity"
)

// program is genaiops itself.
func (b *benchmark) program(file string) *contestant {
	return &contestant{name: "genaiops", command: []string{b.genaiops, "rollup", file, "--format", "json"}, read: readSummary}
}

// duck is DuckDB. The SQL declares the column types, which is faster.
func (b *benchmark) duck(sql string) *contestant {
	if b.duckdb == "" {
		return nil
	}
	return &contestant{name: "DuckDB", command: []string{"node", b.duckdb, sql}, read: b.readNumbers}
}

func (b *benchmark) sqlNDJSON(file string) string {
	var fields []string
	for _, q := range b.model.Bank.Questions() {
		fields = append(fields, fmt.Sprintf(`"%s" VARCHAR`, q.ID))
	}
	source := fmt.Sprintf(`(SELECT unnest(answers) FROM read_ndjson('%s', columns={'answers': 'STRUCT(%s)'}))`,
		file, strings.Join(fields, ", "))
	return b.sql(source)
}

func (b *benchmark) sqlCSV(file string) string {
	return b.sql(fmt.Sprintf(`read_csv('%s', header=true, all_varchar=true)`, file))
}

func (b *benchmark) sql(source string) string {
	points := func(q maturity.Question) string { return fmt.Sprintf(`coalesce(try_cast("%s" AS INTEGER), 0)`, q.ID) }
	var dimensions, names, outputs []string
	for i := range b.model.Bank.Dimensions {
		d := &b.model.Bank.Dimensions[i]
		names = append(names, fmt.Sprintf("d%d", i))
		dimensions = append(dimensions, fmt.Sprintf("%s AS d%d", b.sum(d, points), i))
	}
	for _, l := range b.model.Levels {
		outputs = append(outputs, fmt.Sprintf("count(*) FILTER (score BETWEEN %d AND %d)", l.Min, l.Max))
	}
	for _, name := range names {
		outputs = append(outputs, "sum("+name+")")
	}
	return fmt.Sprintf(`WITH sheets AS (SELECT %s FROM %s), scored AS (SELECT *, %s AS score FROM sheets) SELECT count(*), %s FROM scored`,
		strings.Join(dimensions, ", "), source, strings.Join(names, " + "), strings.Join(outputs, ", "))
}

// sum returns the sum of a dimension as an expression.
func (b *benchmark) sum(d *maturity.Dimension, points func(maturity.Question) string) string {
	var terms []string
	for _, q := range d.Questions {
		terms = append(terms, points(q))
	}
	return strings.Join(terms, " + ")
}

func (b *benchmark) jq(file string) *contestant {
	var sums, add, counts []string
	for i := range b.model.Bank.Dimensions {
		sums = append(sums, b.sum(&b.model.Bank.Dimensions[i], func(q maturity.Question) string {
			return fmt.Sprintf(`($a["%s"]|p)`, q.ID)
		}))
		add = append(add, fmt.Sprintf(".[%d] += $d[%d]", 1+len(b.model.Levels)+i, i))
	}
	for i, l := range b.model.Levels {
		counts = append(counts, fmt.Sprintf("if $s >= %d and $s <= %d then .[%d] += 1 else . end", l.Min, l.Max, 1+i))
	}
	zeros := strings.TrimSuffix(strings.Repeat("0,", 1+len(b.model.Levels)+len(b.model.Bank.Dimensions)), ",")
	filter := fmt.Sprintf(`def p: if type == "number" then . else 0 end;
		reduce inputs.answers as $a ([%s]; [%s] as $d | ($d|add) as $s | .[0] += 1 | %s | %s) | @tsv`,
		zeros, strings.Join(sums, ", "), strings.Join(counts, " | "), strings.Join(add, " | "))
	return &contestant{name: "jq", command: []string{"jq", "-rn", filter, file}, read: b.readNumbers}
}

func (b *benchmark) miller(file string) *contestant {
	var sums, counts, names, score []string
	for i := range b.model.Bank.Dimensions {
		sums = append(sums, fmt.Sprintf("d%d = %s; @d%d += d%d", i, b.sum(&b.model.Bank.Dimensions[i], func(q maturity.Question) string {
			return fmt.Sprintf(`(is_int(${%s}) ? ${%s} : 0)`, q.ID, q.ID)
		}), i, i))
		score = append(score, fmt.Sprintf("d%d", i))
		names = append(names, fmt.Sprintf("@d%d", i))
	}
	var levels []string
	for i, l := range b.model.Levels {
		counts = append(counts, fmt.Sprintf("if (s >= %d && s <= %d) { @l%d += 1 }", l.Min, l.Max, i))
		levels = append(levels, fmt.Sprintf("@l%d", i))
	}
	var zero []string
	for _, name := range append(levels, names...) {
		zero = append(zero, name+" = 0")
	}
	program := fmt.Sprintf(`begin { @n = 0; %s } @n += 1; %s; s = %s; %s end { print format_values }`,
		strings.Join(zero, "; "), strings.Join(sums, "; "), strings.Join(score, " + "), strings.Join(counts, " "))
	all := append(append([]string{"@n"}, levels...), names...)
	program = strings.Replace(program, "print format_values", "print "+strings.Join(all, ` . " " . `), 1)
	return &contestant{name: "Miller", command: []string{"mlr", "--icsv", "--onidx", "put", "-q", program, file}, read: b.readNumbers}
}

const pythonScript = `
import json, sys
dimensions = [d.split() for d in sys.argv[2].split(";")]
bands = [tuple(map(int, b.split())) for b in sys.argv[3].split(";")]
sheets, levels, sums = 0, [0] * len(bands), [0] * len(dimensions)
for line in open(sys.argv[1]):
    answers = json.loads(line)["answers"]
    score = 0
    for i, ids in enumerate(dimensions):
        points = sum(a for a in map(answers.get, ids) if a != "unknown")
        sums[i] += points
        score += points
    sheets += 1
    for i, (low, high) in enumerate(bands):
        levels[i] += low <= score <= high
print(sheets, *levels, *sums)
`

func (b *benchmark) python(file string) *contestant {
	var dimensions, bands []string
	for i := range b.model.Bank.Dimensions {
		var ids []string
		for _, q := range b.model.Bank.Dimensions[i].Questions {
			ids = append(ids, q.ID)
		}
		dimensions = append(dimensions, strings.Join(ids, " "))
	}
	for _, l := range b.model.Levels {
		bands = append(bands, fmt.Sprintf("%d %d", l.Min, l.Max))
	}
	return &contestant{
		name:    "Python",
		command: []string{"python3", "-c", pythonScript, file, strings.Join(dimensions, ";"), strings.Join(bands, ";")},
		read:    b.readNumbers,
	}
}
