package cases

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Mail is one page of an inbox.
type Mail struct {
	core.List[casework.InboxRow]
	Unread int `json:"unread"`
}

// DeskFilter chooses open clocks. A person's desk holds the clocks of the posts
// he stands on; All widens it to everything he may see.
type DeskFilter struct {
	All      bool
	Light    casework.Light // DueToday, too, where Midnight is set
	Midnight time.Time      // as in ClockFilter
	core.Page
}

// CasesFilter chooses cases among those a person may see; zero fields do not narrow.
type CasesFilter struct {
	Kind   casework.Kind
	Stage  casework.Stage
	Light  casework.Light
	Open   *bool
	Number string // listed or its beginning
	Policy string // the version it runs on, service-permit@2
	core.Page
}

// Case reads one case with its clocks and the extension that waits for a
// decision. NotFound and Forbidden are the refusals.
func (c *Room) Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error) {
	view, office, err := c.Sight(ctx, p, access.CaseView, number)
	if err != nil {
		return casework.CaseView{}, err
	}
	if view.Links, err = c.ties(ctx, p, view, office); err != nil {
		return casework.CaseView{}, err
	}
	clocks, err := c.Store.Clocks(ctx, number)
	if err != nil {
		return casework.CaseView{}, fmt.Errorf("clocks of %s: %w", number, err)
	}
	view.Clocks = core.Veil{Drawn: view.Veiled}.Clocks(clocks)
	state := core.StateOf(view)
	if view.Extension = state.Extension; state.Urgent.Pending() {
		view.Consent = state.Urgent
	}
	if view.Second, err = c.awaited(p, view, office); err != nil {
		return casework.CaseView{}, fmt.Errorf("what %s asks to be signed: %w", number, err)
	}
	one := []casework.CaseView{view.Reading(nil)}
	err = c.LeadCases(ctx, p, office, one)
	return one[0].Reading(core.StateOf(one[0])), err
}

// Timeline reads what happened, oldest first. Texts are opened for those who may
// read them and the reading is audited; for others only their ids show.
func (c *Room) Timeline(ctx context.Context, p casework.Principal, number string) ([]casework.TimelineRow, error) {
	view, office, err := c.Sight(ctx, p, access.CaseTimeline, number)
	if err != nil {
		return nil, err
	}
	rows, err := c.Events(ctx, p, view, office)
	if err != nil {
		return nil, err
	}
	if err := c.heard(ctx, view, rows); err != nil {
		return nil, err
	}
	ids, err := c.Readable(ctx, p, view, office, rows)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return rows, nil
	}
	texts, err := c.OpenTexts(ctx, p, number, ids)
	if err != nil {
		return nil, err
	}
	core.Opened(rows, texts)
	return rows, nil
}

// Text opens one text of a case, such as the reason of an extension that waits
// for a decision. Forbidden for those who may not read texts.
func (c *Room) Text(ctx context.Context, p casework.Principal, number, id string) (string, error) {
	if err := c.Unseal(ctx, p, number); err != nil {
		return "", err
	}
	texts, err := c.OpenTexts(ctx, p, number, []string{id})
	return texts[id], err
}

// Ledger reads every due date that was set or moved, oldest first.
func (c *Room) Ledger(ctx context.Context, p casework.Principal, number string) ([]casework.LedgerRow, error) {
	view, office, err := c.Sight(ctx, p, access.CaseLedger, number)
	if err != nil {
		return nil, err
	}
	rows, err := c.Store.Ledger(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("ledger of %s: %w", number, err)
	}
	return core.Listed(c.VeilOf(p, view, office).Ledger(rows)), nil
}

