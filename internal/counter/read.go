package counter

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Bounds of a list.
const (
	defaultRows = 50
	maxRows     = 200
)

// List is one page of rows and how many there are in all.
type List[T any] struct {
	Rows  []T `json:"rows"`
	Total int `json:"total"`
}

// Mail is one page of an inbox.
type Mail struct {
	List[casework.InboxRow]
	Unread int `json:"unread"`
}

// Page cuts a list; zero Limit is 50, the most is 200.
type Page struct{ Offset, Limit int }

func (p Page) bounds() (offset, limit int) {
	if p.Limit <= 0 {
		p.Limit = defaultRows
	}
	return max(0, p.Offset), min(p.Limit, maxRows)
}

// DeskFilter chooses open clocks. A person's desk holds the clocks of the posts
// he stands on; All widens it to everything he may see.
type DeskFilter struct {
	All      bool
	Light    casework.Light // DueToday, too, where Midnight is set
	Midnight time.Time      // as in ClockFilter
	Page
}

// CasesFilter chooses cases among those a person may see; zero fields do not narrow.
type CasesFilter struct {
	Kind   casework.Kind
	Stage  casework.Stage
	Light  casework.Light
	Open   *bool
	Number string // listed or its beginning
	Policy string // the version it runs on, service-permit@2
	Page
}

// listed is a list that is never nil: an empty one is [] in JSON, not null.
func listed[T any](rows []T) []T {
	if rows == nil {
		return []T{}
	}
	return rows
}

// Reading runs fn with a context under which everything is read from one snapshot, so
// that the parts of a page agree; one goroutine at a time may use it.
func (c *Counter) Reading(ctx context.Context, fn func(ctx context.Context) error) error {
	return c.store.Reading(ctx, fn)
}

// view reads a case with its clocks, before anybody asked who wants to know.
func (c *Counter) view(ctx context.Context, number string) (casework.CaseView, *Office, error) {
	if _, _, _, ok := c.kinds.Parse(number); !ok {
		return casework.CaseView{}, nil, casework.FieldError(casework.NotFound, "number", "")
	}
	office, err := c.store.Office(ctx)
	if err != nil {
		return casework.CaseView{}, nil, fmt.Errorf("case %s: %w", number, err)
	}
	view, err := c.store.Case(ctx, number)
	if err != nil {
		return casework.CaseView{}, nil, fmt.Errorf("case %s: %w", number, err)
	}
	return view, office, nil
}

// Case reads one case with its clocks and the extension that waits for a
// decision. NotFound and Forbidden are the refusals.
func (c *Counter) Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error) {
	view, office, err := c.sight(ctx, p, access.CaseView, number)
	if err != nil {
		return casework.CaseView{}, err
	}
	if view.Links, err = c.ties(ctx, p, view, office); err != nil {
		return casework.CaseView{}, err
	}
	clocks, err := c.store.Clocks(ctx, number)
	if err != nil {
		return casework.CaseView{}, fmt.Errorf("clocks of %s: %w", number, err)
	}
	view.Clocks = veil{drawn: view.Veiled}.clocks(clocks)
	state := stateOf(view)
	if view.Extension = state.Extension; state.Urgent.Pending() {
		view.Consent = state.Urgent
	}
	one := []casework.CaseView{view}
	err = c.leadCases(ctx, p, office, one)
	return one[0], err
}

// sight is view for somebody who may see the case, as he may see it.
func (c *Counter) sight(
	ctx context.Context, p casework.Principal, action, number string,
) (casework.CaseView, *Office, error) {
	view, office, err := c.view(ctx, number)
	if err != nil {
		return view, office, err
	}
	_, err = c.decide(p, action, c.subjectOf(view), office)
	return c.veilOf(p, view, office).view(view), office, err
}

// events reads what stands of a case, as p may see it.
func (c *Counter) events(ctx context.Context, p casework.Principal, view casework.CaseView, office *Office) ([]casework.TimelineRow, error) {
	rows, err := c.store.Timeline(ctx, view.Number)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", view.Number, err)
	}
	return listed(c.veilOf(p, view, office).timeline(rows)), nil
}

// unseal is sight of what is sealed.
func (c *Counter) unseal(ctx context.Context, p casework.Principal, number string) error {
	view, office, err := c.view(ctx, number)
	if err != nil {
		return err
	}
	return c.opens(ctx, p, view, office)
}

// Timeline reads what happened, oldest first. Texts are opened for those who may
// read them and the reading is audited; for others only their ids show.
func (c *Counter) Timeline(ctx context.Context, p casework.Principal, number string) ([]casework.TimelineRow, error) {
	view, office, err := c.sight(ctx, p, access.CaseTimeline, number)
	if err != nil {
		return nil, err
	}
	rows, err := c.events(ctx, p, view, office)
	if err != nil {
		return nil, err
	}
	ids, err := c.readable(ctx, p, view, office, rows)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return rows, nil
	}
	texts, err := c.openTexts(ctx, p, number, ids)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Text = texts[rows[i].TextID]
	}
	return rows, nil
}

