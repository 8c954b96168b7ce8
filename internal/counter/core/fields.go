package core

import (
	"cmp"
	"maps"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// CheckFields refuses what does not fit a form, every field at once.
func CheckFields(form []policy.FormField, values map[string]string) (r Refusals) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if !slices.ContainsFunc(form, func(f policy.FormField) bool { return f.Name == key }) {
			r = append(r, casework.FieldError(casework.UnknownField, "fields."+Shown(key), ""))
		}
	}
	for _, f := range form {
		if e := checkField(f, values[f.Name]); e != nil {
			r = append(r, e)
		}
	}
	return r
}

func checkField(f policy.FormField, value string) *casework.Error {
	limit := MaxText
	if f.Max > 0 {
		limit = f.Max
	}
	refuse := func(code casework.Code, rule string) *casework.Error {
		return casework.FieldError(code, "fields."+f.Name, rule)
	}
	switch blank := strings.TrimSpace(value) == ""; {
	case blank && f.Required && f.Rule != "":
		return refuse(casework.Invalid, f.Rule)
	case blank && f.Required:
		return refuse(casework.Invalid, "R002") // every application is recorded in detail
	case blank:
		return nil
	case utf8.RuneCountInString(value) > limit:
		return refuse(casework.TooLarge, "max:"+strconv.Itoa(limit))
	case !Clean(value):
		return refuse(casework.Invalid, "text")
	case f.Lines > 0 && lines(value) > f.Lines:
		return refuse(casework.TooLarge, cmp.Or(f.Rule, "lines:"+strconv.Itoa(f.Lines)))
	case f.Type == "tel" && !telephone(value):
		return refuse(casework.BadPhone, "tel")
	case f.Type == policy.FieldMail && !MailAddress(value):
		return refuse(casework.BadEmail, "email")
	case f.Type == policy.FieldSelect && !slices.Contains(f.Options, value):
		return refuse(casework.Invalid, "choice")
	case f.Type == policy.FieldCheckbox && value != "true" && value != "false":
		return refuse(casework.Invalid, "choice")
	}
	return nil
}

// MailAddress tells whether a mail could go there: one address and nothing beside it.
func MailAddress(value string) bool {
	value = strings.TrimSpace(value)
	a, err := mail.ParseAddress(value)
	_, host, _ := strings.Cut(value, "@")
	return err == nil && a.Address == value && strings.Contains(host, ".")
}

// lines counts those that say something.
func lines(text string) (n int) {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

// phone is what a telephone number may look like, with an extension as people write it:
// 0514-12345678转803, +86 514 12345678 ext. 803.
var phone = regexp.MustCompile(`^[0-9+()#*\- ]{5,30}(?:(?:\x{8f6c}|\x{5206}\x{673a}|ext\.?|x) ?[0-9]{1,8})?$`)
