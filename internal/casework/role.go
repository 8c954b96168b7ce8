package casework

// Role is the part a post plays in a case. A clock is owed by a role, never by
// a bare person (design section 1); who holds the post at an instant is the
// business of package duty.
type Role string

// The roles of design section 2, and the parties a message may name.
const (
	Clerk             Role = "clerk"
	Handler           Role = "handler"
	SectionHead       Role = "section_head"
	LeaderInCharge    Role = "leader_in_charge"
	PrincipalLeader   Role = "principal_leader"
	GeneralOffice     Role = "general_office"
	EfficiencyOffice  Role = "efficiency_office"
	SupervisionOffice Role = "supervision_office"
	Inspector         Role = "inspector"
	DisciplineOffice  Role = "discipline_office"
	PartyGroup        Role = "party_group"
	Auditor           Role = "auditor"
	Admin             Role = "admin"

	// ActingHolder is whoever is on post now: A, or the first backup on duty.
	ActingHolder Role = "acting_holder"
	// NextBackup is the backup who would follow the acting holder.
	NextBackup Role = "next_backup"
	// PersonConcerned is the member of staff a case is about: he is told himself,
	// whatever post he stands on.
	PersonConcerned Role = "person_concerned"
	// Investigator is the one person a complainant consented to be named to (R082).
	Investigator Role = "investigator"
	// Assigner is whoever gave the matter to its post: a policy names him, the case
	// knows who he is (R054, R090).
	Assigner Role = "assigner"
	// Applicant is the citizen; told by notices, never by the inbox.
	Applicant Role = "applicant"
)

// Roles lists the roles a person can be given, in the order of design section 2.
func Roles() []Role {
	return []Role{
		Clerk, Handler, SectionHead, LeaderInCharge, PrincipalLeader, GeneralOffice, EfficiencyOffice,
		SupervisionOffice, Inspector, DisciplineOffice, PartyGroup, Auditor, Admin,
	}
}

// stepsIn names, for a post that decides, who decides by law while nobody stands on it
// who may sign: the leader above it, and in his place one of his deputies (R043, R169).
// An office that sees what is sealed from the leaders has nobody in its place but its
// own backups.
var stepsIn = map[Role][]Role{
	SectionHead:       {LeaderInCharge, PrincipalLeader},
	GeneralOffice:     {LeaderInCharge, PrincipalLeader},
	SupervisionOffice: {LeaderInCharge, PrincipalLeader},
	LeaderInCharge:    {PrincipalLeader},
	PrincipalLeader:   {LeaderInCharge},
	PartyGroup:        {PrincipalLeader},
}

// InLine lists a role and who steps in for it, in order.
func InLine(r Role) []Role { return append([]Role{r}, stepsIn[r]...) }

// Leads tells whether a role signs in the name of the organ: no cover does so for it,
// unless he leads himself (R165).
func Leads(r Role) bool { return r == LeaderInCharge || r == PrincipalLeader || r == PartyGroup }
