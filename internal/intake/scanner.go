package intake

import (
	"bytes"
	"cmp"
	"slices"

	"genaiops/internal/rollup"
)

// scanner reads plain sheets: no escapes in texts, every answer present, no
// problems. It rejects everything else, valid or not, for the strict reader. Where
// it accepts a sheet, the strict reader returns the same record.
type scanner struct {
	*table
	record   rollup.Record
	answered []int // by question, the number of the last sheet that answered it
	sheet    int   // number of the current sheet
	answers  int   // of the current sheet

	text   []byte            // the current line or row
	at     int               // the current offset
	comma  byte              // separates the cells of a row
	keys   uint              // a bit for each key seen so far
	next   rollup.Commitment // of the current answer, if nextBit is set
	labels [8][]byte
	names  int // number of labels so far
}

func newScanner(t *table) scanner {
	s := scanner{table: t, answered: make([]int, len(t.keyTexts))}
	s.record.Choices = make([]rollup.Choice, len(t.keyTexts))
	return s
}

func (s *scanner) reset(text []byte) {
	s.text, s.at, s.keys, s.names, s.answers = text, 0, 0, 0, 0
	s.record = rollup.Record{Choices: s.record.Choices, Commitments: s.record.Commitments[:0]}
	s.sheet++
}

// line reads a line of NDJSON. The record is valid until the next call.
func (s *scanner) line(text []byte) (rollup.Record, bool) {
	s.reset(text)
	ok := s.plainOptions() && len(text) <= maxRecord && s.object((*scanner).field) && s.answers == len(s.answered)
	s.blanks()
	if len(s.record.Commitments) > 1 { // in bank order
		slices.SortFunc(s.record.Commitments, func(a, b rollup.Commitment) int { return cmp.Compare(a.Question, b.Question) })
	}
	return s.record, ok && s.at == len(s.text)
}

func (s *scanner) blanks() {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case ' ', '\t', '\r', '\n':
			s.at++
		default:
			return
		}
	}
}

// take skips a character and the blanks before it.
func (s *scanner) take(c byte) bool {
	if s.at < len(s.text) && s.text[s.at] != c {
		s.blanks()
	}
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

// takeText skips a text at the current offset.
func (s *scanner) takeText(text string) bool {
	if rest := s.text[s.at:]; len(rest) < len(text) || string(rest[:len(text)]) != text {
		return false
	}
	s.at += len(text)
	return true
}

// object reads an object and calls member for each member.
func (s *scanner) object(member func(*scanner) bool) bool {
	if !s.take('{') {
		return false
	}
	if s.take('}') {
		return true
	}
	for member(s) {
		if !s.take(',') {
			return s.take('}')
		}
	}
	return false
}

// literal reads a string that is not blank and has no escapes.
func (s *scanner) literal() ([]byte, bool) {
	if !s.take('"') {
		return nil, false
	}
	start, high := s.at, false
	for ; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; {
		case c == '"':
			text := s.text[start:s.at]
			s.at++
			return text, !blank(text) && (!high || isClean(text))
		case c < ' ' || c == '\\' || c == 0x7f:
			return nil, false
		case c > 0x7f:
			high = true
		}
	}
	return nil, false
}

// name reads a string without the blanks around it.
func (s *scanner) name() ([]byte, bool) {
	name, ok := s.literal()
	return bytes.TrimSpace(name), ok
}

func blank(text []byte) bool {
	return len(text) == 0 || (text[0] <= ' ' || text[0] > 0x7f) && len(bytes.TrimSpace(text)) == 0
}

// key reads the name of a member.
func (s *scanner) key() ([]byte, bool) {
	key, ok := s.literal()
	return key, ok && s.take(':')
}

// once marks a key as seen and reports whether it is the first time.
func (s *scanner) once(bit uint) bool {
	seen := s.keys&(1<<bit) != 0
	s.keys |= 1 << bit
	return !seen
}

// field reads a member of the sheet.
func (s *scanner) field() bool {
	key, ok := s.key()
	if !ok {
		return false
	}
	switch string(key) {
	case "answers":
		return s.once(0) && s.object((*scanner).answer)
	case "team":
		s.record.Team, ok = s.name()
		return s.once(1) && ok
	case "date":
		s.record.Date, ok = s.literal()
		return s.once(2) && ok && isDate(s.record.Date)
	case "labels":
		return s.once(3) && s.object((*scanner).label)
	case "bank":
		ref, ok := s.literal()
		return s.once(4) && ok && string(ref) == s.ref
	case "respondent":
		_, ok = s.literal()
		return s.once(5) && ok
	default:
		return false
	}
}

