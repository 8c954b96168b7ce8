package register

import (
	"net/http"
	"slices"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

type itemsView struct {
	kernel.Frame
	Groups []kernel.ItemGroup
}

type registerView struct {
	kernel.Frame
	Item    kernel.ItemView
	Key     string
	Shown   string // the receipt time the form was shown with: unchanged, it means now
	Summary []kernel.Problem
	Fields  []kernel.FieldView
	Held    []kernel.FieldView // whether another system holds it: asked last, and seldom
	Then    bool               // what is complete is accepted by being taken in, and has its notice
	Draft   string             // when he kept what stands here; empty: it is none
	Open    bool               // something of it was filled in, or is wrong
}

// items lists the catalogue a clerk chooses from.
func (s *Room) items(v *visit) error {
	f, err := s.Frame(v.Visit, "register", v.T("register.title"))
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	tree := office.Tree()
	view := &itemsView{Frame: f, Groups: v.ItemGroups(office, func(item policy.Item) bool {
		_, err := v.Rights.Decide(v.Who, access.CaseRegister, v.entry(item), tree)
		return err == nil
	})}
	return s.Render(v.Visit, http.StatusOK, "items", view)
}

// entry is a case of an item as it would be entered: where it is about a member of staff,
// everybody may for himself (kind.Declaration.About).
func (v *visit) entry(item policy.Item) access.Subject {
	s := access.Subject{Kind: item.Kind, Unit: item.Unit}
	if v.Kinds.Of(item.Kind).About {
		s.Concerned = v.Who.Person
	}
	return s
}

// registerPage shows the form of one item, everything to be told beside it.
func (s *Room) registerPage(v *visit) error {
	drafts, err := s.Deps.Counter.FormDrafts(v.Ctx, v.Who, draftOf(v))
	if err != nil {
		return err
	}
	if len(drafts) == 0 {
		return s.renderRegister(v, http.StatusOK, nil)
	}
	v.C.Request.PostForm = drafts[0].Sent
	return s.renderDraft(v, http.StatusOK, v.Stamp(drafts[0].At), nil)
}

// draftOf is under which name the draft of a form is kept.
func draftOf(v *visit) string { return "register/" + v.C.Param("item") }

func (s *Room) findItem(v *visit) (policy.Item, *core.Office, error) {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return policy.Item{}, nil, err
	}
	id := v.C.Param("item")
	i := slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.ID == id })
	if i < 0 {
		return policy.Item{}, nil, casework.Errorf(casework.UnknownItem, "item")
	}
	item := office.Items[i]
	_, err = v.Rights.Decide(v.Who, access.CaseRegister, v.entry(item), office.Tree())
	return item, office, err
}

func (s *Room) renderRegister(v *visit, status int, refused error) error {
	return s.renderDraft(v, status, "", refused)
}

func (s *Room) renderDraft(v *visit, status int, kept string, refused error) error {
	item, office, err := s.findItem(v)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "register", v.T("register.title"))
	if err != nil {
		return err
	}
	view := &registerView{Frame: f, Draft: kept, Item: v.ItemView(item, office), Key: kernel.NewKey(), Shown: v.DateField(v.Now)}
	if shown := v.Form("shown"); shown != "" {
		view.Shown = shown
	}
	view.Then = len(item.Materials) > 0 && v.Kinds.Of(item.Kind).Window
	fields := v.registerFields(item, view, office)
	view.Summary = v.Attach(fields, refused)
	for _, f := range fields {
		if !slices.ContainsFunc(item.Fields, func(q policy.FormField) bool { return "fields."+q.Name == f.Name && policy.Elsewhere(q) }) {
			view.Fields = append(view.Fields, f)
			continue
		}
		view.Held, view.Open = append(view.Held, f), view.Open || f.Value != "" || len(f.Errors) > 0
	}
	return s.Render(v.Visit, status, "register", view)
}

