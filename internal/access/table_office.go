package access

import "github.com/shixian/shixian/internal/casework"

const (
	document    = casework.Document
	complaint   = casework.Complaint
	supervision = casework.Supervision
	duties      = casework.Duties
)

// documented is who sees documents and supervision items. A leader in charge sees
// those of the whole bureau: they lie on his desk before a unit has them.
var documented = scopes{
	casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit,
	casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau,
	casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau,
	casework.SupervisionOffice: Bureau, casework.Auditor: Bureau,
}

// complained is who sees that there is a complaint and how it fares. Who
// complained, and in which words, only the office that handles it reads (R081,
// R082).
var complained = scopes{
	casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit,
	casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.Auditor: Bureau,
}

// answering is whoever has been given a complaint: a desk, the head of the section
// where a desk is complained of, or the office itself where it went upward.
var answering = scopes{
	casework.Handler: Own, casework.SectionHead: Own, casework.LeaderInCharge: Own,
	casework.EfficiencyOffice: Own, casework.DisciplineOffice: Own,
}

// standing is who sees the standing duties of a bureau: who owes or keeps them, and
// the leaders who hear of a round that was missed.
var standing = scopes{
	casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau,
	casework.SupervisionOffice: Bureau, casework.Auditor: Bureau,
}

// chasers remind whoever is on post (R057).
var chasers = scopes{
	casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau,
}

var (
	general    = scopes{casework.GeneralOffice: Bureau}
	supervisor = scopes{casework.SupervisionOffice: Bureau}
	secretary  = scopes{casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau}
	head       = scopes{casework.SectionHead: Unit}
	// lenders decide how long a document may take (R054), urgers how long an item
	// under supervision may (R090).
	lenders = scopes{casework.GeneralOffice: Bureau, casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau}
	urgers  = scopes{
		casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau,
		casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau,
	}
	// readersOfWords open what is sealed in a document or an item: no personal
	// matter, yet free text; the auditor and those who only watch have no need of it.
	readersOfWords = scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Bureau,
		casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau,
	}
)

