package web

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/sheet"
)

// cannedItems is the catalogue of the office in tests: one matter, drafted anew.
type cannedItems struct {
	matters []catalogue.Matter
	put     policy.Item
	seen    []string
	raw     []byte
	got     catalogue.Imported
	itemErr error
}

func (c catalogueFake) Catalogue(context.Context, casework.Principal) ([]catalogue.Matter, error) {
	return c.items.matters, nil
}

func (c catalogueFake) Matter(_ context.Context, _ casework.Principal, id string) (catalogue.Matter, error) {
	for _, m := range c.items.matters {
		if m.ID == id {
			return m, nil
		}
	}
	return catalogue.Matter{}, casework.FieldError(casework.NotFound, "item", "")
}

func (c catalogueFake) PutItem(_ context.Context, _ casework.Principal, id string, revision int, it policy.Item) error {
	c.items.put, c.revision = it, revision
	c.items.put.ID = id
	return c.items.itemErr
}

func (c catalogueFake) step(verb string, p casework.Principal, drafts []catalogue.Seen) error {
	for _, d := range drafts {
		c.items.seen = append(c.items.seen, p.Person+" "+verb+" "+d.ID)
	}
	return c.items.itemErr
}

func (c catalogueFake) RequestItems(_ context.Context, p casework.Principal, drafts []catalogue.Seen) error {
	return c.step("requests", p, drafts)
}

func (c catalogueFake) ConsentItems(_ context.Context, p casework.Principal, drafts []catalogue.Seen) error {
	return c.step("consents to", p, drafts)
}

func (c catalogueFake) DiscardItem(_ context.Context, p casework.Principal, draft catalogue.Seen) error {
	return c.step("discards", p, []catalogue.Seen{draft})
}

func (c catalogueFake) ImportItems(_ context.Context, _ casework.Principal, raw []byte, dry bool) (catalogue.Imported, error) {
	c.items.raw = raw
	got := c.items.got
	got.Dry = dry
	return got, c.items.itemErr
}

func (c catalogueFake) ExportItems(_ context.Context, _ casework.Principal, format string, head func(string) string) ([]byte, error) {
	return sheet.Write(format, catalogue.Table([]policy.Item{c.items.matters[0].Item()}, head))
}

func (c catalogueFake) PolicyList(ctx context.Context, p casework.Principal) ([]policy.Version, error) {
	return ruleFake(c).PolicyList(ctx, p)
}

var draftedOn = at("2026-10-15 11:20")

// draftItem gives the canned catalogue a matter whose draft promises what is too long.
func (c *canned) draftItem(t *testing.T) {
	t.Helper()
	office, err := frameFake{c}.Office(t.Context())
	require.NoError(t, err)
	it := office.Items[0]
	next := it
	next.Promised, next.Basis = "5wd", "行政许可法第九百条"
	c.items.matters = []catalogue.Matter{{
		ID: it.ID, Offered: true, Versions: []policy.ItemVersion{{Item: it, Version: 1, From: draftedOn}},
		Draft:    &policy.ItemDraft{Item: next, Upon: 1, Drafted: policy.Drafted{State: policy.Draft, Revision: 3, DraftedBy: "admin", DraftedAt: draftedOn}},
		Problems: []*casework.Error{{Code: casework.BasisUnknown, Field: "basis", Rule: "R032"}},
	}}
}

