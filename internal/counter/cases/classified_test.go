package cases

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// A document marked with a degree of secrecy is registered by what stands on its
// cover; every other word is refused, and none is asked for (R219).
func TestNoWordOfAClassifiedDocumentIsKept(t *testing.T) {
	t.Parallel()
	item, office := catalogued(t, "incoming-document"), demoOffice(t)
	cover := map[string]string{"sender": "县保密局", "reference": "密〔2026〕1号", "copies": "1", "secrecy": "secret"}
	require.NoError(t, till.checkRegistration(item, office, core.Registration{Item: item.ID, Fields: cover}, noon), "without a title")
	for _, field := range []string{"title", "matter", "annexes"} {
		fields := maps.Clone(cover)
		fields[field] = "不该写在这里"
		refused := core.RefusalsOf(till.checkRegistration(item, office, core.Registration{Item: item.ID, Fields: fields}, noon))
		require.Len(t, refused, 1, field)
		require.Equal(t, casework.FieldError(casework.Classified, "fields."+field, "R219"), refused[0])
	}
	fields := maps.Clone(cover)
	fields["secrecy"] = "none"
	refused := core.RefusalsOf(till.checkRegistration(item, office, core.Registration{Item: item.ID, Fields: fields}, noon))
	require.Len(t, refused, 1, "an open one has a title")
	require.Equal(t, "fields.title", refused[0].Field)

	state, err := json.Marshal(casework.State{Facts: map[string]string{"secrecy": "confidential"}})
	require.NoError(t, err)
	view := casework.CaseView{Kind: casework.Document, State: state}
	form, _ := kind.Office().Form(casework.Document, casework.Propose)
	require.Empty(t, wordless(form, view).Fields, "its acts take no words either")
	refused = core.RefusalsOf(checkTexts(form, view, map[string]any{"reason": "内容"}))
	require.Equal(t, casework.FieldError(casework.Classified, "reason", "R219"), refused[0])
	require.NoError(t, checkTexts(form, view, map[string]any{}))
}

// Of a classified report it is noted which it is and that it leaves by the secure channel: not
// even its title stands here (R219).
func TestNoWordOfAClassifiedReportIsKept(t *testing.T) {
	t.Parallel()
	item, office := catalogued(t, "information-report"), demoOffice(t)
	cover := map[string]string{"happened": "trend", "number": "密信〔2026〕1号", "secrecy": "secret"}
	require.NoError(t, till.checkRegistration(item, office, core.Registration{Item: item.ID, Fields: cover}, noon))
	for _, field := range []string{"title", "matter", "place"} {
		fields := maps.Clone(cover)
		fields[field] = "不该写在这里"
		refused := core.RefusalsOf(till.checkRegistration(item, office, core.Registration{Item: item.ID, Fields: fields}, noon))
		require.Equal(t, []*casework.Error{casework.FieldError(casework.Classified, "fields."+field, "R219")}, refused)
	}
}

// Silence is never consent to a permit, funds, posts, land, personnel or cases,
// whatever the sender opted for; and who opts for it says what it is about (R061).
func TestSilenceIsNotAlwaysConsent(t *testing.T) {
	t.Parallel()
	item, office := catalogued(t, "request-from-below"), demoOffice(t)
	for subject, want := range map[string]casework.Code{
		"other": "", "": casework.Invalid, "permit": casework.NoConsent, "funds": casework.NoConsent, "posts": casework.NoConsent,
		"land": casework.NoConsent, "personnel": casework.NoConsent, "case": casework.NoConsent,
	} {
		fields := map[string]string{"sender": "城关镇", "title": "请示", "matter": "请批复", "request": "true", "subject": subject}
		err := till.checkRegistration(item, office, core.Registration{Item: item.ID, Fields: fields}, noon)
		require.Equal(t, want, casework.CodeOf(err), subject)
		fields["request"] = "false"
		require.NoError(t, till.checkRegistration(item, office, core.Registration{Item: item.ID, Fields: fields}, noon), subject)
	}
}

// Which clock an act answers to its person tells: the lead's head explains for the
// lead, the co-unit's for the co-unit, and nobody for the other (R044, R059).
func TestAnActAnswersToItsOwnClock(t *testing.T) {
	t.Parallel()
	office := demoOffice(t)
	open := func(name, post, unit string) casework.Clock {
		return casework.Clock{Name: name, Round: 1, Status: casework.Running, Post: post, Unit: unit}
	}
	state, err := json.Marshal(casework.State{Clocks: []casework.Clock{
		open("receipt", "", ""), open("receipt:allowance-desk", "allowance-desk", "livelihood"), open("step:allowance-desk", "allowance-desk", "livelihood"),
	}})
	require.NoError(t, err)
	view := casework.CaseView{Kind: casework.Supervision, Unit: "permits", Post: "food-desk", State: state}
	stands := func(post, unit string) casework.Principal {
		return casework.Principal{Person: "p", Holdings: []casework.Holding{{Post: post, Unit: unit, Role: casework.Handler}}}
	}
	for _, tt := range []struct {
		command    string
		who        casework.Principal
		named      string
		clock      string
		mayNotDoIt bool
	}{
		{casework.ConfirmReceipt, stands("food-desk", "permits"), "", "", false},
		{casework.ConfirmReceipt, stands("allowance-desk", "livelihood"), "", "receipt:allowance-desk", false},
		{casework.ConfirmReceipt, stands("card-desk", "livelihood"), "", "", true},
		{casework.CompleteStep, stands("allowance-desk", "livelihood"), "", "step:allowance-desk", false},
		{casework.CompleteStep, stands("food-desk", "permits"), "step:allowance-desk", "step:allowance-desk", true},
		{casework.RequestExtension, stands("allowance-desk", "livelihood"), "step:allowance-desk", "step:allowance-desk", false},
		{casework.RequestExtension, stands("allowance-desk", "livelihood"), "reply", "reply", true},
	} {
		form, ok := kind.Office().Form(casework.Supervision, tt.command)
		require.True(t, ok)
		_, clock, err := till.Authority(tt.who, form, view, tt.named, office)
		require.Equal(t, tt.mayNotDoIt, err != nil, "%s %s", tt.command, tt.who.Holdings[0].Post)
		require.Equal(t, tt.clock, clock)
	}
}
