//go:build record

package workflows_test

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// intakeScenes are service cases as they are taken in (R021 to R035).
var intakeScenes = map[string]func(*life){
	"intake-ticked":      intakeTicked,
	"intake-to-follow":   intakeToFollow,
	"intake-turned-away": intakeTurnedAway,
	"intake-complete":    intakeComplete,
}

func brought(codes ...string) (out []casework.Paper) {
	for _, code := range codes {
		out = append(out, casework.Paper{Code: code})
	}
	return out
}

// intakeTicked: one notice, part of it comes, a later notice that the section head signs,
// and what came last is accepted by coming.
func intakeTicked(l *life) {
	l.newest(casework.State{
		Kind: casework.Service, Item: "information-request", Unit: "permits", Post: "practice-desk",
		Intake: casework.IntakeIncomplete, Papers: brought("id-card"),
	})
	l.refused(casework.PaperBrought, casework.Handler, casework.OneTimeNotice, casework.Args{Materials: []string{"id-card"}})
	l.does(casework.Handler, casework.OneTimeNotice, casework.Args{Materials: []string{"application"}, Means: "written"})
	l.does(casework.Clerk, casework.Supplement, casework.Args{})
	l.does(casework.Handler, casework.OneTimeNotice, casework.Args{Defective: []string{"id-card"}})
	l.does(casework.SectionHead, casework.Countersign, casework.Args{Approve: &yes})
	l.does(casework.Clerk, casework.Supplement, casework.Args{Papers: brought("id-card")})
	l.does(casework.Handler, casework.Deny, casework.Args{ReasonID: "t1", BasisID: "t2"})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}

// intakeToFollow: accepted on a promise, no result before what was to follow is in.
func intakeToFollow(l *life) {
	l.newest(casework.State{
		Kind: casework.Service, Item: "food-permit", Unit: "permits", Post: "practice-desk",
		Intake: casework.IntakeIncomplete, Papers: brought("application", "licence", "id-card", "layout"),
	})
	l.does(casework.Handler, casework.Accept, casework.Args{Materials: []string{"rules"}, Proof: "a1"})
	l.refused(casework.PaperOwed, casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Supplement, casework.Args{Papers: brought("rules")})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}

func intakeTurnedAway(l *life) {
	l.newest(casework.State{Kind: casework.Service, Item: "food-permit", Unit: "permits", Post: "practice-desk"})
	l.does(casework.Clerk, kind.MendOnTheSpot, casework.Args{Materials: []string{"application"}})
	l.does(casework.Clerk, kind.TurnAway, casework.Args{Category: "not_competent", ReasonID: "t1", BasisID: "t2"})
	l.ends()
}

// intakeComplete: accepted by being taken in.
func intakeComplete(l *life) {
	l.newest(casework.State{
		Kind: casework.Service, Item: "senior-card", Unit: "permits", Post: "practice-desk",
		Intake: casework.IntakeComplete, Papers: brought("id-card", "photo"),
	})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}
