package roster

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// AbsenceForms lists them in the order pages show them.
var AbsenceForms = []string{core.FormOuting, core.FormLeave, core.FormEmergency}

// LeaveSorts lists the kinds of leave in the order pages show them (R233).
func (c *Room) LeaveSorts() (out []string) {
	for _, s := range c.Rules.Leave.Sorts {
		out = append(out, s.ID)
	}
	return out
}

// AbsenceFields are what an absence is registered with in words; all sealed. In
// public nobody reads them (R156, R175).
var AbsenceFields = []policy.FormField{
	{Name: "reason", Label: "事由", LabelEn: "Reason", Type: "textarea", Required: true, Max: 500},
	{Name: "place", Label: "去向", LabelEn: "Place", Type: "text", Required: true, Max: 100},
	{Name: "contact", Label: "联系电话", LabelEn: "Telephone", Type: "tel", Required: true, Max: 30},
	{Name: FieldArrangement, Label: "工作安排", LabelEn: "How the work is arranged", Type: "textarea", Max: 2000},
	{Name: FieldPlan, Label: "公干计划和方案", LabelEn: "Plan of the outing", Type: "textarea", Max: 2000},
}

// FieldArrangement is who does what meanwhile where nobody can cover (R244).
const FieldArrangement = "arrangement"

// FieldPlan is what an outing is to bring about, asked for where it is reported on (R237).
const FieldPlan = "plan"

// Absence makes a case of a request for leave, a notice of an outing, or an
// emergency told by phone. Refusals: Forbidden, Invalid with the field's name,
// FutureDate and PastNoReason never: an absence lies ahead, or is an emergency.
func (c *Room) Absence(ctx context.Context, p casework.Principal, office *core.Office, in core.Registration, key string) (core.NewCase, error) {
	req := core.AbsenceRequest{}
	if in.Absence != nil {
		req = *in.Absence
	}
	if req.Person == "" {
		req.Person = p.Person
	}
	post, err := c.mainPost(ctx, office, req.Person)
	if err != nil {
		return core.NewCase{}, err
	}
	if _, err := c.Decide(p, access.CaseRegister, access.Subject{
		Kind: c.Kinds.Leave(), Unit: post.Unit, Post: post.ID, Concerned: req.Person,
	}, office); err != nil {
		return core.NewCase{}, err
	}
	if err := core.CheckKey(key); err != nil {
		return core.NewCase{}, err
	}
	now := c.Now()
	choices, err := c.choices(ctx)
	if err != nil {
		return core.NewCase{}, err
	}
	covered, err := c.covered(ctx, post.ID)
	if err != nil {
		return core.NewCase{}, err
	}
	if err := c.checkAbsence(p, req, in, now, c.Rules.Leave.Least(choices, covered)); err != nil {
		return core.NewCase{}, err
	}
	length, err := c.lengthOf(ctx, post, req)
	if err != nil {
		return core.NewCase{}, fmt.Errorf("register absence: %w", err)
	}
	facts, err := c.granting(office, post, req, choices["leave"], length)
	if err == nil {
		err = c.owing(ctx, facts, post, req, choices, length.all, covered)
	}
	if err != nil {
		return core.NewCase{}, fmt.Errorf("register absence: %w", err)
	}
	if err := stated(facts, in.Fields); err != nil {
		return core.NewCase{}, err
	}
	if err := c.sorted(req, length.alike, facts); err != nil {
		return core.NewCase{}, err
	}
	in.Absence = &req
	digest, err := core.DigestOf(key, in)
	if err != nil {
		return core.NewCase{}, fmt.Errorf("register absence: %w", err)
	}
	return core.NewCase{
		Kind: c.Kinds.Leave(), Unit: post.Unit, Post: post.ID, Received: now, Registered: now, By: p.Person,
		Fields: maps.Clone(in.Fields), Key: core.KeyID(p.Person, key), Digest: digest,
		Facts: facts, Term: &casework.Span{From: req.From, To: req.Until},
	}, nil
}

// owing notes in the facts of an absence what is owed with it: what lies open handed over
// (R164), the work arranged where nobody covers (R244), somebody who stands there first
// (R187), a report of an outing (R237).
func (c *Room) owing(
	ctx context.Context, facts map[string]string, post casework.Post, req core.AbsenceRequest, choices map[string]string, length policy.Length, covered bool,
) error {
	hands, err := c.handsOver(ctx, post, req, choices, length)
	if err != nil {
		return err
	}
	stands, err := c.coverable(ctx, post.ID, req)
	if err != nil {
		return err
	}
	leave, order := c.Rules.Leave, choices["leave"]
	owes(facts, kind.FactHandover, kind.HandoverOwed, hands && covered)
	owes(facts, kind.FactArranged, kind.ArrangeOwed, !stands && leave.Arranged(order, req.Form))
	owes(facts, kind.FactRelief, kind.ReliefOwed, leave.Relieved(order, req.Form))
	owes(facts, kind.FactReport, kind.ReportOwed, leave.Reports(order, policy.RankOf(post.Role), req.Form, length))
	return nil
}

