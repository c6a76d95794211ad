package report

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
)

func TestThePalettesAreThoseOfTheStyle(t *testing.T) {
	t.Parallel()
	style, err := htmlFiles.ReadFile("html/style.css")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(string(style), 2)
	for i, p := range []palette{light, dark} {
		v := reflect.ValueOf(p)
		for f := range v.NumField() {
			want := "--" + strings.ToLower(v.Type().Field(f).Name) + ": " + v.Field(f).String() + ";"
			if !strings.Contains(blocks[i][1], want) {
				t.Errorf("block %d of the style lacks %q", i, want)
			}
		}
	}
}
