package cases

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/words"
)

// caseView is one case whole: how late, who answers, what may be done, the story.
type caseView struct {
	kernel.Frame
	Number, Kind, Item, Class, Stage string
	// Waiting: kept, and not yet with the engine. A run that took over has no revision of its own, either.
	Waiting     bool
	Urgent      bool // handled first (R053)
	Provisional bool // what the law decided is still to be confirmed
	Big         *bigClock
	Result      string
	Facts       []kernel.Fact
	Responsible []kernel.Fact
	Duty        []dutyView
	DutyEnd     string // now, or when the case was closed
	Parent      string
	Opened      []string
	Turns       []turnView
	Steps       []stepView   // of an accountability case
	Account     *accountView // kind accountability
	Absent      *absentView  // kind absence
	Bars        []barView    // of the other clocks
	Timeline    []moment
	Clocks      []clockRow // rounds that are over
	Ledger      []kernel.LedgerRow
	Acts        []kernel.ActView
	Summary     []kernel.Problem
	Ties        []tieView    // what it has to do with other cases
	Earlier     *earlierView // what happened under another number
	Files       []fileView
	FilesFor    bool // each line says who may read it
	Personal    *personalView
	Drafts      []draftView // acts the reader left half-written
	Pending     *pendingView
	Papers      *kernel.PapersView
	Served      []servedRow // papers he has, or is being sent
	Cover       string      // how far the reader's cover of the post goes (R165, R166)
	Consent     string      // an act that was asked for, or consented to
	ConsentRule string
	Signed      []kernel.Fact // what it would be done with, for those who have a part in it
	ConsentAt   string        // where to give one's word, for those who may
	Before      string        // where a paper is issued that the act asked for would hand over
}

// bigClock is the one clock in large figures.
type bigClock struct {
	Light       kernel.LightView
	Words, Owed string
	Due         string
	Rule, Basis string
	Provisional bool
	Why         string // where the days are told one by one
	Bar         barView
}

type pendingView struct {
	By, At, Clock string
	Days          string
	Decide        string // where to decide it, for those who may
}

func (s *Room) dossier(v *visit, number string) (kernel.Dossier, error) {
	var d kernel.Dossier
	var err error
	if d.View, err = s.counter.Case(v.Ctx, v.Who, number); err != nil {
		return d, err
	}
	read := []func(context.Context) error{
		func(ctx context.Context) (err error) {
			d.Timeline, err = s.counter.Timeline(ctx, v.Who, number)
			return err
		},
		func(ctx context.Context) (err error) {
			d.Ledger, err = s.counter.Ledger(ctx, v.Who, number)
			return err
		},
		func(ctx context.Context) (err error) {
			d.Actions, err = s.counter.Actions(ctx, v.Who, d.View)
			return err
		},
		func(ctx context.Context) (err error) {
			d.Duty, err = s.counter.Duty(ctx, v.Who, number)
			return err
		},
		func(ctx context.Context) (err error) {
			d.Papers, err = s.counter.Papers(ctx, v.Who, number)
			return err
		},
		func(ctx context.Context) (err error) {
			d.Drafts, err = s.Deps.Counter.FormDrafts(ctx, v.Who, drawer.OfAct(number, ""))
			return err
		},
		func(ctx context.Context) (err error) { d.Office, err = s.Office(ctx); return err },
	}
	for _, r := range read {
		if err := r(v.Ctx); err != nil {
			return d, err
		}
	}
	return d, nil
}

// casePage shows one case.
func (s *Room) casePage(v *visit) error {
	return s.renderCase(v, http.StatusOK, "", nil)
}

// renderCase shows a case; command is the act whose form stands open, refused is
// why it was not done. All of the page is read from one snapshot, and what was read of
// personal data is on record before anything is shown.
func (s *Room) renderCase(v *visit, status int, command string, refused error) error {
	var view *caseView
	ctx := v.Ctx
	err := s.counter.Reading(ctx, func(reading context.Context) (err error) {
		v.Ctx = reading
		view, err = s.wholeCase(v, command, refused)
		return err
	})
	v.Ctx = ctx
	if err != nil {
		return err
	}
	if view.Before != "" {
		return v.Redirect(view.Before)
	}
	return s.Render(v.Visit, status, "case", view)
}

