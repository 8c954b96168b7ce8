package casework

import (
	"maps"
	"time"
)

// Facts of an accountability case that was split from another, and of the one it
// was split from: what each says of the person it is about.
const (
	FactPersonConcerned = "person"
	FactGround          = "ground"     // which failing it was (R129)
	FactShare           = "share"      // how much he bears (R131 to R133)
	FactSplitFrom       = "split_from" // number of the case in which the matter was split
	FactStatedBy        = "stated_by"  // who split it
	FactStatedIn        = "stated_in"  // the text that says of what he is held answerable
)

// SplitOff is the state in which the case of a further person begins, from the event
// of the first that split the matter: put to the head at once, for it was looked into
// there, and with nothing in it that was said about anybody else.
func SplitOff(first State, e Event, at time.Time) State {
	facts := map[string]string{
		FactPersonConcerned: e.Detail["person"], FactShare: e.Detail["share"], FactGround: first.Facts[FactGround],
		FactSplitFrom: first.Number, FactStatedBy: e.Actor,
		FactOffice: first.Facts[FactOffice], FactOfficePost: first.Facts[FactOfficePost],
		FactEmployment: e.Detail["employment"], FactAppointed: e.Detail["appointed"], FactInvestigators: first.Facts[FactInvestigators],
	}
	stage := StageHear
	if first.Declared > 0 { // whether it is opened against him too is the head's word (处分条例 39)
		stage = StageApprove
		facts[FactInquired], facts[FactPersonConcerned], facts[FactAsked], facts[FactAskedBy] = e.Detail["person"], "", "formal", e.Actor
	}
	maps.DeleteFunc(facts, func(_, value string) bool { return value == "" })
	return State{
		Kind: first.Kind, Unit: first.Unit, Post: first.Post, Run: 1, Stage: stage,
		Received: at, Registered: at, Cause: first.Cause, Facts: facts, Apart: []string{first.Facts[FactPersonConcerned]},
	}
}
