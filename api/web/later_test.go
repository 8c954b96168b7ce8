package web

import (
	"context"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// Who came too often reads when to come again, and not only his browser.
func TestWhoComesTooOftenReadsWhenToComeAgain(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	v.door.busy = 271 * time.Second
	res := v.post("/signin", url.Values{"username": {"liMin"}, "password": {"right"}})
	require.Equal(t, http.StatusTooManyRequests, res.StatusCode)
	require.Equal(t, "271", res.Header.Get("Retry-After"))
	require.Contains(t, textOf(v.read(res).Find("#summary")), "请在 5 分钟后再试")

	v = newVisitor(t, covering)
	v.lang, v.door.busy = words.English, 40*time.Second
	res = v.post("/password", url.Values{"present": {"right"}, "new": {"x"}, "again": {"x"}})
	require.Equal(t, "40", res.Header.Get("Retry-After"))
	require.Contains(t, textOf(v.read(res).Find("#summary")), "try again in 1 min")

	v = newVisitor(t, casework.Principal{})
	v.counter.refuse = casework.FieldError(casework.WrongCode, "code", "")
	for range kernel.Guesses {
		v.post("/public/progress", codeTyped())
	}
	res = v.post("/public/progress", codeTyped())
	require.Equal(t, "60", res.Header.Get("Retry-After"))
	require.Contains(t, textOf(v.read(res).Find("#main")), "请在 1 分钟后再试")
}

// All of a case page is read under one reading (store.Reading): its parts agree.
func TestACasePageIsOneReading(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	_, status := v.get("/cases/BJ2026-000412")
	require.Equal(t, http.StatusOK, status)
	for _, what := range []string{"office", "case", "timeline", "ledger", "actions"} {
		require.True(t, v.counter.within[what], what)
	}
}

// Whoever hangs up while a page is made is no fault of the house.
func TestWhoHangsUpIsNoErrorOfAPage(t *testing.T) {
	t.Parallel()
	for said, fault := range map[string]error{`level=INFO msg="page failed"`: context.Canceled, `level=ERROR msg="page failed"`: http.ErrHandlerTimeout} {
		v := newVisitor(t, covering)
		v.counter.down = fault
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		v.send(get("/").WithContext(gone))
		require.Contains(t, v.log.String(), said)
	}
}

// A form that is no text is its sender's mistake, whichever way it came.
func TestAFormThatIsNoTextIsRefused(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{"a\x00", "\xff"} {
		v := newVisitor(t, administrator)
		require.Equal(t, http.StatusBadRequest, v.post("/signin", url.Values{"username": {wrong}, "password": {"right"}}).StatusCode)
		require.Equal(t, http.StatusBadRequest, v.post("/signin", url.Values{wrong: {"x"}, "password": {"right"}}).StatusCode)
		require.Equal(t, http.StatusBadRequest, uploading(t, v, "/admin/calendars", "list.csv", "2027-01-01,off", map[string]string{"source": wrong}).StatusCode)
		require.Empty(t, v.log.String())
	}
}

// Whatever a page says after an act is read on the next one: a message kept and never
// shown leaves people to wonder whether anything was done.
func TestEveryMessageKeptIsShown(t *testing.T) {
	t.Parallel()
	kept := map[string]bool{}
	require.NoError(t, filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range regexp.MustCompile(`s\.Flash\(v\.Visit, "([a-z._]+)"`).FindAllSubmatch(text, -1) {
			kept[string(m[1])] = true
		}
		return err
	}))
	require.Greater(t, len(kept), 10)
	for key := range kept {
		var shown string
		for _, code := range []string{"", "complete", "cn@2", "BJ2026-000412", "TS2026-000009 7K3F-9QXM-2D4P", string(casework.NotNewest)} {
			v := newVisitor(t, administrator)
			v.cookies[kernel.FlashCookie] = key + "|" + code
			doc, _ := v.get("/operator")
			shown += textOf(doc.Find(".flash"))
		}
		require.NotEmpty(t, shown, key)
	}
}

// Every kind of field a form asks by is drawn by the style sheet, on the desk and on a
// telephone: what is left out is a box of the browser's own, too small for a thumb.
func TestEveryFieldIsDrawn(t *testing.T) {
	t.Parallel()
	sheet, err := os.ReadFile("kernel/static/form.css")
	require.NoError(t, err)
	doc, _ := newVisitor(t, administrator).get("/admin/calendars")
	for _, input := range doc.Find("#main .field > input").EachIter() {
		kind := input.AttrOr("type", "")
		if kind != "file" {
			require.GreaterOrEqual(t, strings.Count(string(sheet), "input[type="+kind+"],"), 2, kind)
		}
	}
}

// What a form was refused for stands on top, where the page opens, however far down the
// form is; a preview opens at the form.
func TestALongPageOpensWhereItWasRefused(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	for _, path := range []string{"/admin/calendars", "/admin/calendars/days"} {
		doc := v.read(v.post(path, url.Values{}))
		require.Equal(t, 1, doc.Find("#summary").Length(), path)
		require.Zero(t, doc.Find("section #summary").Length(), path)
		require.Equal(t, 1, doc.Find("#summary ~ table.versions").Length(), path)
	}
	doc, _ := v.get("/admin/calendars")
	require.Equal(t, "/admin/calendars/days#days", doc.Find("#days ~ form button.primary").AttrOr("formaction", ""))
}
