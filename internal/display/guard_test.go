package display

import "testing"

func TestSpreadsheetSeesNoFormula(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "' =1", " =1": "' =1",
		"\x00=1": "'=1", "\u200b=1": "'=1", "＝1": "'＝1", "plain": "plain", "a=b": "a=b", "": "", "10": "10",
	} {
		if got := Cell(cell); got != want {
			t.Errorf("Cell(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestTextHasNoMarkdownOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"plain words, 13 of 28 (2026-11-23).", "plain words, 13 of 28 (2026-11-23)."},
		{"2026-11-23", "2026-11-23"},
		{"# no heading", `\# no heading`},
		{"1. no list", `1\. no list`},
		{"2) no list", `2\) no list`},
		{"- no list", `\- no list`},
		{"> no quote", "&gt; no quote"},
		{"    no code", "no code"},
		{"*a* _b_ `c` ~~d~~ $e$", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\$e\\$"},
		{"a|b\nc", `a\|b c`},
		{"<b onclick=x>&amp;", "&lt;b onclick=x&gt;&amp;amp;"},
		{"![x](javascript:y)", `!\[x\](javascript:y)`},
		{`\|`, `\\\|`},
		{"see https://example.com/a_b|c.", "see <https://example.com/a_b%7Cc>."},
		{"\x1b[31mred\u202e", `\[31mred`},
	} {
		if got := Markdown(test.text); got != test.want {
			t.Errorf("Markdown(%q) = %s, want %s", test.text, got, test.want)
		}
	}
}

func TestMarkdownLinkLeadsOnlyToTheWeb(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ title, address, want string }{
		{"A [b]", "https://example.com/a(b)", `[A \[b\]](https://example.com/a%28b%29)`},
		{"A", "https://example.com/AZ-az09~,;", "[A](https://example.com/AZ-az09~,;)"},
		{"A", "javascript:alert(1)", "A javascript:alert(1)"},
		{"A", "HTTP://example.com/ö\x07", "[A](HTTP://example.com/%C3%B6)"},
		{"A", "", "A"},
	} {
		if got := MarkdownLink(test.title, test.address); got != test.want {
			t.Errorf("MarkdownLink(%q, %q) = %s, want %s", test.title, test.address, got, test.want)
		}
	}
}

func TestOnlyTheWebIsAnAddress(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{
		"https://example.com": true, "HTTP://example.com/a?b=c": true, "https://": false, "http:example.com": false,
		"javascript://example.com": false, "ftp://example.com": false, "example.com": false, "": false,
	} {
		if IsURL(word) != want {
			t.Errorf("IsURL(%q) = %t", word, !want)
		}
	}
}

func TestNoCISystemTakesALogLineForACommand(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"::error::x": ": :error::x", "  ::set-output name=a::b": "  : :set-output name=a::b", "\t::x": "\t: :x",
		"##[group]x": "# #[group]x", "a ##vso[task.setvariable]x": "a # #vso[task.setvariable]x",
		"std::vector": "std::vector", "## heading": "## heading", "": "", "plain": "plain",
	} {
		if got := LogLine(line); got != want {
			t.Errorf("LogLine(%q) = %q, want %q", line, got, want)
		}
	}
	for s, want := range map[string]string{
		"::error::x": ": :error::x", "a ::b\u00a0::c ::": "a : :b\u00a0: :c : :", "std::vector :: x": "std::vector : : x",
		"a##[b": "a# #[b", ":": ":", "a:": "a:", ":::": ": : :",
	} {
		if got := Clean(s); got != want || Clean(got) != got {
			t.Errorf("Clean(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestForeignWordsStayTextOnGitHub(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"@ada":               "@<!-- -->ada",
		"(@ada)":             "(@<!-- -->ada)",
		"see #12, #x":        "see #<!-- -->12, #x",
		"org/repo#3":         "org/repo#<!-- -->3",
		"ada@example.com":    `ada\@example.com`,
		"genaiops@1":         "genaiops@1",
		"www.example.com":    `www\.example.com`,
		"a @ b":              "a @ b",
		"https://a.b/@c#1":   "<https://a.b/@c#1>",
		"https://a.b/c @d":   "<https://a.b/c> @<!-- -->d",
		"wwwexample, @, # 1": "wwwexample, @, # 1",
	} {
		if got := MarkdownCell(s); got != want {
			t.Errorf("%q becomes %s, want %s", s, got, want)
		}
	}
}

func TestACellIsSafeWhateverSeparatesCells(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"plain":       "plain",
		"a,b":         `"a,b"`,
		"a;b":         `"a;b"`,
		"a;=1+1":      `"a;'=1+1"`,
		"a; +1;-2":    `"a;' +1;'-2"`,
		"a\t=1":       "a =1",
		"=1":          "'=1",
		`say "x"`:     `"say ""x"""`,
		"line\n=2;＠x": `"line =2;'＠x"`,
	} {
		if got := Cell(s); got != want {
			t.Errorf("%q becomes %s, want %s", s, got, want)
		}
	}
}

func TestNoFormatHoldsACommandForACILog(t *testing.T) {
	t.Parallel()
	if got, want := EscapeJSON(`{"a": "##[error]x ##vso[y] ## ["}`), `{"a": "#\u0023[error]x #\u0023vso[y] ## ["}`; got != want {
		t.Errorf("JSON: %s, want %s", got, want)
	}
	if got, want := HTMLLines("<p>\n  ::error::x\n##[a]\n##vso[b] a ::c\n"), "<p>\n  &#58;:error::x\n#&#35;[a]\n#&#35;vso[b] a ::c\n"; got != want {
		t.Errorf("HTML: %q, want %q", got, want)
	}
}
