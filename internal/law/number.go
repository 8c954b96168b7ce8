package law

import (
	"regexp"
	"strconv"
	"strings"
)

// A style is how a regulation numbers its parts. The first time a style appears under
// another, it stands below it.
type style int

const (
	none    style = iota
	chapter       // # 四、办文办事限时制
	article       // 第十条
	comma         // 四、
	paren         // （二）
	point         // 1. or 1、
	inner         // （1）
)

const digits = "一二三四五六七八九十百零〇"

var numbers = []struct {
	style style
	of    *regexp.Regexp
}{
	{article, regexp.MustCompile(`^第([` + digits + `]+)条 `)},
	{comma, regexp.MustCompile(`^([` + digits + `]+)、`)},
	{paren, regexp.MustCompile(`^（([` + digits + `]+)）`)},
	{point, regexp.MustCompile(`^(\d{1,2})[.、]`)},
	{inner, regexp.MustCompile(`^（(\d{1,2})）`)},
}

// numbered tells by which number a line begins, and in which style.
func numbered(line string) (n int, s style, printed string) {
	for _, k := range numbers {
		if m := k.of.FindStringSubmatch(line); m != nil {
			return number(m[1]), k.style, strings.TrimSpace(m[0])
		}
	}
	return 0, none, ""
}

// number reads 第四十二条's 四十二, and 42; 0 is none.
func number(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '零', '〇':
		case '十':
			total, digit = total+10*max(digit, 1), 0
		case '百':
			total, digit = total+100*max(digit, 1), 0
		default:
			i := strings.IndexRune(digits, r)
			if i < 0 {
				return 0
			}
			digit = i/len("一") + 1
		}
	}
	return total + digit
}

// numeral writes 42 as 四十二.
func numeral(n int) string {
	var out strings.Builder
	ten := []rune(digits)
	if n >= 100 {
		out.WriteString(string(ten[n/100-1]) + "百")
		if n%100 > 0 && n%100 < 10 {
			out.WriteString("零")
		}
	}
	if tens := n % 100 / 10; tens > 0 {
		if tens > 1 || n >= 100 {
			out.WriteRune(ten[tens-1])
		}
		out.WriteString("十")
	}
	if n%10 > 0 {
		out.WriteRune(ten[n%10-1])
	}
	return out.String()
}

func arabic(n int) string { return strconv.Itoa(n) }