var officeRows = []Row{
	// Document. The general office is its way in, round and out (R051, R055, R061).
	{Action: CaseRegister, Kind: document, Scopes: scopes{casework.GeneralOffice: Bureau, casework.Clerk: Bureau}},
	{Action: CaseList, Kind: document, Scopes: documented, View: true},
	{Action: CaseView, Kind: document, Scopes: documented, View: true},
	{Action: CaseTimeline, Kind: document, Scopes: documented, View: true},
	{Action: CaseLedger, Kind: document, Scopes: documented, View: true},
	{Action: CasePersonal, Kind: document, Scopes: readersOfWords},
	{Action: ApprovalsList, Kind: document, Scopes: scopes{ // more time, and urgent acts (R166)
		casework.GeneralOffice: Bureau, casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau,
	}, View: true},
	{Action: casework.Propose, Kind: document, Scopes: general},
	{Action: casework.Instruct, Kind: document, Scopes: scopes{
		casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau,
	}, Signature: true}, // R056
	{Action: casework.Assign, Kind: document, Scopes: scopes{
		casework.GeneralOffice: Bureau, casework.LeaderInCharge: Bureau,
	}}, // straight to a unit (R051)
	{Action: casework.Return, Kind: document, Scopes: handler},
	{Action: casework.DecideReturn, Kind: document, Scopes: scopes{ // the case looks who assigned it (R055)
		casework.GeneralOffice: Bureau, casework.LeaderInCharge: Bureau,
	}},
	{Action: casework.ConfirmReceipt, Kind: document, Scopes: handler},
	{Action: casework.NoticeSpecial, Kind: document, Scopes: handler},
	{Action: casework.ConfirmConsent, Kind: document, Scopes: general},
	{Action: casework.Complete, Kind: document, Scopes: handler},
	{Action: casework.File, Kind: document, Scopes: general}, // R056
	{Action: casework.RequestExtension, Kind: document, Scopes: handler},
	{Action: casework.DecideExtension, Kind: document, Scopes: lenders, Signature: true},
	{Action: casework.WithdrawExtension, Kind: document, Scopes: handler},
	{Action: casework.Chase, Kind: document, Scopes: chasers},
	{Action: casework.Explain, Kind: document, Scopes: head}, // R059
	{Action: casework.Close, Kind: document, Scopes: general},
	{Action: casework.Attach, Kind: document, Scopes: scopes{
		casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau,
	}},
	{Action: TextCreate, Kind: document, Scopes: readersOfWords},

	// Complaint. The complainant is sealed from the unit complained of, from its
	// leaders and from the auditor; the clerk at the window forgets what he took
	// down (R081, R082).
	{Action: CaseRegister, Kind: complaint, Scopes: scopes{
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.Clerk: Bureau,
	}},
	{Action: CaseList, Kind: complaint, Scopes: complained, View: true},
	{Action: CaseView, Kind: complaint, Scopes: complained, View: true},
	{Action: CaseTimeline, Kind: complaint, Scopes: complained, View: true},
	{Action: CaseLedger, Kind: complaint, Scopes: complained, View: true},
	{Action: CasePersonal, Kind: complaint, Scopes: efficient},
	{Action: CaseRelayed, Kind: complaint, Scopes: scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own,
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own,
	}},
	{Action: CaseDisclosed, Kind: complaint, Scopes: scopes{casework.Investigator: Own}, View: true},
	{Action: CodeIssue, Kind: complaint, Scopes: efficient},
	{Action: ApprovalsList, Kind: complaint, Scopes: scopes{
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	}, View: true},
	{Action: casework.Screen, Kind: complaint, Scopes: efficient},
	{Action: casework.Forward, Kind: complaint, Scopes: efficient},
	{Action: casework.Disclaim, Kind: complaint, Scopes: answering},
	{Action: casework.Reply, Kind: complaint, Scopes: answering},
	{Action: casework.Confirm, Kind: complaint, Scopes: efficient},
	{Action: casework.Relay, Kind: complaint, Scopes: efficient},
	{Action: casework.Disclose, Kind: complaint, Scopes: efficient},
	{Action: casework.WithdrawDisclosure, Kind: complaint, Scopes: efficient},
	{Action: casework.Rate, Kind: complaint, Scopes: efficient}, // asked on the telephone
	{Action: casework.Advise, Kind: complaint, Scopes: efficient},
	{Action: casework.Report, Kind: complaint, Scopes: scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own, casework.DisciplineOffice: Own,
	}},
	{Action: casework.SelfReport, Kind: complaint, Scopes: head},
	{Action: casework.Withdraw, Kind: complaint, Scopes: efficient},
	{Action: casework.RequestExtension, Kind: complaint, Scopes: answering},
	{Action: casework.DecideExtension, Kind: complaint, Scopes: efficient, Signature: true}, // R070
	{Action: casework.WithdrawExtension, Kind: complaint, Scopes: answering},
	{Action: casework.Chase, Kind: complaint, Scopes: scopes{
		casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own,
	}},
	{Action: casework.Explain, Kind: complaint, Scopes: head},
	// Evidence (R065): who reads which file of it, the counter tells by CasePersonal,
	// CaseRelayed and for whom it was attached.
	{Action: casework.Attach, Kind: complaint, Scopes: scopes{
		casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own,
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own,
	}},
	{Action: TextCreate, Kind: complaint, Scopes: scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own,
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own,
	}},

	// Supervision. Who may issue an item its origin says; the case looks (R099).
	{Action: CaseRegister, Kind: supervision, Scopes: secretary},
	{Action: CaseList, Kind: supervision, Scopes: documented, View: true},
	{Action: CaseView, Kind: supervision, Scopes: documented, View: true},
	{Action: CaseTimeline, Kind: supervision, Scopes: documented, View: true},
	{Action: CaseLedger, Kind: supervision, Scopes: documented, View: true},
	{Action: CasePersonal, Kind: supervision, Scopes: readersOfWords, Joint: true},
	{Action: ApprovalsList, Kind: supervision, Scopes: urgers, View: true},
	{Action: casework.Issue, Kind: supervision, Scopes: scopes{
		casework.PrincipalLeader: Bureau, casework.LeaderInCharge: Bureau,
		casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau,
	}, Signature: true},
	{Action: casework.ConfirmReceipt, Kind: supervision, Scopes: handler},
	{Action: casework.Reply, Kind: supervision, Scopes: handler},
	{Action: casework.Report, Kind: supervision, Scopes: handler, Joint: true},
	{Action: casework.SpecialReport, Kind: supervision, Scopes: supervisor}, // R105
	{Action: casework.AssignStep, Kind: supervision, Scopes: scopes{ // R044
		casework.PrincipalLeader: Bureau, casework.LeaderInCharge: Bureau,
		casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau,
	}},
	{Action: casework.CompleteStep, Kind: supervision, Scopes: handler},
	{Action: casework.SignOff, Kind: supervision, Scopes: supervisor},
	{Action: casework.Object, Kind: supervision, Scopes: handler},
	{Action: casework.DecideObjection, Kind: supervision, Scopes: scopes{ // not by who concluded
		casework.SupervisionOffice: Bureau, casework.PrincipalLeader: Bureau,
	}},
	{Action: casework.Transfer, Kind: supervision, Scopes: scopes{
		casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.SupervisionOffice: Bureau,
	}},
	{Action: casework.RequestExtension, Kind: supervision, Scopes: handler},
	{Action: casework.DecideExtension, Kind: supervision, Scopes: urgers, Signature: true},
	{Action: casework.WithdrawExtension, Kind: supervision, Scopes: handler},
	{Action: casework.Chase, Kind: supervision, Scopes: chasers},
	{Action: casework.Explain, Kind: supervision, Scopes: head},
	{Action: casework.Close, Kind: supervision, Scopes: supervisor},
	{Action: casework.Attach, Kind: supervision, Scopes: scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau,
	}},
	{Action: TextCreate, Kind: supervision, Scopes: readersOfWords},

	// Duties. Opened once for a bureau, and kept as long as it stands (R100 to R102).
	{Action: CaseRegister, Kind: duties, Scopes: secretary},
	{Action: CaseList, Kind: duties, Scopes: standing, View: true},
	{Action: CaseView, Kind: duties, Scopes: standing, View: true},
	{Action: CaseTimeline, Kind: duties, Scopes: standing, View: true},
	{Action: CaseLedger, Kind: duties, Scopes: standing, View: true},
	{Action: CasePersonal, Kind: duties, Scopes: scopes{ // a self-check is reported to the efficiency office (R110)
		casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau,
	}},
	{Action: casework.FileDuty, Kind: duties, Scopes: scopes{ // the case looks whose duty it is (R213)
		casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau,
	}},
	{Action: casework.DecidePoints, Kind: duties, Scopes: efficient, Signature: true}, // R110
	{Action: casework.Close, Kind: duties, Scopes: supervisor},
	{Action: casework.Attach, Kind: duties, Scopes: secretary},
	{Action: TextCreate, Kind: duties, Scopes: scopes{
		casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau,
	}},
}
