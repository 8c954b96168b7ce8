package core

import (
	"regexp"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// FieldIdentity and FieldBirthday are the fields of a matter's form that hold the number of
// an identity card or of an organisation, and a day of birth.
const (
	FieldIdentity = "id_number"
	FieldBirthday = "birthday"
)

// Standards by which a number is checked.
const (
	identityCards = "GB 11643"
	organisations = "GB 32100"
)

// CheckIdentity tells what is wrong with a number: neither that of an identity card nor of
// an organisation, by its check digit, or of somebody born on a day that is not or is yet to
// come. The region is not looked at: old cards bear codes that no list has any more.
func CheckIdentity(field, value string, now time.Time) *casework.Error {
	value = strings.ToUpper(strings.TrimSpace(value))
	switch {
	case casework.Organisation(value):
		return nil
	case !card.MatchString(value):
		return casework.FieldError(casework.BadIdentity, field, organisations)
	}
	born, err := time.ParseInLocation("20060102", value[6:14], Zone)
	switch {
	case err != nil, cardDigit(value[:17]) != value[17]:
		return casework.FieldError(casework.BadIdentity, field, identityCards)
	case born.After(now):
		return casework.FieldError(casework.FutureBirthday, field, identityCards)
	}
	return nil
}

// CheckBirthday refuses a day of birth that is none, or is yet to come.
func CheckBirthday(field, value string, now time.Time) *casework.Error {
	born, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(value), Zone)
	switch {
	case err != nil:
		return casework.FieldError(casework.Invalid, field, "date")
	case born.After(now):
		return casework.FieldError(casework.FutureBirthday, field, "R002")
	}
	return nil
}

var card = regexp.MustCompile(`^[0-9]{17}[0-9X]$`)

// cardDigit is the check digit of the first seventeen of an identity card (GB 11643 5.2,
// ISO 7064 MOD 11-2).
func cardDigit(first string) byte {
	sum := 0
	for i := range first {
		sum += int(first[i]-'0') * ((1 << (17 - i)) % 11)
	}
	return "10X98765432"[sum%11]
}

// telephone tells whether a number can be one: of a mobile it has eleven digits, and no
// other number begins with 1 but the short ones; of any other it has five to fifteen.
func telephone(value string) bool {
	if !phone.MatchString(value) {
		return false
	}
	digits := extension.ReplaceAllString(value, "")
	digits = strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, digits)
	for _, abroad := range []string{"0086", "86"} {
		if rest, found := strings.CutPrefix(digits, abroad); found && len(rest) >= 10 {
			digits = rest
			break
		}
	}
	if strings.HasPrefix(digits, "1") && len(digits) > 5 {
		return len(digits) == 11 && digits[1] >= '3'
	}
	return len(digits) >= 5 && len(digits) <= 15
}

var extension = regexp.MustCompile(`(?:\x{8f6c}|\x{5206}\x{673a}|ext\.?|x) ?[0-9]{1,8}$`)

// Card is the number of an identity card by its first seventeen digits, for whoever makes up people.
func Card(first string) string { return first + string(cardDigit(first)) }
