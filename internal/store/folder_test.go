package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

func atHome() (string, error) { return filepath.FromSlash("/home/pat"), nil }

// getenv returns an environment with only these variables.
func getenv(pairs ...string) func(string) string {
	return func(name string) string {
		for _, pair := range pairs {
			if value, ok := strings.CutPrefix(pair, name+"="); ok {
				return value
			}
		}
		return ""
	}
}

func TestFoldersFollowTheSystem(t *testing.T) {
	t.Parallel()
	absolute := func(path string) string {
		path, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	data, state := absolute("/data"), absolute("/state")
	for _, c := range []struct {
		goos        string
		env         []string
		data, state string
	}{
		{"linux", nil, "/home/pat/.local/share/genaiops", "/home/pat/.local/state/genaiops"},
		{"freebsd", nil, "/home/pat/.local/share/genaiops", "/home/pat/.local/state/genaiops"},
		{"linux", []string{"XDG_DATA_HOME=" + data, "XDG_STATE_HOME=" + state}, data + "/genaiops", state + "/genaiops"},
		{"linux", []string{"XDG_DATA_HOME=" + data}, data + "/genaiops", "/home/pat/.local/state/genaiops"},
		{"linux", []string{"XDG_DATA_HOME=data", "XDG_STATE_HOME=./state"}, "/home/pat/.local/share/genaiops", "/home/pat/.local/state/genaiops"},
		{"linux", []string{"XDG_DATA_HOME=" + data, "GENAIOPS_DATA=" + state, "GENAIOPS_STATE=" + data}, state, data},
		{"linux", []string{"GENAIOPS_DATA=own", "GENAIOPS_STATE=./own/../drafts"}, absolute("own"), absolute("drafts")},
		{"linux", []string{"GENAIOPS_DATA=~/own", "GENAIOPS_STATE=~"}, absolute("/home/pat/own"), absolute("/home/pat")},
		{"linux", []string{"GENAIOPS_DATA=~pat/own", "GENAIOPS_STATE=own/~"}, absolute("~pat/own"), absolute("own/~")},
		{"darwin", nil, "/home/pat/Library/Application Support/genaiops", "/home/pat/Library/Application Support/genaiops"},
		{"darwin", []string{"XDG_DATA_HOME=" + data, "GENAIOPS_STATE=" + state}, "/home/pat/Library/Application Support/genaiops", state},
		{"windows", []string{"LocalAppData=/local"}, "/local/genaiops", "/local/genaiops"},
		{"windows", nil, "/home/pat/AppData/Local/genaiops", "/home/pat/AppData/Local/genaiops"},
		{"windows", []string{"LocalAppData=/local", "GENAIOPS_DATA=" + data}, data, "/local/genaiops"},
	} {
		if got, err := DataDir(getenv(c.env...), c.goos, atHome); err != nil || got != filepath.FromSlash(c.data) {
			t.Errorf("%s, %v: data in %s, %v; expected %s", c.goos, c.env, got, err, c.data)
		}
		if got, err := StateDir(getenv(c.env...), c.goos, atHome); err != nil || got != filepath.FromSlash(c.state) {
			t.Errorf("%s, %v: state in %s, %v; expected %s", c.goos, c.env, got, err, c.state)
		}
	}
}

func TestWithoutAHomeTheErrorNamesTheWayOut(t *testing.T) {
	t.Parallel()
	homeless := errors.New("$HOME is not defined")
	nowhere := func() (string, error) { return "", homeless }
	if _, err := DataDir(getenv(), "linux", nowhere); !errors.Is(err, homeless) || !strings.Contains(err.Error(), "GENAIOPS_DATA") {
		t.Errorf("got %v", err)
	}
	if _, err := StateDir(getenv(), "linux", nowhere); !errors.Is(err, homeless) || !strings.Contains(err.Error(), "GENAIOPS_STATE") {
		t.Errorf("got %v", err)
	}
	if _, err := DataDir(getenv("GENAIOPS_DATA=~/own"), "linux", nowhere); !errors.Is(err, homeless) || !strings.Contains(err.Error(), "~/own") {
		t.Errorf("got %v", err)
	}
	own := getenv("GENAIOPS_DATA=own")
	if _, err := DataDir(own, "linux", nowhere); err != nil {
		t.Errorf("it needs a home although the folder is set: %v", err)
	}
}
