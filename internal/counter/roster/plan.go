package roster

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
)

// PostPlan is who is to hold a post from a date on: A and the B's in their order,
// or, where it is vacant, who answers for it until when (R161, R170, R211).
type PostPlan struct {
	ID       int64      `json:"id"`
	Post     string     `json:"post"`
	Holders  []string   `json:"holders"` // persons: A, B1, B2, …
	Standin  string     `json:"standin,omitempty"`
	Until    *time.Time `json:"until,omitempty"` // of the stand-in
	From     time.Time  `json:"from"`
	Outside  []string   `json:"outside"` // B's of another section (R163)
	Proposed Consent    `json:"proposed"`
	Excepted *Consent   `json:"excepted,omitempty"` // by the head of the bureau (R163)
	Approved *Consent   `json:"approved,omitempty"` // by the party group (R162)
	Filed    *Consent   `json:"filed,omitempty"`    // with the general office (R162)
	// Open are cases that lie on the post: whoever leaves it hands them over.
	Open []string `json:"open,omitempty"`
}

// Consent is who did something, and when.
type Consent struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// Assignments are what the plan puts in force.
func (p PostPlan) Assignments() []duty.Assignment {
	var out []duty.Assignment
	for rank, person := range p.Holders {
		out = append(out, duty.Assignment{Post: p.Post, Person: person, Rank: rank, From: p.From})
	}
	if p.Standin != "" && p.Until != nil {
		out = append(out, duty.Assignment{Post: p.Post, Person: p.Standin, Rank: duty.Standin, From: p.From, To: *p.Until})
	}
	return out
}

// PlanRow is a post as the register of posts and the AB list show it.
type PlanRow struct {
	casework.Post
	UnitName string       `json:"unit_name"`
	Holders  []PlanHolder `json:"holders"`
	Vacant   bool         `json:"vacant,omitempty"` // nobody holds it as A (R211)
	NoBackup bool         `json:"no_backup,omitempty"`
	Plans    []PostPlan   `json:"plans"` // the newest first
}

// PlanHolder is one person in line.
type PlanHolder struct {
	duty.Assignment
	Name string `json:"name"`
}

// Posts is the register of posts: who holds each now and later, with the plans
// that were proposed, approved and filed.
func (c *Room) Posts(ctx context.Context, p casework.Principal) ([]PlanRow, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("posts: %w", err)
	}
	if _, err := c.Decide(p, access.PlanView, access.Subject{}, office); err != nil {
		return nil, err
	}
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return nil, fmt.Errorf("posts: %w", err)
	}
	plans, err := c.own.Plans(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("plans: %w", err)
	}
	out := []PlanRow{}
	for _, post := range office.Posts {
		out = append(out, planRow(office, post, line, plans, c.Now()))
	}
	return out, nil
}

func planRow(office *core.Office, post casework.Post, line []duty.Assignment, plans []PostPlan, now time.Time) PlanRow {
	row := PlanRow{Post: post, Holders: []PlanHolder{}, Plans: []PostPlan{}, Vacant: true, NoBackup: true}
	for _, u := range office.Units {
		if u.ID == post.Unit {
			row.UnitName = u.Name
		}
	}
	for _, a := range line {
		if a.Post != post.ID {
			continue
		}
		row.Holders = append(row.Holders, PlanHolder{a, core.NameOf(office, a.Person)})
		if !a.From.After(now) {
			row.Vacant = row.Vacant && a.Rank != duty.A
			row.NoBackup = row.NoBackup && a.Rank == duty.A
		}
	}
	for _, plan := range plans {
		if plan.Post == post.ID {
			row.Plans = append(row.Plans, plan)
		}
	}
	return row
}

// ProposePlan keeps a plan for a post, to be approved before it holds. Forbidden,
// NotFound for the post, Invalid with field and rule: A as his own B (R161), two
// persons on one rank (R170), a date that has passed (R162), a vacant post that
// nobody answers for (R211).
func (c *Room) ProposePlan(ctx context.Context, p casework.Principal, plan PostPlan) (PostPlan, error) {
	office, post, err := c.planned(ctx, p, access.PlanPropose, plan.Post)
	if err != nil {
		return PostPlan{}, err
	}
	if err := c.checkPlan(office, plan); err != nil {
		return PostPlan{}, err
	}
	if err := c.checkStandin(ctx, plan); err != nil {
		return PostPlan{}, err
	}
	plan.Outside = []string{}
	for _, person := range plan.Holders[min(1, len(plan.Holders)):] {
		if core.UnitOf(office, person) != post.Unit {
			plan.Outside = append(plan.Outside, person)
		}
	}
	plan.Proposed = Consent{By: p.Person, At: c.Now()}
	if plan.ID, err = c.own.AddPlan(ctx, plan); err != nil {
		return PostPlan{}, fmt.Errorf("propose plan of %s: %w", plan.Post, err)
	}
	return c.plan(ctx, plan.ID)
}

