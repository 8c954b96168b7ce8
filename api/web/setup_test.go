package web

import (
	"bytes"
	"context"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/words"
)

// cannedOffice is an office in tests: what stands is read from the canned one, what is brought
// is examined as the counter does and kept nowhere.
type cannedOffice struct {
	set     office.SetUp
	code    string
	first   office.First
	waiting []office.Waiting
	stale   bool
	brought []office.Result
	did     []string
	week    map[string][]calendar.Span
}

func (c officeFake) BeginOffice(_ context.Context, code string, in office.First) error {
	if code != c.house.code {
		return casework.FieldError(casework.NotFound, "code", "")
	}
	c.house.first = in
	return nil
}

func (c officeFake) MayBeginOffice(_ context.Context, code string) (bool, error) {
	return code == c.house.code, nil
}

func (c officeFake) OfficeSetUp(context.Context) (office.SetUp, error) { return c.house.set, nil }

func (c officeFake) LookedAt(_ context.Context, _ casework.Principal, step string) error {
	c.house.set.Done = append(c.house.set.Done, step)
	return nil
}

func (c officeFake) FinishOffice(context.Context, casework.Principal) error {
	c.house.set.Finished = true
	return nil
}

func (c officeFake) StandingOffice(ctx context.Context, _ casework.Principal) (officefile.File, error) {
	o, err := frameFake(c).Office(ctx)
	if err != nil {
		return officefile.File{}, err
	}
	ref, err := carried()
	return officefile.File{Units: o.Units, Persons: o.Persons, Posts: o.Posts, Holders: ref.Office.Holders, Items: o.Items}, err
}

func (c officeFake) BringOffice(ctx context.Context, p casework.Principal, in office.Brought, dry bool) (office.Result, error) {
	var out office.Result
	if c.house.stale {
		return out, casework.FieldError(casework.Stale, "revision", "")
	}
	stands, err := c.StandingOffice(ctx, p)
	if err != nil {
		return out, err
	}
	stands.Items = nil
	rules, now := officefile.Rules{Kinds: kind.Office(), Items: catalogue.Beside}, at("2026-10-15 10:00")
	var e officefile.Examined
	if len(in.Tables) > 0 {
		e, err = officefile.Bring(stands, in.Tables, core.Zone, rules, now)
	} else {
		e, err = office.Examined(in.Raw, stands, rules, now)
	}
	if err == nil {
		out.Comparison, err = e.Compare(stands, now)
	}
	if wrong, ok := err.(officefile.Problems); ok { //nolint:errorlint // returned bare
		out.Wrong = wrong
		return out, nil
	}
	if !dry && !c.house.set.Open() && len(out.Changes) > 0 {
		out.Waits = 7
	}
	c.house.brought = append(c.house.brought, out)
	return out, err
}

func (c officeFake) ExportOffice(ctx context.Context, p casework.Principal, format, list string, head func(list, column string) string) ([]byte, error) {
	f, err := c.StandingOffice(ctx, p)
	if err != nil || list == "" {
		return []byte("PK"), err
	}
	rows := f.Rows(list, core.Zone)
	for i, column := range rows[0] {
		rows[0][i] = head(list, column) + " " + column
	}
	return sheet.Write(format, rows)
}

func (c officeFake) OfficeChanges(context.Context, casework.Principal) ([]office.Waiting, error) {
	return c.house.waiting, nil
}

func (c officeFake) ConsentOffice(_ context.Context, p casework.Principal, _ int64, shown string) error {
	c.house.did = append(c.house.did, p.Person+" consents to "+shown)
	return nil
}

func (c officeFake) DiscardOffice(_ context.Context, p casework.Principal, _ int64) error {
	c.house.did = append(c.house.did, p.Person+" discards")
	return nil
}

func (c officeFake) OfficeAccounts(ctx context.Context, _ casework.Principal) ([]office.Account, error) {
	o, err := frameFake(c).Office(ctx)
	var out []office.Account
	for i, p := range o.Persons {
		out = append(out, office.Account{ID: p.ID, Name: p.Name, Unit: "登记许可科", Active: p.Active, Open: i%2 == 0, Had: i%2 == 0, Temporary: i == 2})
	}
	return out, err
}

func (c officeFake) OpenAccounts(_ context.Context, _ casework.Principal, people []string) (out []office.Given, err error) {
	if len(people) == 0 {
		return nil, casework.FieldError(casework.Invalid, "person", "required")
	}
	for _, id := range people {
		out = append(out, office.Given{ID: id, Name: id, Unit: "登记许可科", Password: "7KQ2-9XHM-4D3C-ZP8T"})
	}
	return out, nil
}

func (c officeFake) OfficeHours(context.Context, casework.Principal) (map[string][]calendar.Span, error) {
	return calendar.DefaultWeek(), nil
}

func (c officeFake) SetOfficeHours(_ context.Context, _ casework.Principal, week map[string][]calendar.Span) error {
	c.house.week = week
	return nil
}

