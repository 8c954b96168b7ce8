package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

func newLeave(t *testing.T, form string, facts map[string]string) *office {
	t.Helper()
	from := "2026-03-03T08:30:00"
	if form == "emergency" {
		from = "2026-03-02T09:00:00"
	}
	o := newAbsence(t, form, from, "2026-03-04T17:30:00")
	o.start.Declared = kind.Office().Of(casework.Absence).Revision
	for k, v := range facts {
		o.start.Facts[k] = v
	}
	return o
}

// turnedAway holds what became of a command that was sent at an instant.
func (o *office) turnedAway(command, at string, code casework.Code, field, rule string) {
	o.Helper()
	v := o.verdicts[command+"@"+at]
	require.Equal(o, []any{false, code, field, rule}, []any{v.Accepted, v.Code, v.Field, v.Rule})
}

// Three sign, each when it is his turn; only the last signature grants, and the supervision
// section has it on file (R232).
func TestSignedInTurn(t *testing.T) {
	o := newLeave(t, "leave", map[string]string{kind.FactSigners: "principal_leader,leader_in_charge", kind.FactFiled: string(casework.SupervisionOffice)})
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.LeaderInCharge, casework.Args{Approve: &yes})
	o.update("2026-03-02T10:00:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T11:00:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T14:30:00", "", casework.Approve, casework.PrincipalLeader, casework.Args{Approve: &yes})
	o.update("2026-03-02T15:30:00", "", casework.Approve, casework.LeaderInCharge, casework.Args{Approve: &yes})
	o.run("2026-03-03T10:00:00")
	o.turnedAway(casework.Approve, "2026-03-02T09:30:00", casework.NotDecider, "actor", "R154")
	o.turnedAway(casework.Approve, "2026-03-02T11:00:00", casework.NotDecider, "actor", "R154")
	var next []string
	for _, e := range o.find(kind.AbsenceSigned, "") {
		next = append(next, e.Detail["next"])
	}
	require.Equal(t, []string{"principal_leader", "leader_in_charge"}, next)
	require.Equal(t, "2026-03-02 15:30", day(o.find(casework.AbsenceApproved, "")[0].At))
	filed := o.find(kind.AbsenceFiled, "")
	require.Len(t, filed, 1)
	require.Equal(t, []casework.Role{casework.SupervisionOffice}, filed[0].To)
}

// One of them refuses: that ends it, whoever signed before.
func TestOneOfThemRefuses(t *testing.T) {
	o := newLeave(t, "leave", map[string]string{kind.FactSigners: "leader_in_charge", kind.FactFiled: string(casework.SupervisionOffice)})
	o.update("2026-03-02T10:00:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T11:00:00", "", casework.Approve, casework.LeaderInCharge, casework.Args{Approve: &no})
	o.run("2026-03-03T10:00:00")
	require.Equal(t, "refused", o.last().Result)
	require.Empty(t, o.find(casework.AbsenceApproved, ""))
	require.Empty(t, o.find(kind.AbsenceFiled, ""))
}

// A kind of leave is granted on its paper, which is asked for once; by telephone it is owed
// with the rest (R183, R190, R233).
func TestGrantedOnItsPaper(t *testing.T) {
	o := newLeave(t, "leave", map[string]string{casework.FactProof: casework.PurposeHospital, kind.FactSigners: "leader_in_charge"})
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T10:00:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes, Proof: "f1"})
	o.update("2026-03-02T11:00:00", "", casework.Approve, casework.LeaderInCharge, casework.Args{Approve: &yes})
	o.run("2026-03-03T10:00:00")
	o.turnedAway(casework.Approve, "2026-03-02T09:30:00", casework.Invalid, "proof", "R190")
	require.Len(t, o.find(casework.AbsenceApproved, ""), 1)

	told := newLeave(t, "emergency", map[string]string{casework.FactProof: casework.PurposeDeath, kind.FactFiled: string(casework.SupervisionOffice)})
	told.update("2026-03-02T10:00:00", "", casework.FilePapers, casework.Handler, casework.Args{})
	told.update("2026-03-02T10:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	told.update("2026-03-02T11:00:00", "", casework.FilePapers, casework.Handler, casework.Args{Proof: "f1"})
	told.update("2026-03-02T11:30:00", "", casework.Approve, casework.Handler, casework.Args{Approve: &yes})
	told.update("2026-03-02T15:00:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	told.run("2026-03-03T10:00:00")
	told.turnedAway(casework.FilePapers, "2026-03-02T10:00:00", casework.Invalid, "proof", "R233")
	told.turnedAway(casework.Approve, "2026-03-02T10:30:00", casework.WrongStage, "", "R154")
	told.turnedAway(casework.Approve, "2026-03-02T11:30:00", casework.OwnCase, "actor", "R154")
	require.Len(t, told.find(casework.PapersFiled, ""), 1)
	require.Equal(t, "2026-03-02 15:00", day(told.find(kind.AbsenceFiled, "")[0].At), "once it is granted")
}

// What was told by telephone is leave once its papers, filed in time, are signed by all who
// sign; filed late or refused, it never is (R183, R232).
func TestToldByTelephone(t *testing.T) {
	for name, tt := range map[string]struct {
		filed  string
		signed *bool
		result string
	}{
		"signed":         {"2026-03-03T17:00:00", &yes, "returned"},
		"not signed":     {"2026-03-03T17:00:00", nil, ""},
		"refused":        {"2026-03-03T17:00:00", &no, "unrecognised"},
		"filed too late": {"2026-03-04T09:00:00", nil, "unrecognised"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newLeave(t, "emergency", map[string]string{kind.FactSigners: "leader_in_charge"})
			o.update("2026-03-03T08:40:00", "", casework.ReportReturn, casework.Handler, casework.Args{})
			o.update(tt.filed, "", casework.FilePapers, casework.Handler, casework.Args{})
			if tt.signed != nil {
				o.update("2026-03-04T09:00:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
				o.update("2026-03-04T10:00:00", "", casework.Approve, casework.LeaderInCharge, casework.Args{Approve: tt.signed})
			}
			o.run("2026-03-06T10:00:00")
			require.Equal(t, tt.result, o.last().Result)
			require.Len(t, o.find(kind.AbsenceBegun, ""), 1, "he is away, and somebody covers")
			granted := 0
			if tt.result == "returned" {
				granted = 1
			}
			require.Len(t, o.find(casework.AbsenceApproved, ""), granted)
			if tt.result == "" {
				require.Equal(t, casework.SectionHead, o.last().Turn, "those who sign are waited for")
				require.Equal(t, "2026-03-04 17:30", day(o.find(casework.ClockBreached, kind.ClockGrant)[0].At))
			}
		})
	}
}

// Where nobody covers, whoever signs first says that the work is arranged (R244).
func TestArrangedFirst(t *testing.T) {
	o := newLeave(t, "leave", map[string]string{kind.FactArranged: kind.ArrangeOwed})
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T10:00:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes, Arranged: true})
	o.run("2026-03-03T10:00:00")
	o.turnedAway(casework.Approve, "2026-03-02T09:30:00", casework.Invalid, "arranged", "R244")
	require.Equal(t, "2026-03-02 10:00", day(o.find(casework.AbsenceApproved, "")[0].At))
}

