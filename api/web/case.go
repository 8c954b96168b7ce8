package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// caseView is one case whole: how late, who answers, what may be done, the story.
type caseView struct {
	frame
	Number, Kind, Item, Class, Stage string
	// Waiting: kept, and not yet with the engine.
	Waiting     bool
	Urgent      bool // handled first (R053)
	Big         *bigClock
	Result      string
	Facts       []fact
	Responsible []fact
	Whose       string // over it: who answers now, or who handled it
	Duty        []dutyView
	DutyEnd     string // now, or when the case was closed
	Parent      string
	Opened      []string
	Turns       []turnView
	Steps       []stepView   // of an accountability case
	Account     *accountView // kind accountability
	Absent      *absentView  // kind absence
	Bars        []barView
	Timeline    []moment
	Clocks      []clockRow
	Ledger      []ledgerRow
	Acts        []actView
	Summary     []problem
	Ties        []tieView    // what it has to do with other cases
	Earlier     *earlierView // what happened under another number
	Files       []fileView
	FilesFor    bool // each line says who may read it
	Personal    *personalView
	Pending     *pendingView
	Papers      *papersView
	Cover       string // how far the reader's cover of the post goes (R165, R166)
	Consent     string // an act that was asked for, or consented to
}

// bigClock is the one clock in large figures.
type bigClock struct {
	Light       lightView
	Words, Owed string
	Due         string
	Rule, Basis string
	Provisional bool
	Why         string // where the days are told one by one
}