func (c *Room) checkPlan(office *core.Office, plan PostPlan) error {
	if plan.From.Before(c.Now().Add(-core.Grace)) {
		return casework.FieldError(casework.Invalid, "from", "R162")
	}
	if len(plan.Holders) == 0 && (plan.Standin == "" || plan.Until == nil || !plan.Until.After(plan.From)) {
		return casework.FieldError(casework.Invalid, "standin", "R211")
	}
	if len(plan.Holders) > 0 && (plan.Standin != "" || plan.Until != nil) {
		return casework.FieldError(casework.Invalid, "standin", "R211")
	}
	for _, a := range plan.Assignments() {
		if !slices.ContainsFunc(office.Persons, func(m casework.Person) bool { return m.ID == a.Person && m.Active }) {
			return casework.FieldError(casework.Invalid, "holders", "R161")
		}
	}
	return duty.CheckAssignments(plan.Assignments())
}

// checkStandin refuses a vacant post to somebody who is away himself: it would be
// nobody's again (R211).
func (c *Room) checkStandin(ctx context.Context, plan PostPlan) error {
	if plan.Standin == "" || plan.Until == nil {
		return nil
	}
	away, err := c.own.Away(ctx, plan.Standin, casework.Span{From: plan.From, To: *plan.Until}, c.Now())
	switch {
	case err != nil:
		return fmt.Errorf("stand-in on %s: %w", plan.Post, err)
	case away:
		return casework.FieldError(casework.StandinAway, "standin", "R211")
	}
	return nil
}

// planned reads the post of a plan for somebody who may do action to it.
func (c *Room) planned(ctx context.Context, p casework.Principal, action, id string) (*core.Office, casework.Post, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, casework.Post{}, fmt.Errorf("plan: %w", err)
	}
	post, known := core.PostOf(office, id)
	if !known {
		return nil, post, casework.FieldError(casework.NotFound, "post", "R161")
	}
	_, err = c.Decide(p, action, access.Subject{Unit: post.Unit}, office)
	return office, post, err
}

func (c *Room) plan(ctx context.Context, id int64) (PostPlan, error) {
	plan, err := c.own.Plan(ctx, id)
	if err != nil {
		return plan, fmt.Errorf("plan %d: %w", id, err)
	}
	open, err := c.own.OpenOn(ctx, []string{plan.Post})
	if err != nil {
		return plan, fmt.Errorf("open cases on %s: %w", plan.Post, err)
	}
	for _, v := range open {
		plan.Open = append(plan.Open, v.Number)
	}
	return plan, nil
}

// Steps of a plan after its proposal.
const (
	PlanExcept  = kind.PlanExcept
	PlanApprove = kind.PlanApprove
	PlanFile    = kind.PlanFile
)

// Taken is by whom each step was.
func (p PostPlan) Taken() map[string]string {
	out := map[string]string{kind.PlanPropose: p.Proposed.By}
	for step, by := range map[string]*Consent{PlanExcept: p.Excepted, PlanApprove: p.Approved, PlanFile: p.Filed} {
		if by != nil {
			out[step] = by.By
		}
	}
	return out
}

// DecidePlan takes the next step of a plan, as the house has them: the head of the bureau
// excepts a B of another section (R163), the party group approves, the general office
// files (R162). WrongStage where it is not the turn of that step, OwnCase for who proposed it.
func (c *Room) DecidePlan(ctx context.Context, p casework.Principal, id int64, step string) (PostPlan, error) {
	plan, err := c.own.Plan(ctx, id)
	if err != nil {
		return plan, fmt.Errorf("plan %d: %w", id, err)
	}
	write, known := map[string]func(context.Context, int64, string) error{
		PlanExcept: c.own.ExceptPlan, PlanApprove: c.own.ApprovePlan, PlanFile: c.own.FilePlan,
	}[step]
	if !known {
		return plan, casework.FieldError(casework.UnknownCommand, "step", "")
	}
	if _, _, err := c.planned(ctx, p, kind.Step{Name: step}.Action(), plan.Post); err != nil {
		return plan, err
	}
	if refusal := c.Kinds.Posts().Admits(plan.Taken(), len(plan.Outside) > 0, step, p.Person); refusal != nil {
		return plan, refusal
	}
	if step == PlanApprove { // he may have asked for leave since
		if err := c.checkStandin(ctx, plan); err != nil {
			return plan, err
		}
	}
	if err := write(ctx, id, p.Person); err != nil {
		return plan, fmt.Errorf("%s plan %d: %w", step, id, err)
	}
	return c.plan(ctx, id)
}