// readable are the texts of a timeline p may open: all of them, in a complaint those
// that were meant for the unit, without a name (R082), and of a case about himself
// what he must be told (R143).
func (c *Counter) readable(
	ctx context.Context, p casework.Principal, view casework.CaseView, office *Office, rows []casework.TimelineRow,
) ([]string, error) {
	err := c.opens(ctx, p, view, office)
	if err != nil && casework.CodeOf(err) == "" {
		return nil, err
	}
	all := err == nil
	relayed := all || c.may(p, access.CaseRelayed, c.subjectOf(view), office)
	told := c.veilOf(p, view, office).told(rows)
	var ids []string
	for _, row := range rows {
		if row.TextID != "" && (all || relayed && meant(row) || told(row)) {
			ids = append(ids, row.TextID)
		}
	}
	return ids, nil
}

// meant tells words that are for the unit to read: what was relayed, and advice.
func meant(row casework.TimelineRow) bool {
	return row.Name == casework.Relayed || row.Name == casework.Advised && row.Level != casework.AdviceLead
}

func (c *Counter) openTexts(ctx context.Context, p casework.Principal, number string, ids []string) (map[string]string, error) {
	return c.openAs(ctx, p.Person, access.CasePersonal, number, ids)
}

func (c *Counter) openAs(ctx context.Context, reader, action, number string, ids []string) (map[string]string, error) {
	if err := c.store.Audit(ctx, reader, action, number, "texts"); err != nil {
		return nil, fmt.Errorf("audit texts of %s: %w", number, err)
	}
	texts, err := c.store.OpenTexts(ctx, number, ids)
	if err != nil {
		return nil, fmt.Errorf("texts of %s: %w", number, err)
	}
	return texts, nil
}

// Text opens one text of a case, such as the reason of an extension that waits
// for a decision. Forbidden for those who may not read texts.
func (c *Counter) Text(ctx context.Context, p casework.Principal, number, id string) (string, error) {
	if err := c.unseal(ctx, p, number); err != nil {
		return "", err
	}
	texts, err := c.openTexts(ctx, p, number, []string{id})
	return texts[id], err
}

// Ledger reads every due date that was set or moved, oldest first.
func (c *Counter) Ledger(ctx context.Context, p casework.Principal, number string) ([]casework.LedgerRow, error) {
	view, office, err := c.sight(ctx, p, access.CaseLedger, number)
	if err != nil {
		return nil, err
	}
	rows, err := c.store.Ledger(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("ledger of %s: %w", number, err)
	}
	return listed(c.veilOf(p, view, office).ledger(rows)), nil
}

// Fields opens the personal fields of a case. Each read is audited first; a read
// that cannot be audited does not happen.
func (c *Counter) Fields(ctx context.Context, p casework.Principal, number string) (map[string]string, error) {
	view, office, err := c.view(ctx, number)
	if err != nil {
		return nil, err
	}
	action, _ := c.rights.Personal(p, c.subjectOf(view), access.NewTree(office.Units))
	if action == access.CasePersonal {
		err = c.opens(ctx, p, view, office)
	} else {
		_, err = c.decide(p, action, c.subjectOf(view), office)
	}
	if err != nil {
		return nil, err
	}
	if err := c.store.Audit(ctx, p.Person, action, number, "fields"); err != nil {
		return nil, fmt.Errorf("audit fields of %s: %w", number, err)
	}
	fields, err := c.store.OpenFields(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("fields of %s: %w", number, err)
	}
	return fields, nil
}

// Desk lists open clocks, most urgent first.
func (c *Counter) Desk(ctx context.Context, p casework.Principal, f DeskFilter) (List[casework.ClockView], error) {
	filter, err := c.deskOf(ctx, p, f.All)
	if err != nil {
		return List[casework.ClockView]{}, err
	}
	filter.Light, filter.Midnight = f.Light, f.Midnight
	filter.Offset, filter.Limit = f.bounds()
	rows, total, err := c.store.ListClocks(ctx, filter)
	if err != nil {
		return List[casework.ClockView]{}, fmt.Errorf("desk: %w", err)
	}
	office, err := c.store.Office(ctx)
	if err != nil {
		return List[casework.ClockView]{}, fmt.Errorf("desk: %w", err)
	}
	rows = c.desk(p, rows, office)
	return List[casework.ClockView]{rows, total}, c.leadClocks(ctx, p, office, rows)
}

// Lights counts the clocks of a desk, those due by midnight apart.
func (c *Counter) Lights(ctx context.Context, p casework.Principal, all bool, midnight time.Time) (Lights, error) {
	filter, err := c.deskOf(ctx, p, all)
	if err != nil {
		return Lights{}, err
	}
	filter.Midnight = midnight
	n, err := c.store.CountLights(ctx, filter)
	if err != nil {
		return Lights{}, fmt.Errorf("lights: %w", err)
	}
	return n, nil
}

