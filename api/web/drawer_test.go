package web

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/drawer"
)

func (c caseFake) Views(context.Context, casework.Principal) ([]drawer.View, error) {
	return c.views, nil
}

func (c drawerFake) Views(context.Context, casework.Principal) ([]drawer.View, error) {
	return c.views, nil
}

func (c drawerFake) SaveView(_ context.Context, _ casework.Principal, name, address string, shared bool) error {
	if c.refuse != nil {
		return c.refuse
	}
	c.kept = append(c.kept, name+" "+address)
	if shared {
		c.kept = append(c.kept, "shared")
	}
	return nil
}

func (c drawerFake) DropView(_ context.Context, _ casework.Principal, id string) error {
	c.kept = append(c.kept, "drop "+id)
	return nil
}

func (c drawerFake) Texts(context.Context, casework.Principal) ([]core.CannedText, error) {
	return c.office.Texts, nil
}

func (c drawerFake) KeepText(_ context.Context, _ casework.Principal, name, body string) error {
	c.kept = append(c.kept, name+" "+body)
	return c.refuse
}

func (c drawerFake) DropText(_ context.Context, _ casework.Principal, id string) error {
	c.kept = append(c.kept, "drop "+id)
	return nil
}

func (c frameFake) FormDrafts(ctx context.Context, _ casework.Principal, form string) (out []drawer.Draft, err error) {
	c.reads(ctx, "drafts")
	for _, name := range slices.Sorted(maps.Keys(c.leftOff)) {
		if name == form || strings.HasPrefix(name, form+"/") {
			out = append(out, drawer.Draft{Form: name, At: at("2026-10-16 09:20"), Sent: maps.Clone(c.leftOff[name]), Waits: c.waits})
		}
	}
	return out, nil
}

func (c frameFake) KeepDraft(ctx context.Context, _ casework.Principal, form string, sent url.Values) error {
	if err := cmp.Or(c.refuse, ctx.Err()); err != nil {
		return err
	}
	c.leftOff = map[string]url.Values{form: maps.Clone(sent)}
	return nil
}

func (c frameFake) DropDraft(_ context.Context, _ casework.Principal, form string) error {
	delete(c.leftOff, form)
	return nil
}

// A way of looking at the list is kept under a name, one's own or the unit's, and stands above the
// list from then on.
func TestAViewIsKept(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, leader)
	doc, _ := v.get("/cases?light=red&unit=permits&after=x&number=")
	save := doc.Find(".views a").Last().AttrOr("href", "")
	require.Equal(t, "/views?q=light%3Dred%26unit%3Dpermits", save, "a page of it is no part of a view")
	form, status := v.get(save)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "light=red&unit=permits", form.Find("[name=query]").AttrOr("value", ""))
	res := v.post("/views", url.Values{"name": {"许可科超期"}, "query": {"light=red&unit=permits"}, "shared": {"1"}})
	require.Equal(t, "/cases?light=red&unit=permits", res.Header.Get("Location"))
	require.Equal(t, []string{"许可科超期 light=red&unit=permits", "shared"}, v.counter.kept)
	v.counter.views = []drawer.View{{ID: "a", Person: leader.Person, Name: "超期", Query: "light=red"}, {ID: "b", Person: "other", Unit: "permits", Name: "许可科", Query: "unit=permits"}}
	doc, _ = v.get("/cases")
	require.Equal(t, "/cases?light=red", doc.Find(".views a").First().AttrOr("href", ""))
	require.Contains(t, textOf(doc.Find(".views")), "许可科 行政许可科", "whose it is stands beside it")
	doc, _ = v.get("/views")
	require.Equal(t, 1, doc.Find("form[action='/views/drop']").Length(), "one drops one's own")
	v.counter.refuse = casework.FieldError(casework.TooMany, "name", "")
	res = v.post("/views", url.Values{"name": {"又一个"}, "query": {"light=red"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find("#view-name-error")), "请先删除不用的")
}

// A form that is left half done is there again, whole, until it is sent in or given up.
func TestADraftIsKept(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, clerk)
	typed := url.Values{"key": {strings.Repeat("a", 32)}, "do": {"keep"}, "fields.applicant": {"赵某某"}, "reason": {"下班前没写完"}, "materials": {"application"}}
	res := v.post("/register/food-permit", typed)
	require.Equal(t, "/register/food-permit", res.Header.Get("Location"))
	require.Empty(t, v.counter.registered, "nothing is registered by it")
	doc, _ := v.get("/register/food-permit")
	require.Contains(t, textOf(doc.Find(".notice")), "草稿保存在 10-16 09:20")
	require.Equal(t, "赵某某", doc.Find("[name='fields.applicant']").AttrOr("value", ""))
	require.Equal(t, "下班前没写完", doc.Find("textarea[name=reason]").Text())
	require.NotEqual(t, typed.Get("key"), doc.Find("[name=key]").AttrOr("value", ""), "what is sent in later is another sending")
	typed.Del("do")
	v.post("/register/food-permit", typed)
	require.Len(t, v.counter.registered, 1)
	require.Empty(t, v.counter.leftOff, "sent in, there is no draft of it")

	typed.Set("do", "keep")
	v.post("/register/food-permit", typed)
	typed.Set("do", "drop")
	v.post("/register/food-permit", typed)
	require.Empty(t, v.counter.leftOff)
	v.counter.refuse = casework.FieldError(casework.TooMany, "name", "")
	typed.Set("do", "keep")
	res = v.post("/register/food-permit", typed)
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	again := v.read(res)
	require.Contains(t, textOf(again.Find(".summary")), "最多 50 份")
	require.Equal(t, "赵某某", again.Find("[name='fields.applicant']").AttrOr("value", ""), "nothing typed is lost")
}