// settingUp is the administrator while the office is set up.
func settingUp(t *testing.T, lang string) *visitor {
	t.Helper()
	v := speaking(t, administrator, lang)
	v.counter.house.set = office.SetUp{Begun: true, By: administrator.Person, Done: []string{office.StepKeys}}
	return v
}

// upload sends a file by a form.
func (v *visitor) upload(path, name string, content []byte, more url.Values) *http.Response {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	require.NoError(v.t, err)
	_, err = part.Write(content)
	require.NoError(v.t, err)
	for key := range more {
		require.NoError(v.t, w.WriteField(key, more.Get(key)))
	}
	require.NoError(v.t, w.Close())
	req := httptest.NewRequest(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return v.send(req)
}

// TestTheFirstPageTakesTheCode: what is missing is named, a wrong code is told, and who has the
// right one is led on.
func TestTheFirstPageTakesTheCode(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	v.counter.house.code = "RIGHT"
	doc, _ := v.get("/setup?code=RIGHT")
	require.Equal(t, "RIGHT", doc.Find("#code").AttrOr("value", ""))
	form := url.Values{"code": {"RIGHT"}, "bureau": {"望溪县市场监督管理局"}, "name": {"陆斌"}, "login": {"lubin"}, "password": {"short"}, "again": {"short"}}
	doc = v.read(v.post("/setup", form))
	require.Contains(t, textOf(doc.Find("#password-error")), "密码太简单")
	require.Equal(t, "望溪县市场监督管理局", doc.Find("#bureau").AttrOr("value", ""), "nothing typed is lost")
	form.Set("password", "Own-Choice-2026")
	doc = v.read(v.post("/setup", form))
	require.NotEmpty(t, textOf(doc.Find("#again-error")))
	form.Set("again", "Own-Choice-2026")
	form.Set("code", "WRONG")
	doc = v.read(v.post("/setup", form))
	require.Contains(t, textOf(doc.Find("#summary")), "设置码不对")
	require.Empty(t, v.counter.house.first.Login)
	form.Set("code", "RIGHT")
	v.post("/setup", form)
	require.Equal(t, "lubin", v.counter.house.first.Login)
}

// TestStepsOfTheSetUp: what is done is seen in the office, what only a person can tell is asked,
// and hours that cannot be read come back at their day.
func TestStepsOfTheSetUp(t *testing.T) {
	t.Parallel()
	v := settingUp(t, words.Chinese)
	doc, _ := v.get("/office")
	require.Contains(t, textOf(doc.Find("#keys .tag")), "已完成")
	require.Contains(t, textOf(doc.Find("#hours .tag")), "待做")
	require.Equal(t, "08:30-12:00 14:00-17:30", doc.Find("#h-mon").AttrOr("value", ""))
	require.Zero(t, doc.Find("#mail input").Length(), "no server is named, and none is tried")
	doc = v.read(v.post("/office/step/hours", url.Values{"mon": {"9点到5点"}, "tue": {"9:00-17:00"}}))
	require.NotEmpty(t, textOf(doc.Find("#h-mon-error")))
	require.Equal(t, "9点到5点", doc.Find("#h-mon").AttrOr("value", ""))
	require.Nil(t, v.counter.house.week)
	v.post("/office/step/hours", url.Values{"mon": {"9:00-12:00，13:00-17:00"}})
	require.Equal(t, []calendar.Span{{From: "09:00", To: "12:00"}, {From: "13:00", To: "17:00"}}, v.counter.house.week["mon"])
	require.Contains(t, v.counter.house.set.Done, office.StepHours)
	v.post("/office/step/finish", nil)
	doc, _ = v.get("/office")
	require.Zero(t, doc.Find("#finish").Length())
	require.Zero(t, doc.Find("#hours").Length())
	v.post("/office/step/hours", url.Values{"mon": {"10:00-11:00"}})
	require.Equal(t, "09:00", v.counter.house.week["mon"][0].From, "a form left open sets no hours of an office that works")
}

// TestAFormOfTheOffice: what is wrong stands at its field; what another changed meanwhile is
// told and nothing typed is lost; of an office that works it is asked for.
func TestAFormOfTheOffice(t *testing.T) {
	t.Parallel()
	v := settingUp(t, words.Chinese)
	stands, err := officeFake{v.counter}.StandingOffice(t.Context(), administrator)
	require.NoError(t, err)
	unit := stands.Units[0].ID
	form := url.Values{"name": {"新人"}, "id": {"xin ren"}, "unit": {unit}, "email": {"x"}}
	doc := v.read(v.post("/office/edit/persons", form))
	require.Contains(t, textOf(doc.Find("#o-email-error")), "邮箱写法不对")
	require.NotEmpty(t, textOf(doc.Find("#o-id-error")))
	require.Equal(t, "新人", doc.Find("#o-name").AttrOr("value", ""))
	form.Set("id", "xinren")
	form.Set("email", "")
	v.counter.house.stale = true
	doc = v.read(v.post("/office/edit/persons", form))
	require.Contains(t, textOf(doc.Find("#summary")), "别人改过")
	require.Equal(t, "新人", doc.Find("#o-name").AttrOr("value", ""))
	v.counter.house.stale = false
	require.Equal(t, "/office/list/persons", v.post("/office/edit/persons", form).Header.Get("Location"))
	form.Set("id", stands.Persons[0].ID)
	doc = v.read(v.post("/office/edit/persons", form))
	require.NotEmpty(t, textOf(doc.Find("#o-id-error")), "an id is somebody's")

	doc = v.read(v.post("/office/edit/posts", url.Values{"name": {"新岗"}, "unit": {unit}, "role": {"handler"}, "holder0": {""}}))
	require.Contains(t, textOf(doc.Find("#o-holder0-error")), "R161")
	doc = v.read(v.post("/office/edit/posts", url.Values{"name": {"新岗"}, "role": {"handler"}, "holder0": {stands.Persons[0].ID}}))
	require.NotEmpty(t, textOf(doc.Find("#o-unit-error")), "a post without unit")
	v.counter.house.set.Finished = true
	doc, _ = v.get("/office/edit/units")
	require.Contains(t, textOf(doc.Find("main form button")), "提出改动")
	require.Equal(t, "/office", v.post("/office/edit/units", url.Values{"name": {"新科"}, "parent": {unit}}).Header.Get("Location"))
}

// TestSomebodyLeaves: his posts end with his last day, and who takes over an A is asked.
func TestSomebodyLeaves(t *testing.T) {
	t.Parallel()
	v := settingUp(t, words.Chinese)
	stands, err := officeFake{v.counter}.StandingOffice(t.Context(), administrator)
	require.NoError(t, err)
	who := stands.Holders[0].Person
	doc := v.read(v.post("/office/leave?id="+who, url.Values{"until": {"soon"}}))
	require.NotEmpty(t, textOf(doc.Find("#o-until-error")))
	require.NotEmpty(t, textOf(doc.Find("#o-next0-error")))
	form := url.Values{"until": {"2026-12-31"}}
	for i := range doc.Find("select[name^=next]").Length() {
		form.Set("next"+string(rune('0'+i)), stands.Persons[1].ID)
	}
	require.Equal(t, "/office/list/persons", v.post("/office/leave?id="+who, form).Header.Get("Location"))
	changes := v.counter.house.brought[0].Changes
	until := slices.IndexFunc(changes, func(c officefile.Change) bool { return c.List == "persons" && c.ID == who })
	require.Contains(t, changes[until].Fields[0].Now, "2027-01-01T00:00:00+08:00")
}

// TestATableOfTheOffice: every fault by its cell, and what it would do before it does.
func TestATableOfTheOffice(t *testing.T) {
	t.Parallel()
	v := settingUp(t, words.Chinese)
	stands, err := officeFake{v.counter}.StandingOffice(t.Context(), administrator)
	require.NoError(t, err)
	list := "编号 id,姓名 name,单位 unit,在岗 active,电子邮箱 email\nxin,新人," + stands.Units[0].ID + ",也许,x\n"
	doc := v.read(v.upload("/office/import", "persons.csv", []byte(list), nil))
	require.Contains(t, textOf(doc.Find("#summary")), "2 处要改")
	require.Contains(t, textOf(doc.Find("#summary td:contains('E2')").Parent()), "邮箱写法不对")
	require.Contains(t, textOf(doc.Find("#summary td:contains('D2')").Parent()), "“是”")
	list = "编号 id,姓名 name,单位 unit,在岗 active\nxin,新人," + stands.Units[0].ID + ",是\n"
	doc = v.read(v.upload("/office/import", "persons.csv", []byte(list), nil))
	require.Contains(t, textOf(doc.Find("[role=status]")), "新增 1")
	require.NotEmpty(t, doc.Find("[name=held]").AttrOr("value", ""))
	require.Equal(t, "/office", v.upload("/office/import", "persons.csv", []byte(list), url.Values{"take": {"1"}}).Header.Get("Location"))
}

// TestASecondPersonConsents: who asked is told to wait, another sees what changes.
func TestASecondPersonConsents(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	v.counter.house.waiting = waitingChange()
	doc, _ := v.get("/office")
	require.Contains(t, textOf(doc.Find("#change-7")), "新职务")
	v.post("/office/changes/7/consent", url.Values{"sum": {"abc"}})
	require.Equal(t, []string{watcher.Person + " consents to abc"}, v.counter.house.did)
	author := newVisitor(t, administrator)
	author.counter.house.waiting = waitingChange()
	doc, _ = author.get("/office")
	require.Zero(t, doc.Find("form[action$=consent]").Length())
	require.NotZero(t, doc.Find("form[action$=discard]").Length())
}

func waitingChange() []office.Waiting {
	return []office.Waiting{{
		Change:     office.Change{ID: 7, Sum: "abc", By: administrator.Person, At: at("2026-10-15 09:00")},
		Comparison: officefile.Comparison{Changes: []officefile.Change{{List: "persons", ID: "wang", Fields: []officefile.FieldChange{{Field: "title", Was: `"旧职务"`, Now: string(must(json.Marshal("新职务")))}}}}},
	}}
}

func must(raw []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return raw
}
