package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

// caseView is one case whole: how late, who answers, what may be done, the story.
type caseView struct {
	frame
	Number, Kind, Item, Class, Stage string
	// Waiting: kept, and not yet with the engine.
	Waiting     bool
	Big         *bigClock
	Result      string
	Facts       []fact
	Responsible []fact
	Parent      string
	Opened      []string
	Bars        []barView
	Timeline    []moment
	Clocks      []clockRow
	Ledger      []ledgerRow
	Acts        []actView
	Summary     []problem
	Personal    *personalView
	Pending     *pendingView
}

// bigClock is the one clock in large figures.
type bigClock struct {
	Light       lightView
	Words, Owed string
	Due         string
	Rule, Basis string
	Provisional bool
}

// fact is one line of a summary list; time.Time is already in words.
type fact struct{ Name, Value string }

type personalView struct {
	Shown  bool
	Href   string
	Fields []fact
}

type pendingView struct {
	By, At, Clock string
	Days          string
	Decide        string // where to decide it, for those who may
}

// dossier is everything read about a case for one page.
type dossier struct {
	view     casework.CaseView
	timeline []casework.TimelineRow
	ledger   []casework.LedgerRow
	actions  []casework.Form
	office   *counter.Office
	backup   string
}

func (s *site) dossier(v *visit, number string) (dossier, error) {
	var d dossier
	var err error
	if d.view, err = s.deps.Counter.Case(v.ctx, v.who, number); err != nil {
		return d, err
	}
	read := []func(context.Context) error{
		func(ctx context.Context) (err error) {
			d.timeline, err = s.deps.Counter.Timeline(ctx, v.who, number)
			return err
		},
		func(ctx context.Context) (err error) {
			d.ledger, err = s.deps.Counter.Ledger(ctx, v.who, number)
			return err
		},
		func(ctx context.Context) (err error) {
			d.actions, err = s.deps.Counter.Actions(ctx, v.who, d.view)
			return err
		},
		func(ctx context.Context) (err error) { d.office, err = s.deps.Counter.Office(ctx); return err },
		func(ctx context.Context) (err error) { d.backup, err = s.deps.Backup(ctx, d.view.Post); return err },
	}
	for _, r := range read {
		if err := r(v.ctx); err != nil {
			return d, err
		}
	}
	return d, nil
}

// casePage shows one case.
func (s *site) casePage(v *visit) error {
	return s.renderCase(v, http.StatusOK, "", nil)
}

// renderCase shows a case; command is the act whose form stands open, refused is
// why it was not done.
func (s *site) renderCase(v *visit, status int, command string, refused error) error {
	number := v.c.Param("number")
	d, err := s.dossier(v, number)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "cases", v.kind(d.view.Kind)+" "+number)
	if err != nil {
		return err
	}
	f.Find = number
	view := v.caseView(d)
	view.frame = f
	view.Refresh = v.refresh(d.view.Clocks)
	if view.Personal, err = s.personal(v, d); err != nil {
		return err
	}
	if command == "" {
		command = v.query("do")
	}
	if view.Personal != nil && view.Personal.Shown {
		view.Refresh = 0 // a reload would record a reading nobody asked for
	}
	v.openAct(view, d, command, refused)
	view.Dock = len(view.Acts) > 0
	return s.render(v, status, "case", view)
}

// openAct opens the form of a command and puts refusals into it. A form the case
// takes no longer is shown all the same when something was typed into it.
func (v *visit) openAct(view *caseView, d dossier, command string, refused error) {
	i := slices.IndexFunc(view.Acts, func(a actView) bool { return a.Command == command })
	if i < 0 && refused != nil {
		if form, ok := casework.FormOf(d.view.Kind, command); ok {
			view.Acts = append(view.Acts, v.act(d.view.Number, form, d.office, d.view.Item, v.c.Request.PostForm))
			i = len(view.Acts) - 1
		}
	}
	if i >= 0 {
		view.Acts[i].Open = true
		view.Summary = v.attach(view.Acts[i].Fields, refused)
	}
}