// An act that is left half-written is there again, until it is done or given up; what the case takes
// no longer is shown with what was written, and why.
func TestADraftOfAnActIsKept(t *testing.T) {
	t.Parallel()
	const of, name = "/cases/BJ2026-000412", "cases/BJ2026-000412/complete"
	v := newVisitor(t, covering)
	typed := url.Values{"key": {strings.Repeat("a", 32)}, "do": {"keep"}, "reason": {"现场已看过，\n还差"}}
	res := v.post(of+"/complete", typed)
	require.Equal(t, of, res.Header.Get("Location"))
	require.Empty(t, v.counter.did, "nothing is done by it")
	require.Contains(t, v.counter.leftOff, name)
	doc, _ := v.get(of)
	require.Contains(t, textOf(doc.Find(".notice.draft")), "“办结”写了一半")
	form := doc.Find("#complete")
	require.Equal(t, "现场已看过，\n还差", form.Find("textarea[name=reason]").Text())
	require.Equal(t, 1, form.Find("button[value=drop]").Length())
	require.NotEqual(t, typed.Get("key"), form.Find("[name=key]").AttrOr("value", ""))
	require.Empty(t, doc.Find("#pause textarea").Text(), "what was typed belongs to the one form it was typed into")
	require.Zero(t, doc.Find("#pause button[value=drop]").Length())

	typed.Del("do")
	v.counter.refuse = casework.FieldError(casework.Invalid, "reason", "required")
	v.post(of+"/complete", typed)
	require.Contains(t, v.counter.leftOff, name, "refused, it is not done")
	v.counter.refuse, v.counter.leftOff = nil, nil
	v.counter.answer = cases.Answer{Pending: true}
	ctx, cancel := context.WithCancel(t.Context())
	v.counter.spend = cancel
	req := httptest.NewRequest(http.MethodPost, of+"/complete", strings.NewReader(typed.Encode())).WithContext(ctx)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	v.send(req)
	v.counter.spend = nil
	require.Equal(t, typed.Get("reason"), v.counter.leftOff[name].Get("reason"), "sent and not answered, it may be refused yet")
	v.counter.waits = true
	doc, _ = v.get(of)
	require.Contains(t, textOf(doc.Find(".notice.draft")), "“办结”已经提交")
	require.Contains(t, textOf(doc.Find(".notice.draft")), "现场已看过")
	require.Zero(t, doc.Find(".notice.draft button").Length(), "what was sent is not called back by throwing its words away")
	require.Empty(t, doc.Find("#complete textarea[name=reason]").Text(), "nor offered to be sent twice")
	v.counter.answer, v.counter.waits = cases.Answer{}, false
	v.post(of+"/complete", typed)
	require.Empty(t, v.counter.leftOff, "done, there is no draft of it")
	typed.Set("do", "auto")
	res = v.post(of+"/complete", typed)
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Selection), "草稿保存在", "the page that keeps by itself hears so")
	typed.Set("do", "drop")
	v.post(of+"/complete", typed)
	require.Empty(t, v.counter.leftOff)

	for do, status := range map[string]int{"keep": http.StatusUnprocessableEntity, "auto": http.StatusUnprocessableEntity} {
		v.counter.refuse = casework.FieldError(casework.TooMany, "name", "")
		typed.Set("do", do)
		res = v.post(of+"/complete", typed)
		require.Equal(t, status, res.StatusCode)
		again := v.read(res)
		require.Contains(t, textOf(again.Selection), "最多 50 份")
		require.Equal(t, do == "keep", again.Find("#complete textarea[name=reason]").Text() != "", "nothing typed is lost")
	}
	v.counter.refuse = nil
	require.Equal(t, http.StatusNotFound, v.post(of+"/no-such-act", typed).StatusCode)

	typed.Set("do", "keep")
	v.counter.actions = nil // it has been decided meanwhile, and the page stood open
	require.Equal(t, of, v.post(of+"/complete", typed).Header.Get("Location"))
	doc, _ = v.get(of)
	left := doc.Find(".notice.draft")
	require.Contains(t, textOf(left), "现在不能再办“办结”")
	require.Contains(t, textOf(left), "现场已看过")
	require.Equal(t, "drop", left.Find("form[action='"+of+"/complete'] button").AttrOr("value", ""))
}