// A window with one person is left once somebody stands there, whom he is not himself; otherwise
// the leave is void at its time (R187).
func TestASingleWindowIsLeftOnceSomebodyStandsThere(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by     casework.Role
		result string
		left   int
	}{
		"somebody does":    {"backup", "", 1},
		"the head sees it": {casework.SectionHead, "", 1},
		"nobody does":      {"", "unrelieved", 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := newLeave(t, "leave", map[string]string{kind.FactRelief: kind.ReliefOwed})
			o.update("2026-03-02T10:00:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
			if tt.by != "" {
				o.update("2026-03-02T17:00:00", "", kind.Relieve, tt.by, casework.Args{})
				o.update("2026-03-02T17:10:00", "", kind.Relieve, tt.by, casework.Args{})
			}
			o.run("2026-03-03T09:00:00")
			require.Equal(t, tt.result, o.last().Result)
			require.Len(t, o.find(casework.ActingHolderChanged, ""), tt.left)
			require.Len(t, o.find(casework.AbsenceCancelled, ""), 1-tt.left)
			if tt.by != "" {
				o.turnedAway(kind.Relieve, "2026-03-02T17:10:00", casework.NothingOwed, "", "R187")
			}
		})
	}
}

// More time is signed as the whole would have been: each who signs so long an absence in his
// turn, on the paper its kind is then shown by, within the days it has (R155, R190, R232, R233).
func TestLongerIsSignedAsTheWhole(t *testing.T) {
	o := newLeave(t, "leave", map[string]string{
		kind.FactSort: "sick", kind.FactLonger: "2026-03-05T08:30:00+08:00=section_head;=section_head,leader_in_charge",
		kind.FactShownAfter: "2026-03-05T08:30:00+08:00=" + casework.PurposeHospital, kind.FactMostUntil: "2026-03-07T08:30:00+08:00",
	})
	more := casework.Args{Clock: "return", Days: 2}
	consent := casework.Args{Clock: "return", Approve: &yes, Days: 1}
	papered := consent
	papered.Proof = "f1"
	o.update("2026-03-02T10:00:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-04T09:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "return", Days: 3})
	o.update("2026-03-04T09:30:00", "", casework.RequestExtension, casework.Handler, more)
	o.update("2026-03-04T10:00:00", "", casework.DecideExtension, casework.SectionHead, consent)
	o.update("2026-03-04T10:30:00", "", casework.DecideExtension, casework.LeaderInCharge, papered)
	o.update("2026-03-04T11:00:00", "", casework.DecideExtension, casework.SectionHead, papered)
	o.update("2026-03-04T14:30:00", "", casework.DecideExtension, casework.SectionHead, papered)
	o.update("2026-03-04T15:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "return", Approve: &yes, Days: 2})
	o.update("2026-03-04T15:30:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "return", Approve: &yes})
	o.run("2026-03-05T12:00:00")
	o.turnedAway(casework.RequestExtension, "2026-03-04T09:00:00", casework.OverCap, "days", "R233")
	o.turnedAway(casework.DecideExtension, "2026-03-04T10:00:00", casework.Invalid, "proof", "R190")
	o.turnedAway(casework.DecideExtension, "2026-03-04T10:30:00", casework.NotDecider, "actor", "R155")
	o.turnedAway(casework.DecideExtension, "2026-03-04T14:30:00", casework.NotDecider, "actor", "R155")
	o.turnedAway(casework.DecideExtension, "2026-03-04T15:00:00", casework.MoreThanAsked, "days", "R155")
	require.Len(t, o.find(casework.ExtensionSigned, "return"), 1)
	granted := o.find(casework.ExtensionApproved, "return")
	require.Len(t, granted, 1)
	require.Equal(t, "2026-03-04 15:30", day(granted[0].At))
	require.Equal(t, "2026-03-05 17:30", day(o.last().Clock("return").Due), "what the first of them lent")
}