func (s *scanner) label() bool {
	name, ok := s.key()
	name = bytes.TrimSpace(name)
	if !ok || s.names == len(s.labels) {
		return false
	}
	for _, earlier := range s.labels[:s.names] {
		if bytes.Equal(name, earlier) {
			return false
		}
	}
	s.labels[s.names] = name
	s.names++
	value, ok := s.name()
	if string(name) == s.by {
		s.record.Group = value
	}
	return ok
}

// answer reads an answer in the short or the long form, and any plain ones before
// it.
func (s *scanner) answer() bool {
	for s.plainAnswer() {
	}
	question, ok := s.question()
	if !ok {
		return false
	}
	s.blanks()
	if s.at < len(s.text) && s.text[s.at] == '{' {
		return s.longAnswer(question)
	}
	return s.choose(question)
}

// plainAnswer reads the answer to the next question in bank order if it is a digit
// and a comma without blanks, as most are. Otherwise it reads nothing.
func (s *scanner) plainAnswer() bool {
	next := s.answers
	if next == len(s.keyTexts) || s.answered[next] == s.sheet {
		return false
	}
	rest, digit := s.text[s.at:], len(s.keyTexts[next])
	if len(rest) < digit+2 || string(rest[:digit]) != s.keyTexts[next] || rest[digit+1] != ',' {
		return false
	}
	if !s.set(next, rest[digit:digit+1]) {
		return false
	}
	s.at += digit + 2
	return s.note(next)
}

// question reads the id of an unanswered question, probably the next in bank order.
func (s *scanner) question() (int, bool) {
	if next := s.answers; next < len(s.keyTexts) && s.takeText(s.keyTexts[next]) {
		return next, s.note(next)
	}
	id, ok := s.key()
	if !ok {
		return 0, false
	}
	question, ok := s.ids[string(id)]
	return question, ok && s.note(question)
}

// note marks a question as answered and reports whether it is the first time.
func (s *scanner) note(question int) bool {
	again := s.answered[question] == s.sheet
	s.answered[question] = s.sheet
	s.answers++
	return !again
}

// choose reads the points of an option, or "unknown".
func (s *scanner) choose(question int) bool {
	s.blanks()
	var text []byte
	if s.at < len(s.text) && s.text[s.at] == '"' {
		var ok bool
		if text, ok = s.literal(); !ok || string(text) != unknownAnswer {
			return false
		}
	} else {
		text = s.number()
	}
	return s.set(question, text)
}

func (s *scanner) number() []byte {
	start := s.at
	for s.at < len(s.text) && s.text[s.at]-'0' <= 9 {
		s.at++
	}
	number := s.text[start:s.at]
	if len(number) > 0 {
		s.takeText(".0") // as some programs write whole numbers
	}
	return number
}

// set answers a question with the choice that text names.
func (s *scanner) set(question int, text []byte) (ok bool) {
	s.record.Choices[question], ok = s.choice(question, text)
	return ok
}

// choice returns the choice that text names.
func (s *scanner) choice(question int, text []byte) (rollup.Choice, bool) {
	if len(text) == 1 && text[0]-'0' <= 9 {
		choice := s.digits[question][text[0]-'0']
		return rollup.Choice(choice), choice >= 0
	}
	for i, choice := range s.choices[question] {
		if string(text) == choice {
			return rollup.Choice(i), true
		}
	}
	return 0, false
}

// Bits of the keys of a long answer, after those of the sheet.
const (
	pointsBit = iota + 8
	noteBit
	evidenceBit
	nextBit
	goalBit
	ownerBit
	dueBit
)

func (s *scanner) longAnswer(question int) bool {
	s.keys &^= 1<<pointsBit | 1<<noteBit | 1<<evidenceBit | 1<<nextBit | 1<<goalBit | 1<<ownerBit | 1<<dueBit
	if !s.object(func(s *scanner) bool { return s.detail(question) }) || s.once(pointsBit) {
		return false
	}
	if s.keys&(1<<nextBit) == 0 {
		return true
	}
	unknown := rollup.Choice(len(s.choices[question]) - 1)
	from := s.record.Choices[question] % unknown // "unknown" counts as the lowest
	s.record.Commitments = append(s.record.Commitments, s.next)
	return !s.once(goalBit) && s.next.Choice > from
}