type pendingView struct {
	By, At, Clock string
	Days          string
	Decide        string // where to decide it, for those who may
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
		func(ctx context.Context) (err error) {
			d.duty, err = s.deps.Counter.Duty(ctx, v.who, number)
			return err
		},
		func(ctx context.Context) (err error) {
			d.papers, err = s.deps.Counter.Papers(ctx, v.who, number)
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
// why it was not done. All of the page is read from one snapshot, and what was read of
// personal data is on record before anything is shown.
func (s *site) renderCase(v *visit, status int, command string, refused error) error {
	var view *caseView
	ctx := v.ctx
	err := s.deps.Counter.Reading(ctx, func(reading context.Context) (err error) {
		v.ctx = reading
		view, err = s.wholeCase(v, command, refused)
		return err
	})
	v.ctx = ctx
	if err != nil {
		return err
	}
	return s.render(v, status, "case", view)
}

func (s *site) wholeCase(v *visit, command string, refused error) (*caseView, error) {
	number := v.c.Param("number")
	d, err := s.dossier(v, number)
	if err != nil {
		return nil, err
	}
	parts, err := s.kindParts(v, d)
	if err != nil {
		return nil, err
	}
	f, err := s.frame(v, "cases", v.kind(d.view.Kind)+" "+number)
	if err != nil {
		return nil, err
	}
	f.Find = number
	view := v.caseView(d)
	v.addParts(view, d, parts)
	view.frame = f
	view.Refresh = v.refresh(d.view.Clocks)
	if view.Personal, err = s.personal(v, d); err != nil {
		return nil, err
	}
	if view.Earlier, err = s.earlier(v, d); err != nil {
		return nil, err
	}
	if view.Files, err = s.files(v, d); err != nil {
		return nil, err
	}
	view.FilesFor = len(view.Files) > 0 && view.Files[0].For != ""
	if command == "" {
		command = v.query("do")
	}
	if view.Personal != nil && view.Personal.Shown {
		view.Refresh = 0 // a reload would record a reading nobody asked for
	}
	v.openAct(view, d, command, refused)
	view.Dock = len(view.Acts) > 0
	return view, nil
}

// openAct opens the form of a command and puts refusals into it. A form the case
// takes no longer is shown all the same when something was typed into it.
func (v *visit) openAct(view *caseView, d dossier, command string, refused error) {
	i := slices.IndexFunc(view.Acts, func(a actView) bool { return a.Command == command })
	if i < 0 && refused != nil {
		if form, ok := v.kinds.Binds(d.view).Form(command); ok {
			view.Acts = append(view.Acts, v.act(d.view.Number, form, d.office, d.item(), v.c.Request.PostForm))
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
		Number: c.Number, Kind: v.kind(c.Kind), Item: v.itemName(d.office, c.Kind, c.Item, c.ItemVersion, c.ItemName), Stage: words.Say(v.lang, words.Stage, c.Stage),
		Waiting: c.Revision == 0, Urgent: c.Urgent, Parent: c.Parent, Opened: c.Opened,
	}
	if c.Class != "" {
		out.Class = words.Say(v.lang, words.Class, c.Class)
	}
	if c.Result != "" && c.Closed != nil {
		out.Result = v.result(c.Kind, c.Result)
	}
	if main, ok := mainClock(c.Clocks); ok {
		out.Big = &bigClock{
			Light: v.clockLight(main), Words: v.remaining(main), Owed: v.owed(c.Kind, main.Name), Due: v.full(main.Due),
			Rule: main.Rule, Basis: right(c.Policy, main.Basis), Provisional: main.Provisional,
			Why: whyPath(c.Number, main.Name, main.Round),
		}
	}
	out.Facts, out.Responsible = append(v.facts(c), v.registered(d)...), v.responsible(d)
	out.Whose = v.t("case.who")
	if c.Closed != nil {
		out.Whose = v.t("case.who.closed")
	}
	out.Duty, out.DutyEnd = v.duty(d)
	out.Bars = v.bars(latest(c.Clocks), pausesOf(d.ledger))
	out.Clocks, out.Ledger = v.clockRows(d), v.ledgerRows(d)
	out.Timeline, out.Ties = v.story(d), v.ties(c)
	typed := v.c.Request.PostForm
	for _, form := range forwardFirst(d.actions) {
		sent := typed
		if form.Command != v.c.Param("command") {
			sent = nil // what was typed belongs to the one form it was typed into
		}
		out.Acts = append(out.Acts, v.act(c.Number, form, d.office, d.item(), sent))
	}
	out.Pending, out.Papers = v.pending(d), v.papersOf(c.Number, d.papers)
	out.Cover, out.Consent = v.cover(c.Post), v.consent(d)
	return out
}

func (v *visit) facts(c casework.CaseView) []fact {
	when := v.full
	if c.Veiled { // he sees the day and no more of it (R082)
		when = v.fullDay
	}
	out := []fact{{v.t("case.received"), when(c.Received)}, {v.t("case.registered"), when(c.Registered)}}
	switch { // nothing is received over a counter
	case c.Kind == v.kinds.Leave():
		out = []fact{{v.t("absence.asked_at"), v.full(c.Received)}}
	case c.Kind == v.kinds.Opened():
		out = []fact{{v.t("account.began"), v.full(c.Received)}}
	}
	if code := stateOf(c).Facts[casework.FactAccounted]; code != "" {
		out = append(out, fact{v.t("complaint.accounted"), words.Say(v.lang, words.Account, code)})
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
		label := "case.holder"
		if c.Closed != nil {
			label = "case.holder.closed"
		}
		out = append(out, fact{v.t(label), c.HolderName})
	}
	if d.backup != "" && c.Closed == nil { // nobody stands in for what is done
		out = append(out, fact{v.t("case.backup"), d.backup})
	}
	if c.Turn != "" {
		out = append(out, fact{v.t("case.turn"), words.Say(v.lang, words.Role, c.Turn)})
	}
	return out
}

func (v *visit) pending(d dossier) *pendingView {
	x := d.view.Extension
	if x == nil {
		return nil
	}
	p := &pendingView{By: personName(d.office, x.By), At: v.stamp(x.At), Clock: v.clockOf(d.office, d.view.Kind, x.Clock), Days: v.amount(d.view.Clocks, x.Clock, x.Days)}
	if slices.ContainsFunc(d.actions, func(f casework.Form) bool { return f.Command == casework.DecideExtension }) {
		p.Decide = "/approvals/" + d.view.Number
	}
	return p
}
