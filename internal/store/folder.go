package store

import (
	"fmt"
	"path/filepath"
)

// Environment variables that choose the folders, on every system.
const (
	DataVariable  = "GENAIOPS_DATA"
	StateVariable = "GENAIOPS_STATE"
)

// application is the name of this program's folder in folders that programs share.
const application = "genaiops"

// DataDir returns the folder of finished sheets: GENAIOPS_DATA, or else the
// place for a program's data on the system goos, which home leads to. The
// folder need not exist.
func DataDir(getenv func(string) string, goos string, home func() (string, error)) (string, error) {
	return folder(getenv, goos, home, place{DataVariable, "XDG_DATA_HOME", filepath.Join(".local", "share")})
}

// StateDir returns the folder of drafts: GENAIOPS_STATE, or else the place for
// a program's state, which is that for its data where the system goos knows no
// such difference. The folder need not exist.
func StateDir(getenv func(string) string, goos string, home func() (string, error)) (string, error) {
	return folder(getenv, goos, home, place{StateVariable, "XDG_STATE_HOME", filepath.Join(".local", "state")})
}

// place is where to look for a folder of one kind.
type place struct {
	variable string // of this program
	xdg      string // of the XDG Base Directory Specification
	below    string // the home folder, where neither is set
}

func folder(getenv func(string) string, goos string, home func() (string, error), p place) (string, error) {
	if own := getenv(p.variable); own != "" {
		path, err := filepath.Abs(own)
		if err != nil {
			return "", fmt.Errorf("cannot find the folder %s=%s: %w", p.variable, own, err)
		}
		return path, nil
	}
	if shared := sharedFolder(getenv, goos, p); shared != "" {
		return filepath.Join(shared, application), nil
	}
	path, err := home()
	if err != nil {
		return "", fmt.Errorf("cannot find the home folder (%s=DIR names another place): %w", p.variable, err)
	}
	return filepath.Join(path, belowHome(goos, p), application), nil
}

// sharedFolder returns the folder that the environment sets for all programs,
// or nothing. The XDG specification wants relative ones ignored.
func sharedFolder(getenv func(string) string, goos string, p place) string {
	switch goos {
	case "windows":
		return getenv("LocalAppData")
	case "darwin", "ios":
		return ""
	}
	if path := getenv(p.xdg); filepath.IsAbs(path) {
		return path
	}
	return ""
}

func belowHome(goos string, p place) string {
	switch goos {
	case "windows":
		return filepath.Join("AppData", "Local")
	case "darwin", "ios":
		return filepath.Join("Library", "Application Support")
	default:
		return p.below
	}
}
