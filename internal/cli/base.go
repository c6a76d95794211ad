package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// checkout is the git checkout that holds a file. Its methods run git as a child process,
// without a shell; nothing else in the program starts one.
type checkout struct {
	git, folder, name string // the command, the file's folder, and its name there
	inside            string // the folder from the top of the checkout: "a/b/", or ""
}

// openCheckout finds the checkout of a file.
func openCheckout(file string) (*checkout, error) {
	git, err := exec.LookPath("git")
	if err != nil {
		return nil, ioError(errors.New("--base needs git, which isn't installed here"))
	}
	c := &checkout{git: git, folder: filepath.Dir(file), name: filepath.Base(file)}
	inside, err := c.run("rev-parse", "--show-prefix")
	if err != nil {
		return nil, usagef("%s is in no git checkout, so --base can't find its earlier version", file).
			hint("genaiops compare BEFORE AFTER compares two files")
	}
	c.inside = strings.TrimSuffix(inside, "\n")
	return c, nil
}

// run returns what git prints. The error has git's own words.
func (c *checkout) run(args ...string) (string, error) {
	cmd := exec.Command(c.git, append([]string{"-C", c.folder}, args...)...)
	var messages bytes.Buffer
	cmd.Stderr = &messages
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && messages.Len() > 0 {
		err = errors.New(strings.TrimSpace(messages.String()))
	}
	return string(out), err
}

// commit returns the id of the commit that a name stands for.
func (c *checkout) commit(ref string) (string, error) {
	id, err := c.run("rev-parse", "--verify", "--quiet", "--end-of-options", ref+"^{commit}")
	if err == nil {
		return strings.TrimSpace(id), nil
	}
	f := usagef("--base %s: this checkout has no such commit", ref)
	if shallow, err := c.run("rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(shallow) == "true" {
		return "", f.hint("the checkout is shallow: fetch the commit first (on GitHub, with fetch-depth: 0)")
	}
	return "", f.hint("git fetch brings a branch of the remote, which is then called origin/NAME")
}

// formerName returns the path that a file had in a commit, if it was renamed since.
func (c *checkout) formerName(commit string) (string, error) {
	out, err := c.run("diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", commit, "HEAD")
	if err != nil {
		return "", err
	}
	for parts := strings.Split(out, "\x00"); len(parts) >= 3; parts = parts[3:] { // R100, before, after
		if parts[2] == c.inside+c.name {
			return parts[1], nil
		}
	}
	return "", nil
}

// errNotInBase is that the base has no such file.
var errNotInBase = errors.New("the base has no such file")

// earlier returns the text of the file in a commit.
func (c *checkout) earlier(ref, commit string) (io.Reader, error) {
	at := commit + ":" + c.inside + c.name
	if _, err := c.run("cat-file", "-e", at); err != nil {
		before, err := c.formerName(commit)
		if err != nil {
			return nil, ioError(fmt.Errorf("cannot compare with --base %s: %w", ref, err))
		}
		if before != "" {
			return nil, usagef("%s is called %s in %s, and --base doesn't follow renames", c.inside+c.name, before, ref).
				hint("rename it in a commit of its own, or compare the two files: genaiops compare BEFORE AFTER")
		}
		return nil, errNotInBase
	}
	const most = 64 << 20 // of a sheet with many others; each has a limit of its own
	size, err := c.run("cat-file", "-s", at)
	if n, ok := strconv.ParseInt(strings.TrimSpace(size), 10, 64); err == nil && ok == nil && n > most {
		err = fmt.Errorf("it has more than %d MiB", most>>20)
	}
	var text string
	if err == nil {
		text, err = c.run("cat-file", "blob", at)
	}
	if err != nil {
		return nil, ioError(fmt.Errorf("cannot read %s in %s: %w", c.name, ref, err))
	}
	return store.Decompress(strings.NewReader(text))
}

// baseAssessment scores the file as it is in a commit. The error is [errNotInBase] if the
// commit exists and lacks the file.
func (o *compareOptions) baseAssessment(m *maturity.Model) (*maturity.Assessment, error) {
	if strings.HasPrefix(o.base, "-") || display.HasHidden(o.base) {
		return nil, usagef("--base %s: expected a commit, a branch or a tag", o.base)
	}
	c, err := openCheckout(o.after)
	if err != nil {
		return nil, err
	}
	commit, err := c.commit(o.base)
	if err != nil {
		return nil, err
	}
	in, err := c.earlier(o.base, commit)
	if err != nil {
		return nil, err
	}
	options, err := o.options(&m.Bank)
	if err != nil {
		return nil, err
	}
	name := o.base + ":" + path.Join(c.inside, c.name)
	sheets, problems, err := sheet.ReadUpTo(1, in, name, o.formatOf(o.after), &m.Bank, options)
	switch {
	case err != nil:
		return nil, unreadable(name, err)
	case len(problems) > 0:
		return nil, o.refused(name, problems)
	}
	a, err := maturity.Score(m, sheets[0])
	if err != nil {
		return nil, usageError(err)
	}
	return a, nil
}