// Fields opens the personal fields of a case. Each read is audited first; a read
// that cannot be audited does not happen.
func (c *Room) Fields(ctx context.Context, p casework.Principal, number string) (map[string]string, error) {
	view, office, err := c.View(ctx, number)
	if err != nil {
		return nil, err
	}
	action := c.ReadsBy(p, view, office)
	if action == access.CasePersonal {
		err = c.Opens(ctx, p, view, office)
	} else {
		_, err = c.Decide(p, action, c.SubjectOf(view), office)
	}
	if err != nil {
		return nil, err
	}
	if err := c.Store.Audit(ctx, p.Person, action, number, "fields"); err != nil {
		return nil, fmt.Errorf("audit fields of %s: %w", number, err)
	}
	fields, err := c.Store.OpenFields(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("fields of %s: %w", number, err)
	}
	return fields, nil
}

// Desk lists open clocks, most urgent first.
func (c *Room) Desk(ctx context.Context, p casework.Principal, f DeskFilter) (core.List[casework.ClockView], error) {
	filter, err := c.deskOf(ctx, p, f.All)
	if err != nil {
		return core.List[casework.ClockView]{}, err
	}
	filter.Light, filter.Midnight = f.Light, f.Midnight
	filter.Offset, filter.Limit = f.Bounds()
	rows, total, err := c.own.ListClocks(ctx, filter)
	if err != nil {
		return core.List[casework.ClockView]{}, fmt.Errorf("desk: %w", err)
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return core.List[casework.ClockView]{}, fmt.Errorf("desk: %w", err)
	}
	rows = c.VeilClocks(p, rows, office)
	return core.List[casework.ClockView]{Rows: rows, Total: total}, c.LeadClocks(ctx, p, office, rows)
}

// deskOf chooses the clocks of the posts a person stands on, or all he may see.
func (c *Room) deskOf(ctx context.Context, p casework.Principal, all bool) (core.ClockFilter, error) {
	if !all {
		return core.ClockFilter{Holder: p.Person, Scope: []core.Scope{{All: true}}}, nil
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return core.ClockFilter{}, fmt.Errorf("desk: %w", err)
	}
	scope, err := c.Reach(p, access.CaseList, "", office)
	return core.ClockFilter{Scope: scope}, err
}

// Cases lists the cases a person may see, newest first.
func (c *Room) Cases(ctx context.Context, p casework.Principal, f CasesFilter) (core.List[casework.CaseView], error) {
	filter := core.CaseFilter{Kind: f.Kind, Stage: f.Stage, Light: f.Light, Open: f.Open, Number: f.Number, Policy: f.Policy}
	filter.Offset, filter.Limit = f.Bounds()
	return c.ListCases(ctx, p, access.CaseList, filter)
}

// Approvals lists cases in which something waits for p's word, each with its clocks:
// Extension where more time is asked for, Consent where an urgent act is (R166), Second
// where an act waits for a second signature (R048).
func (c *Room) Approvals(ctx context.Context, p casework.Principal) ([]casework.CaseView, error) {
	found, err := c.ListAll(ctx, p, access.ApprovalsList, core.CaseFilter{Pending: true})
	if err != nil {
		return nil, err
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("approvals: %w", err)
	}
	out := []casework.CaseView{}
	for _, view := range found {
		view.Extension, view.Consent = c.waits(p, view, office)
		if view.Second, err = c.signs(p, view, office); err != nil {
			return nil, fmt.Errorf("what %s asks to be signed: %w", view.Number, err)
		}
		if view.Extension == nil && view.Consent == nil && view.Second == nil {
			continue
		}
		if view.Clocks, err = c.Store.Clocks(ctx, view.Number); err != nil {
			return nil, fmt.Errorf("clocks of %s: %w", view.Number, err)
		}
		out = append(out, view)
	}
	return out, nil
}

// waits is what of a case waits for p's word.
func (c *Room) waits(p casework.Principal, view casework.CaseView, office *core.Office) (*casework.Extension, *casework.Urgent) {
	state := core.StateOf(view)
	more, act := state.Extension, state.Urgent
	roles, err := c.Decide(p, casework.DecideExtension, c.SubjectFor(view, pendingClock(view)), office)
	if err != nil || c.Kinds.Binds(view).Bars(state, casework.DecideExtension, p.Person, roles) != nil {
		more = nil
	}
	if !act.Pending() || act.By == p.Person || !c.May(p, casework.DecideUrgent, c.SubjectOf(view), office) {
		act = nil
	}
	return more, act
}