// owes notes one of them.
func owes(facts map[string]string, what, how string, owed bool) {
	if owed {
		facts[what] = how
	}
}

// stated refuses an absence that leaves out what its facts ask for in words.
func stated(facts, fields map[string]string) error {
	for _, f := range []struct{ fact, owed, field, rule string }{
		{kind.FactReport, kind.ReportOwed, FieldPlan, "R237"}, {kind.FactArranged, kind.ArrangeOwed, FieldArrangement, "R244"},
	} {
		if facts[f.fact] == f.owed && strings.TrimSpace(fields[f.field]) == "" {
			return casework.FieldError(casework.Invalid, "fields."+f.field, f.rule)
		}
	}
	return nil
}

// sorted notes which kind of leave it is and the paper it is granted on (R190, R233), and
// refuses one that nobody knows or that has not so many days.
func (c *Room) sorted(req core.AbsenceRequest, length policy.Length, facts map[string]string) error {
	if req.Form == core.FormOuting && req.Sort == "" {
		return nil
	}
	sort, known := c.Rules.Leave.Sort(req.Sort)
	switch {
	case !known || req.Form == core.FormOuting:
		return casework.FieldError(casework.Invalid, "sort", "R233")
	case sort.Exceeds(length):
		return casework.FieldError(casework.Invalid, "until", sort.Rule)
	}
	owes(facts, kind.FactSort, sort.ID, req.Sort != "")
	owes(facts, casework.FactProof, sort.Shown(length), sort.Shown(length) != "")
	return nil
}

// coverable tells whether somebody in line for a post is there for all of the time (R244).
func (c *Room) coverable(ctx context.Context, post string, req core.AbsenceRequest) (bool, error) {
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return false, fmt.Errorf("backups of %s: %w", post, err)
	}
	for _, a := range line {
		if a.Post != post || a.Person == req.Person || a.From.After(req.From) || !a.To.IsZero() && a.To.Before(req.Until) {
			continue
		}
		away, err := c.own.Away(ctx, a.Person, casework.Span{From: req.From, To: req.Until}, c.Now())
		if err != nil {
			return false, fmt.Errorf("who covers %s: %w", post, err)
		}
		if !away {
			return true, nil
		}
	}
	return false, nil
}

// checkAbsence refuses what is no absence, every field at once.
func (c *Room) checkAbsence(p casework.Principal, req core.AbsenceRequest, in core.Registration, now time.Time, least time.Duration) error {
	var r core.Refusals
	refuse := func(field, rule string) { r = append(r, casework.FieldError(casework.Invalid, field, rule)) }
	switch {
	case !slices.Contains(AbsenceForms, req.Form):
		refuse("form", "R153")
	case req.Person != p.Person && req.Form != core.FormEmergency: // for another only what he said on the telephone
		refuse("form", "R183")
	}
	r = append(r, checkTerm(req, now, least)...)
	for _, left := range []struct {
		field string
		set   bool
	}{
		{"item", in.Item != ""}, {"received", in.Received != nil}, {"reason", in.Reason != ""},
		{"materials", len(in.Materials) > 0}, {"incomplete", in.Incomplete},
	} {
		if left.set {
			r = append(r, casework.FieldError(casework.UnknownField, left.field, ""))
		}
	}
	return append(r, core.CheckFields(AbsenceFields, in.Fields)...).Err()
}

// checkTerm refuses a time that needs no notice, has passed or never ends.
func checkTerm(req core.AbsenceRequest, now time.Time, least time.Duration) (r core.Refusals) {
	refuse := func(field, rule string) { r = append(r, casework.FieldError(casework.Invalid, field, rule)) }
	switch {
	case req.From.IsZero():
		refuse("from", "R156")
	case !req.Until.After(req.From):
		refuse("until", "R156")
	case req.Until.Sub(req.From) <= least: // shorter ones need no notice
		refuse("until", "R153")
	case req.Form == core.FormEmergency && req.From.Before(now.AddDate(0, 0, -1)):
		refuse("from", "R183")
	case req.Form == core.FormEmergency && req.From.After(now.Add(core.Grace)): // who still has time asks
		refuse("from", "R183")
	case req.Form != core.FormEmergency && !req.From.After(now):
		refuse("from", "R154")
	case req.Until.Sub(req.From) > maxAbsence:
		refuse("until", "R155")
	}
	return r
}

// maxAbsence is a slip of the finger: longer ones change the plan of posts (R211).
const maxAbsence = 366 * 24 * time.Hour

