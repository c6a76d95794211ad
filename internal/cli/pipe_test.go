package cli

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// A program that writes lines forever ends an assessment soon, with every answer
// kept.
func TestLinesThatAnswerNothingEndTheAssessment(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		line    string
		answers int
	}{
		{"y", 0}, {"", 0}, {"h", 0}, {"b", 0}, {"n", 0}, {"f", 0}, {"1", 14}, {"2", 14}, {"y\n1", 14},
	} {
		for _, flags := range [][]string{nil, {"--notes"}} {
			t.Run(fmt.Sprintf("%q %v", test.line, flags), func(t *testing.T) {
				t.Parallel()
				env := map[string]string{"GENAIOPS_STATE": t.TempDir(), "GENAIOPS_DATA": t.TempDir()}
				input := strings.Repeat(test.line+"\n", 10_000)
				status, stderr := run(env, input, &bytes.Buffer{}, append([]string{"assess", "--accessible"}, flags...)...)
				if status != StatusUsage || !strings.Contains(stderr, "genaiops: error: twenty lines in a row answered nothing\n") {
					t.Errorf("status %d: %s", status, stderr)
				}
				if test.answers > 0 && len(flags) == 0 && !strings.Contains(stderr, fmt.Sprintf("hint: %d answers kept in ", test.answers)) {
					t.Errorf("answers are lost: %s", stderr)
				}
				if len(stderr) > 100_000 {
					t.Errorf("%d bytes of prompts", len(stderr))
				}
			})
		}
	}
}

// Nineteen lines that answer nothing before each answer are those of somebody who
// reads the help.
func TestNineteenLinesThatAnswerNothingDoNotEndTheAssessment(t *testing.T) {
	t.Parallel()
	env := map[string]string{"GENAIOPS_STATE": t.TempDir(), "GENAIOPS_DATA": t.TempDir()}
	input := strings.Repeat(strings.Repeat("h\n", 19)+"2\n", 14) + strings.Repeat("x\n", 19) + "f\n"
	if status, stderr := run(env, input, &bytes.Buffer{}, "assess", "--accessible"); status != StatusDone {
		t.Errorf("status %d: %s", status, stderr)
	}
	input = strings.Repeat("h\n", 20) + "2\n"
	if status, stderr := run(env, input, &bytes.Buffer{}, "assess", "--accessible"); status != StatusUsage || strings.Contains(stderr, "Recorded") {
		t.Errorf("after twenty: status %d: %s", status, stderr)
	}
}
