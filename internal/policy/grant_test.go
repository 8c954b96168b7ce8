package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// Grants on a permit of 10wd with 12wd by law, on another service of 15wd with
// 20wd by law, and on one without a law. The policies: permits +10wd, the law
// stretched by as much (行政许可法 42); other services +5wd within the law.
func TestGrants(t *testing.T) {
	t.Parallel()
	narrow := policy.Item{ID: "narrow", Kind: casework.Service, Class: "permit", Policy: "service-permit", Promised: "10wd", Statutory: "12wd"}
	tight := policy.Item{ID: "tight", Kind: casework.Service, Class: "service", Policy: "service-general", Promised: "18wd", Statutory: "20wd"}
	book := bookOf(t, policy.DefaultSpread, narrow, tight)
	for name, tt := range map[string]struct {
		item, clock string
		granted     int
		refused     casework.Code
		rule        string
		by          int // units the law is granted along
	}{
		"within the law":             {"narrow", "handle", 2, "", "", 0},
		"a day past the law":         {"narrow", "handle", 3, "", "", 1},
		"up to the cap":              {"narrow", "handle", 10, "", "", 8},
		"over the cap":               {"narrow", "handle", 11, casework.OverCap, "R043", 0},
		"far from the law":           {"food-permit", "handle", 10, "", "", 0},
		"the law along":              {"narrow", "statutory", 10, "", "", 0},
		"the law past its stretch":   {"narrow", "statutory", 11, casework.OverCap, "R037", 0},
		"no extension at all":        {"narrow", "deliver", 1, casework.NotExtendable, "R005", 0},
		"nor of silence":             {"narrow", "intake", 1, casework.NotExtendable, "R024", 0},
		"another service, cap":       {"information-correction", "handle", 5, "", "", 0},
		"another service, over it":   {"information-correction", "handle", 6, casework.OverCap, "R043", 0},
		"another service, law":       {"tight", "handle", 2, "", "", 0},
		"another service, past it":   {"tight", "handle", 3, casework.OverCap, "R043", 0},
		"its law is not to stretch":  {"tight", "statutory", 1, casework.OverCap, "R037", 0},
		"no law, up to the cap":      {"elder-allowance", "handle", 5, "", "", 0},
		"no law, over the cap":       {"elder-allowance", "handle", 6, casework.OverCap, "R043", 0},
		"practice, law along by 40s": {"practice", "handle", 100, "", "", 40},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := countOf(t, book, tt.item, casework.PlanClock{Name: tt.clock, Start: instant(t, "2026-03-02T10:00"), Granted: tt.granted})
			require.Equal(t, tt.refused, got.Refused)
			require.Equal(t, tt.rule, got.Rule)
			require.Equal(t, tt.by, got.By)
			require.Equal(t, tt.by > 0, got.Carries == "statutory")
		})
	}
}

// The law is held against the promise with the same pauses, so that a pause
// neither uses up nor adds to what may be granted.
func TestGrantsUnderPauses(t *testing.T) {
	t.Parallel()
	tight := policy.Item{ID: "tight", Kind: casework.Service, Class: "service", Policy: "service-general", Promised: "18wd", Statutory: "20wd"}
	book := bookOf(t, policy.DefaultSpread, tight)
	pauses := []casework.Span{{From: instant(t, "2026-03-03T10:00"), To: instant(t, "2026-03-06T10:00")}}
	for granted, refused := range map[int]casework.Code{2: "", 3: casework.OverCap} {
		got := countOf(t, book, "tight", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T10:00"), Granted: granted, Pauses: pauses})
		require.Equal(t, refused, got.Refused)
	}
}

// R037: a permit's promise is shorter than the law; elsewhere it may equal it.
func TestPromiseAgainstTheLaw(t *testing.T) {
	t.Parallel()
	ref := load(t)
	national := bookOf(t, policy.DefaultSpread)
	cal, name, err := national.Calendar("")
	require.NoError(t, err)
	for _, tt := range []struct {
		class, policy, promised, statutory string
		code                               casework.Code
	}{
		{"permit", "service-permit", "19wd", "20wd", ""},
		{"permit", "service-permit", "20wd", "20wd", casework.PromiseTooLong},
		{"permit", "service-permit", "21wd", "20wd", casework.PromiseTooLong},
		{"service", "service-general", "20wd", "20wd", ""},
		{"service", "service-general", "21wd", "20wd", casework.PromiseTooLong},
		{"service", "service-general", "3wd", "", ""},
		// Nine working days may take thirteen days and more: longer than ten.
		{"permit", "service-permit", "9wd", "10d", casework.PromiseTooLong},
	} {
		item := policy.Item{ID: "made-up", Kind: casework.Service, Class: tt.class, Policy: tt.policy, Promised: tt.promised, Statutory: tt.statutory}
		_, err := policy.NewBook(kind.Office(), ref.Policies, []policy.Item{item}, oneCalendar(name, cal), name, policy.DefaultSpread)
		require.Equal(t, tt.code, casework.CodeOf(err), "%v: %v", tt, err)
	}
	for _, limits := range [][2]string{{"soon", "20wd"}, {"10wd", "later"}} {
		item := policy.Item{ID: "made-up", Kind: casework.Service, Class: "permit", Policy: "service-permit", Promised: limits[0], Statutory: limits[1]}
		_, err := policy.NewBook(kind.Office(), ref.Policies, []policy.Item{item}, oneCalendar(name, cal), name, policy.DefaultSpread)
		require.Error(t, err)
	}
}