// registerFields are the item's own questions, then papers and receipt.
func (v *visit) registerFields(item policy.Item, view *registerView, office *core.Office) []kernel.FieldView {
	typed := v.C.Request.PostForm
	out := v.ItemFields(item, office)
	if len(item.Materials) > 0 {
		papers := kernel.FieldView{ID: "f-materials", Name: "materials", Type: "checks", Label: v.T("field.materials.got"), Hint: v.T("field.materials.got.hint"), Required: true}
		for _, m := range view.Item.Materials {
			note := m.Format + " " + m.Copies
			if m.Required {
				note += " · " + v.T("item.required")
			}
			papers.Options = append(papers.Options, v.Brought("materials", kernel.OptionView{Value: m.Code, Label: m.Name, Note: strings.TrimSpace(note), On: slices.Contains(typed["materials"], m.Code)}))
		}
		out = append(out, papers, kernel.FieldView{
			ID: "f-whole", Name: "whole", Type: "check", Label: v.T("field.whole"), Value: typed.Get("whole"),
		}, kernel.FieldView{
			ID: "f-incomplete", Name: "incomplete", Type: "check", Label: v.T("field.incomplete"), Value: typed.Get("incomplete"),
		})
		if v.Kinds.Of(item.Kind).Window {
			out = append(out, kernel.FieldView{
				ID: "f-examine", Name: "examine", Type: "check", Label: v.T("field.examine"), Value: typed.Get("examine"),
			})
		}
	}
	received := typed.Get("received")
	if received == "" {
		received = view.Shown
	}
	return append(out,
		kernel.FieldView{ID: "f-received", Name: "received", Type: "datetime-local", Label: v.T("field.received"), Hint: v.T("field.received.hint"), Rule: "R002", Required: true, Value: received},
		kernel.FieldView{ID: "f-reason", Name: "reason", Type: "textarea", Label: v.T("field.past_reason"), Hint: v.T("field.past_reason.hint"), Value: typed.Get("reason")})
}

// register takes in a case and leads to it.
func (s *Room) register(v *visit) error {
	item, _, err := s.findItem(v)
	if err != nil {
		return err
	}
	if v.Form("do") != "" {
		refused, err := s.Draft(v.Visit, draftOf(v), "/register/"+item.ID, kernel.KeptOwn)
		if refused != nil {
			return s.renderRegister(v, http.StatusUnprocessableEntity, refused)
		}
		return err
	}
	in, err := v.registration(item)
	if err != nil {
		return s.renderRegister(v, http.StatusUnprocessableEntity, err)
	}
	receipt, err := s.counter.Register(v.Ctx, v.Who, in, v.Form("key"))
	if err != nil {
		if len(core.RefusalsOf(err)) == 0 || casework.CodeOf(err) == casework.Forbidden {
			return err
		}
		return s.renderRegister(v, http.StatusUnprocessableEntity, err)
	}
	if err := s.Deps.Counter.DropDraft(v.Ctx, v.Who, draftOf(v)); err != nil { // it is registered all the same
		s.Deps.Log.WarnContext(v.Ctx, "drop draft", "error", err)
	}
	key := "register.done"
	if receipt.Pending {
		key = "register.pending"
	}
	code := receipt.Number
	if receipt.Code != "" { // to be handed to whoever complains, this once
		key, code = key+".code", code+" "+receipt.Code
	}
	s.Flash(v.Visit, key, code)
	if v.Form("then") != "" && !receipt.Pending {
		on, err := s.counter.Papers(v.Ctx, v.Who, receipt.Number)
		if err != nil {
			return err
		}
		if to := kernel.NextPaper(receipt.Number, casework.Accept, on); to != "" {
			return v.Redirect(to)
		}
	}
	return v.Redirect("/cases/" + receipt.Number)
}

// registration reads the form. A receipt time left as it was shown means now:
// the clerk was still typing.
func (v *visit) registration(item policy.Item) (core.Registration, error) {
	typed := v.C.Request.PostForm
	in := core.Registration{
		Kind: item.Kind, Item: item.ID, Reason: typed.Get("reason"), Fields: v.TypedFields(item),
		Materials: v.Papers("materials"), Incomplete: typed.Get("incomplete") != "", Examine: typed.Get("examine") != "",
	}
	if typed.Get("whole") != "" { // each as the matter wants it
		ticked, _ := cases.ParsePapers(in.Materials)
		in.Materials = append(in.Materials, item.Handling().Lacks(ticked)...)
	}
	received := typed.Get("received")
	if received == "" || received == typed.Get("shown") {
		return in, nil
	}
	at, err := cases.ParseTime(received)
	if err != nil {
		return in, casework.FieldError(casework.Invalid, "received", "date-time")
	}
	in.Received = &at
	return in, nil
}
