// Package report turns domain values into what people and programs read: text
// for a terminal, Markdown, JSON, CSV, and pages of HTML.
//
// For each thing there is a pure function to a document ([Assessment],
// [Level], [Levels], [Questions]), which [JSON] writes and whose fields are
// part of the program's contract; and a renderer for each other format, for
// example [AssessmentText] and [AssessmentMarkdown]. Start there. Each thing
// has its files; what they share is in text.go and markdown.go (the two
// toolkits), clean.go (making foreign text harmless), and words.go (phrases that
// are the same in every format). A [Report] puts an assessment, its plan and what
// changed into one document, which [HTML] makes a page of that needs nothing else;
// [RollupHTML] makes one of many teams.
//
// Renderers never change their argument, and they render to memory and write
// once, so that nothing is ever half-written by a failure of their own. They
// trust no text of a bank or a sheet: it passes through [page] or [markdown],
// which let no control character and no markup of its own through. They never
// look at the terminal or the environment: [Style] says all that they need.
package report
