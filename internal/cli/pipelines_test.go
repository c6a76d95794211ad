//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pipelineSteps are what the action and the snippets run, by the system and what it is
// for. What is tested is what is shipped.
func pipelineSteps(t *testing.T) (action, ratchets map[string]string) {
	t.Helper()
	action, ratchets = map[string]string{}, map[string]string{}
	text := readPage(t, ".github/actions/genaiops/action.yml")
	for _, step := range regexp.MustCompile(`(?m)^    - name: (.*)\n((?:      .*\n)*)`).FindAllStringSubmatch(text, -1) {
		_, run, _ := strings.Cut(step[2], "      run: ")
		if block, ok := strings.CutPrefix(run, "|\n"); ok {
			run = regexp.MustCompile(`(?m)^        `).ReplaceAllString(block, "")
		}
		action[step[1]] = run
	}
	for _, expression := range regexp.MustCompile(`(?m)^ *(?:run: |  )[^#\n]*\$\{\{`).FindAllString(text, -1) {
		if strings.Contains(expression, "run:") {
			t.Errorf("an expression is in the text of a command: %s", expression)
		}
	}
	ratchets["action"] = action["No dimension fell"]
	page := readPage(t, ".github/pipelines.md")
	for system, line := range map[string]string{
		"GitHub": `run: (genaiops compare .*)`, "GitLab": `- (genaiops compare .*)`,
		"Azure": `script: (genaiops compare .*)`, "Jenkins": `sh '(genaiops compare .*)'`,
	} {
		found := regexp.MustCompile(line).FindStringSubmatch(page)
		if found == nil {
			t.Fatalf("%s has no ratchet", system)
		}
		ratchets[system] = found[1]
	}
	return action, ratchets
}

// pipeline is a clone of a repository whose main branch has a sheet.
type pipeline struct {
	shell
	t *testing.T
}

func newPipeline(t *testing.T) *pipeline {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git:", err)
	}
	p := &pipeline{newShell(t), t}
	p.env = append(p.env, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=a@example.com",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=a@example.com", "SHEET=maturity.yaml",
		"GITHUB_STEP_SUMMARY="+filepath.Join(p.dir, "summary.md"), "RUNNER_TEMP="+p.dir,
		"GITHUB_BASE_REF=main", "BASE=origin/main", "SYSTEM_PULLREQUEST_TARGETBRANCHNAME=main", "CHANGE_TARGET=main",
		"MIN_LEVEL=", "MIN_SCORE=", "FAIL_ON=", "MAX_AGE=")
	for name, text := range map[string]string{"before.yaml": string(jsonSheet(t, `"bank":"genaiops@1",`, 1))} {
		if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.must(`mkdir genaiops && git init -q -b main up && cd up && git commit -q --allow-empty -m first`)
	return p
}

// run runs a script in a folder and returns its status.
func (p *pipeline) run(folder, script string) int {
	p.t.Helper()
	cmd := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script)
	cmd.Dir, cmd.Env = filepath.Join(p.dir, folder), p.env
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		p.t.Fatal(err)
	}
	if testing.Verbose() {
		p.t.Logf("%s\n%s", script, out)
	}
	return cmd.ProcessState.ExitCode()
}

func (p *pipeline) must(script string) {
	p.t.Helper()
	if status := p.run("", script); status != 0 {
		p.t.Fatalf("status %d: %s", status, script)
	}
}

