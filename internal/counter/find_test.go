package counter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/finding"
	"github.com/shixian/shixian/internal/find"
)

// By two characters of a name, and by the last four of a telephone: opened, verified, and
// recorded with the purpose (issue 14, finding).
func TestFindByWords(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	b.store.Sealed[number] = map[string]string{"applicant": "欧阳张伟", "phone": "139-0000 1234", "matter": "王芳的铺子"}
	for _, asked := range []struct{ text, field string }{
		{"张伟", "applicant"}, {"1234", "phone"}, {"13900001234", "phone"},
		{"王芳", ""},   // free text is not looked through
		{"0000", ""}, // nor a number in between
		{"李四", ""},   // brought by a hash that fell together with another
	} {
		b.store.Audits = nil
		got, err := b.Find(t.Context(), handler(), finding.Asked{Text: asked.text, Purpose: "answer"})
		require.NoError(t, err, asked.text)
		require.Equal(t, find.Words(asked.text), b.store.LastCases.Known.Words)
		if asked.field == "" {
			require.Empty(t, got.Words, asked.text)
			require.Empty(t, b.store.Audits, "what was not shown was read by nobody")
			continue
		}
		require.Len(t, got.Words, 1, asked.text)
		require.Equal(t, asked.field, got.Words[0].Field)
		require.Equal(t, []string{countertest.Handler + " case.view_personal " + number + " found:answer"}, b.store.Audits)
	}
}

// Without a purpose nobody's words are looked through, and whoever may not open them finds
// nothing by them.
func TestFindNeedsAPurpose(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	b.store.Sealed[number] = map[string]string{"applicant": "张伟"}
	got, err := b.Find(t.Context(), handler(), finding.Asked{Text: "张伟"})
	require.NoError(t, err)
	require.Empty(t, got.Words)
	got, err = b.Find(t.Context(), countertest.Principal(countertest.Efficiency), finding.Asked{Text: "张伟", Purpose: "check"})
	require.NoError(t, err)
	require.Empty(t, got.Words)
	require.Empty(t, b.store.Audits)
}

func TestFindByNumberAndMatter(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	serial := strings.TrimLeft(number[strings.Index(number, "-")+1:], "0")
	for _, text := range []string{serial, number[7:], strings.ToLower(number), number[:9]} {
		got, err := b.Find(t.Context(), handler(), finding.Asked{Text: pad(text)})
		require.NoError(t, err, text)
		require.Len(t, got.Numbers, 1, text)
	}
	office, err := b.Office(t.Context())
	require.NoError(t, err)
	view, err := b.Case(t.Context(), handler(), number)
	require.NoError(t, err)
	item, _ := office.ItemOf(view.Item, view.ItemVersion)
	got, err := b.Find(t.Context(), handler(), finding.Asked{Text: item.Name})
	require.NoError(t, err)
	require.Len(t, got.Items, 1)
}

// pad writes a serial of one digit as people do who know that two characters are needed.
func pad(serial string) string {
	if len(serial) < find.Least {
		return "0" + serial
	}
	return serial
}

func TestFindRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, bad := range []struct {
		finding.Asked
		code  casework.Code
		field string
	}{
		{finding.Asked{Text: "张"}, casework.TooShort, "q"},
		{finding.Asked{Text: "%_*"}, casework.TooShort, "q"},
		{finding.Asked{Text: strings.Repeat("张", 10_000)}, casework.TooLarge, "q"},
		{finding.Asked{Text: "张伟", Purpose: "curious"}, casework.Invalid, "purpose"},
	} {
		_, err := b.Find(t.Context(), handler(), bad.Asked)
		var refused *casework.Error
		require.ErrorAs(t, err, &refused)
		require.Equal(t, bad.code, refused.Code)
		require.Equal(t, bad.field, refused.Field)
	}
}
