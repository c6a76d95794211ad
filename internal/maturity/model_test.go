package maturity

import "testing"

func TestRangeComesFromTheOptions(t *testing.T) {
	t.Parallel()
	m := foreign()
	if low, high := m.Bank.Range(); low != 3 || high != 18 {
		t.Errorf("bank ranges from %d to %d, want 3 to 18", low, high)
	}
	if low, high := m.Bank.Dimensions[0].Range(); low != 2 || high != 9 {
		t.Errorf("dimension x ranges from %d to %d, want 2 to 9", low, high)
	}
}

func TestAboveIsTheNextOption(t *testing.T) {
	t.Parallel()
	q := foreign().Bank.Question("y.1")
	for points, want := range map[int]int{0: 1, 1: 3, 3: 4, 4: 9} {
		if option := q.Above(points); option == nil || option.Points != want {
			t.Errorf("above %d: %v, want %d", points, option, want)
		}
	}
	if option := q.Above(9); option != nil {
		t.Errorf("above the highest: %v, want none", option)
	}
}

func TestLevelAtOutsideEveryBandIsTheNearest(t *testing.T) {
	t.Parallel()
	m := foreign()
	for score, want := range map[int]int{-5: 1, 2: 1, 3: 1, 18: 3, 19: 3, 1000: 3} {
		if got := m.LevelAt(score).Number; got != want {
			t.Errorf("score %d is level %d, want %d", score, got, want)
		}
	}
}

func TestLookupsFindOnlyWhatExists(t *testing.T) {
	t.Parallel()
	m := foreign()
	m.Levels[2].References = []Reference{{ID: "ref"}}
	found := map[string]bool{
		"question x.2":   m.Bank.Question("x.2") == &m.Bank.Dimensions[0].Questions[1],
		"dimension y":    m.Bank.Dimension("y") == &m.Bank.Dimensions[1],
		"level 3":        levelOf(m, 3) == &m.Levels[2],
		"reference":      m.Reference("ref") == &m.Levels[2].References[0],
		"level above 1":  m.LevelAbove(levelOf(m, 1)) == levelOf(m, 2),
		"no question":    m.Bank.Question("x.3") == nil,
		"no dimension":   m.Bank.Dimension("z") == nil,
		"no reference":   m.Reference("other") == nil,
		"none above top": m.LevelAbove(levelOf(m, 3)) == nil,
	}
	for what, ok := range found {
		if !ok {
			t.Errorf("lookup of %s is wrong", what)
		}
	}
}

func TestBankRefIsWrittenWithItsVersion(t *testing.T) {
	t.Parallel()
	if got := (BankRef{"genaiops", 12}).String(); got != "genaiops@12" {
		t.Errorf("written as %q", got)
	}
	if got := (BankRef{}).String(); got != "" {
		t.Errorf("no bank is written as %q", got)
	}
}

func TestLevelTitleHasTheLabelIfItDiffers(t *testing.T) {
	t.Parallel()
	for label, want := range map[string]string{"maturing": "level 2, defined (maturing)", "defined": "level 2, defined", "": "level 2, defined"} {
		l := Level{Number: 2, Name: "defined", Label: label}
		if got := l.String(); got != want {
			t.Errorf("label %q: %s, expected %s", label, got, want)
		}
	}
}
