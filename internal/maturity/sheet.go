package maturity

import (
	"maps"
	"slices"
)

// Sheet is a questionnaire, completely or partly filled in. It is the only thing
// that users make; scores, levels, plans and reports are computed from it.
type Sheet struct {
	Bank       BankRef // zero if the sheet doesn't name its bank
	Team       string
	Respondent string
	Date       string            // "YYYY-MM-DD", or empty; sorts as text
	Labels     map[string]string // free; used to group sheets
	Answers    map[string]Answer // by question id; unanswered questions are absent

	// WhatIf holds the ids of the questions whose answer is not the team's but an
	// assumption to try out, in bank order. No file has them.
	WhatIf []string
}

// Answer is a sheet's answer to one question.
type Answer struct {
	Points   int  // of the chosen option; meaningless when Unknown
	Unknown  bool // "we do not know": counted as the lowest option, reported as a range
	Note     string
	Evidence []string // paths or URLs
	Next     Commitment
}

// Clone returns a sheet that shares nothing mutable with s.
func (s Sheet) Clone() Sheet {
	s.Labels = maps.Clone(s.Labels)
	s.WhatIf = slices.Clone(s.WhatIf)
	s.Answers = maps.Clone(s.Answers)
	for id, answer := range s.Answers {
		answer.Evidence = slices.Clone(answer.Evidence)
		s.Answers[id] = answer
	}
	return s
}

// Missing returns the ids of the questions that s doesn't answer, in bank order.
// An unknown answer is not missing.
func (s Sheet) Missing(b *Bank) []string {
	var ids []string
	for _, q := range b.Questions() {
		if _, ok := s.Answers[q.ID]; !ok {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// FillUnknown returns a copy of s in which every missing answer is "unknown".
func (s Sheet) FillUnknown(b *Bank) Sheet {
	filled := s.Clone()
	if filled.Answers == nil {
		filled.Answers = map[string]Answer{}
	}
	for _, id := range s.Missing(b) {
		filled.Answers[id] = Answer{Unknown: true}
	}
	return filled
}
