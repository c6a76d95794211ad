package intake

import (
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

// answered is a sheet of the tiny model as the count below sees it.
type answered struct {
	team, date string
	one, two   string
	next, due  string // of the commitment beside one
}

func (a answered) quarter() string {
	if a.date == "" {
		return ""
	}
	return fmt.Sprintf("%s-Q%d", a.date[:4], (int(a.date[5]-'0')*10+int(a.date[6]-'0')+2)/3)
}

func (a answered) points() (one, two int) {
	return map[string]int{"1": 1, "2": 2}[a.one], map[string]int{"1": 1, "3": 3, "10": 10, "unknown": 1}[a.two]
}

func (a answered) score() int {
	one, two := a.points()
	return one + two
}

// someQuarters draws the sheets of up to ten teams over five quarters: some are
// missing in a quarter, some answer twice in one, some sheets have no date and some
// no team. No team has two sheets of one day.
func someQuarters(r *rand.Rand) []answered {
	var all []answered
	for team := range 1 + r.Intn(10) {
		for quarter := range 5 {
			for again := range r.Intn(3) {
				a := answered{
					team: fmt.Sprintf("T%d", team), date: fmt.Sprintf("20%02d-%02d-%02d", 25+quarter/4, 1+3*(quarter%4)+again, 1+r.Intn(28)),
					one: []string{"0", "1", "2", "unknown"}[r.Intn(4)], two: []string{"1", "3", "10", "unknown"}[r.Intn(4)],
				}
				if a.one != "2" && r.Intn(2) == 0 {
					a.next = []string{"2", "1"}[r.Intn(2)]
					if a.one == "1" {
						a.next = "2"
					}
					a.due = []string{"", "2025-08-15", "2026-02-10"}[r.Intn(3)]
				}
				switch r.Intn(12) {
				case 0:
					a.date = ""
					a.team += fmt.Sprintf("-%d-%d", quarter, again) // the lowest of a day counts: not the matter here
				case 1:
					a.team = ""
				}
				all = append(all, a)
			}
		}
	}
	return all
}

// TestTheNewestQuarterIsWhatAnIndependentCountSays counts in maps what the roll-up
// streams, for every order of the sheets and any number of workers.
func TestTheNewestQuarterIsWhatAnIndependentCountSays(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(18))
	m := tiny()
	for range 150 {
		all := someQuarters(r)
		var csv strings.Builder
		csv.WriteString("team,date,a.one,a.two,a.one.next,a.one.due\n")
		for _, i := range r.Perm(len(all)) {
			fmt.Fprintf(&csv, "%s,%s,%s,%s,%s,%s\n", all[i].team, all[i].date, all[i].one, all[i].two, all[i].next, all[i].due)
		}

		latest := map[[2]string]answered{} // by team and quarter
		var counted []answered
		newest, undated := "", 0
		for _, a := range all {
			newest = max(newest, a.quarter())
			if a.team == "" {
				counted = append(counted, a)
				continue
			}
			key := [2]string{a.team, a.quarter()}
			if old, ok := latest[key]; !ok || a.date > old.date {
				latest[key] = a
			}
		}
		for _, a := range latest {
			counted = append(counted, a)
		}
		if newest == "" {
			continue
		}
		before, teams := "", map[string][]string{}
		for _, a := range counted {
			switch q := a.quarter(); {
			case q == "":
				undated++
			case q < newest:
				before = max(before, q)
			}
			if a.team != "" && a.quarter() != "" {
				teams[a.team] = append(teams[a.team], a.quarter())
			}
		}
		want := rollup.Trend{Period: newest, Before: before, Undated: undated, Kept: maturity.Commitments{}}
		const today = "2026-02-20"
		old, promised, overdue := 0, 0, 0
		sums, counts := map[string]int{}, map[string]int{}
		levels, gaps := map[int]int{}, 0
		for _, a := range counted {
			sums[a.quarter()] += a.score()
			counts[a.quarter()]++
			if a.quarter() != newest {
				continue
			}
			if a.date < "2025-02-20" {
				old++
			}
			if a.next != "" {
				promised++
			}
			if a.due != "" && a.due < today {
				overdue++
			}
			levels[m.LevelAt(a.score()).Number]++
			if m.Bank.Dimensions[0].Critical && (a.one == "0" || a.one == "unknown" || a.two == "1" || a.two == "unknown") {
				gaps++
			}
			if a.team == "" {
				want.Unnamed++
			}
		}
		changes := map[string]int{}
		for team, quarters := range teams {
			sort.Strings(quarters)
			last := quarters[len(quarters)-1]
			switch {
			case last != newest:
				want.Missing++
				want.MissingTeams = append(want.MissingTeams, rollup.Absence{Team: team, Last: last})
			case len(quarters) == 1 && before != "":
				want.New++
				want.NewTeams = append(want.NewTeams, team)
			case len(quarters) > 1:
				was, is := latest[[2]string{team, quarters[len(quarters)-2]}], latest[[2]string{team, newest}]
				oneWas, twoWas := was.points()
				oneIs, twoIs := is.points()
				if was.one != "unknown" && is.one != "unknown" {
					changes[team] += oneIs - oneWas
				}
				if was.two != "unknown" && is.two != "unknown" {
					changes[team] += twoIs - twoWas
				}
				goal := map[string]int{"1": 1, "2": 2}[was.next]
				switch {
				case was.next == "":
				case is.one != "unknown" && oneIs == goal:
					want.Kept[maturity.Kept]++
				case is.one != "unknown" && oneIs > goal:
					want.Kept[maturity.Exceeded]++
				case is.next == "":
					want.Kept[maturity.Dropped]++
				case was.due != "" && was.due < is.date:
					want.Kept[maturity.Overdue]++
				default:
					want.Kept[maturity.Open]++
				}
				want.Returning++
				want.Change += changes[team]
			}
		}
		sort.Strings(want.NewTeams)
		sort.Slice(want.MissingTeams, func(i, j int) bool { return want.MissingTeams[i].Team < want.MissingTeams[j].Team })

		got := runAll(t, m, Options{Latest: true, Workers: 1 + r.Intn(3), Rollup: rollup.Options{By: "quarter", Rows: 100, Names: 100, Today: today}},
			Input{Path: "all.csv", Reader: strings.NewReader(csv.String()), Format: "csv"}).Summary
		trend := *got.Trend
		trend.All = rollup.Totals{}
		if len(trend.NewTeams) == 0 {
			trend.NewTeams = nil
		}
		if !reflect.DeepEqual(trend, want) {
			t.Fatalf("trend %+v\nwant  %+v\n%s", trend, want, csv.String())
		}
		if got.Sheets != counts[newest] || got.Score.Mean != float64(sums[newest])/float64(counts[newest]) || got.Trend.All.Sheets != len(counted) {
			t.Fatalf("%d sheets, mean %v, %d in all\n%s", got.Sheets, got.Score.Mean, got.Trend.All.Sheets, csv.String())
		}
		if got.Old != old || got.Promised != promised || got.Overdue != overdue {
			t.Fatalf("%d old, %d promised, %d overdue; want %d, %d, %d\n%s", got.Old, got.Promised, got.Overdue, old, promised, overdue, csv.String())
		}
		withGaps := 0
		for _, l := range got.Levels {
			withGaps += l.Gaps
			if l.Count != levels[l.Level.Number] {
				t.Fatalf("%d sheets at level %d, want %d", l.Count, l.Level.Number, levels[l.Level.Number])
			}
		}
		if withGaps != gaps {
			t.Fatalf("%d sheets with critical gaps, want %d", withGaps, gaps)
		}
		for _, g := range got.Groups {
			if g.Sheets != counts[g.Name] || g.Score.Mean != float64(sums[g.Name])/float64(counts[g.Name]) {
				t.Fatalf("%s: %d sheets, mean %v", g.Name, g.Sheets, g.Score.Mean)
			}
		}
		rows := slices.Concat(got.Weakest, got.Strongest)
		if len(rows) != counts[newest] {
			t.Fatalf("%d rows of %d sheets", len(rows), counts[newest])
		}
		for _, row := range rows {
			if row.Group != newest || row.Change != changes[row.Team] || (row.Since == "") != (len(teams[row.Team]) < 2) {
				t.Fatalf("row %+v, want a change of %d", row, changes[row.Team])
			}
		}
	}
}
