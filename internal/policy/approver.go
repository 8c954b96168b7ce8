package policy

import (
	"slices"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// rank orders those a message can reach; an approver stands above the clock's
// owner and above those who only handle. Zero is nobody we know.
var rank = map[casework.Role]int{
	casework.Applicant: 1, casework.PersonConcerned: 1, casework.Clerk: 1, casework.Handler: 1,
	casework.ActingHolder: 1, casework.NextBackup: 1, casework.Inspector: 1, casework.Auditor: 1, casework.Admin: 1,
	casework.SectionHead: 2, casework.GeneralOffice: 2,
	casework.EfficiencyOffice: 3, casework.SupervisionOffice: 3, casework.DisciplineOffice: 3, casework.PartyGroup: 3,
	casework.LeaderInCharge: 3, casework.PrincipalLeader: 4,
	casework.Assigner: 3, // whoever may give it away; the table of access says who
}

// extension holds who may give more time, and how much, against rank and law.
func (c *publication) extension(at string, r Rule) {
	x := r.Extension
	signs := c.signs(r)
	floor := rank[casework.Handler]
	if signs != "" && signs != casework.SectionHead {
		floor = rank[casework.SectionHead] // the head's power is lent to leaders only
	}
	for _, d := range x.Deciders {
		low := rank[d] <= max(rank[r.Owner], floor)
		own := d == x.Delegated || x.Delegated == "" && (signs == "" || d == signs)
		lent := rank[x.Delegated] > rank[d] && (signs == "" || x.Delegated == signs)
		if low || !own && !lent {
			c.refuse(casework.ApproverRank, at+".deciders", x.Rule, "%s", d)
		}
	}
	c.cap(at, r)
}

// signs is whose power it is: of whom the article of the clock's own law names, else of whom
// the kind says.
func (c *publication) signs(r Rule) casework.Role {
	bound := r
	if i := slices.IndexFunc(c.policy.Rules, func(o Rule) bool { return o.Clock == r.Extension.Within }); i >= 0 {
		bound = c.policy.Rules[i]
	}
	if law, _ := c.presets.binding(c.policy, bound); law != nil && law.Signs != "" {
		return law.Signs
	}
	return c.kinds.Of(c.policy.Kind).Signs
}

// cap: an extension never passes the law. Where the clock runs beside a
// statutory one it names that one, and how far the law itself may be stretched.
func (c *publication) cap(at string, r Rule) {
	x := r.Extension
	beside := slices.IndexFunc(c.policy.Rules, func(o Rule) bool { return o.Limit == statutory && o.Clock != r.Clock })
	if x.Within == "" && beside >= 0 && r.Limit == promised {
		c.refuse(casework.OverCeiling, at+".within", x.Rule, "the clock runs beside %s", c.policy.Rules[beside].Clock)
		return
	}
	bound, field, by := r, at+".cap", x.Cap
	if x.Within != "" {
		i := slices.IndexFunc(c.policy.Rules, func(o Rule) bool { return o.Clock == x.Within })
		if i < 0 {
			return // refused elsewhere
		}
		bound, field, by = c.policy.Rules[i], at+".stretch", x.Stretch
	}
	law, _ := c.presets.binding(c.policy, bound)
	if law == nil || law.Limit == "" {
		return
	}
	most, _ := calendar.ParseLimit(law.Limit) // presets are checked when read
	if law.Cap != "" {
		further, _ := calendar.ParseLimit(law.Cap)
		most = most.Add(further.N)
	}
	for _, l := range c.resolved(bound) {
		if !within(l.Add(by), most) {
			c.refuse(casework.OverCeiling, field, law.cite(), "%s and %d more, the law allows %s in all", l, by, most)
			return
		}
	}
}
