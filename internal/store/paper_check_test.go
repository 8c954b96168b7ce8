package store_test

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
)

// Every form of the house is issued, and checked by the code that stands on it, as the public page
// and the API do: those of a service case are drafted and issued at the counter by whoever issues
// them, those of the law come with the commit that deems, the rest as they are frozen. A form that
// nobody issued fails the walk; so does one altered character of a code, one altered byte of a paper
// and another number.
func TestEachPaperIsCheckedByItsCode(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	c := counter.New(counter.Config{
		Kinds: kind.Office(), Stores: b.Stores(), Engine: noEngine{}, Rules: core.Rules{Papers: ref.Papers}, Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, b.Seed(t.Context(), store.Reference{Items: []policy.Item{{
		ID: "shop", Kind: casework.Service, Class: "permit", Name: "食品经营许可", Unit: "permits", Post: "window", Promised: "10wd", Statutory: "20wd", Basis: "食品安全法第三十五条",
		Condition: "有固定场所", Procedure: "收件、受理、审查、决定", Fee: "不收费", FeeBasis: "无", Place: "大厅3号窗口", Phone: "0000-5550100",
		Materials: []policy.Material{{Code: "id", Name: "身份证", Format: "原件", Issuer: "公安机关", Required: true, Copies: 1}},
	}}}))
	codes := map[string]string{}
	for _, f := range ref.Papers {
		switch {
		case f.Scope == paper.Register: // it is read, and goes on
		case f.Deems != "":
			codes[f.Code] = b.byLaw(t, f)
		case f.Kind == casework.Service:
			codes[f.Code] = b.atTheCounter(t, c, f)
		default:
			codes[f.Code] = b.frozen(t, f)
		}
	}
	require.GreaterOrEqual(t, len(codes), 70, "all kinds have some")
	serials := map[string]string{}
	fails := func() (failed []string) {
		for _, f := range ref.Papers {
			if f.Scope == paper.Register {
				continue
			}
			found, err := c.CheckPaper(t.Context(), codes[f.Code])
			if err != nil || !found.Valid || found.Name != f.Name || !strings.HasPrefix(found.Serial, f.Word) {
				failed = append(failed, f.Code)
				continue
			}
			serials[f.Code] = found.Serial
		}
		return failed
	}
	require.Empty(t, fails())
	for form, code := range codes {
		wrong, i := []byte(code), len(form)%len("0000") // one of its characters, each in some form
		wrong[i] = map[bool]byte{true: '1', false: '0'}[code[i] == '0']
		_, err := c.CheckPaper(t.Context(), string(wrong))
		require.Equal(t, casework.NotFound, casework.CodeOf(err), form)
	}

	kept := codes["grant_decision"]
	delete(codes, "grant_decision")
	require.Equal(t, []string{"grant_decision"}, fails(), "nobody issued it")
	codes["grant_decision"] = kept

	for _, table := range []string{"papers", "certificates"} { // behind the store's back, by somebody who owns the tables
		_, err = b.raw.Exec(`ALTER TABLE ` + table + ` DISABLE TRIGGER USER`)
		require.NoError(t, err)
		_, err = b.raw.Exec(`UPDATE ` + table + ` SET data = set_byte(data, length(data) / 2, get_byte(data, length(data) / 2) # 1)`)
		require.NoError(t, err)
	}
	require.Len(t, fails(), len(codes), "one byte of each is another")
	for _, code := range codes {
		_, err := c.CheckPaper(t.Context(), code)
		require.Equal(t, casework.NotFound, casework.CodeOf(err), "and nobody is told that it is genuine")
	}
}

// frozen issues a paper as the counter hands it to the store.
func (b *bundle) frozen(t *testing.T, f paper.Form) string {
	t.Helper()
	id, err := b.IssuePaper(t.Context(), papers.NewPaper{
		Form: f, Unit: "permits", Bureau: "bureau", By: "li", At: now(), Key: f.Code, Digest: []byte(f.Code),
		Content: paper.Content{Form: f.Code, Name: f.Name, Title: f.Title, To: "张三", Lines: []paper.Said{{Label: "事由", Text: f.Name}}},
	})
	require.NoError(t, err, f.Code)
	return b.codeOf(t, id)
}

func (b *bundle) codeOf(t *testing.T, id string) string {
	t.Helper()
	row, err := b.Paper(t.Context(), id)
	require.NoError(t, err)
	return row.Code
}

// byLaw is what a step issues in which silence decides.
func (b *bundle) byLaw(t *testing.T, f paper.Form) string {
	t.Helper()
	number := b.register(t)
	s := deeming(t, number, 1, now().Add(-time.Minute))
	s.Certificates[0].Form, s.Certificates[0].Word = f.Code, f.Word
	b.commit(t, s)
	rows, err := b.PapersOf(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, rows, 1, f.Code)
	return rows[0].Code
}

// atTheCounter issues a paper of a service case that has come so far, by whoever is the first to
// issue it.
func (b *bundle) atTheCounter(t *testing.T, c *counter.Counter, f paper.Form) string {
	t.Helper()
	in := newCase()
	in.Item, in.Fields = "shop", map[string]string{"applicant": "张三", "phone": "0000-5550101", "address": "人民路1号"}
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	b.commit(t, b.soFar(t, number, f))
	role := casework.Handler
	if !slices.Contains(f.By, role) {
		role = casework.Clerk
	}
	by := casework.Principal{Person: "li", Name: "姓li", Holdings: []casework.Holding{{Post: "window", Unit: "permits", Role: role}}}
	asks := papers.PaperRequest{Form: f.Code, Number: number, Asked: map[string]string{}}
	for _, q := range f.Questions() {
		switch {
		case len(q.Options) > 0:
			asks.Asked[q.Name] = q.Options[0]
		case q.Type == "date":
			asks.Asked[q.Name] = now().Format(time.DateOnly)
		case q.Max < 10:
			asks.Asked[q.Name] = "1"
		default:
			asks.Asked[q.Name] = "经办人填写"
		}
	}
	draft, err := c.DraftPaper(t.Context(), by, asks)
	require.NoError(t, err, f.Code)
	row, err := c.IssuePaper(t.Context(), by, asks, draft.Digest, f.Code)
	require.NoError(t, err, f.Code)
	require.Equal(t, draft.Content, *row.Content)
	return row.Code
}

// soFar is the step after which a form is to be issued: what it waits for has happened, as it is
// narrowed to.
func (b *bundle) soFar(t *testing.T, number string, f paper.Form) casework.Step {
	t.Helper()
	at := now().Add(-time.Minute)
	events := []casework.Event{{At: at, Name: casework.CaseRegistered, Actor: "li"}}
	for _, name := range append([]casework.EventName{kind.LookAsked}, f.After...) {
		text, err := b.SaveText(t.Context(), "li", number, "经查符合规定")
		require.NoError(t, err)
		basis, err := b.SaveText(t.Context(), "li", number, "行政许可法第三十八条")
		require.NoError(t, err)
		e := casework.Event{At: at, Name: name, Actor: "li", Level: kind.PutRight, TextID: text, Detail: map[string]string{"basis_id": basis, "category": "test", "post": "head", "days": "3"}}
		if name == f.NotBy {
			e.Actor = "wang" // nobody signs for what he sent himself
		}
		for source, values := range f.When {
			if of, key, ok := strings.Cut(strings.TrimPrefix(source, "detail."), "."); ok && strings.HasPrefix(source, "detail.") && of == string(name) && len(values) > 0 {
				e.Detail[key] = values[0]
			}
			if source == "level."+string(name) && len(values) > 0 {
				e.Level = values[0]
			}
		}
		events = append(events, e)
	}
	s := step(number, 1, events...)
	s.State.Item, s.State.Class = "shop", "permit"
	if class := f.When["extra.class"]; len(class) > 0 {
		s.State.Class = class[0]
	}
	part := handle(now().Add(24 * time.Hour))
	part.Name, part.Post, part.Unit = casework.PartOf(casework.ClockStep, "head"), "head", "permits"
	s.State.Clocks = append(s.State.Clocks, part)
	s.State.Missing = []string{"id"}
	s.State.Pause = &casework.PauseState{Category: "test", From: at, Until: now().Add(48 * time.Hour), By: "li"}
	return s
}
