package access

import (
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Columns of the table that are no role of a post.
const (
	Public casework.Role = "public" // everybody, signed in or not
	Staff  casework.Role = "staff"  // everybody who is signed in
)

// Row is one line of the table: an action on a kind of case ("" where it is of
// no case), and how far each role reaches. A role that is not named reaches
// nowhere.
type Row struct {
	Action string
	Kind   casework.Kind
	Scopes map[casework.Role]Scope
	// View: reading only, which a backup in waiting and an absent A may too.
	View bool
	// Signature: a leader's own, which never passes to whoever covers him
	// (R165 and its reading in rules.md).
	Signature bool
	// Joint: also of those who have a part in the case, as far as their role reaches
	// with it (主办, 协办; R044). Whatever may be read, they may read.
	Joint bool
}

// scopes keeps the lines of the table short.
type scopes = map[casework.Role]Scope

const (
	service        = casework.Service
	absence        = casework.Absence
	accountability = casework.Accountability
)

// readers of service cases without their personal fields: those who handle,
// lead, chase, watch and audit.
var readers = scopes{
	casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit,
	casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau,
	casework.SupervisionOffice: Bureau, casework.Auditor: Bureau,
}

// judges are those who see an accountability case. The handler, his section
// head and the leader in charge are not among them: one of them may be the
// person concerned.
var judges = scopes{
	casework.PersonConcerned: Own, // from the formal opening on
	casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau,
	casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau, casework.Auditor: Bureau,
}

// around is who sees an absence: he himself, those above him, the efficiency
// office and the auditor.
var around = scopes{
	casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
	casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau, casework.EfficiencyOffice: Bureau, casework.Auditor: Bureau,
}

// approvers of an absence (R154, R155); who of them, its length and his rank say.
var approvers = scopes{
	casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau,
}

// deciders of extensions (R043): the unit's head, or the leader he delegated.
var deciders = scopes{casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}

var (
	handler  = scopes{casework.Handler: Own}
	counter  = scopes{casework.Handler: Own, casework.Clerk: Unit} // what also happens at the window
	superior = scopes{
		casework.Handler: Own, casework.SectionHead: Unit,
		casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	}
	everybody = scopes{Public: All}
	himself   = scopes{Staff: Own}
	concerned = scopes{casework.PersonConcerned: Own}
	// The discipline office has what went upward to it (design section 5).
	efficient = scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own}
	admin     = scopes{casework.Admin: All}
)

// table is all of it: what follows, and what documents, complaints, supervision,
// standing duties and papers add, and what cases have to do with each other.
var table = slices.Concat(rows, officeRows, joinRows, paperRows, urgentRows)

