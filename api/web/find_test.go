package web

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/finding"
)

// Find answers a case by its words where they are asked for with a purpose.
func (c caseFake) Find(_ context.Context, _ casework.Principal, asked finding.Asked) (finding.Found, error) {
	if asked.Text == "张" {
		return finding.Found{}, casework.FieldError(casework.TooShort, "q", "")
	}
	found := finding.Found{More: asked.Purpose != "" && len(c.cases) > 0}
	for _, v := range c.cases {
		found.Items = append(found.Items, finding.Hit{CaseView: v})
		if asked.Purpose != "" {
			found.Words = append(found.Words, finding.Hit{CaseView: v, Field: "applicant", Value: "欧阳张伟"})
		}
	}
	return found, nil
}

func init() {
	stories["find"] = func(t *testing.T) string {
		v := newVisitor(t, clerk)
		return v.posted("/find", url.Values{"q": {"张伟"}, "purpose": {"answer"}})
	}
	stories["find-none"] = func(t *testing.T) string { return newVisitor(t, clerk).html("/find") }
}

// What is looked for is sent by a form and stands in no address; a whole number leads
// straight to its case.
func TestFindPage(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, clerk)
	doc, _ := v.get("/")
	require.Equal(t, "post", doc.Find("form.find").AttrOr("method", ""))
	res := v.post("/find", url.Values{"q": {" bj2026-000412 "}})
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, "/cases/BJ2026-000412", res.Header.Get("Location"))

	found := story(t, "find")
	require.Contains(t, textOf(found.Find("section").First()), "欧阳张伟")
	require.Equal(t, 1, found.Find("button[aria-pressed]").Length())
	require.Contains(t, found.Text(), "还有更多")

	res = v.post("/find", url.Values{"q": {"张"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
}

// Who looks through everybody's words again and again is told when to come again: he, and nobody else
// who comes by the same address.
func TestFindingIsCounted(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, clerk)
	look := func() *http.Response { return v.post("/find", url.Values{"q": {"张伟"}, "purpose": {"answer"}}) }
	for range kernel.Searches {
		require.Equal(t, http.StatusOK, look().StatusCode)
	}
	res := look()
	require.Equal(t, http.StatusTooManyRequests, res.StatusCode)
	require.NotEmpty(t, res.Header.Get("Retry-After"))
	v.who = head
	require.Equal(t, http.StatusOK, look().StatusCode)
}
