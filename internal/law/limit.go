package law

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	fixed = regexp.MustCompile(`^([1-9]\d*)(wd|d|mo)$`)
	// rounds are limits that an article says otherwise: every quarter.
	rounds = map[string]string{"7d": "|每周", "1mo": "|每月", "3mo": "|每季度|按季", "6mo": "|每年年中和年末|每半年", "12mo": "|每年"}
	units  = map[string]string{"wd": "个工作日|日", "d": "日|天|周", "mo": "个月|月"}
)

// Says tells whether a limit, 10wd, stands in an article that a basis cites, or the basis
// marks it as the office's own. What is no number of days or months is held to nothing.
func (b *Book) Says(basis, limit string) bool {
	m := fixed.FindStringSubmatch(limit)
	if m == nil || strings.Contains(basis, "本单位") || strings.HasPrefix(basis, "演示") {
		return true
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return false
	}
	said := regexp.MustCompile(`(?:^|[^\d` + digits + `])(?:` + m[1] + `|` + numeral(n) + `)(?:` + units[m[2]] + `)` + rounds[limit])
	for _, piece := range b.Read(basis) {
		if place, one := piece.One(); one && said.MatchString(strings.Join(place.Text(), "")) {
			return true
		}
	}
	return false
}
