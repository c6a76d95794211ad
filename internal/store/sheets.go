package store

import "genaiops/internal/maturity"

// SheetNames returns a file name for each sheet, by team, person and date:
// "search-ada-2026-11-23.yaml". No two are equal. A sheet that names neither team nor
// person gets its fallback.
func SheetNames(sheets []maturity.Sheet, fallback func(i int) string) []string {
	taken := map[string]bool{}
	names := make([]string, len(sheets))
	for i, s := range sheets {
		who := join(slug(s.Team), slug(s.Respondent))
		if s.Respondent == "" {
			who = join(who, slug(fallback(i)))
		}
		date := s.Date
		if date == "" {
			date = "undated"
		}
		for n := 1; names[i] == "" || taken[names[i]]; n++ {
			names[i] = join(who, date) + numbered(n) + ".yaml"
		}
		taken[names[i]] = true
	}
	return names
}