// A ratchet is green only where it should be, in every pipeline that we offer.
func TestTheRatchetOfEveryPipelineFailsWhereItCannotCompare(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash:", err)
	}
	const commit = `cp ../before.yaml maturity.yaml && git add . && git commit -q -m sheet`
	const clone = `cd .. && git clone -q up work && cd work && git checkout -q -b branch`
	for name, c := range map[string]struct {
		script string
		want   int
	}{
		"first time":   {"cd up && " + clone + " && " + commit, 0},
		"unchanged":    {"cd up && " + commit + " && " + clone, 0},
		"improved":     {"cd up && " + commit + " && " + clone + ` && sed -i.bak 's/"models.selection":1/"models.selection":2/' maturity.yaml`, 0},
		"fallen":       {"cd up && " + commit + " && " + clone + ` && sed -i.bak 's/"models.selection":1/"models.selection":0/' maturity.yaml`, 1},
		"removed":      {"cd up && " + commit + " && " + clone + " && git rm -q maturity.yaml", 3},
		"renamed":      {"cd up && mkdir old && cp ../before.yaml old/m.yaml && git add . && git commit -q -m sheet && " + clone + " && git mv old/m.yaml maturity.yaml && git commit -q -m rename", 2},
		"invalid":      {"cd up && " + commit + " && " + clone + ` && sed -i.bak 's/"models.selection":1/"models.selection":7/' maturity.yaml`, 2},
		"bad base":     {`cd up && echo 'answers: 1' > maturity.yaml && git add . && git commit -q -m bad && ` + clone + " && cp ../before.yaml maturity.yaml", 2},
		"other bank":   {"cd up && " + commit + ` && sed -i.bak 's/genaiops@1/genaiops@9/' maturity.yaml && git commit -q -a -m other && ` + clone + " && cp ../before.yaml maturity.yaml", 2},
		"detached":     {"cd up && " + commit + " && " + clone + " && git checkout -q --detach", 0},
		"no such base": {"cd up && " + commit + " && " + clone + " && git branch -q -r -d origin/main origin/HEAD", 2},
		"shallow": {"cd up && " + commit + " && git commit -q --allow-empty -m more && cd .. && git clone -q --depth 1 file://$PWD/up work && cd work && " +
			"git update-ref -d refs/remotes/origin/main", 2},
		"no checkout": {"mkdir work && cp before.yaml work/maturity.yaml", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, ratchets := pipelineSteps(t)
			p := newPipeline(t)
			p.must(c.script)
			for system, script := range ratchets {
				prepare := "export CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git -C ../up rev-parse main); "
				if system == "GitLab" && (name == "no such base" || name == "shallow") {
					prepare = "export CI_MERGE_REQUEST_DIFF_BASE_SHA=0123456789012345678901234567890123456789; "
				}
				if got := p.run("work", prepare+script); got != c.want {
					t.Errorf("%s: status %d, want %d", system, got, c.want)
				}
			}
		})
	}
}

func TestTheStepsOfTheActionSayYesAndNo(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash:", err)
	}
	action, _ := pipelineSteps(t)
	p := newPipeline(t)
	p.must("mkdir work && cp before.yaml work/maturity.yaml")
	for _, c := range []struct {
		step, set string
		want      int
	}{
		{"The sheet is valid", "", 0},
		{"The sheet is valid", "SHEET=nowhere.yaml", 3},
		{"The level", "", 0},
		{"The level", "MIN_LEVEL=2", 0},
		{"The level", "MIN_LEVEL=3", 1},
		{"The level", "MIN_SCORE=15", 1},
		{"The level", "MAX_AGE=120", 1}, // it has no date
		{"The level", "FAIL_ON='critical-gap near-edge'", 1},
		{"The level", "FAIL_ON=critical-gap", 0},
		{"The level", "FAIL_ON='nonsense; touch x'", 2},
		{"No dimension fell", "BASE=", 2}, // a push
		{"Report and badge", "", 0},
	} {
		script, ok := action[c.step]
		if !ok {
			t.Fatalf("the action has no step %q", c.step)
		}
		if got := p.run("work", "export "+c.set+"\n"+script); got != c.want {
			t.Errorf("%s, %s: status %d, want %d", c.step, c.set, got, c.want)
		}
	}
	summary, err := os.ReadFile(filepath.Join(p.dir, "summary.md"))
	if err != nil || !strings.Contains(string(summary), "Gate failed") {
		t.Errorf("the summary is %s, %v", summary, err)
	}
	for _, file := range []string{"report.html", "badge.svg"} {
		if _, err := os.Stat(filepath.Join(p.dir, "genaiops", file)); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(p.dir, "work", "x")); err == nil {
		t.Error("an input was run as a command")
	}
}