func (v *visit) caseView(d dossier) *caseView {
	c := d.view
	out := &caseView{
		Number: c.Number, Kind: v.kind(c.Kind), Item: v.itemName(d.office, c.Item, c.ItemName), Stage: known(v.lang, "stage.", string(c.Stage)),
		Waiting: c.Revision == 0, Parent: c.Parent, Opened: c.Opened,
	}
	if c.Class != "" {
		out.Class = known(v.lang, "class.", c.Class)
	}
	if c.Result != "" && c.Closed != nil {
		out.Result = known(v.lang, "result.", c.Result)
	}
	if main, ok := mainClock(c.Clocks); ok {
		out.Big = &bigClock{
			Light: v.clockLight(main), Words: v.remaining(main), Owed: v.owed(main.Name), Due: v.full(main.Due),
			Rule: main.Rule, Basis: main.Basis, Provisional: main.Provisional,
		}
	}
	out.Facts, out.Responsible = v.facts(c), v.responsible(d)
	out.Bars = v.bars(latest(c.Clocks), pausesOf(d.ledger))
	out.Clocks, out.Ledger = v.clockRows(d), v.ledgerRows(d)
	out.Timeline = v.story(d)
	typed := v.c.Request.PostForm
	for _, form := range d.actions {
		sent := typed
		if form.Command != v.c.Param("command") {
			sent = nil // what was typed belongs to the one form it was typed into
		}
		out.Acts = append(out.Acts, v.act(c.Number, form, d.office, c.Item, sent))
	}
	out.Pending = v.pending(d)
	return out
}

func (v *visit) facts(c casework.CaseView) []fact {
	out := []fact{
		{v.t("case.received"), v.full(c.Received)},
		{v.t("case.registered"), v.full(c.Registered)},
	}
	if c.Closed != nil {
		out = append(out, fact{v.t("case.closed"), v.full(*c.Closed)})
	}
	if c.Policy != "" {
		out = append(out, fact{v.t("case.policy"), c.Policy}, fact{v.t("case.calendar"), c.Calendar})
	}
	return out
}

// responsible says who answers now: the post first, then the person on it.
func (v *visit) responsible(d dossier) []fact {
	c := d.view
	out := []fact{
		{v.t("case.post"), v.postName(d.office, c.Post, c.PostName)},
		{v.t("case.unit"), v.unitName(d.office, c.Unit)},
	}
	if c.HolderName != "" {
		out = append(out, fact{v.t("case.holder"), c.HolderName})
	}
	if d.backup != "" {
		out = append(out, fact{v.t("case.backup"), d.backup})
	}
	if c.Turn != "" {
		out = append(out, fact{v.t("case.turn"), known(v.lang, "role.", string(c.Turn))})
	}
	return out
}

func (v *visit) pending(d dossier) *pendingView {
	x := d.view.Extension
	if x == nil {
		return nil
	}
	p := &pendingView{By: personName(d.office, x.By), At: v.stamp(x.At), Clock: v.clockLabel(d.view.Kind, x.Clock), Days: v.amount(d.view.Clocks, x.Clock, x.Days)}
	if slices.ContainsFunc(d.actions, func(f casework.Form) bool { return f.Command == casework.DecideExtension }) {
		p.Decide = "/approvals/" + d.view.Number
	}
	return p
}

// personal shows the applicant to those who may see him, and only when asked:
// every reading is recorded.
func (s *site) personal(v *visit, d dossier) (*personalView, error) {
	subject := access.Subject{Kind: d.view.Kind, Unit: d.view.Unit, Post: d.view.Post, RegisteredBy: d.view.RegisteredBy}
	if _, err := access.Decide(v.who, access.CasePersonal, subject, access.NewTree(d.office.Units)); err != nil {
		return nil, nil //nolint:nilerr // a refusal here only means: no box
	}
	p := &personalView{Href: "/cases/" + d.view.Number + "?show=applicant#applicant"}
	if v.query("show") != "applicant" {
		return p, nil
	}
	fields, err := s.deps.Counter.Fields(v.ctx, v.who, d.view.Number)
	var refusal *casework.Error
	switch {
	case errors.As(err, &refusal) && refusal.Code == casework.Forbidden:
		return nil, nil
	case err != nil:
		return nil, err
	}
	p.Shown = true
	for _, name := range fieldOrder(d, fields) {
		p.Fields = append(p.Fields, fact{v.fieldLabel(d, name), fields[name]})
	}
	return p, nil
}

// fieldOrder lists the fields as the item's form has them, others after.
func fieldOrder(d dossier, fields map[string]string) []string {
	var order []string
	for _, item := range d.office.Items {
		if item.ID != d.view.Item {
			continue
		}
		for _, f := range item.Fields {
			if fields[f.Name] != "" {
				order = append(order, f.Name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(order, name) && fields[name] != "" {
			order = append(order, name)
		}
	}
	return order
}

func (v *visit) fieldLabel(d dossier, name string) string {
	if name == counter.FieldPastReason {
		return v.t("field.past_reason")
	}
	for _, item := range d.office.Items {
		for _, f := range item.Fields {
			if item.ID == d.view.Item && f.Name == name {
				return v.pick(f.Label, f.LabelEn)
			}
		}
	}
	return name
}
