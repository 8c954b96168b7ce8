package web

import (
	"context"
	"slices"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/why"
)

// cannedRules is what pages are told about days, calendars, recounts and policies.
type cannedRules struct {
	parked    []casework.ParkedCase
	freed     []string
	reason    rulebook.Why
	holidays  why.Holidays
	calendars []rulebook.CalendarVersion
	imported  rulebook.CalendarImport
	got       rulebook.Imported
	published []string
	recounts  []rulebook.Recount
	moves     []rulebook.CaseMove
	applied   []int64
	policies  []policy.Version
	problems  []*casework.Error
	presets   policy.Presets
	changes   []policy.Change
	drafted   policy.Policy
	revision  int
	changed   rulebook.CalendarDays
	discarded []string
	missing   []int
	stepped   []string
	uses      []rulebook.PolicyUse
	played    []core.Played
	sample    core.Sample
	watched   []appraisal.Watched
	alones    []appraisal.Alone
	since     time.Time
	rulesErr  error // of whatever changes something
}

func (c ruleFake) Why(_ context.Context, _ casework.Principal, number, clock string, _ int) (rulebook.Why, error) {
	if number != c.reason.Number || clock != c.reason.Clock {
		return rulebook.Why{}, casework.FieldError(casework.NotFound, "clock", "")
	}
	return c.reason, nil
}

func (c ruleFake) Holidays() why.Holidays { return c.holidays }

func (c operatorFake) ParkedCases(_ context.Context, p casework.Principal) ([]casework.ParkedCase, error) {
	if p.Person != administrator.Person {
		return nil, casework.FieldError(casework.Forbidden, "", "")
	}
	return c.parked, nil
}

func (c operatorFake) Release(_ context.Context, _ casework.Principal, number string) error {
	for _, p := range c.parked {
		if p.Number == number {
			c.freed = append(c.freed, number)
			return nil
		}
	}
	return casework.FieldError(casework.NotParked, "number", "")
}

func (c ruleFake) CalendarList(context.Context, casework.Principal) ([]rulebook.CalendarVersion, error) {
	return c.calendars, nil
}

func (c ruleFake) ExportCalendar(_ context.Context, _ casework.Principal, ref, format string, _ int) ([]byte, error) {
	return []byte(ref + " as " + format), nil
}

func (c ruleFake) ImportCalendar(_ context.Context, _ casework.Principal, in rulebook.CalendarImport) (rulebook.Imported, error) {
	c.imported = in
	return c.got, c.rulesErr
}

func (c ruleFake) ChangeDays(_ context.Context, _ casework.Principal, in rulebook.CalendarDays) (rulebook.Imported, error) {
	c.changed = in
	got := c.got
	got.Dry = in.Dry
	return got, c.rulesErr
}

func (c ruleFake) DiscardCalendar(_ context.Context, _ casework.Principal, ref string) error {
	c.discarded = append(c.discarded, ref)
	return c.rulesErr
}

func (c *canned) MissingLists(context.Context, time.Time) ([]int, error) { return c.missing, nil }

func (c ruleFake) PublishCalendar(_ context.Context, _ casework.Principal, ref string) error {
	c.published = append(c.published, ref)
	return c.rulesErr
}

func (c ruleFake) Preview(_ context.Context, _ casework.Principal, calendarRef, policyRef string) (rulebook.Recount, error) {
	c.stepped = append(c.stepped, "preview "+calendarRef+policyRef)
	return c.recounts[0], c.rulesErr
}

func (c ruleFake) ApplyRecount(_ context.Context, _ casework.Principal, id int64) (rulebook.Recount, error) {
	c.applied = append(c.applied, id)
	return c.recounts[0], c.rulesErr
}

func (c ruleFake) Recount(_ context.Context, _ casework.Principal, id int64) (rulebook.Recount, error) {
	i := slices.IndexFunc(c.recounts, func(r rulebook.Recount) bool { return r.ID == id })
	if i < 0 {
		return rulebook.Recount{}, casework.FieldError(casework.NotFound, "id", "")
	}
	return c.recounts[i], nil
}