var rows = []Row{
	// Service: seeing.
	{Action: CaseList, Kind: service, Scopes: readers, View: true},
	{Action: CaseView, Kind: service, Scopes: readers, View: true},
	{Action: CaseTimeline, Kind: service, Scopes: readers, View: true},
	{Action: CaseLedger, Kind: service, Scopes: readers, View: true},
	{Action: ApprovalsList, Kind: service, Scopes: deciders, View: true},
	// Sealed words only for those who work on the case now: no View, so a backup
	// in waiting does not open them (个人信息保护法第六条: the least that is needed).
	{Action: CasePersonal, Kind: service, Scopes: scopes{
		casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit,
		casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	}},

	// Service: acting. One window outward for all sections (R036), so a clerk
	// registers for the whole bureau.
	{Action: CaseRegister, Kind: service, Scopes: scopes{casework.Clerk: Bureau}},
	{Action: casework.OneTimeNotice, Kind: service, Scopes: handler},
	{Action: casework.Supplement, Kind: service, Scopes: counter},
	{Action: casework.Accept, Kind: service, Scopes: handler},
	{Action: casework.Decline, Kind: service, Scopes: handler},
	{Action: casework.Complete, Kind: service, Scopes: handler},
	{Action: casework.Deny, Kind: service, Scopes: handler},
	{Action: casework.Deliver, Kind: service, Scopes: counter},
	{Action: casework.Pause, Kind: service, Scopes: handler},
	{Action: casework.Resume, Kind: service, Scopes: handler},
	{Action: casework.RequestExtension, Kind: service, Scopes: handler},
	{Action: casework.DecideExtension, Kind: service, Scopes: deciders, Signature: true},
	{Action: casework.WithdrawExtension, Kind: service, Scopes: handler},
	{Action: casework.Transfer, Kind: service, Scopes: superior},
	{Action: casework.Chase, Kind: service, Scopes: scopes{
		casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
		casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau,
	}},
	{Action: casework.Explain, Kind: service, Scopes: scopes{casework.SectionHead: Unit}}, // R059
	{Action: casework.Withdraw, Kind: service, Scopes: counter},
	{Action: casework.Correct, Kind: service, Scopes: scopes{
		casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit,
	}},
	{Action: casework.Reopen, Kind: service, Scopes: superior},
	{Action: casework.Close, Kind: service, Scopes: handler},
	{Action: casework.Attach, Kind: service, Scopes: scopes{
		casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit,
		casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	}},
	{Action: TextCreate, Kind: service, Scopes: scopes{
		casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit,
		casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau,
		casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau,
	}},

	// Accountability. Nobody registers one: a breach opens it.
	{Action: CaseList, Kind: accountability, Scopes: judges, View: true},
	{Action: CaseView, Kind: accountability, Scopes: judges, View: true},
	{Action: CaseTimeline, Kind: accountability, Scopes: judges, View: true},
	{Action: CaseLedger, Kind: accountability, Scopes: judges, View: true},
	{Action: CasePersonal, Kind: accountability, Scopes: scopes{
		casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau,
		casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau,
	}},
	// What helps to judge holds sealed words, and is nothing for a judge who is
	// concerned himself: no View.
	{Action: CaseFindings, Kind: accountability, Scopes: scopes{
		casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau,
		casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau,
	}},
	{Action: ApprovalsList, Kind: accountability, Scopes: scopes{casework.PrincipalLeader: Bureau}, View: true},
	{Action: casework.StateFacts, Kind: accountability, Scopes: efficient},
	{Action: casework.Hear, Kind: accountability, Scopes: concerned},
	{Action: casework.Split, Kind: accountability, Scopes: efficient},
	{Action: casework.Recommend, Kind: accountability, Scopes: efficient},
	{Action: casework.Decide, Kind: accountability, Scopes: scopes{casework.PartyGroup: Bureau}, Signature: true}, // R142
	{Action: casework.Serve, Kind: accountability, Scopes: efficient},
	{Action: casework.Report, Kind: accountability, Scopes: concerned}, // what was mended (R134)
	{Action: casework.AskReview, Kind: accountability, Scopes: concerned},
	// Which of the two decides which round the case says (公务员法 95).
	{Action: casework.DecideReview, Kind: accountability, Scopes: scopes{
		casework.PartyGroup: Bureau, casework.DisciplineOffice: Bureau,
	}, Signature: true},
	{Action: casework.RequestExtension, Kind: accountability, Scopes: scopes{
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, // of the appeal (公务员法 96)
	}},
	{Action: casework.DecideExtension, Kind: accountability, Scopes: scopes{casework.PrincipalLeader: Bureau}, Signature: true},
	{Action: casework.WithdrawExtension, Kind: accountability, Scopes: scopes{
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau,
	}},
	{Action: casework.Chase, Kind: accountability, Scopes: scopes{
		casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau,
	}},
	{Action: casework.Close, Kind: accountability, Scopes: efficient},
	// Evidence of those who verify and decide, and of him who defends himself (R143).
	{Action: casework.Attach, Kind: accountability, Scopes: scopes{
		casework.PersonConcerned: Own, casework.EfficiencyOffice: Bureau,
		casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau,
	}},
	{Action: TextCreate, Kind: accountability, Scopes: scopes{
		casework.PersonConcerned: Own, casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau,
		casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau,
	}},

	// Absence. Everybody asks for himself; a head, or the administrator, takes down
	// what was said on the telephone (R183). Nobody grants his own.
	{Action: CaseRegister, Kind: absence, Scopes: scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.Admin: All,
	}},
	{Action: CaseList, Kind: absence, Scopes: around, View: true},
	{Action: CaseView, Kind: absence, Scopes: around, View: true},
	{Action: CaseTimeline, Kind: absence, Scopes: around, View: true},
	{Action: CaseLedger, Kind: absence, Scopes: around, View: true},
	{Action: CaseHandover, Kind: absence, Scopes: around, View: true},
	{Action: CasePersonal, Kind: absence, Scopes: scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
		casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau,
	}},
	{Action: ApprovalsList, Kind: absence, Scopes: approvers, View: true},
	{Action: casework.Approve, Kind: absence, Scopes: approvers},
	{Action: casework.ReportReturn, Kind: absence, Scopes: concerned},
	{Action: casework.FilePapers, Kind: absence, Scopes: concerned},
	{Action: casework.Withdraw, Kind: absence, Scopes: concerned},
	{Action: casework.RequestExtension, Kind: absence, Scopes: concerned},
	{Action: casework.WithdrawExtension, Kind: absence, Scopes: concerned},
	{Action: casework.DecideExtension, Kind: absence, Scopes: approvers},
	{Action: casework.Designate, Kind: absence, Scopes: deciders}, // R169
	{Action: casework.Chase, Kind: absence, Scopes: scopes{
		casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau,
	}},
	// The papers the absence rests on (R183).
	{Action: casework.Attach, Kind: absence, Scopes: scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
	}},
	{Action: TextCreate, Kind: absence, Scopes: scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	}},

	// Of the person himself.
	{Action: ClockList, Scopes: himself, View: true},
	{Action: InboxRead, Scopes: himself, View: true},
	{Action: CommandView, Scopes: himself, View: true},
	{Action: SessionView, Scopes: himself, View: true},
	{Action: SessionEnd, Scopes: himself},
	{Action: PasswordChange, Scopes: himself},

	// Of the house. Reason and place of an absence stay in it (R175); the party
	// group approves the plan of posts, the office files it (R162).
	{Action: BoardView, Scopes: himself, View: true},
	{Action: CoverView, Scopes: himself, View: true},
	{Action: PlanView, Scopes: himself, View: true},
	{Action: PlanPropose, Scopes: scopes{casework.SectionHead: Unit, casework.Admin: All}},
	{Action: PlanExcept, Scopes: scopes{casework.PrincipalLeader: Bureau}, Signature: true}, // R163
	{Action: PlanApprove, Scopes: scopes{casework.PartyGroup: Bureau}, Signature: true},
	{Action: PlanFile, Scopes: scopes{casework.GeneralOffice: Bureau}},
	{Action: PointsView, Scopes: scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
		casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau,
		casework.PartyGroup: Bureau, casework.Auditor: Bureau,
	}, View: true},
	// Targets are set from above and checked by others; nobody does either for
	// himself, which the counter looks at for units (R212, R213).
	{Action: TargetSet, Scopes: scopes{casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}},
	{Action: TargetMark, Scopes: efficient},

	// Of everybody: promises and limits are public (R032, R039).
	{Action: BoardPublic, Scopes: everybody, View: true},
	{Action: Complain, Scopes: everybody},
	{Action: Progress, Scopes: everybody, View: true},
	{Action: SessionBegin, Scopes: everybody},
	{Action: DueCalculate, Scopes: everybody, View: true},
	{Action: ItemList, Scopes: everybody, View: true},
	{Action: HealthView, Scopes: everybody, View: true},
	{Action: MetricsView, Scopes: everybody, View: true},
	{Action: DocsView, Scopes: everybody, View: true},
	{Action: AssetView, Scopes: everybody, View: true},

	// Of the installation. The administrator keeps persons and posts and sees no
	// case; the auditor sees the audit chain, which cannot be cut by bureau.
	{Action: AuditView, Scopes: scopes{casework.Auditor: All}, View: true},
	{Action: AccessView, Scopes: scopes{casework.Admin: All, casework.Auditor: All}, View: true},
	{Action: PersonAdmin, Scopes: admin},
	{Action: PostAdmin, Scopes: admin},
	{Action: OperatorView, Scopes: scopes{casework.Admin: All, casework.Auditor: All}, View: true},
	{Action: CaseRelease, Scopes: admin},

	// Policies: everybody of the house reads the rules he is held to; two of these
	// three draft and consent.
	{Action: PolicyView, Scopes: scopes{Staff: All}, View: true},
	{Action: PolicyAdmin, Scopes: scopes{
		casework.PrincipalLeader: All, casework.EfficiencyOffice: All, casework.Admin: All,
	}},
	// What looks like winning time: for those who watch, not for those watched.
	{Action: WatchView, Kind: service, Scopes: scopes{
		casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.Auditor: Bureau,
	}, View: true},

	// Calendars and recounts: numbers of cases and dates, nothing personal.
	{Action: CalendarView, Scopes: scopes{casework.Admin: All, casework.GeneralOffice: All}, View: true},
	{Action: CalendarImport, Scopes: admin},
	{Action: CalendarPublish, Scopes: admin},
	{Action: CalendarDiscard, Scopes: admin},
	{Action: RecountPreview, Scopes: admin},
	{Action: RecountApply, Scopes: admin},
}

// Columns lists the columns of the table in the order it is printed.
func Columns() []casework.Role {
	return append([]casework.Role{Public, Staff, casework.PersonConcerned, casework.Investigator}, casework.Roles()...)
}

// Table copies the whole table, for documents, admin pages and tests.
func Table() []Row {
	out := make([]Row, len(table))
	for i, r := range table {
		r.Scopes = maps.Clone(r.Scopes)
		out[i] = r
	}
	return out
}

// find looks up a row; nil for an action the table does not know.
func find(action string, kind casework.Kind) *Row {
	for i := range table {
		if table[i].Action == action && table[i].Kind == kind {
			return &table[i]
		}
	}
	return nil
}

// reach is the widest of what the role, staff and the public have.
func (r *Row) reach(role casework.Role) Scope {
	if role == Public {
		return r.Scopes[Public]
	}
	return max(r.Scopes[role], r.Scopes[Staff], r.Scopes[Public])
}

// Allowed is one cell of the table: how far a role reaches with an action on a
// kind of case. What staff or the public may do, every role may. An action the
// table does not know is allowed to nobody.
func Allowed(role casework.Role, action string, kind casework.Kind) Scope {
	r := find(action, kind)
	if r == nil {
		return None
	}
	return r.reach(role)
}
