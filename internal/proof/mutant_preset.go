package proof

import (
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// registered is the rule by which a form of registration asks for what it must have,
// where the field names no other.
const registered = "R002"

// ofItems takes apart what the forms of registration ask for.
func (all *mutants) ofItems(h House) {
	for i, it := range h.Items {
		for j, f := range it.Fields {
			of, rule := it.ID+"/form/"+f.Name, f.Rule
			if rule == "" && f.Required {
				rule = registered
			}
			add := func(what string, alter func(it *policy.Item)) {
				all.add(rule, of, what, func(h House) House {
					h.Items = slices.Clone(h.Items)
					h.Items[i] = copied(h.Items[i])
					alter(&h.Items[i])
					return h
				})
			}
			add("dropped", func(it *policy.Item) { it.Fields = without(it.Fields, j) })
			if f.Required {
				add("optional", func(it *policy.Item) { it.Fields[j].Required = false })
			}
			if f.Lines > 0 {
				add("lines-dropped", func(it *policy.Item) { it.Fields[j].Lines = 0 })
			}
			for k, option := range f.Options {
				add("option-"+option, func(it *policy.Item) { it.Fields[j].Options = without(f.Options, k) })
			}
		}
	}
}

// Rules that numbers of the presets rest on, which their fields do not name (presets/absence.json).
const (
	noticeRule    = "R153"
	fullCoverRule = "R160"
	neverEmpty    = "R171"
	reportRule    = "R237"
	signersRule   = "R232"
	arrangedRule  = "R244"
	relievedRule  = "R187"
)

// ofLeave takes apart who grants an absence, and how long one is.
func (all *mutants) ofLeave(h House) {
	const of = "presets/absence"
	add := func(rule, at, what string, alter func(l *policy.Leave)) {
		all.add(rule, of+at, what, func(h House) House {
			h.Leave = copied(h.Leave)
			alter(&h.Leave)
			return h
		})
	}
	add(noticeRule, "/notice", "doubled", func(l *policy.Leave) { l.Notice *= 2 })
	add(fullCoverRule, "/full_cover", "doubled", func(l *policy.Leave) { l.FullCover *= 2 })
	for i, role := range h.Leave.NeverEmpty {
		add(neverEmpty, "/never_empty", string(role), func(l *policy.Leave) { l.NeverEmpty = without(l.NeverEmpty, i) })
	}
	for i, x := range h.Leave.Sorts {
		at := "/sorts/" + x.ID
		add(x.Rule, at, "dropped", func(l *policy.Leave) { l.Sorts = without(l.Sorts, i) })
		if x.Proof != "" {
			add(x.Rule, at, "proof-dropped", func(l *policy.Leave) { l.Sorts[i].Proof = "" })
		}
		if x.Over+x.Most > 0 {
			add(x.Rule, at, "doubled", func(l *policy.Leave) { l.Sorts[i].Over, l.Sorts[i].Most = 2*x.Over, 2*x.Most })
		}
	}
	for i, o := range h.Leave.Orders {
		if o.Filed != "" {
			add(signersRule, "/"+o.ID, "filed-dropped", func(l *policy.Leave) { l.Orders[i].Filed = "" })
		}
		for j, form := range o.Arranged {
			add(arrangedRule, "/"+o.ID, "arranged-"+form, func(l *policy.Leave) { l.Orders[i].Arranged = without(l.Orders[i].Arranged, j) })
		}
		for j, form := range o.Relieved {
			add(relievedRule, "/"+o.ID, "relieved-"+form, func(l *policy.Leave) { l.Orders[i].Relieved = without(l.Orders[i].Relieved, j) })
		}
		for j, t := range o.Tiers {
			at := fmt.Sprintf("/%s/%s-%d", o.ID, t.Rank, j+1)
			add(t.Rule, at, "dropped", func(l *policy.Leave) { l.Orders[i].Tiers = without(l.Orders[i].Tiers, j) })
			if t.Minutes > 0 || t.Days > 0 {
				add(t.Rule, at, "doubled", func(l *policy.Leave) {
					l.Orders[i].Tiers[j].Minutes *= 2
					l.Orders[i].Tiers[j].Days *= 2
				})
			}
			for k, signer := range t.Then {
				add(signersRule, at, "without-"+string(signer), func(l *policy.Leave) { l.Orders[i].Tiers[j].Then = without(t.Then, k) })
				add(signersRule, at, string(signer)+"-first", func(l *policy.Leave) {
					tier := &l.Orders[i].Tiers[j]
					tier.Approver, tier.Then[k] = signer, t.Approver
				})
			}
			if t.Report {
				add(reportRule, at, "report-dropped", func(l *policy.Leave) { l.Orders[i].Tiers[j].Report = false })
			}
			if t.Form != "" {
				add(t.Rule, at, "form-any", func(l *policy.Leave) { l.Orders[i].Tiers[j].Form = "" })
			}
			if t.Approver != casework.PartyGroup {
				add(t.Rule, at, "approver-party_group", func(l *policy.Leave) { l.Orders[i].Tiers[j].Approver = casework.PartyGroup })
			}
		}
	}
}

// ofScoring takes apart what a measure costs, and what the nth failing leads to.
func (all *mutants) ofScoring(h House) {
	const of = "presets/points"
	add := func(rule, at, what string, alter func(s *policy.Scoring)) {
		all.add(rule, of+at, what, func(h House) House {
			h.Scoring = copied(h.Scoring)
			alter(&h.Scoring)
			return h
		})
	}
	for i, p := range h.Scoring.Points {
		at := "/" + p.Measure
		add(p.Rule, at, "dropped", func(s *policy.Scoring) { s.Points = without(s.Points, i) })
		add(p.Rule, at, "doubled", func(s *policy.Scoring) {
			s.Points[i].Person *= 2
			s.Points[i].Unit *= 2
			s.Points[i].Head *= 2
		})
	}
	for i, r := range h.Scoring.Repeats {
		at := fmt.Sprintf("/repeat-%s-%d", r.Rule, r.Nth)
		add(r.Rule, at, "dropped", func(s *policy.Scoring) { s.Repeats = without(s.Repeats, i) })
		add(r.Rule, at, "later", func(s *policy.Scoring) { s.Repeats[i].Nth++ })
	}
}