func (c ruleFake) Recounts(context.Context, casework.Principal, core.Page) (core.List[rulebook.Recount], error) {
	return core.List[rulebook.Recount]{Rows: c.recounts, Total: len(c.recounts)}, nil
}

func (c ruleFake) RecountMoves(context.Context, casework.Principal, int64, core.Page) (core.List[rulebook.CaseMove], error) {
	return core.List[rulebook.CaseMove]{Rows: c.moves, Total: len(c.moves)}, nil
}

func (c ruleFake) PolicyList(context.Context, casework.Principal) ([]policy.Version, error) {
	return c.policies, nil
}

func (c ruleFake) Policy(_ context.Context, _ casework.Principal, ref string) (rulebook.PolicyDetail, error) {
	i := slices.IndexFunc(c.policies, func(p policy.Version) bool { return p.Ref() == ref })
	if i < 0 {
		return rulebook.PolicyDetail{}, casework.FieldError(casework.NotFound, "version", "")
	}
	out := rulebook.PolicyDetail{Version: c.policies[i]}
	if out.State == policy.Draft {
		out.Problems = c.problems
	}
	return out, nil
}

func (c ruleFake) ComparePolicies(context.Context, casework.Principal, string, string) ([]policy.Change, error) {
	return c.changes, nil
}

func (c ruleFake) PutDraft(_ context.Context, _ casework.Principal, id string, revision int, words policy.Policy) (rulebook.PolicyDetail, error) {
	c.drafted, c.revision = words, revision
	words.ID, words.Version = id, 2
	return rulebook.PolicyDetail{Version: policy.Version{Policy: words}}, c.rulesErr
}

func (c ruleFake) RequestPolicy(_ context.Context, p casework.Principal, id string, _ int) (policy.Version, error) {
	c.stepped = append(c.stepped, p.Person+" requests "+id)
	return policy.Version{Policy: policy.Policy{ID: id, Version: 2}}, c.rulesErr
}

func (c ruleFake) ConsentPolicy(_ context.Context, p casework.Principal, id string, _ int) (policy.Version, error) {
	c.stepped = append(c.stepped, p.Person+" consents to "+id)
	return policy.Version{Policy: policy.Policy{ID: id, Version: 2}}, c.rulesErr
}

func (c ruleFake) Presets(context.Context, casework.Principal) (policy.Presets, error) {
	return c.presets, nil
}

func (c ruleFake) PolicyUse(context.Context, casework.Principal) ([]rulebook.PolicyUse, error) {
	return c.uses, nil
}

func (c ruleFake) BacktestDraft(_ context.Context, _ casework.Principal, id string, from, until time.Time) (rulebook.Backtest, error) {
	c.stepped = append(c.stepped, "backtest "+id)
	out := rulebook.Backtest{Ref: id + "@2", From: from, Until: until, Cases: 1240, Skipped: 3, Cut: true}
	out.BacktestSum = rulebook.BacktestSum{Done: 2411, Late: 18, Would: 79, New: 61}
	out.Clocks = []rulebook.BacktestPart{{Of: "handle", BacktestSum: out.BacktestSum}}
	out.Units = []rulebook.BacktestPart{{Of: "permits", BacktestSum: rulebook.BacktestSum{Done: 900, Late: 9, Would: 53, New: 44}}, {Of: "window", BacktestSum: rulebook.BacktestSum{Done: 1511, Late: 9, Would: 26, New: 17}}}
	return out, c.rulesErr
}

func (c ruleFake) SimulateDraft(_ context.Context, _ casework.Principal, _ string, s core.Sample) ([]core.Played, error) {
	c.sample = s
	return c.played, c.rulesErr
}

func (c appraisalFake) Alone(_ context.Context, _ casework.Principal, day time.Time) (appraisal.AloneDay, error) {
	c.since = day
	return appraisal.AloneDay{From: kernel.SampleNow.AddDate(0, 0, -1), Until: kernel.SampleNow.Add(-time.Hour), Rows: c.alones}, nil
}