// TestAMatterIsDraftedInAForm: every field stands in it, what is wrong stands at its field, and
// what was typed stays when it is refused.
func TestAMatterIsDraftedInAForm(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	v.counter.draftItem(t)
	id := v.counter.items.matters[0].ID
	doc, _ := v.get("/items")
	require.Contains(t, textOf(doc.Find("main table")), "1 处还要改")
	require.Zero(t, doc.Find("form.confirm").Length(), "what is wrong is not asked for")
	doc, _ = v.get("/items/of/" + id)
	require.Contains(t, cells(doc.Find(".changes tbody tr:contains('承诺时限')")), "5wd")
	link := doc.Find(".summary a").AttrOr("href", "")
	require.Equal(t, "/items/of/"+id+"/draft#i-basis", link)
	doc, _ = v.get("/items/of/" + id + "/draft")
	require.Contains(t, textOf(doc.Find("#i-basis-error")), "R032")
	require.Equal(t, "5wd", doc.Find("[name=promised]").AttrOr("value", ""))
	for _, c := range catalogue.Columns() {
		if c.Name != "id" {
			require.Equal(t, 1, doc.Find("[name='"+c.Place(0)+"']").Length(), "%s is asked for once", c.Name)
		}
	}
	form := url.Values{"revision": {"3"}, "rows": {"2"}, "kind": {"service"}, "name": {"新名"}, "promised": {"4wd"}, "materials[0].code": {"a"}, "materials[0].copies": {"两份"}}
	doc = v.read(v.post("/items/of/"+id+"/draft", form))
	require.Contains(t, textOf(doc.Find("#i-materials-0-copies-error")), "整数", "a number of copies is one")
	require.Equal(t, "新名", doc.Find("[name=name]").AttrOr("value", ""), "nothing typed is lost")
	require.Empty(t, v.counter.items.put.Name)
	form.Set("materials[0].copies", "2")
	form.Set("materials[1].code", "b")
	v.counter.items.matters[0].Problems = nil
	res := v.post("/items/of/"+id+"/draft", form)
	require.Equal(t, "/items/of/"+id, res.Header.Get("Location"))
	require.Equal(t, 3, v.counter.revision)
	require.Len(t, v.counter.items.put.Materials, 2)
	require.Equal(t, 2, v.counter.items.put.Materials[0].Copies)

	doc, _ = v.get("/items")
	require.Equal(t, "申请发布 1 个事项", textOf(doc.Find("form.confirm button")))
	v.post("/items/request", url.Values{"draft": {id + "@3"}})
	asked := draftedOn
	v.counter.items.matters[0].Draft.RequestedAt = &asked
	second := newVisitor(t, watcher)
	second.counter.items = v.counter.items
	doc, _ = second.get("/items/of/" + id)
	require.Equal(t, "同意发布", textOf(doc.Find("form.confirm button")))
	second.counter.items.itemErr = casework.FieldError(casework.ItemMoved, "item", "")
	res = second.post("/items/consent", url.Values{"draft": {id + "@3"}})
	require.Equal(t, http.StatusConflict, res.StatusCode)
	require.Contains(t, textOf(second.read(res).Find(".summary")), "又发布了新版本")
	require.Equal(t, []string{"admin requests " + id, watcher.Person + " consents to " + id}, second.counter.items.seen)
	doc, _ = newVisitor(t, covering).get("/items")
	require.Zero(t, doc.Find("main form, main a[href='/items/new']").Length(), "who may not edit is offered nothing")
}

// TestATableIsLookedAtFirst: what is wrong is told by cell; what was looked at is taken by the
// next click without choosing the file again.
func TestATableIsLookedAtFirst(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	v.counter.draftItem(t)
	post := func(fields map[string]string, file string) *http.Response {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for name, value := range fields {
			require.NoError(t, form.WriteField(name, value))
		}
		if file != "" {
			part, err := form.CreateFormFile("file", "items.csv")
			require.NoError(t, err)
			_, err = part.Write([]byte(file))
			require.NoError(t, err)
		}
		require.NoError(t, form.Close())
		req := httptest.NewRequest(http.MethodPost, "/items/import", &body)
		req.Header.Set("Content-Type", form.FormDataContentType())
		return v.send(req)
	}
	v.counter.items.got.Wrong = []catalogue.Wrong{{Row: 3, Column: "materials.copies", Cause: casework.FieldError(casework.Invalid, "materials[0].copies", "number")}}
	doc := v.read(post(nil, "id\nx\n"))
	require.Contains(t, cells(doc.Find(".summary tbody tr")), "3 | 份数")
	v.counter.items.got = catalogue.Imported{Items: []catalogue.Taken{{ID: "x", New: true, Changes: []catalogue.Change{{}}}}}
	doc = v.read(post(nil, "id\nx\n"))
	held := doc.Find("[name=held]").AttrOr("value", "")
	require.NotEmpty(t, held)
	res := post(map[string]string{"held": held, "take": "1"}, "")
	require.Equal(t, "/items", res.Header.Get("Location"))
	require.Equal(t, "id\nx\n", string(v.counter.items.raw))
	doc = v.read(post(nil, ""))
	require.Equal(t, 1, doc.Find(".invalid #file").Length(), "a file is asked for")
}
