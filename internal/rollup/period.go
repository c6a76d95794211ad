package rollup

import "fmt"

// Period reports whether by is year, quarter or month, which group by date. A label
// of that name takes precedence over the date.
func Period(by string) bool { return by == "year" || by == "quarter" || by == "month" }

// Grouped returns the record with its group. By a period, a record without a group
// gets that of its date, such as 2026, 2026-Q4 or 2026-11.
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