func (c appraisalFake) PiecesOf(_ context.Context, _ casework.Principal, month time.Time) (appraisal.Pieces, error) {
	c.since = month
	last := kernel.SampleNow.AddDate(0, 0, -3)
	return appraisal.Pieces{
		Month: time.Date(2026, 10, 1, 0, 0, 0, 0, core.Zone), Over: !month.IsZero(),
		Units:  []appraisal.Told{{Unit: "office", Sent: 3, Adopted: 1, Last: last}, {Unit: "permits", Sent: 1, Last: last}, {Unit: "bureau", Silent: true}},
		People: []appraisal.Told{{Unit: "office", Person: "zhao", Name: "赵兰", Sent: 3, Adopted: 1, Last: last}, {Unit: "office", Person: "li", Name: "李敏", Owed: 2}},
	}, nil
}

func (c appraisalFake) Coverage(context.Context, casework.Principal) (appraisal.Coverage, error) {
	return appraisal.Coverage{Year: 2026, Planned: 2, Covered: 1, Must: 1, Rows: []appraisal.Visits{
		{Unit: "permits", Plan: "MC2026-000001", Open: 1, Covert: 1, Found: 1, LastAt: near("2026-09-10 10:00"), Last: "MC2026-000007", LastMode: "open", MustSince: near("2026-09-10 10:20"), Must: "ZG2026-000003"},
		{Unit: "window", Plan: "MC2026-000001"},
		{Unit: "efficiency"},
	}}, nil
}

func (c appraisalFake) Watch(_ context.Context, _ casework.Principal, since time.Time) ([]appraisal.Watched, error) {
	c.since = since
	return c.watched, nil
}

// reasonOf is 2026-09-24 + 10wd with a pause and two days granted, counted by
// the national calendar and put into words as the counter does.
func reasonOf(cal *calendar.Calendar, holidays why.Holidays, notices map[string]string) rulebook.Why {
	start, limit := at("2026-09-24 09:30"), calendar.Limit{N: 10, Unit: calendar.WorkingDays}
	span := casework.Span{From: at("2026-09-29 10:00"), To: at("2026-09-30 10:00"), Category: "inspection"}
	pause := calendar.Pause{From: span.From, To: span.To}
	due, err := cal.Due(start, limit.Add(2), pause)
	if err != nil {
		panic(err) // a count a test made up
	}
	days, err := cal.Explain(start, limit.Add(2), pause)
	if err != nil {
		panic(err)
	}
	out := rulebook.Why{
		Number: "BJ2026-000412", Clock: "handle", Round: 1, Rule: "R005", Basis: "行政许可法第四十二条", Owner: casework.Handler, Outcome: casework.Breach, Status: casework.Running,
		Start: start, Limit: "10wd", Granted: 2, Due: due.At, Date: due.Date, Pauses: []casework.Span{span},
		Policy: "service-permit@1", Calendar: "cn@1", Notices: notices,
	}
	out.Days = why.Strip{
		Days: days, Limit: limit.Add(2), Due: due.At, Pauses: out.Pauses, Name: holidays.Names(nil),
		Grants: []why.Grant{{At: at("2026-10-13 15:00"), Units: 2, Date: due.Date}},
	}.Lines()
	out.ZH, out.EN = why.Head{Start: start, Limit: limit, Granted: 2, Pauses: 1, Due: due.At, Date: due.Date}.Say()
	row := func(when, cause, actor string, old, now time.Time) casework.LedgerRow {
		return casework.LedgerRow{
			At: at(when), Clock: "handle", Round: 1, Rule: "R005", Actor: actor, Policy: "service-permit@1", Calendar: "cn@1",
			DueChange: casework.DueChange{Cause: cause, Old: old, New: now},
		}
	}
	first, second := at("2026-10-15 17:30"), at("2026-10-16 17:30")
	out.Ledger = []casework.LedgerRow{
		row("2026-09-24 09:30", "started", "handler", time.Time{}, first), row("2026-09-29 10:00", "paused", "handler", first, second),
		row("2026-10-13 15:00", "extended", "leader_in_charge", second, due.At),
	}
	return out
}