// mainPost is the post a person is away from first of all: one he holds as A,
// the highest in rank, in his own unit; failing that, the first he backs up.
func (c *Room) mainPost(ctx context.Context, office *core.Office, person string) (casework.Post, error) {
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return casework.Post{}, fmt.Errorf("posts of %s: %w", person, err)
	}
	var best casework.Post
	bestRank := [3]int{}
	for _, a := range line {
		post, known := core.PostOf(office, a.Post)
		if a.Person != person || !known || a.From.After(c.Now()) {
			continue
		}
		rank := [3]int{2, 0, 0}
		if a.Rank != duty.A {
			rank[0] = 1
		}
		rank[1] = rankIndex[policy.RankOf(post.Role)]
		if post.Unit == core.UnitOf(office, person) {
			rank[2] = 1
		}
		if best.ID == "" || slices.Compare(rank[:], bestRank[:]) > 0 {
			best, bestRank = post, rank
		}
	}
	if best.ID == "" {
		return best, casework.FieldError(casework.Invalid, "person", "R153")
	}
	return best, nil
}

var rankIndex = map[string]int{policy.RankStaff: 0, policy.RankHead: 1, policy.RankLeader: 2, policy.RankPrincipal: 3}

// superiors are those who grant leave, the lowest first.
var superiors = []casework.Role{
	casework.SectionHead, casework.LeaderInCharge, casework.PrincipalLeader, casework.PartyGroup,
}

// choices are what the office chose about absences, where the sources differ.
func (c *Room) choices(ctx context.Context) (out map[string]string, err error) {
	published, err := c.own.Policies(ctx)
	if err != nil {
		return nil, fmt.Errorf("choices about absences: %w", err)
	}
	for _, p := range published {
		if p.Kind == c.Kinds.Leave() { // the last one is the newest
			out = p.Choices
		}
	}
	return out, nil
}

// covered tells whether a post has a backup (R188).
func (c *Room) covered(ctx context.Context, post string) (bool, error) {
	line, err := c.Store.Line(ctx, c.Now())
	if err != nil {
		return false, fmt.Errorf("backups of %s: %w", post, err)
	}
	return slices.ContainsFunc(line, func(a duty.Assignment) bool {
		return a.Post == post && a.Rank != duty.A && !a.From.After(c.Now())
	}), nil
}

// granting notes who may grant the absence (R154, R155, R176), those who sign after him and
// with whom it is put on file (R232): by its form and length, the rank of who asks and the
// office's order; where his unit has nobody of a rank above him, the next higher one.
func (c *Room) granting(office *core.Office, post casework.Post, req core.AbsenceRequest, chosen string, l length) (map[string]string, error) {
	roles, rule, err := c.Rules.Leave.Signers(chosen, policy.RankOf(post.Role), req.Form, l.all)
	if err != nil {
		return nil, err
	}
	signers := standing(office, post, roles)
	facts := map[string]string{core.FactPerson: req.Person, core.FactForm: req.Form, core.FactApprover: string(signers[0]), core.FactRule: rule}
	owes(facts, kind.FactSigners, kind.WriteSigners(signers[1:]), len(signers) > 1)
	filed := c.Rules.Leave.Filed(chosen)
	owes(facts, kind.FactFiled, string(filed), filed != "")
	return facts, c.longer(facts, office, post, req, chosen, l)
}

// standing are those of the roles who stand above a post, each once.
func standing(office *core.Office, post casework.Post, roles []casework.Role) (out []casework.Role) {
	for _, role := range roles {
		if there := nearest(office, post, role); !slices.Contains(out, there) {
			out = append(out, there)
		}
	}
	return out
}

// handsOver tells whether what lies open on the person's posts is to go to B before he
// leaves (R164); who holds none has nothing to hand over.
func (c *Room) handsOver(ctx context.Context, post casework.Post, req core.AbsenceRequest, choices map[string]string, length policy.Length) (bool, error) {
	if !c.Rules.Leave.HandsOver(choices, length) {
		return false, nil
	}
	held, err := c.heldBy(ctx, req.Person)
	return slices.Contains(held, post.ID), err
}

// nearest is the approver there is: of the rank asked for, else the next higher
// one, else the highest below it.
func nearest(office *core.Office, post casework.Post, role casework.Role) casework.Role {
	tree := office.Tree()
	stands := func(r casework.Role) bool {
		return slices.ContainsFunc(office.Posts, func(above casework.Post) bool {
			return above.Role == r && above.ID != post.ID && reaches(tree, above, post.Unit)
		})
	}
	at := max(0, slices.Index(superiors, role))
	for _, r := range superiors[at:] {
		if stands(r) {
			return r
		}
	}
	for _, r := range slices.Backward(superiors[:at]) {
		if stands(r) {
			return r
		}
	}
	return role
}

// reaches agrees with the table of access: heads and leaders reach their unit and
// below, the head of the bureau and the party group all of it.
func reaches(tree access.Tree, above casework.Post, unit string) bool {
	if above.Role == casework.PrincipalLeader || above.Role == casework.PartyGroup {
		return tree.Covers(tree.Bureau(above.Unit), unit)
	}
	return tree.Covers(above.Unit, unit)
}
