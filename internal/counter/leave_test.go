package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// leave is asked for by the handler in an office that goes by an order.
func leave(t *testing.T, order string, change func(b *bench, r *core.Registration)) (*bench, error) {
	t.Helper()
	b := staffed(t)
	b.store.Rules = []policy.Policy{{ID: "absence", Version: 2, Kind: casework.Absence, Choices: map[string]string{"leave": order}}}
	in := absence(func(r *core.Registration) { r.Absence.Form = core.FormLeave })
	if change != nil {
		change(b, &in)
	}
	_, err := b.Register(t.Context(), handler(), in, "leave-1")
	return b, err
}

func backedUp(b *bench) {
	b.store.Beside = []duty.Assignment{{Post: "permit-1", Person: countertest.Head, Rank: 1}}
}

// TestNobodyCovers: where the office goes by the attendance rules, a leave that nobody can
// cover says how the work is arranged (R244).
func TestNobodyCovers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		order  string
		change func(b *bench, r *core.Registration)
		field  string
		want   string
	}{
		"nobody, and nothing is said": {"window", nil, "fields.arrangement", ""},
		"nobody, and it is said":      {"window", func(_ *bench, r *core.Registration) { r.Fields["arrangement"] = "约定改期" }, "", kind.ArrangeOwed},
		"somebody covers":             {"window", func(b *bench, _ *core.Registration) { backedUp(b) }, "", ""},
		"and is away himself": {"window", func(b *bench, r *core.Registration) {
			backedUp(b)
			b.store.Leaves = []duty.Absence{{Person: countertest.Head, From: r.Absence.From, Until: r.Absence.Until}}
		}, "fields.arrangement", ""},
		"an outing":              {"window", func(_ *bench, r *core.Registration) { r.Absence.Form = core.FormOuting }, "", ""},
		"an office of the other": {"office", nil, "", ""},
	} {
		b, err := leave(t, tt.order, tt.change)
		if tt.field != "" {
			why := core.RefusalsOf(err)
			require.Len(t, why, 1, name)
			require.Equal(t, []string{tt.field, "R244"}, []string{why[0].Field, why[0].Rule}, name)
			continue
		}
		require.NoError(t, err, name)
		require.Equal(t, tt.want, b.store.Registered[0].Facts[kind.FactArranged], name)
	}
}

// TestASingleWindowIsRelieved: leave from a window with one person begins once somebody stands
// there; an outing does, and leave elsewhere, without (R187).
func TestASingleWindowIsRelieved(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ order, form, want string }{
		"one person":   {"single-window", core.FormLeave, kind.ReliefOwed},
		"on business":  {"single-window", core.FormOuting, ""},
		"a window":     {"window", core.FormLeave, ""},
		"a department": {"office", core.FormLeave, ""},
	} {
		b, err := leave(t, tt.order, func(b *bench, r *core.Registration) {
			backedUp(b)
			r.Absence.Form = tt.form
		})
		require.NoError(t, err, name)
		require.Equal(t, tt.want, b.store.Registered[0].Facts[kind.FactRelief], name)
	}
}

// TestWhoSignsALeave: the chain of the office's order goes with the case, each role once (R232).
func TestWhoSignsALeave(t *testing.T) {
	t.Parallel()
	b, err := leave(t, "window", func(b *bench, r *core.Registration) {
		backedUp(b)
		r.Absence.Until = r.Absence.From.AddDate(0, 0, 2)
	})
	require.NoError(t, err)
	facts := b.store.Registered[0].Facts
	require.Equal(t, string(casework.SectionHead), facts["approver"])
	require.Equal(t, "principal_leader,leader_in_charge", facts[kind.FactSigners])
	require.Equal(t, string(casework.SupervisionOffice), facts[kind.FactFiled])
}

