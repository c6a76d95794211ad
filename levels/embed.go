// Package levels holds the built-in maturity levels, one YAML file each, for
// people to edit. They are embedded here so that the program is one file.
//
// Read [FS] with package bank, which also checks it against the questions;
// nothing here parses or judges what it embeds. The program reads any other
// directory of the same shape with --levels, and "genaiops validate" checks an
// edit.
//
// Facts of Microsoft's article "Advance your maturity level for GenAIOps"
// (questions/bank.yaml has its address) are the levels' names, labels and
// bands, and the title, URL and order of each level's references. They change
// only when the article does. Its site-relative links are made absolute, and a
// title's spelling is left as published. Summaries, guidance and notes are this
// project's own wording. Guidance under a level is about moving on from it.
//
// Two levels share a label, and references share titles or URLs: print a
// level's name with its label, and tell references apart by id.
//
// A reference's status, now, retires, successor and note say what became of
// the page. All were checked on 2026-11-23 against the publisher's
// documentation sources; none was fetched live. The comment after each status
// says how it is known: verified (seen in those sources), stored-copy (seen in
// a copy of unknown date), inferred, or unknown.
package levels

import "embed"

// FS holds the levels' files, at its root.
//
//go:embed *.yaml
var FS embed.FS