func (s *scanner) detail(question int) bool {
	key, ok := s.key()
	if !ok {
		return false
	}
	switch string(key) {
	case "points":
		return s.once(pointsBit) && s.choose(question)
	case "note":
		_, ok = s.literal()
		return s.once(noteBit) && ok
	case "evidence":
		return s.once(evidenceBit) && s.evidence()
	case "next":
		s.next = rollup.Commitment{Question: question}
		return s.once(nextBit) && s.object((*scanner).commitment)
	default:
		return false
	}
}

// commitment reads a member of a commitment.
func (s *scanner) commitment() bool {
	key, ok := s.key()
	if !ok {
		return false
	}
	switch string(key) {
	case "points":
		s.blanks()
		s.next.Choice, ok = s.choice(s.next.Question, s.number())
		return s.once(goalBit) && ok
	case "owner":
		_, ok = s.literal()
		return s.once(ownerBit) && ok
	case "due":
		s.next.Due, ok = s.literal()
		return s.once(dueBit) && ok && isDate(s.next.Due)
	default:
		return false
	}
}

func (s *scanner) evidence() bool {
	if !s.take('[') {
		_, ok := s.literal()
		return ok
	}
	if s.take(']') {
		return true
	}
	for {
		if _, ok := s.literal(); !ok {
			return false
		}
		if !s.take(',') {
			return s.take(']')
		}
	}
}

// row reads a row of CSV. The record is valid until the next call.
func (s *scanner) row(h *header, text []byte) (rollup.Record, bool) {
	s.reset(bytes.TrimSuffix(bytes.TrimSuffix(text, []byte{'\n'}), []byte{'\r'}))
	s.comma = h.comma
	if !h.complete || !s.plainOptions() {
		return s.record, false
	}
	for i, c := range h.columns {
		cell, ok := s.cell()
		if !ok || !s.column(c, cell) {
			return s.record, false
		}
		if i == len(h.columns)-1 {
			return s.record, s.at == len(s.text)
		}
		if s.at == len(s.text) || s.text[s.at] != s.comma {
			return s.record, false
		}
		s.at++
	}
	return s.record, false
}

// cell reads a cell and trims it: up to the next comma, or from one quote to the
// next if a comma or the end follows.
func (s *scanner) cell() ([]byte, bool) {
	rest := s.text[s.at:]
	if len(rest) > 1 && rest[1] == s.comma && '0' <= rest[0] && rest[0] <= '9' { // most cells
		s.at++
		return rest[:1], true
	}
	quoted := len(rest) > 0 && rest[0] == '"'
	var cell []byte
	if quoted {
		end := bytes.IndexByte(rest[1:], '"')
		if end < 0 || len(rest) > end+2 && rest[end+2] != s.comma {
			return nil, false
		}
		cell = rest[1 : end+1]
		s.at += end + 2
	} else {
		end := bytes.IndexByte(rest, s.comma)
		if end < 0 {
			end = len(rest)
		}
		cell = rest[:end]
		s.at += end
	}
	return bytes.TrimSpace(cell), isPlainCell(cell)
}

func isPlainCell(cell []byte) bool {
	high := false
	for _, c := range cell {
		if c < ' ' || c == '"' || c == 0x7f {
			return false
		}
		high = high || c > 0x7f
	}
	return !high || isClean(cell)
}

// column sets the value of a column.
func (s *scanner) column(c column, cell []byte) bool {
	switch c.kind {
	case answerColumn:
		if len(cell) == len("1.0") && cell[1] == '.' && cell[2] == '0' { // as some programs write whole numbers
			cell = cell[:1]
		}
		return s.set(c.question, cell)
	case teamColumn:
		s.record.Team = cell
	case dateColumn:
		s.record.Date = cell
		return len(cell) == 0 || isDate(cell)
	case groupColumn:
		s.record.Group = cell
	case commitmentColumn:
		return len(cell) == 0 // else it is for the strict reader
	case bankColumn:
		return len(cell) == 0 || string(cell) == s.ref
	}
	return true
}
