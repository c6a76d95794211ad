package report

// palette is the colours of a picture, by what they show.
type palette struct {
	Paper, Ink, Soft, Hair string // the ground, lettering, secondary lettering, lines
	Accent, Passed, Ahead  string // what is reached, what is passed or possible, what is ahead
	Alert                  string // a problem
}

// The palettes are those of style.css. Pages have the light one on their pictures as
// well, for servers that forbid inline style: without it, a shape would be black.
var (
	light = palette{
		Paper: "#fdfdfc", Ink: "#17201d", Soft: "#56625d", Hair: "#d9dedb",
		Accent: "#00695c", Passed: "#7fb5ac", Ahead: "#e4e9e6", Alert: "#a3320b",
	}
	dark = palette{
		Paper: "#111614", Ink: "#e4e9e6", Soft: "#9aa8a2", Hair: "#2b3431",
		Accent: "#5cc9b5", Passed: "#2f6f65", Ahead: "#232b28", Alert: "#ff9e7a",
	}
)
