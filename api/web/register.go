package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

type itemsView struct {
	frame
	Groups []itemGroup
}

type registerView struct {
	frame
	Item    itemView
	Key     string
	Shown   string // the receipt time the form was shown with: unchanged, it means now
	Summary []problem
	Fields  []fieldView
}

// items lists the catalogue a clerk chooses from.
func (s *site) items(v *visit) error {
	f, err := s.frame(v, "register", v.t("register.title"))
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	tree := access.NewTree(office.Units)
	view := &itemsView{frame: f, Groups: v.itemGroups(office, func(item policy.Item) bool {
		_, err := v.rights.Decide(v.who, access.CaseRegister, access.Subject{Kind: item.Kind, Unit: item.Unit}, tree)
		return err == nil
	})}
	return s.render(v, http.StatusOK, "items", view)
}

// registerPage shows the form of one item, everything to be told beside it.
func (s *site) registerPage(v *visit) error {
	return s.renderRegister(v, http.StatusOK, nil)
}

func (s *site) findItem(v *visit) (policy.Item, *core.Office, error) {
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return policy.Item{}, nil, err
	}
	id := v.c.Param("item")
	i := slices.IndexFunc(office.Items, func(it policy.Item) bool { return it.ID == id })
	if i < 0 {
		return policy.Item{}, nil, casework.Errorf(casework.UnknownItem, "item")
	}
	item := office.Items[i]
	subject := access.Subject{Kind: item.Kind, Unit: item.Unit}
	_, err = v.rights.Decide(v.who, access.CaseRegister, subject, access.NewTree(office.Units))
	return item, office, err
}

func (s *site) renderRegister(v *visit, status int, refused error) error {
	item, office, err := s.findItem(v)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "register", v.t("register.title"))
	if err != nil {
		return err
	}
	view := &registerView{frame: f, Item: v.itemView(item, office), Key: newKey(), Shown: v.dateField(v.now)}
	if shown := v.form("shown"); shown != "" {
		view.Shown = shown
	}
	view.Fields = v.registerFields(item, view, office)
	view.Summary = v.attach(view.Fields, refused)
	return s.render(v, status, "register", view)
}

// registerFields are the item's own questions, then papers and receipt.
func (v *visit) registerFields(item policy.Item, view *registerView, office *core.Office) []fieldView {
	typed := v.c.Request.PostForm
	out := v.itemFields(item, office)
	if len(item.Materials) > 0 {
		papers := fieldView{ID: "f-materials", Name: "materials", Type: "checks", Label: v.t("field.materials.got"), Hint: v.t("field.materials.got.hint"), Required: true}
		for _, m := range view.Item.Materials {
			note := m.Format + " " + m.Copies
			if m.Required {
				note += " · " + v.t("item.required")
			}
			papers.Options = append(papers.Options, optionView{Value: m.Code, Label: m.Name, Note: strings.TrimSpace(note), On: slices.Contains(typed["materials"], m.Code)})
		}
		out = append(out, papers, fieldView{
			ID: "f-incomplete", Name: "incomplete", Type: "check", Label: v.t("field.incomplete"), Value: typed.Get("incomplete"),
		})
	}
	received := typed.Get("received")
	if received == "" {
		received = view.Shown
	}
	return append(out,
		fieldView{ID: "f-received", Name: "received", Type: "datetime-local", Label: v.t("field.received"), Hint: v.t("field.received.hint"), Rule: "R002", Required: true, Value: received},
		fieldView{ID: "f-reason", Name: "reason", Type: "textarea", Label: v.t("field.past_reason"), Hint: v.t("field.past_reason.hint"), Value: typed.Get("reason")})
}

// register takes in a case and leads to it.
func (s *site) register(v *visit) error {
	item, _, err := s.findItem(v)
	if err != nil {
		return err
	}
	in, err := v.registration(item)
	if err != nil {
		return s.renderRegister(v, http.StatusUnprocessableEntity, err)
	}
	receipt, err := s.deps.Counter.Register(v.ctx, v.who, in, v.form("key"))
	if err != nil {
		if len(core.RefusalsOf(err)) == 0 || casework.CodeOf(err) == casework.Forbidden {
			return err
		}
		return s.renderRegister(v, http.StatusUnprocessableEntity, err)
	}
	key := "register.done"
	if receipt.Pending {
		key = "register.pending"
	}
	code := receipt.Number
	if receipt.Code != "" { // to be handed to whoever complains, this once
		key, code = key+".code", code+" "+receipt.Code
	}
	s.flash(v, key, code)
	return v.redirect("/cases/" + receipt.Number)
}

// registration reads the form. A receipt time left as it was shown means now:
// the clerk was still typing.
func (v *visit) registration(item policy.Item) (core.Registration, error) {
	typed := v.c.Request.PostForm
	in := core.Registration{
		Kind: item.Kind, Item: item.ID, Reason: typed.Get("reason"), Fields: v.typedFields(item),
		Materials: typed["materials"], Incomplete: typed.Get("incomplete") != "",
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
