package access

import (
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
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
	Scopes kind.Scopes
	// View: reading only, which a backup in waiting and an absent A may too.
	View bool
	// Signature: a leader's own, which never passes to whoever covers him
	// (R165 and its reading in rules.md).
	Signature bool
	// Joint: also of those who have a part in the case, as far as their role reaches
	// with it (主办, 协办; R044). Whatever may be read, they may read.
	Joint bool
	// Waiting: a backup in waiting may, too: he looks at what A does (R048, R160).
	Waiting bool
	// cover: a short cover does it too (R167).
	cover bool
}

// scopes keeps the lines of the table short.
type scopes = kind.Scopes

var (
	everybody = scopes{Public: All}
	himself   = scopes{Staff: Own}
	efficient = scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own}
	admin     = scopes{casework.Admin: All}
	general   = scopes{casework.GeneralOffice: Bureau}
	seconds   = scopes{ // of these, two change what is law or right
		casework.PrincipalLeader: All, casework.EfficiencyOffice: All, casework.Admin: All,
	}
	keepers = scopes{casework.GeneralOffice: Bureau, casework.PrincipalLeader: Bureau}
	listers = scopes{
		casework.SectionHead: Unit, casework.GeneralOffice: Bureau, casework.PartyGroup: Bureau, casework.Admin: All,
	}
	issuers = scopes{ // each of what its form names him for
		casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau,
		casework.EfficiencyOffice: Bureau, casework.PartyGroup: Bureau, casework.Admin: All,
	}
)

// Table is who may do what in an installation: what each of its kinds declares, and
// what is of no case.
type Table struct {
	kinds *kind.Set
	rows  []Row
	at    map[place]int // of the first row of an action on a kind
}

// place is where a row is looked up: a page asks some thousand times.
type place struct {
	action string
	kind   casework.Kind
}

// New reads the table of an installation from the kinds it knows.
func New(kinds *kind.Set) *Table {
	t := &Table{kinds: kinds}
	for _, d := range kinds.All() {
		for _, r := range d.Rights {
			t.rows = append(t.rows, Row{Action: r.Action, Kind: d.Kind, Scopes: r.Who, View: r.View, Joint: r.Joint, cover: r.Daily})
		}
		for a := range d.Ever {
			if !a.Internal {
				t.rows = append(t.rows, Row{Action: a.Name, Kind: d.Kind, Scopes: a.Who, Signature: a.Signature, Joint: a.Joint, Waiting: a.Waiting, cover: a.Daily})
			}
		}
	}
	for _, s := range kinds.Posts().Plan {
		t.rows = append(t.rows, Row{Action: s.Action(), Scopes: s.Who, Signature: s.Signature, cover: s.Daily})
	}
	t.rows = append(t.rows, houseRows...)
	t.at = make(map[place]int, len(t.rows))
	for i, r := range t.rows {
		if _, twice := t.at[place{r.Action, r.Kind}]; !twice {
			t.at[place{r.Action, r.Kind}] = i
		}
	}
	return t
}