// deskOf chooses the clocks of the posts a person stands on, or all he may see.
func (c *Counter) deskOf(ctx context.Context, p casework.Principal, all bool) (ClockFilter, error) {
	if !all {
		return ClockFilter{Holder: p.Person, Scope: []Scope{{All: true}}}, nil
	}
	office, err := c.store.Office(ctx)
	if err != nil {
		return ClockFilter{}, fmt.Errorf("desk: %w", err)
	}
	scope, err := c.reach(p, access.CaseList, "", office)
	return ClockFilter{Scope: scope}, err
}

// Cases lists the cases a person may see, newest first.
func (c *Counter) Cases(ctx context.Context, p casework.Principal, f CasesFilter) (List[casework.CaseView], error) {
	filter := CaseFilter{Kind: f.Kind, Stage: f.Stage, Light: f.Light, Open: f.Open, Number: f.Number, Policy: f.Policy}
	filter.Offset, filter.Limit = f.bounds()
	return c.list(ctx, p, access.CaseList, filter)
}

func (c *Counter) list(ctx context.Context, p casework.Principal, action string, f CaseFilter) (List[casework.CaseView], error) {
	office, err := c.store.Office(ctx)
	if err != nil {
		return List[casework.CaseView]{}, fmt.Errorf("list cases: %w", err)
	}
	if f.Scope, err = c.reach(p, action, f.Kind, office); err != nil {
		return List[casework.CaseView]{}, err
	}
	rows, total, err := c.store.ListCases(ctx, f)
	if err != nil {
		return List[casework.CaseView]{}, fmt.Errorf("list cases: %w", err)
	}
	rows = c.views(p, rows, office)
	return List[casework.CaseView]{rows, total}, c.leadCases(ctx, p, office, rows)
}

// listAll is every page of a list, for whoever narrows it further than a query can:
// what is cut off before it is looked at is never seen (the oldest request first).
func (c *Counter) listAll(ctx context.Context, p casework.Principal, action string, f CaseFilter) ([]casework.CaseView, error) {
	var all []casework.CaseView
	seen := map[string]bool{} // a case that comes in meanwhile moves the others down a place
	for f.Limit = maxRows; ; f.Offset += maxRows {
		page, err := c.list(ctx, p, action, f)
		if err != nil {
			return nil, err
		}
		for _, view := range page.Rows {
			if !seen[view.Number] {
				seen[view.Number], all = true, append(all, view)
			}
		}
		if f.Offset+maxRows >= page.Total {
			return all, nil
		}
	}
}

// Approvals lists cases in which something waits for p's word, each with its clocks:
// Extension where more time is asked for, Consent where an urgent act is (R166).
func (c *Counter) Approvals(ctx context.Context, p casework.Principal) ([]casework.CaseView, error) {
	found, err := c.listAll(ctx, p, access.ApprovalsList, CaseFilter{Pending: true})
	if err != nil {
		return nil, err
	}
	office, err := c.store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("approvals: %w", err)
	}
	out := []casework.CaseView{}
	for _, view := range found {
		view.Extension, view.Consent = c.waits(p, view, office)
		if view.Extension == nil && view.Consent == nil {
			continue
		}
		if view.Clocks, err = c.store.Clocks(ctx, view.Number); err != nil {
			return nil, fmt.Errorf("clocks of %s: %w", view.Number, err)
		}
		out = append(out, view)
	}
	return out, nil
}

// waits is what of a case waits for p's word.
func (c *Counter) waits(p casework.Principal, view casework.CaseView, office *Office) (*casework.Extension, *casework.Urgent) {
	state := stateOf(view)
	more, act := state.Extension, state.Urgent
	roles, err := c.decide(p, casework.DecideExtension, c.subjectFor(view, pendingClock(view)), office)
	if err != nil || !mayDecide(state, roles) {
		more = nil
	}
	if !act.Pending() || act.By == p.Person || !c.may(p, casework.DecideUrgent, c.subjectOf(view), office) {
		act = nil
	}
	return more, act
}

// pendingClock is the clock more time is asked for on.
func pendingClock(view casework.CaseView) string {
	if x := stateOf(view).Extension; x != nil {
		return x.Clock
	}
	return ""
}

// Inbox lists a person's own messages, newest first.
func (c *Counter) Inbox(ctx context.Context, p casework.Principal, unreadOnly bool, page Page) (Mail, error) {
	offset, limit := page.bounds()
	rows, total, unread, err := c.store.Inbox(ctx, p.Person, unreadOnly, offset, limit)
	if err != nil {
		return Mail{}, fmt.Errorf("inbox of %s: %w", p.Person, err)
	}
	return Mail{List[casework.InboxRow]{listed(rows), total}, unread}, nil
}

// Unread counts a person's own messages he has not read.
func (c *Counter) Unread(ctx context.Context, p casework.Principal) (int, error) {
	return c.store.Unread(ctx, p.Person)
}

// MarkRead marks a person's own messages as read; ids of others change nothing.
func (c *Counter) MarkRead(ctx context.Context, p casework.Principal, ids []int64) error {
	if err := c.store.MarkRead(ctx, p.Person, ids); err != nil {
		return fmt.Errorf("mark read for %s: %w", p.Person, err)
	}
	return nil
}
