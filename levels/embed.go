// Package levels embeds the built-in maturity levels, one YAML file per level, for
// people to edit.
//
// Read [FS] with package bank, which also checks the levels against the questions.
// The program reads other levels with --levels, and "genaiops validate" checks an
// edit.
//
// The names, labels and bands of the levels, and the title, URL and order of their
// references, come from Microsoft's article "Advance your maturity level for
// GenAIOps" (questions/bank.yaml has its address). They change only when the article
// does. Its site-relative links are absolute here; titles are spelled as published.
// This project wrote the summaries, guidance and notes. The guidance of a level is
// about moving on from it.
//
// Two levels share a label, and some references share a title or a URL: print a
// level's name with its label, and identify references by id.
//
// The status, now, retires, successor and note of a reference describe the current
// page. All were checked on 2026-11-23 against the publisher's documentation sources;
// none was fetched live. The comment after each status says how it is known: verified
// (in those sources), stored-copy (in a copy of unknown date), inferred, or unknown.
package levels

import "embed"

// FS has the files of the levels at its root.
//
//go:embed *.yaml
var FS embed.FS