func (s *Room) wholeCase(v *visit, command string, refused error) (*caseView, error) {
	number := v.C.Param("number")
	d, err := s.dossier(v, number)
	if err != nil {
		return nil, err
	}
	parts, err := s.kindParts(v, d)
	if err != nil {
		return nil, err
	}
	f, err := s.Frame(v.Visit, "cases", v.Kind(d.View.Kind)+" "+number)
	if err != nil {
		return nil, err
	}
	f.Find = number
	view := v.caseView(d)
	if view.Signed, err = s.signed(v, d); err != nil {
		return nil, err
	}
	v.addParts(view, d, parts)
	head, field, err := s.counter.Head(v.Ctx, v.Who, d.View, v.Midnight())
	if err != nil {
		return nil, err
	}
	if head != "" {
		view.Responsible = slices.Insert(view.Responsible, 0, kernel.Fact{Name: v.fieldLabel(d, field), Value: head})
	}
	view.Frame = f
	view.Refresh = v.Refresh(d.View.Clocks)
	if view.Personal, err = s.personal(v, d, field); err != nil {
		return nil, err
	}
	if view.Earlier, err = s.earlier(v, d); err != nil {
		return nil, err
	}
	if view.Files, err = s.files(v, d); err != nil {
		return nil, err
	}
	view.Served = v.served(d, view.Files)
	view.FilesFor = len(view.Files) > 0 && view.Files[0].For != ""
	if command == "" {
		command = v.Query("do")
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
func (v *visit) openAct(view *caseView, d kernel.Dossier, command string, refused error) {
	i := slices.IndexFunc(view.Acts, func(a kernel.ActView) bool { return a.Command == command })
	if i < 0 && refused != nil {
		if form, ok := v.Kinds.Binds(d.View).Form(command); ok {
			view.Acts = append(view.Acts, v.Act(d.View.Number, form, d.Office, d.Item(), v.C.Request.PostForm))
			i = len(view.Acts) - 1
		}
	}
	if i >= 0 {
		view.Acts[i].Open = true
		view.Summary = v.Attach(view.Acts[i].Fields, refused)
		return
	}
	view.Before = v.before(d, command)
}

// before is where the paper is issued that an act hands over, for whoever comes to do the act and
// finds none that stands.
func (v *visit) before(d kernel.Dossier, command string) string {
	declared, state := v.Kinds.Binds(d.View), kernel.StateOf(d.View)
	act, known := declared.Act(command)
	if !known || act.Hands == nil || !declared.Offers(&state, command, v.Now) {
		return ""
	}
	for _, f := range d.Papers.Forms {
		if slices.Contains(act.Hands(&state), f.Code) {
			return "/cases/" + d.View.Number + "/papers/" + f.Code
		}
	}
	return ""
}

// makes names the papers an act leads to, for whoever may issue them.
func (v *visit) makes(forms []paper.Form) string {
	var names []string
	for _, f := range forms {
		names = append(names, v.Pick("《"+f.Name+"》", f.NameEn))
	}
	return strings.Join(names, v.Pick("", ", "))
}

func (v *visit) caseView(d kernel.Dossier) *caseView {
	c := d.View
	out := &caseView{
		Number: c.Number, Kind: v.Kind(c.Kind), Item: v.ItemName(d.Office, c.Kind, c.Item, c.ItemVersion, c.ItemName), Stage: words.Of(v.Lang, v.Kinds.Of(c.Kind), words.Stage, c.Stage),
		Waiting: c.Revision == 0 && len(d.Timeline) == 0, Urgent: c.Urgent, Provisional: core.Unconfirmed(c, time.Now()), Parent: c.Parent, Opened: c.Opened,
	}
	if strings.HasPrefix(out.Item, out.Kind) { // 督办事项 says that it is 督办
		out.Kind, out.Item = out.Item, ""
	}
	if c.Class != "" {
		out.Class = words.Say(v.Lang, words.Class, c.Class)
	}
	if c.Result != "" && c.Closed != nil {
		out.Result = v.Result(c.Kind, c.Result)
	}
	main, ok := kernel.MainClock(c.Clocks)
	if ok {
		out.Big = &bigClock{
			Light: v.ClockLight(main), Words: v.Remaining(main), Owed: v.Owed(c.Kind, main.Name), Due: v.Full(main.Due),
			Rule: main.Rule, Basis: kernel.Right(c.Policy, main.Basis), Provisional: main.Provisional,
			Why: kernel.WhyPath(c.Number, main.Name, main.Round),
		}
	}
	out.Facts, out.Responsible = append(v.facts(c), v.registered(d)...), v.responsible(d)
	out.Duty, out.DutyEnd = v.duty(d)
	out.Bars = v.bars(d, out.Big, main)
	out.Clocks, out.Ledger = v.clockRows(d), v.LedgerRows(d)
	out.Timeline, out.Ties = v.story(d), v.ties(c)
	typed := v.C.Request.PostForm
	for _, form := range kernel.ForwardFirst(d.Actions) {
		sent := typed
		left, kept := draftOf(d, form.Command)
		if form.Command != v.C.Param("command") {
			sent = left.Sent // what was typed belongs to the one form it was typed into
		}
		act := v.Act(c.Number, form, d.Office, d.Item(), sent)
		if kept {
			act.Draft = v.Stamp(left.At)
		}
		act.Makes = v.makes(d.Papers.Then[form.Command])
		out.Acts = append(out.Acts, act)
	}
	out.Drafts = v.drafts(d, out.Acts)
	out.Pending, out.Papers = v.pending(d), v.PapersOf(c.Number, d.Papers)
	out.Cover = v.Cover(c.Post)
	out.Consent, out.ConsentRule, out.ConsentAt = v.consent(d)
	return out
}

func (v *visit) facts(c casework.CaseView) []kernel.Fact {
	when := v.Full
	if c.Veiled { // he sees the day and no more of it (R082)
		when = v.FullDay
	}
	out := []kernel.Fact{{Name: v.T("case.received"), Value: when(c.Received)}, {Name: v.T("case.registered"), Value: when(c.Registered)}}
	switch { // nothing is received over a counter
	case c.Kind == v.Kinds.Leave():
		out = []kernel.Fact{{Name: v.T("absence.asked_at"), Value: v.Full(c.Received)}}
	case c.Kind == v.Kinds.Opened():
		out = []kernel.Fact{{Name: v.T("account.began"), Value: v.Full(c.Received)}}
	}
	if code := kernel.StateOf(c).Facts[casework.FactAccounted]; code != "" {
		out = append(out, kernel.Fact{Name: v.T("complaint.accounted"), Value: words.Say(v.Lang, words.Account, code)})
	}
	if c.Closed != nil {
		out = append(out, kernel.Fact{Name: v.T("case.closed"), Value: v.Full(*c.Closed)})
	}
	if c.Policy != "" {
		out = append(out, kernel.Fact{Name: v.T("case.policy"), Value: c.Policy}, kernel.Fact{Name: v.T("case.calendar"), Value: c.Calendar})
	}
	return out
}

// responsible says who answers now: the post first, then the person on it.
func (v *visit) responsible(d kernel.Dossier) []kernel.Fact {
	c := d.View
	out := []kernel.Fact{
		{Name: v.T("case.post"), Value: v.PostName(d.Office, c.Post, c.PostName)},
		{Name: v.T("case.unit"), Value: v.UnitName(d.Office, c.Unit)},
	}
	if c.HolderName != "" {
		label := "case.holder"
		if c.Closed != nil {
			label = "case.holder.closed"
		}
		out = append(out, kernel.Fact{Name: v.T(label), Value: c.HolderName})
	}
	if c.Backup != "" && c.Closed == nil { // nobody stands in for what is done
		out = append(out, kernel.Fact{Name: v.T("case.backup"), Value: c.Backup})
	}
	if c.Turn != "" {
		out = append(out, kernel.Fact{Name: v.T("case.turn"), Value: words.Say(v.Lang, words.Role, c.Turn)})
	}
	return out
}

func (v *visit) pending(d kernel.Dossier) *pendingView {
	x := d.View.Extension
	if x == nil {
		return nil
	}
	p := &pendingView{By: kernel.PersonName(d.Office, x.By), At: v.Stamp(x.At), Clock: v.ClockOf(d.Office, d.View.Kind, x.Clock), Days: v.Amount(d.View.Clocks, x.Clock, x.Days)}
	if slices.ContainsFunc(d.Actions, func(f casework.Form) bool { return f.Command == casework.DecideExtension }) {
		p.Decide = "/approvals/" + d.View.Number
	}
	return p
}