// TestKindsOfLeave: each asks for its paper by its length, and has no more days than it has (R190, R233).
func TestKindsOfLeave(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		form, sort  string
		days        int
		field, want string
	}{
		"nothing said":          {core.FormLeave, "", 3, "", ""},
		"a course":              {core.FormLeave, "course", 0, "", casework.PurposeCourse},
		"a long sickness":       {core.FormLeave, "sick", 10, "", casework.PurposeHospital},
		"a short one":           {core.FormLeave, "sick", 0, "", ""},
		"no such leave":         {core.FormLeave, "moon", 0, "sort", ""},
		"an outing is no leave": {core.FormOuting, "sick", 0, "sort", ""},
		"more than it has":      {core.FormLeave, "annual", 60, "until", ""},
	} {
		b, err := leave(t, "office", func(_ *bench, r *core.Registration) {
			r.Absence.Form, r.Absence.Sort, r.Absence.Until = tt.form, tt.sort, r.Absence.Until.AddDate(0, 0, tt.days)
		})
		if tt.field != "" {
			why := core.RefusalsOf(err)
			require.Len(t, why, 1, name)
			require.Equal(t, []string{tt.field, "R233"}, []string{why[0].Field, why[0].Rule}, name)
			continue
		}
		require.NoError(t, err, name)
		require.Equal(t, tt.want, b.store.Registered[0].Facts[casework.FactProof], name)
	}
}

// TestLeaveInHalves: what is asked for in halves is granted, and shows its paper, as one; a
// weekend or days off between them are no time at the post, a worked day is (R154, R190, R232).
func TestLeaveInHalves(t *testing.T) {
	t.Parallel()
	at := func(s string) time.Time { got, err := cases.ParseTime(s); require.NoError(t, err); return got }
	const two = "principal_leader,leader_in_charge"
	for name, tt := range map[string]struct {
		from, result, sort, home string // of the second half; how the first ended, what it was, when he was back
		signers, proof           string
	}{
		"over the days off":         {"2026-10-08", "", "sick", "", two, casework.PurposeHospital},
		"a day at the post between": {"2026-10-09", "", "sick", "", "leader_in_charge", ""},
		"the first was refused":     {"2026-10-08", "refused", "sick", "", "leader_in_charge", ""},
		"the first was withdrawn":   {"2026-10-08", "withdrawn", "sick", "", "leader_in_charge", ""},
		"back early":                {"2026-10-08", "returned", "sick", "2026-09-29T08:30", "leader_in_charge", ""},
		"another kind of leave":     {"2026-10-08", "", "", "", two, ""},
	} {
		b, err := leave(t, "window", func(b *bench, r *core.Registration) {
			backedUp(b)
			s := casework.State{
				Number: "LG2026-000001", Kind: casework.Absence, Unit: "permits", Post: "permit-1", Run: 1, Revision: 1, Stage: casework.StageLeave, Received: b.now, Result: tt.result,
				Facts: map[string]string{"person": countertest.Handler, "form": core.FormLeave, kind.FactSort: tt.sort}, Term: &casework.Span{From: at("2026-09-28T08:30"), To: at("2026-09-30T17:30")},
			}
			if tt.home != "" {
				s.Clocks = []casework.Clock{{Name: "return", Status: casework.Met, Ended: at(tt.home)}}
			}
			b.store.Put(s)
			r.Absence.Sort, r.Absence.From, r.Absence.Until = "sick", at(tt.from+"T08:30"), at(tt.from+"T12:00")
		})
		require.NoError(t, err, name)
		facts := b.store.Registered[0].Facts
		require.Equal(t, []string{tt.signers, tt.proof}, []string{facts[kind.FactSigners], facts[casework.FactProof]}, name)
	}
}

