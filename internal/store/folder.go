package store

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Environment variables that set the folders on every system.
const (
	DataVariable  = "GENAIOPS_DATA"
	StateVariable = "GENAIOPS_STATE"
)

// application names this program's folder in shared folders.
const application = "genaiops"

// DataDir returns the folder of finished sheets: GENAIOPS_DATA, or the folder for a
// program's data on the system goos. The folder may not exist.
func DataDir(getenv func(string) string, goos string, home func() (string, error)) (string, error) {
	return folder(getenv, goos, home, DataVariable, "XDG_DATA_HOME", filepath.Join(".local", "share"))
}

// StateDir returns the folder of drafts: GENAIOPS_STATE, or the folder for a
// program's state, which is that for its data on some systems. The folder may not
// exist.
func StateDir(getenv func(string) string, goos string, home func() (string, error)) (string, error) {
	return folder(getenv, goos, home, StateVariable, "XDG_STATE_HOME", filepath.Join(".local", "state"))
}

// DraftsIn returns the folder of the drafts in stateDir.
func DraftsIn(stateDir string) string { return filepath.Join(stateDir, "drafts") }

// folder returns the folder in the program's own variable, or else one below the
// folder that the system sets for all programs, or below the home folder.
func folder(getenv func(string) string, goos string, home func() (string, error), variable, xdg, below string) (string, error) {
	if own := getenv(variable); own != "" {
		path, err := fromHome(own, home)
		if err == nil {
			path, err = filepath.Abs(path)
		}
		if err != nil {
			return "", fmt.Errorf("cannot find the folder %s=%s: %w", variable, own, err)
		}
		return path, nil
	}
	shared := ""
	switch goos {
	case "windows":
		shared, below = getenv("LocalAppData"), filepath.Join("AppData", "Local")
	case "darwin", "ios":
		below = filepath.Join("Library", "Application Support")
	default:
		if path := getenv(xdg); filepath.IsAbs(path) { // the XDG specification ignores relative paths
			shared = path
		}
	}
	if shared != "" {
		return filepath.Join(shared, application), nil
	}
	path, err := home()
	if err != nil {
		return "", fmt.Errorf("cannot find the home folder (set %s to use another folder): %w", variable, err)
	}
	return filepath.Join(path, below, application), nil
}

// fromHome puts the home folder in the place of a leading ~. A shell does that only
// outside quotes, and nobody means a folder of that name.
func fromHome(path string, home func() (string, error)) (string, error) {
	rest, ok := strings.CutPrefix(filepath.ToSlash(path), "~")
	if !ok || rest != "" && rest[0] != '/' {
		return path, nil
	}
	folder, err := home()
	return filepath.Join(folder, filepath.FromSlash(rest)), err
}
