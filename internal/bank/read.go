package bank

import (
	"strings"

	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// The keys of the files, in the preferred order. Readers, messages and schemas
// use the same lists.
var (
	bankKeys        = []string{"id", "version", "title", "language", "source", "instructions", "dimensions", "frameworks"}
	sourceKeys      = []string{"title", "publisher", "url"}
	instructionKeys = []string{"scope", "choose", "evidence", "unsure", "not_applicable"}
	frameworkKeys   = []string{"id", "title", "url", "note"}
	dimensionKeys   = []string{"id", "name", "about", "critical", "questions"}
	questionKeys    = []string{"id", "title", "text", "options", "help", "evidence", "why", "move_up", "refs", "reading", "supports"}
	optionKeys      = []string{"points", "text"}
	readingKeys     = []string{"title", "url", "publisher", "year", "kind", "gives", "note"}
	supportKeys     = []string{"framework", "id", "subject", "from"}
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
	frameworkRequired = []string{"id", "title"}
	readingRequired   = []string{"title", "url"}
	supportRequired   = []string{"framework", "id", "subject", "from"}
	levelRequired     = []string{"number", "name", "label", "min", "max", "summary", "heading"}
	guidanceRequired  = []string{"id", "text", "questions"}
	referenceRequired = []string{"id", "title", "url"}
)

func (b *bankSource) read(root *document.Node) {
	b.fields = root.Map("the question bank", bankKeys, bankRequired...)
	b.ID = b.fields["id"].Text("id")
	b.Version, _ = b.fields["version"].Int("version")
	b.Title = b.fields["title"].Name("title")
	b.Language = b.fields["language"].Text("language")
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
	for _, item := range b.fields["frameworks"].List("frameworks") {
		b.frameworks = append(b.frameworks, readFramework(item))
	}
}

func readFramework(n *document.Node) frameworkSource {
	fields := n.Map("the framework", frameworkKeys, frameworkRequired...)
	return frameworkSource{fields: fields, Framework: maturity.Framework{
		ID:    fields["id"].Text("id"),
		Title: fields["title"].Text("title"),
		URL:   fields["url"].Text("url"),
		Note:  fields["note"].Text("note"),
	}}
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
	for _, item := range fields["reading"].List("reading") {
		q.reading = append(q.reading, readReading(item))
	}
	for _, item := range fields["supports"].List("supports") {
		q.supports = append(q.supports, readSupport(item))
	}
	return q
}

func readReading(n *document.Node) readingSource {
	fields := n.Map("the reading", readingKeys, readingRequired...)
	r := readingSource{fields: fields, Reading: maturity.Reading{
		Title:     fields["title"].Text("title"),
		URL:       fields["url"].Text("url"),
		Publisher: fields["publisher"].Text("publisher"),
		Kind:      fields["kind"].Text("kind"),
		Gives:     fields["gives"].Text("gives"),
		Note:      fields["note"].Text("note"),
	}}
	r.Year, r.dated = fields["year"].Int("year")
	return r
}

func readSupport(n *document.Node) supportSource {
	fields := n.Map("the support", supportKeys, supportRequired...)
	s := supportSource{fields: fields, Support: maturity.Support{
		Framework: fields["framework"].Text("framework"),
		Provision: fields["id"].Text("id"),
		Subject:   fields["subject"].Text("subject"),
	}}
	s.From, s.numbered = fields["from"].Int("from")
	return s
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

func readLevel(root *document.Node, file string) *levelSource {
	fields := root.Map("the level", levelKeys, levelRequired...)
	l := &levelSource{node: root, fields: fields}
	l.Number, l.numbered = fields["number"].Int("number")
	l.Name = fields["name"].Name("name")
	l.Slug = slugOf(file)
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

// slugOf returns the name in the name of a level's file: "managed" for
// 3-managed.yaml. Scripts can use it whatever the level is called in the file.
func slugOf(file string) string {
	return strings.TrimLeft(strings.TrimSuffix(file, ".yaml"), "0123456789-_. ")
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