// TestTheVeryPaper: a leave for a course is not granted on a hospital's certificate (R233).
func TestTheVeryPaper(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const number = "LG2026-000001"
	b.store.Put(casework.State{
		Number: number, Kind: casework.Absence, Unit: "permits", Post: "permit-1", Run: 1, Revision: 1, Stage: casework.StageApprove, Received: b.now,
		Declared: kind.Office().Of(casework.Absence).Revision,
		Facts:    map[string]string{"person": countertest.Handler, "form": core.FormLeave, "approver": string(casework.SectionHead), casework.FactProof: casework.PurposeCourse},
	})
	b.engine.Run(number, true)
	paper := func(text, purpose string) string {
		answer, err := b.Attach(t.Context(), handler(), number, func() (cases.Sent, error) {
			return cases.Sent{Key: core.KeyID(text, purpose), File: &core.File{Name: text + ".txt", Content: content(t, text)}, Raw: map[string]any{"purpose": purpose}}, nil
		})
		require.NoError(t, err)
		return answer.ID
	}
	grant := func(key, proof string) error {
		_, err := b.Do(t.Context(), head(), number, casework.Approve, map[string]any{"approve": true, "proof": proof}, key)
		return err
	}
	why := core.RefusalsOf(grant("k1", paper("医院证明", casework.PurposeHospital)))
	require.Len(t, why, 1)
	require.Equal(t, []string{string(casework.ProofUnfit), "proof", "R233"}, []string{string(why[0].Code), why[0].Field, why[0].Rule})
	require.NoError(t, grant("k2", paper("面授通知单", casework.PurposeCourse)))
}

// TestWhoSignsMoreTime: what an absence asks for the longer it gets is laid down with it, each
// role as it stands above that post (R155, R190, R232, R233).
func TestWhoSignsMoreTime(t *testing.T) {
	t.Parallel()
	b, err := leave(t, "window", func(b *bench, r *core.Registration) {
		backedUp(b)
		r.Absence.Sort = "sick"
	})
	require.NoError(t, err)
	facts := b.store.Registered[0].Facts
	from := b.store.Registered[0].Term.From
	require.Equal(t, []casework.Role{casework.SectionHead}, kind.SignLonger(facts[kind.FactLonger], from.Add(time.Hour)))
	require.Equal(t, []casework.Role{casework.SectionHead, casework.LeaderInCharge}, kind.SignLonger(facts[kind.FactLonger], from.Add(8*time.Hour)))
	require.Equal(t, []casework.Role{casework.SectionHead, casework.PrincipalLeader, casework.LeaderInCharge}, kind.SignLonger(facts[kind.FactLonger], from.AddDate(0, 0, 14)))
	require.Contains(t, facts[kind.FactShownAfter], "="+casework.PurposeHospital)
	require.Empty(t, facts[kind.FactMostUntil])
	b, err = leave(t, "office", func(_ *bench, r *core.Registration) { r.Absence.Sort = "annual" })
	require.NoError(t, err)
	require.NotEmpty(t, b.store.Registered[0].Facts[kind.FactMostUntil], "fifteen days, and no more by asking for more")
}

// TestPapersWaitForTheirGrant: what began by telephone is on the desk of who signs it once its
// papers are in, and not before (R183).
func TestPapersWaitForTheirGrant(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	put := func(number string, clocks ...casework.Clock) {
		b.store.Put(casework.State{
			Number: number, Kind: casework.Absence, Unit: "permits", Post: "permit-1", Run: 1, Revision: 1, Stage: casework.StageAway, Received: b.now, Clocks: clocks,
			Facts: map[string]string{"person": countertest.Handler, "form": core.FormEmergency, "approver": string(casework.SectionHead), kind.FactRecognised: kind.RecogniseOwed},
		})
	}
	put("LG2026-000001", casework.Clock{Name: "papers", Status: casework.Running})
	put("LG2026-000002", casework.Clock{Name: kind.ClockGrant, Status: casework.Running})
	put("LG2026-000003", casework.Clock{Name: kind.ClockGrant, Status: casework.Met})
	asked, err := b.Asked(t.Context(), head())
	require.NoError(t, err)
	require.Len(t, asked, 1)
	require.Equal(t, "LG2026-000002", asked[0].Number)
}
