package rollup

import "fmt"

// Period reports whether grouping by that word is grouping by date: by year,
// quarter or month. What a sheet says in a label of that name goes before its date.
func Period(by string) bool { return by == "year" || by == "quarter" || by == "month" }

// Grouped returns the record with its group: by a period, one that has none is
// in that of its date, such as 2026, 2026-Q4 or 2026-11.
func Grouped(r Record, by string) Record {
	if len(r.Group) > 0 || len(r.Date) != len("2026-11-23") {
		return r
	}
	switch by {
	case "year":
		r.Group = r.Date[:len("2026")]
	case "month":
		r.Group = r.Date[:len("2026-11")]
	case "quarter":
		month := 10*(r.Date[5]-'0') + r.Date[6] - '0'
		r.Group = fmt.Appendf(nil, "%s-Q%d", r.Date[:len("2026")], (month+2)/3)
	}
	return r
}
