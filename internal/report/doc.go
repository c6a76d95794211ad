// Package report turns domain values into what people and programs read: text
// for a terminal, Markdown, JSON, CSV, and pages of HTML.
//
// Each result has two functions. One returns its [Page] ([AssessmentPage],
// [PlanPage], …): a list of blocks that print themselves with [Page.Text] and
// [Page.Markdown]. The other, in the file X_document.go, returns its document
// ([Assessment], [Plan], …), which [JSON] writes and whose fields are part of the
// program's contract. Start there. The blocks are in page.go and table.go; those
// whose layout is the content are in scale.go, profile.go and heat.go. text.go and
// markdown.go are the two toolkits that blocks print with.
//
// A [Report] puts an assessment, its plan and what changed into one document,
// which [HTML] makes a self-contained page of. [RollupHTML] makes one of many teams.
//
// Renderers never change their argument, and they render to memory and write
// once. They don't trust the text of a bank or a sheet: everything goes through
// package display, which removes control characters and escapes markup. They never
// look at the terminal or the environment: [Style] has all that they need.
package report
