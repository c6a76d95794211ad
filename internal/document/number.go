package document

import (
	"strconv"
	"strings"
)

// IsWhole reports whether s is a whole number of 0 or more: decimal digits
// without sign, separator or leading zero.
func IsWhole(s string) bool {
	return s == "0" || s != "" && s[0] != '0' && strings.Trim(s, "0123456789") == ""
}

// wholeJSON returns the digits of a number of JSON whose value is a whole number of
// 0 or more, however it is written: 1.0, 10e-1 and -0 as well. To JSON and its
// schemas, these are the same numbers.
func wholeJSON(s string) (digits string, ok bool) {
	mantissa, exponent := s, 0
	if at := strings.IndexAny(s, "eE"); at >= 0 {
		const largest = 99 // far more than any number of points
		n, err := strconv.Atoi(s[at+1:])
		if err != nil || n < -largest || n > largest {
			return "", false
		}
		mantissa, exponent = s[:at], n
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	digits = whole + fraction
	point := len(whole) + exponent
	switch {
	case strings.Trim(digits, "0") == "":
		return "0", true
	case mantissa[0] == '-':
		return "", false
	case point > len(digits):
		digits += strings.Repeat("0", point-len(digits))
	case point <= 0 || strings.Trim(digits[point:], "0") != "":
		return "", false
	default:
		digits = digits[:point]
	}
	digits = strings.TrimLeft(digits, "0")
	return digits, digits != ""
}
