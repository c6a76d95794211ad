package bank

import (
	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// Keys of the files, in the order in which people should write them. The keys
// of an object stand in one list each, so that messages, schemas and reading
// agree.
var (
	bankKeys        = []string{"id", "version", "title", "source", "instructions", "dimensions"}
	sourceKeys      = []string{"title", "publisher", "url"}
	instructionKeys = []string{"scope", "choose", "evidence", "unsure", "not_applicable"}
	dimensionKeys   = []string{"id", "name", "about", "critical", "questions"}
	questionKeys    = []string{"id", "title", "text", "options", "help", "evidence", "why", "move_up", "refs"}
	optionKeys      = []string{"points", "text"}
	levelKeys       = []string{"number", "name", "label", "min", "max", "summary", "heading", "guidance", "references"}
	guidanceKeys    = []string{"id", "text", "questions"}
	referenceKeys   = []string{"id", "title", "url", "kind", "status", "now", "retires", "successor", "note"}
)

// Those of the keys that must be there.
var (
	bankRequired      = []string{"id", "version", "title", "dimensions"}
	dimensionRequired = []string{"id", "name", "questions"}
	questionRequired  = []string{"id", "title", "text", "options"}
	optionRequired    = []string{"points", "text"}
	levelRequired     = []string{"number", "name", "label", "min", "max", "summary", "heading"}
	guidanceRequired  = []string{"id", "text", "questions"}
	referenceRequired = []string{"id", "title", "url"}
)

func (b *bankSource) read(root *document.Node) {
	fields, ok := root.Map("a question bank", bankKeys)
	if !ok {
		return
	}
	b.fields = fields
	root.Require("the question bank", fields, bankRequired...)
	b.ID = fields["id"].Text("id")
	b.Version, _ = fields["version"].Int("version")
	b.Title = fields["title"].Text("title")
	b.Source = readSource(fields["source"])
	b.Instructions = readInstructions(fields["instructions"])
	for _, item := range fields["dimensions"].List("dimensions") {
		if item.Text("the id of a dimension") != "" {
			b.listed = append(b.listed, item)
		}
	}
}

func readSource(n *document.Node) maturity.Source {
	if n == nil {
		return maturity.Source{}
	}
	f, _ := n.Map("source", sourceKeys)
	return maturity.Source{
		Title:     f["title"].Text("title"),
		Publisher: f["publisher"].Text("publisher"),
		URL:       f["url"].Text("url"),
	}
}

func readInstructions(n *document.Node) maturity.Instructions {
	if n == nil {
		return maturity.Instructions{}
	}
	f, _ := n.Map("instructions", instructionKeys)
	return maturity.Instructions{
		Scope:         f["scope"].Text("scope"),
		Choose:        f["choose"].Text("choose"),
		Evidence:      f["evidence"].Text("evidence"),
		Unsure:        f["unsure"].Text("unsure"),
		NotApplicable: f["not_applicable"].Text("not_applicable"),
	}
}

func readDimension(root *document.Node, file string) *dimensionSource {
	d := &dimensionSource{node: root, file: file}
	fields, ok := root.Map("a dimension", dimensionKeys)
	if !ok {
		return d
	}
	d.fields = fields
	root.Require("the dimension", fields, dimensionRequired...)
	d.ID = fields["id"].Text("id")
	d.Name = fields["name"].Text("name")
	d.About = fields["about"].Text("about")
	d.Critical = fields["critical"].Bool("critical")
	for _, item := range fields["questions"].List("questions") {
		d.questions = append(d.questions, readQuestion(item))
	}
	return d
}

func readQuestion(n *document.Node) *questionSource {
	q := &questionSource{node: n}
	fields, ok := n.Map("a question", questionKeys)
	if !ok {
		return q
	}
	q.fields = fields
	n.Require("the question", fields, questionRequired...)
	q.ID = fields["id"].Text("id")
	q.Title = fields["title"].Text("title")
	q.Text = fields["text"].Text("text")
	q.Help = fields["help"].Text("help")
	q.Evidence = fields["evidence"].Texts("evidence")
	q.Why = fields["why"].Text("why")
	q.Refs = fields["refs"].Texts("refs")
	q.refs = items(fields["refs"])
	for _, item := range fields["options"].List("options") {
		q.options = append(q.options, readOption(item))
	}
	if moveUp := fields["move_up"]; moveUp != nil {
		q.moveUp, _ = moveUp.AnyMap("move_up")
	}
	return q
}

func readOption(n *document.Node) optionSource {
	o := optionSource{node: n}
	fields, ok := n.Map("an option", optionKeys)
	if !ok {
		return o
	}
	n.Require("the option", fields, optionRequired...)
	o.Text = fields["text"].Text("text")
	if points, ok := fields["points"].Int("points"); ok {
		o.Points, o.points = points, fields["points"]
	}
	return o
}

func readLevel(root *document.Node) *levelSource {
	l := &levelSource{node: root}
	fields, ok := root.Map("a level", levelKeys)
	if !ok {
		return l
	}
	l.fields = fields
	root.Require("the level", fields, levelRequired...)
	l.Number, _ = fields["number"].Int("number")
	l.Name = fields["name"].Text("name")
	l.Label = fields["label"].Text("label")
	var hasMin, hasMax bool
	l.Min, hasMin = fields["min"].Int("min")
	l.Max, hasMax = fields["max"].Int("max")
	l.banded = hasMin && hasMax
	l.Summary = fields["summary"].Text("summary")
	l.Heading = fields["heading"].Text("heading")
	for _, item := range fields["guidance"].List("guidance") {
		l.guidance = append(l.guidance, readGuidance(item))
	}
	for _, item := range fields["references"].List("references") {
		l.references = append(l.references, readReference(item))
	}
	return l
}

func readGuidance(n *document.Node) guidanceSource {
	g := guidanceSource{}
	fields, ok := n.Map("a line of guidance", guidanceKeys)
	if !ok {
		return g
	}
	g.fields = fields
	n.Require("the guidance", fields, guidanceRequired...)
	g.ID = fields["id"].Text("id")
	g.Text = fields["text"].Text("text")
	g.Questions = fields["questions"].Texts("questions")
	g.questions = items(fields["questions"])
	return g
}

func readReference(n *document.Node) referenceSource {
	r := referenceSource{}
	fields, ok := n.Map("a reference", referenceKeys)
	if !ok {
		return r
	}
	r.fields = fields
	n.Require("the reference", fields, referenceRequired...)
	r.Reference = maturity.Reference{
		ID:        fields["id"].Text("id"),
		Title:     fields["title"].Text("title"),
		URL:       fields["url"].Text("url"),
		Kind:      fields["kind"].Text("kind"),
		Status:    fields["status"].Text("status"),
		Now:       fields["now"].Text("now"),
		Retires:   dateText(fields["retires"]),
		Successor: fields["successor"].Text("successor"),
		Note:      fields["note"].Text("note"),
	}
	return r
}

// dateText returns a date, which YAML users write with or without quotes.
func dateText(n *document.Node) string {
	if n != nil && n.Kind == document.Other && n.Plain {
		return n.Value
	}
	return n.Text("a date (YYYY-MM-DD)")
}

// items returns the nodes of a list of texts; a single text is a list of one.
func items(n *document.Node) []*document.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == document.Text:
		return []*document.Node{n}
	default:
		return n.Items
	}
}