// rulesOf fills the canned answers with a working day of an administrator.
func rulesOf(cal *calendar.Calendar, holidays why.Holidays, spec calendar.Spec, policies []policy.Policy) cannedRules {
	seeded := at("2026-01-05 09:00")
	c := cannedRules{holidays: holidays, reason: reasonOf(cal, holidays, spec.Source)}
	c.parked = []casework.ParkedCase{
		{Number: "BJ2026-000398", Run: 1, Doing: "handle", At: at("2026-10-14 17:30"), Since: at("2026-10-14 17:18"), Code: casework.Unwritable, SQLState: "23514", On: "timeline_detail_check"},
		{Number: "TS2026-000031", Run: 2, Doing: casework.Reply, At: at("2026-10-15 10:04"), Since: at("2026-10-15 10:04"), Code: casework.Unwritable, SQLState: "23503", On: "inbox_post_fkey", Released: near("2026-10-16 09:02"), ReleasedBy: "admin"},
	}
	c.calendars = []rulebook.CalendarVersion{
		{
			ID: "cn", Version: 2, Year: 2027, Years: []int{2024, 2025, 2026, 2027}, Source: "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号）",
			SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", ImportedBy: "admin", Imported: at("2026-10-16 09:20"), From: at("2026-10-16 09:20"),
			BuiltOn: 1, Difference: &almanac.Difference{Years: []int{2027}, Days: []almanac.DayChange{
				{Date: "2026-12-31", Is: almanac.Off, Name: "元旦"}, {Date: "2027-01-01", Is: almanac.Off, Name: "元旦"}, {Date: "2027-02-20", Is: almanac.Worked},
			}},
		},
		{ID: "cn", Version: 1, Years: []int{2024, 2025, 2026}, Source: spec.Source["2026"], Imported: seeded, From: seeded, Published: &seeded},
		{
			ID: "cn/window", Version: 1, Unit: "window", Base: "cn@1", Years: []int{2024, 2025, 2026}, Source: "窗口周六延时服务公告", ImportedBy: "admin", Imported: seeded, From: seeded,
			Published: &seeded,
		},
	}
	c.recounts = []rulebook.Recount{
		{ID: 7, Calendar: "cn@2", CreatedBy: "admin", Created: at("2026-10-16 09:31"), Tally: rulebook.Tally{Cases: 212, Moved: 23, Clocks: 31, Settled: 12, Undone: 1, Made: 2, Shifted: 4, Stays: 3}},
		{
			ID: 5, Policy: "service-permit@2", CreatedBy: "admin", Created: at("2026-10-12 16:00"), AppliedBy: "principal_leader", Applied: near("2026-10-16 14:17"),
			Tally: rulebook.Tally{Cases: 180, Moved: 180, Clocks: 180}, Commands: 180, Decided: 74, Refused: 2,
		},
		{
			ID: 3, Calendar: "cn@1", CreatedBy: "admin", Created: at("2026-01-05 09:10"), AppliedBy: "admin", Applied: near("2026-01-05 09:12"),
			Tally: rulebook.Tally{Cases: 4}, Commands: 4, Decided: 4,
		},
	}
	move := func(number, clock, old, now string) rulebook.CaseMove {
		return rulebook.CaseMove{Number: number, Move: policy.Move{Clock: clock, Round: 1, Old: at(old), New: at(now)}}
	}
	c.moves = []rulebook.CaseMove{
		move("BJ2026-000398", "handle", "2026-10-14 17:30", "2026-10-19 17:30"), move("BJ2026-000420", "handle", "2026-10-19 17:30", "2026-10-15 17:30"),
		move("BJ2026-000441", "handle", "2026-12-31 17:30", "2027-01-04 17:30"), move("BJ2026-000455", "statutory", "2027-01-08 17:30", "2027-01-08 17:30"),
	}
	c.moves[0].Undoes, c.moves[1].Makes = true, true
	c.moves[2].WasProvisional, c.moves[3].WasProvisional = true, true
	for _, p := range slices.Backward(policies) {
		c.policies = append(c.policies, policy.Version{Policy: p, Drafted: policy.Drafted{State: policy.Published, PublishedAt: &seeded}})
	}
	i := slices.IndexFunc(c.policies, func(p policy.Version) bool { return p.ID == "service-permit" })
	draft := c.policies[i]
	draft.Version, draft.State, draft.PublishedAt, draft.Revision, draft.DraftedBy, draft.DraftedAt = 2, policy.Draft, nil, 3, "admin", at("2026-10-15 11:20")
	c.policies = slices.Insert(c.policies, i, draft)
	c.changes = []policy.Change{
		{Field: "title", Old: "行政许可办件时限", New: "行政许可办件时限（2027）"}, {Clock: "handle", Field: "extension.cap", Old: "10", New: "5"},
		{Clock: "handle", Field: "ladder[1].after", Old: "1wd", New: "2wd"}, {Clock: "deliver", Field: "limit", Old: "10wd", New: "5wd"}, {Clock: "deliver", Field: "pausable", New: "true"},
	}
	c.uses = []rulebook.PolicyUse{{Policy: "service-permit@1", Calendar: "cn@1", Open: 180}, {Policy: "service-permit@1", Calendar: "cn/window@1", Open: 4}, {Policy: "service-general@1", Calendar: "cn@1", Open: 28}}
	c.played = []core.Played{
		{At: "2026-09-24T09:30:00+08:00", Case: "BJ2026-000001", Event: casework.ClockStarted, Clock: "intake", To: []casework.Role{casework.ActingHolder}},
		{At: "2026-10-09T17:30:00+08:00", Case: "BJ2026-000001", Event: casework.ClockDeemed, Clock: "intake", To: []casework.Role{casework.ActingHolder, casework.SectionHead}},
		{At: "2026-10-15T17:30:00+08:00", Case: "BJ2026-000001", Event: casework.ClockBreached, Clock: "handle", To: []casework.Role{casework.ActingHolder, casework.SectionHead}},
	}
	c.alones = []appraisal.Alone{
		{What: appraisal.DoneAlone, Number: "BJ2026-000409", Kind: casework.Service, ItemName: "食品经营许可", Unit: "permits", At: at("2026-10-15 10:58"), Act: casework.Pause, Actor: "handler", ActorName: "王强"},
		{What: appraisal.SecondAsked, Number: "BJ2026-000412", Kind: casework.Service, ItemName: "食品经营许可", Unit: "permits", At: at("2026-10-15 17:29"), Act: casework.Close, Actor: "handler", ActorName: "王强"},
		{What: appraisal.SecondLapsed, Number: "BJ2026-000381", Kind: casework.Service, ItemName: "城市道路挖掘许可", Unit: "permits", At: at("2026-10-15 17:30"), Act: casework.Withdraw, AskedBy: "li", AskedName: "李敏"},
	}
	c.watched = []appraisal.Watched{
		{What: appraisal.LatePause, Number: "BJ2026-000409", ItemName: "食品经营许可", Unit: "permits", At: at("2026-10-15 16:58"), Actor: "handler", ActorName: "王强", Clock: "handle", Category: "inspection", Old: near("2026-10-16 17:30"), New: near("2026-10-23 17:30")},
		{What: appraisal.Reopened, Number: "BJ2026-000370", ItemName: "食品经营许可", Unit: "permits", At: at("2026-10-13 09:05"), ActorName: "王强", Before: near("2026-10-12 10:02"), Result: "completed"},
		{What: appraisal.PingPong, Number: "BJ2026-000381", ItemName: "城市道路挖掘许可", Unit: "permits", At: at("2026-10-12 11:40"), ActorName: "李敏", Before: near("2026-10-12 09:10"), From: "road-desk", To: "food-desk"},
	}
	return c
}

// ask is the author's request to publish the draft of the permit policy.
func (c *cannedRules) ask() {
	i := slices.IndexFunc(c.policies, func(p policy.Version) bool { return p.State == policy.Draft })
	c.policies[i].RequestedAt = near("2026-10-15 17:02")
}
