package web

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// businessStories are attendance, what is public and what is said of it: full, empty and refused.
func businessStories() map[string]func(t *testing.T) string {
	anybody := func(path string) func(t *testing.T) string {
		return func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html(path) }
	}
	return map[string]func(t *testing.T) string{
		"attendance": func(t *testing.T) string {
			return newVisitor(t, watcher).html("/attendance?unit=permits&month=2026-10")
		},
		"attendance-empty": func(t *testing.T) string {
			return newVisitor(t, watcher).html("/attendance?unit=permits&month=2025-01")
		},
		"attendance-brought": func(t *testing.T) string { return punched(t, nil) },
		"attendance-refused": func(t *testing.T) string { return punched(t, map[string]string{"take": "1"}) },
		"attendance-stale": func(t *testing.T) string {
			return newVisitor(t, watcher).posted("/attendance/publish", url.Values{"unit": {"permits"}, "month": {"2026-10"}})
		},
		"figures-refused":   func(t *testing.T) string { return idle(t, chief).html("/figures") },
		"disclosures":       anybody("/public/disclosures"),
		"disclosures-found": anybody("/public/disclosures?q=受理"),
		"disclosures-none":  anybody("/public/disclosures?q=没有"),
		"disclosed":         anybody("/public/disclosures/GK2026-000001"),
		"disclosed-missing": func(t *testing.T) string { return missing(t, "/public/disclosures/GK2026-000002") },
		"disclosures-house": func(t *testing.T) string { return newVisitor(t, clerk).html("/disclosures") },
		"answers":           anybody("/public/answers"),
		"suggest":           anybody("/public/disclosure?about=GK2026-000001"),
		"suggested": func(t *testing.T) string {
			v := newVisitor(t, casework.Principal{})
			v.counter.receipt = core.Receipt{Number: "GK2026-000009", Code: "7K3F-9QXM-2D4P"}
			return v.posted("/public/disclosure", url.Values{"about": {"GK2026-000001"}, "matter": {"缺少收费依据"}})
		},
		"suggest-refused": func(t *testing.T) string {
			v := newVisitor(t, casework.Principal{})
			v.counter.refuse = casework.FieldError(casework.Invalid, "fields.matter", "R207")
			return v.posted("/public/disclosure", url.Values{"about": {"GK2026-000001"}})
		},
	}
}

// punched is a file of a time clock that was brought, and lacks whose a number is.
func punched(t *testing.T, with map[string]string) string {
	t.Helper()
	v := newVisitor(t, watcher)
	html, err := v.read(uploading(t, v, "/attendance/punches", "clock.csv", "考勤号码,日期时间\n7,2026-10-01 08:21\n", with)).Html()
	require.NoError(t, err)
	return html
}

// missing is the page of what is not there.
func missing(t *testing.T, path string) string {
	t.Helper()
	html, err := newVisitor(t, casework.Principal{}).read(newVisitor(t, casework.Principal{}).send(get(path))).Html()
	require.NoError(t, err)
	return html
}
