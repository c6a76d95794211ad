package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sheetOf writes a sheet of the built-in bank with the same answer to every
// question, but for those of some dimensions.
func sheetOf(t *testing.T, path, about string, points int, lowest ...string) {
	t.Helper()
	var b strings.Builder
	b.WriteString(about + "\nanswers:\n")
	for _, id := range strings.Fields(`models.selection models.optimization prompts.design prompts.integration
		evaluation.metrics evaluation.experimentation deployment.release deployment.versioning safety.content
		safety.responsible monitoring.production monitoring.prediction strategy.alignment strategy.innovation`) {
		given := points
		for _, dimension := range lowest {
			if strings.HasPrefix(id, dimension+".") {
				given = 0
			}
		}
		fmt.Fprintf(&b, "  %s: %d\n", id, given)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// headlines are commands whose results state a level.
var headlines = []string{
	"assess --answers gaps.yaml",
	"assess --answers gaps.yaml --min-level 4",
	"assess --answers gaps.yaml --fail-on critical-gap",
	"plan gaps.yaml",
	"compare before.yaml gaps.yaml",
	"compare gaps.yaml before.yaml",
	"consensus gaps.yaml other.yaml",
	"history before.yaml gaps.yaml",
	"report gaps.yaml",
	"report gaps.yaml --previous before.yaml",
	"report before.yaml --previous gaps.yaml",
	"rollup gaps.yaml before.yaml",
	"rollup gaps.yaml before.yaml --min-level 4",
	"rollup gaps.yaml other.yaml before.yaml --by unit",
	"rollup gaps.yaml before.yaml --by quarter --latest",
}

// level4 is where a text names the level that the sheet reaches by its points.
var level4 = regexp.MustCompile(`(?i)\blevel 4\b|\boptimized\b`)

// level4Alone are the places that name level 4 and don't say that anybody is there.
var level4Alone = []*regexp.Regexp{
	regexp.MustCompile(`initial (\S+ )?defined (\S+ )?managed (\S+ )?optimized`),              // the bounds of the scale
	regexp.MustCompile(`[Tt]o stay at level 4`),                                               // the head of the guidance
	regexp.MustCompile(`level 4, optimized: 20-28|4 optimized 2[08]|4 \| optimized \| 20-28`), // all levels with their points
	regexp.MustCompile(`Guidance of level 4, optimized`),
	regexp.MustCompile(`After these 4 steps: 24 of 28, level 4`), // the plan closes the gaps
	regexp.MustCompile(`at level 1 · 2 · 3 · 4`),
	regexp.MustCompile(`min-level 4`),
}

// TestNoResultNamesALevelWithoutItsCriticalGaps runs every command that states a
// level on a sheet of 20 points, level 4, with 4 critical gaps.
func TestNoResultNamesALevelWithoutItsCriticalGaps(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	sheetOf(t, filepath.Join(dir, "gaps.yaml"), "team: Search\nrespondent: Ada\ndate: 2026-11-20\nlabels: {unit: Retail}", 2, "safety", "monitoring")
	sheetOf(t, filepath.Join(dir, "other.yaml"), "team: Search\nrespondent: Ben\ndate: 2026-11-21\nlabels: {unit: Retail}", 2, "safety", "monitoring")
	sheetOf(t, filepath.Join(dir, "before.yaml"), "team: Search\nrespondent: Ada\ndate: 2026-08-20", 1)
	for _, command := range headlines {
		for _, format := range []string{"text", "markdown", "html", "json", "yaml"} {
			args := strings.Fields(command)
			for i, arg := range args {
				if strings.HasSuffix(arg, ".yaml") {
					args[i] = filepath.Join(dir, arg)
				}
			}
			args = append(args, "--format", format)
			var out bytes.Buffer
			status, stderr := run(nil, "", &out, args...)
			if status > 1 {
				if !strings.Contains(stderr, "--format") {
					t.Errorf("%s --format %s: status %d: %s", command, format, status, stderr)
				}
				continue // the command doesn't have the format
			}
			name := command + " --format " + format
			checkGapsNamed(t, name+", standard error", stderr)
			if format == "json" {
				var v any
				if err := json.Unmarshal(out.Bytes(), &v); err != nil {
					t.Fatal(err)
				}
				checkGapsListed(t, name, v)
				continue
			}
			if format != "yaml" { // the same document as JSON
				checkGapsNamed(t, name, out.String())
			}
		}
	}
}

// checkGapsNamed checks that each mention of level 4 is followed by its gaps.
func checkGapsNamed(t *testing.T, name, text string) {
	t.Helper()
	text = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllString(text, "")
	text = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, " ")
	text = strings.Join(strings.Fields(text), " ")
	for _, at := range level4.FindAllStringIndex(text, -1) {
		around := text[max(0, at[0]-60):min(len(text), at[1]+80)]
		if !strings.Contains(text[at[0]:min(len(text), at[1]+160)], "critical gap") && !anyMatches(level4Alone, around) {
			t.Errorf("%s: a level without its critical gaps: …%s…", name, around)
		}
	}
}

func anyMatches(patterns []*regexp.Regexp, text string) bool {
	for _, p := range patterns {
		if p.MatchString(text) {
			return true
		}
	}
	return false
}

// checkGapsListed checks that every object of a document which has a level also
// lists or counts critical gaps.
func checkGapsListed(t *testing.T, name string, v any) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			checkGapsListed(t, name, element)
		}
	case map[string]any:
		_, listed := v["critical_gaps"]
		_, counted := v["with_critical_gaps"]
		if level, ok := v["level"].(map[string]any); ok && v["score"] != nil && !listed && !counted {
			t.Errorf("%s: level %v stands without critical gaps: %v", name, level["number"], v)
		}
		for _, element := range v {
			checkGapsListed(t, name, element)
		}
	}
}
