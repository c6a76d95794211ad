package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
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
		return nil, usagef("--base finds no git checkout with %s: %s", file, err).
			hint("genaiops compare BEFORE AFTER compares two files")
	}
	c.inside = strings.TrimSuffix(inside, "\n")
	return c, nil
}

// run returns what git prints. The error has git's own words. Git fetches nothing that a
// partial clone lacks: no command of the program connects to a network.
func (c *checkout) run(args ...string) (string, error) {
	cmd := exec.Command(c.git, append([]string{"-C", c.folder}, args...)...)
	cmd.Env = append(cmd.Environ(), "GIT_ALLOW_PROTOCOL=none")
	var messages bytes.Buffer
	cmd.Stderr = &messages
	out, err := cmd.Output()
	if said, _, _ := strings.Cut(messages.String(), "\n"); err != nil && said != "" {
		err = errors.New(strings.TrimPrefix(said, "fatal: "))
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

// find returns the id of the file's content in a commit.
func (c *checkout) find(ref, commit string) (id string, err error) {
	list := []string{"ls-tree", "-z", "--full-tree", commit}
	if c.inside != "" {
		list = append(list, "--", c.inside)
	}
	out, err := c.run(list...)
	if err != nil {
		return "", ioError(fmt.Errorf("cannot read the files of --base %s: %w", ref, err))
	}
	before := ""
	for entry := range strings.SplitSeq(out, "\x00") { // mode, type, id, a tab and the path
		about, file, _ := strings.Cut(entry, "\t")
		switch fields := strings.Fields(about); {
		case file == c.inside+c.name && len(fields) == 3:
			return fields[2], nil
		case strings.EqualFold(file, c.inside+c.name): // the same file where case doesn't count
			before = file
		}
	}
	if before == "" {
		if before, err = c.formerName(commit); err != nil {
			return "", ioError(fmt.Errorf("cannot compare with --base %s: %w", ref, err))
		}
	}
	if before != "" {
		return "", usagef("%s is called %s in %s, and --base doesn't follow renames", c.inside+c.name, before, ref).
			hint("rename it in a commit of its own, or compare the two files: genaiops compare BEFORE AFTER")
	}
	return "", errNotInBase
}

// content returns the text with an id.
func (c *checkout) content(id string) (io.Reader, error) {
	const most = 64 << 20 // of a file of many sheets; each has a limit of its own
	size, err := c.run("cat-file", "-s", id)
	if err != nil {
		return nil, err
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(size), 10, 64); err != nil || n > most {
		return nil, fmt.Errorf("it has more than %d MiB", most>>20)
	}
	text, err := c.run("cat-file", "blob", id)
	if err != nil {
		return nil, err
	}
	return store.Decompress(strings.NewReader(text))
}

// baseAssessment scores the file as it is in a commit. The error is [errNotInBase] if the
// commit exists and lacks the file.
func (o *compareOptions) baseAssessment(m *maturity.Model) (*maturity.Assessment, error) {
	if strings.HasPrefix(o.base, "-") || display.HasHidden(o.base) {
		return nil, usagef("--base %s: expected a commit, a branch or a tag", o.base)
	}
	file, _, err := o.open(o.after)
	if err != nil {
		return nil, err
	}
	_ = file.Close() // only read from
	c, err := openCheckout(o.after)
	if err != nil {
		return nil, err
	}
	commit, err := c.commit(o.base)
	if err != nil {
		return nil, err
	}
	id, err := c.find(o.base, commit)
	if err != nil {
		return nil, err
	}
	name := o.base + ":" + c.inside + c.name
	in, err := c.content(id)
	if err != nil {
		return nil, unreadable(name, err)
	}
	options, err := o.options(&m.Bank)
	if err != nil {
		return nil, err
	}
	sheets, err := o.readFrom(in, name, o.formatOf(o.after), options, &m.Bank, 1)
	if err != nil {
		return nil, err
	}
	return score(m, sheets[0])
}