// houseRows are of no case.
var houseRows = []Row{
	// Of the person himself.
	{Action: ClockList, Scopes: himself, View: true},
	{Action: InboxRead, Scopes: himself, View: true},
	{Action: CommandView, Scopes: himself, View: true},
	{Action: SessionView, Scopes: himself, View: true},
	{Action: SessionEnd, Scopes: himself},
	{Action: PasswordChange, Scopes: himself},

	{Action: DisclosedHouse, Scopes: scopes{Staff: All}, View: true},
	// Of the house. Reason and place of an absence stay in it (R175).
	{Action: BoardView, Scopes: himself, View: true},
	{Action: CoverView, Scopes: himself, View: true},
	{Action: PlanView, Scopes: himself, View: true},
	{Action: SheetPropose, Scopes: scopes{
		casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.GeneralOffice: Bureau, casework.PrincipalLeader: Bureau,
	}},
	{Action: SheetPublish, Scopes: scopes{
		casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau,
	}, Signature: true},
	// Attendance: everybody his own, a head his unit's, those who keep it all (R178 to R183).
	{Action: AttendanceView, Scopes: scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
		casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.Auditor: Bureau,
	}, View: true},
	{Action: AttendanceBring, Scopes: scopes{casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau, casework.EfficiencyOffice: Bureau}},
	{Action: AttendanceSign, Scopes: scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}, Signature: true},
	{Action: AttendancePublish, Scopes: scopes{casework.SupervisionOffice: Bureau, casework.EfficiencyOffice: Bureau}},
	{Action: PointsView, Scopes: scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
		casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau,
		casework.PartyGroup: Bureau, casework.Auditor: Bureau,
	}, View: true},
	// Targets are set from above and checked by others; nobody does either for
	// himself, which the counter looks at for units (R212, R213).
	{Action: TargetSet, Scopes: scopes{casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}},
	{Action: TargetMark, Scopes: efficient},
	{Action: AimDraft, Scopes: scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	}},
	{Action: AimDecide, Scopes: scopes{
		casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau,
	}},

	// Of everybody: promises and limits are public (R032, R039).
	{Action: BoardPublic, Scopes: everybody, View: true},
	{Action: Complain, Scopes: everybody},
	{Action: Progress, Scopes: everybody, View: true},
	{Action: SessionBegin, Scopes: everybody},
	{Action: DueCalculate, Scopes: everybody, View: true},
	{Action: ItemList, Scopes: everybody, View: true},
	{Action: DisclosedList, Scopes: everybody, View: true},
	{Action: HealthView, Scopes: everybody, View: true},
	{Action: MetricsView, Scopes: everybody, View: true},
	{Action: DocsView, Scopes: everybody, View: true},
	{Action: AssetView, Scopes: everybody, View: true},

	// Of the installation. The administrator keeps persons and posts and sees no
	// case; the auditor sees the audit chain, which cannot be cut by bureau.
	{Action: AuditView, Scopes: scopes{casework.Auditor: All}, View: true},
	{Action: AccessView, Scopes: scopes{casework.Admin: All, casework.Auditor: All}, View: true},
	{Action: PersonAdmin, Scopes: admin},
	// Who stands where is a right: of these, two change it.
	{Action: OfficeAdmin, Scopes: scopes{
		casework.PrincipalLeader: All, casework.EfficiencyOffice: All, casework.GeneralOffice: All, casework.Admin: All,
	}},
	{Action: PostAdmin, Scopes: admin},
	{Action: OperatorView, Scopes: scopes{casework.Admin: All, casework.Auditor: All}, View: true},
	{Action: CaseRelease, Scopes: admin},

	// Policies: everybody of the house reads the rules he is held to; two of these
	// three draft and consent.
	{Action: PolicyView, Scopes: scopes{Staff: All}, View: true},
	{Action: PolicyAdmin, Scopes: seconds},

	{Action: ItemAdmin, Scopes: scopes{
		casework.PrincipalLeader: All, casework.EfficiencyOffice: All, casework.GeneralOffice: All, casework.Admin: All,
	}},

	// Calendars and recounts: numbers of cases and dates, nothing personal. Which days count is
	// law: of those who consent to policies, another than brought a list puts it in force.
	{Action: CalendarView, Scopes: scopes{
		casework.PrincipalLeader: All, casework.EfficiencyOffice: All, casework.GeneralOffice: All, casework.Admin: All,
	}, View: true},
	{Action: CalendarImport, Scopes: admin},
	{Action: CalendarPublish, Scopes: seconds},
	{Action: CalendarDiscard, Scopes: seconds},
	{Action: RecountPreview, Scopes: seconds},
	{Action: RecountApply, Scopes: seconds},

	// The house's own: the AB list, which hangs on the wall (R161), the sheets of its departments,
	// and the register of everything that went out.
	{Action: PaperIssue, Scopes: issuers, cover: true},
	{Action: PaperVoid, Scopes: listers},
	{Action: PaperView, Scopes: scopes{Staff: All}, View: true, cover: true},
	{Action: RegisterView, Scopes: keepers, cover: true},
	{Action: RegisterEnter, Scopes: general, cover: true},
	{Action: PaperCheck, Scopes: everybody, View: true},
}

// Open tells whether everybody may do what is of no case, signed in or not.
func Open(action string) bool {
	return slices.ContainsFunc(houseRows, func(r Row) bool { return r.Action == action && r.Scopes[Public] > None })
}

// Who are the roles that may do what is of no case.
func Who(action string) []casework.Role {
	i := slices.IndexFunc(houseRows, func(r Row) bool { return r.Action == action })
	if i < 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(houseRows[i].Scopes))
}

// Columns lists the columns of the table in the order it is printed.
func Columns() []casework.Role {
	return append([]casework.Role{Public, Staff, casework.PersonConcerned, casework.Investigator}, casework.Roles()...)
}

// Rows copies the whole table, for documents, admin pages and tests.
func (t *Table) Rows() []Row {
	out := make([]Row, len(t.rows))
	for i, r := range t.rows {
		r.Scopes = maps.Clone(r.Scopes)
		out[i] = r
	}
	return out
}

// find looks up a row; nil for an action the table does not know.
func (t *Table) find(action string, kind casework.Kind) *Row {
	if i, known := t.at[place{action, kind}]; known {
		return &t.rows[i]
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
func (t *Table) Allowed(role casework.Role, action string, kind casework.Kind) Scope {
	r := t.find(action, kind)
	if r == nil {
		return None
	}
	return r.reach(role)
}