// signs is what of a case waits for p's signature under another's, with all that is signed:
// nobody signs blind (R048). Who asked is given it too: he may take it back.
func (c *Room) signs(p casework.Principal, view casework.CaseView, office *core.Office) (*casework.SecondView, error) {
	state := core.StateOf(view)
	roles, err := c.Decide(p, casework.Countersign, c.SubjectOf(view), office)
	if err != nil || c.Kinds.Binds(view).Bars(state, casework.Countersign, p.Person, roles) != nil {
		return nil, nil //nolint:nilerr,nilnil // who may not sign is shown nothing
	}
	shown := state.Second.Shown()
	if shown != nil {
		shown.Args, err = state.Second.Command.Args.ByName()
	}
	return shown, err
}

// awaited is what waits for a second signature: with all that is signed for who may sign it and for who
// asked, and that it waits for everybody else.
func (c *Room) awaited(p casework.Principal, view casework.CaseView, office *core.Office) (*casework.SecondView, error) {
	state := core.StateOf(view)
	shown := state.Second.Shown()
	if shown == nil {
		return nil, nil //nolint:nilnil // nothing waits
	}
	if full, err := c.signs(p, view, office); err != nil || full != nil {
		return full, err
	}
	var err error
	if shown.By == p.Person { // where he may not take it back either
		shown.Args, err = state.Second.Command.Args.ByName()
	}
	return shown, err
}

// pendingClock is the clock more time is asked for on.
func pendingClock(view casework.CaseView) string {
	if x := core.StateOf(view).Extension; x != nil {
		return x.Clock
	}
	return ""
}

// Inbox lists a person's own messages, newest first.
func (c *Room) Inbox(ctx context.Context, p casework.Principal, f core.InboxFilter) (Mail, error) {
	f.Offset, f.Limit = core.Page{Offset: f.Offset, Limit: f.Limit}.Bounds()
	rows, total, unread, err := c.told.Inbox(ctx, p.Person, f)
	if err != nil {
		return Mail{}, fmt.Errorf("inbox of %s: %w", p.Person, err)
	}
	return Mail{core.List[casework.InboxRow]{Rows: core.Listed(rows), Total: total}, unread}, nil
}

// Unread counts a person's own messages he has not read.
func (c *Room) Unread(ctx context.Context, p casework.Principal) (int, error) {
	return c.told.Unread(ctx, p.Person)
}

// MarkRead marks a person's own messages as read; ids of others change nothing.
func (c *Room) MarkRead(ctx context.Context, p casework.Principal, ids []int64) error {
	if err := c.told.MarkRead(ctx, p.Person, ids); err != nil {
		return fmt.Errorf("mark read for %s: %w", p.Person, err)
	}
	return nil
}

// MarkReadOf marks what a person was told of some matters until then as read.
func (c *Room) MarkReadOf(ctx context.Context, p casework.Principal, numbers []string, until time.Time) error {
	if err := c.told.MarkReadOf(ctx, p.Person, numbers, until); err != nil {
		return fmt.Errorf("mark %d matters read for %s: %w", len(numbers), p.Person, err)
	}
	return nil
}

// heard says of each event how it went to whoever applied. Whoever may see that is not asked
// what stands on it.
func (c *Room) heard(ctx context.Context, view casework.CaseView, rows []casework.TimelineRow) error {
	if !slices.ContainsFunc(rows, func(row casework.TimelineRow) bool { return slices.Contains(row.To, casework.Applicant) }) {
		return nil
	}
	sent, err := c.sent(ctx, view)
	if err != nil {
		return err
	}
	core.Hears(rows, sent)
	return nil
}