// A text of the unit is chosen beside a reason; what somebody writes himself holds.
func TestATextStandsWhereNothingIsWritten(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	own := *v.counter.office
	v.counter.office = &own
	v.counter.office.Texts = []core.CannedText{{ID: "t1", Unit: covering.Unit, Name: "材料齐全", Body: "材料齐全，符合法定形式。"}, {ID: "t2", Unit: "elsewhere", Name: "别处的"}}
	doc, _ := v.get("/cases/BJ2026-000412")
	chooser := doc.Find("select[name='canned.reason']").First()
	require.Equal(t, 2, chooser.Find("option").Length(), "those of his units, and none")
	v.post("/cases/BJ2026-000412/complete", url.Values{"key": {"k"}, "reason": {" "}, "canned.reason": {"t1"}})
	require.Equal(t, "材料齐全，符合法定形式。", v.counter.raw["reason"])
	v.post("/cases/BJ2026-000412/complete", url.Values{"key": {"k"}, "reason": {"另有说明"}, "canned.reason": {"t1"}})
	require.Equal(t, "另有说明", v.counter.raw["reason"])
	v.counter.raw = nil
	for said, id := range map[string]string{"of another unit there is none": "t2", "changed or taken away since, it is not what was chosen": "t0"} {
		refused := v.post("/cases/BJ2026-000412/complete", url.Values{"key": {"k"}, "reason": {""}, "canned.reason": {id}})
		require.Equal(t, http.StatusUnprocessableEntity, refused.StatusCode, said)
		require.Contains(t, textOf(v.read(refused).Find(".summary")), "请重新选择", said)
		require.Nil(t, v.counter.raw, said)
	}
	doc, _ = v.get("/texts")
	require.Equal(t, 2, doc.Find("form[action='/texts/drop']").Length())
	v.post("/texts", url.Values{"name": {"受理"}, "body": {"予以受理"}})
	require.True(t, slices.Contains(v.counter.kept, "受理 予以受理"))
	v.counter.refuse = core.Refusals{casework.FieldError(casework.Invalid, "name", "required"), casework.FieldError(casework.TooLarge, "body", "max:2000")}
	res := v.post("/texts", url.Values{"body": {"字"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find("#text-body-error")), "最多 2000 字")
}

func init() {
	keeping := func(t *testing.T) *visitor {
		v := newVisitor(t, leader)
		v.counter.views = []drawer.View{{ID: "a", Person: leader.Person, Name: "超期", Query: "light=red"}, {ID: "b", Person: "other", Unit: "permits", Name: "许可科本周", Query: "unit=permits"}}
		return v
	}
	stories["views"] = func(t *testing.T) string { return keeping(t).html("/views?q=light%3Dred") }
	stories["views-empty"] = func(t *testing.T) string { return newVisitor(t, leader).html("/views") }
	stories["views-refused"] = func(t *testing.T) string {
		v := newVisitor(t, leader)
		v.counter.refuse = casework.FieldError(casework.Invalid, "name", "required")
		return v.posted("/views", url.Values{"query": {"light=red"}})
	}
	stories["cases-views"] = func(t *testing.T) string { return keeping(t).html("/cases?kind=service") }
	stories["texts"] = func(t *testing.T) string {
		v := newVisitor(t, covering)
		own := *v.counter.office
		own.Texts = []core.CannedText{{ID: "t1", Unit: covering.Unit, Name: "材料齐全", Body: "材料齐全，符合法定形式。", By: "handler"}, {ID: "t2", Unit: covering.Unit, Name: "说明", Body: long, By: "handler"}}
		v.counter.office = &own
		return v.html("/texts")
	}
	stories["texts-empty"] = func(t *testing.T) string { return newVisitor(t, covering).html("/texts") }
	half := url.Values{"reason": {"现场已看过，" + long}}
	leftOff := func(t *testing.T) *visitor {
		v := newVisitor(t, covering)
		v.counter.leftOff = map[string]url.Values{"cases/BJ2026-000412/complete": half}
		return v
	}
	stories["case-draft"] = func(t *testing.T) string { return leftOff(t).html("/cases/BJ2026-000412?do=complete") }
	stories["case-draft-stale"] = func(t *testing.T) string {
		v := leftOff(t)
		v.counter.actions = nil
		return v.html("/cases/BJ2026-000412")
	}
	stories["case-draft-sent"] = func(t *testing.T) string {
		v := leftOff(t)
		v.counter.waits = true
		return v.html("/cases/BJ2026-000412")
	}
	stories["register-draft"] = func(t *testing.T) string {
		v := newVisitor(t, clerk)
		v.counter.leftOff = map[string]url.Values{"register/food-permit": {"fields.applicant": {"赵某某"}, "reason": {"下班前没写完"}}}
		return v.html("/register/food-permit")
	}
}
