package bank

import (
	"strings"

	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// The keys of the files, in the preferred order. Readers, messages and schemas
// use the same lists.
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

// The required keys.
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
	b.fields = root.Map("the question bank", bankKeys, bankRequired...)
	b.ID = b.fields["id"].Text("id")
	b.Version, _ = b.fields["version"].Int("version")
	b.Title = b.fields["title"].Name("title")
	source := b.fields["source"].Map("source", sourceKeys)
	b.Source = maturity.Source{
		Title:     source["title"].Name("title"),
		Publisher: source["publisher"].Name("publisher"),
		URL:       source["url"].Text("url"),
	}
	b.url = source["url"]
	instructions := b.fields["instructions"].Map("instructions", instructionKeys)
	b.Instructions = maturity.Instructions{
		Scope:         instructions["scope"].Text("scope"),
		Choose:        instructions["choose"].Text("choose"),
		Evidence:      instructions["evidence"].Text("evidence"),
		Unsure:        instructions["unsure"].Text("unsure"),
		NotApplicable: instructions["not_applicable"].Text("not_applicable"),
	}
	for _, item := range b.fields["dimensions"].List("dimensions") {
		if item.Text("a dimension id") != "" {
			b.listed = append(b.listed, item)
		}
	}
}

func readDimension(root *document.Node, file string) *dimensionSource {
	fields := root.Map("the dimension", dimensionKeys, dimensionRequired...)
	d := &dimensionSource{node: root, file: file, fields: fields}
	d.ID = fields["id"].Text("id")
	d.Name = fields["name"].Name("name")
	d.About = fields["about"].Text("about")
	d.Critical = fields["critical"].Bool("critical")
	for _, item := range fields["questions"].List("questions") {
		d.questions = append(d.questions, readQuestion(item))
	}
	return d
}

func readQuestion(n *document.Node) *questionSource {
	fields := n.Map("the question", questionKeys, questionRequired...)
	q := &questionSource{node: n, fields: fields}
	q.ID = fields["id"].Text("id")
	q.Title = fields["title"].Name("title")
	q.Text = fields["text"].Text("text")
	q.Help = fields["help"].Text("help")
	q.Evidence = fields["evidence"].Texts("evidence")
	q.Why = fields["why"].Text("why")
	q.Refs = fields["refs"].Texts("refs")
	q.refs = items(fields["refs"])
	q.moveUp = fields["move_up"].AnyMap("move_up")
	for _, item := range fields["options"].List("options") {
		q.options = append(q.options, readOption(item))
	}
	return q
}

func readOption(n *document.Node) optionSource {
	fields := n.Map("the option", optionKeys, optionRequired...)
	o := optionSource{node: n}
	o.Text = fields["text"].Text("text")
	if points, ok := fields["points"].Int("points"); ok {
		o.Points, o.points = points, fields["points"]
	}
	return o
}

func readLevel(root *document.Node) *levelSource {
	fields := root.Map("the level", levelKeys, levelRequired...)
	l := &levelSource{node: root, fields: fields}
	l.Number, _ = fields["number"].Int("number")
	l.Name = fields["name"].Name("name")
	l.Label = fields["label"].Name("label")
	var hasMin, hasMax bool
	l.Min, hasMin = fields["min"].Int("min")
	l.Max, hasMax = fields["max"].Int("max")
	l.banded = hasMin && hasMax
	l.Summary = fields["summary"].Text("summary")
	l.Heading = fields["heading"].Name("heading")
	for _, item := range fields["guidance"].List("guidance") {
		l.guidance = append(l.guidance, readGuidance(item))
	}
	for _, item := range fields["references"].List("references") {
		l.references = append(l.references, readReference(item))
	}
	return l
}

func readGuidance(n *document.Node) guidanceSource {
	fields := n.Map("the guidance", guidanceKeys, guidanceRequired...)
	g := guidanceSource{fields: fields, questions: items(fields["questions"])}
	g.ID = fields["id"].Text("id")
	g.Text = fields["text"].Text("text")
	g.Questions = fields["questions"].Texts("questions")
	return g
}

func readReference(n *document.Node) referenceSource {
	fields := n.Map("the reference", referenceKeys, referenceRequired...)
	return referenceSource{fields: fields, Reference: maturity.Reference{
		ID:        fields["id"].Text("id"),
		Title:     fields["title"].Name("title"),
		URL:       fields["url"].Text("url"),
		Kind:      fields["kind"].Text("kind"),
		Status:    fields["status"].Text("status"),
		Now:       fields["now"].Text("now"),
		Retires:   dateText(fields["retires"]),
		Successor: fields["successor"].Text("successor"),
		Note:      fields["note"].Text("note"),
	}}
}

// dateText returns a date, with or without quotes in YAML.
func dateText(n *document.Node) string {
	if n != nil && n.Kind == document.Other {
		return n.Value
	}
	return n.Text("the date")
}

// items returns the nodes that [document.Node.Texts] reads, without those that it
// reports.
func items(n *document.Node) []*document.Node {
	if n == nil {
		return nil
	}
	var texts []*document.Node
	for _, item := range append([]*document.Node{n}, n.Items...) {
		if item.Kind == document.Text && strings.TrimSpace(item.Value) != "" {
			texts = append(texts, item)
		}
	}
	return texts
}
