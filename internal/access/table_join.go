package access

import "github.com/shixian/shixian/internal/casework"

// linkers state what cases have to do with each other: those who work on them, and
// whoever keeps the kind's order. Who sees a link is decided from both its ends.
var linkers = map[casework.Kind]scopes{
	service:     {casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit},
	document:    {casework.GeneralOffice: Bureau, casework.Handler: Own, casework.SectionHead: Unit},
	supervision: {casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.Handler: Own},
	duties:      secretary,
	absence:     approvers,
	// A complaint's link tells whose case it is about, so the unit makes none (R082).
	complaint:      efficient,
	accountability: efficient,
}

// joinRows are links, merges and transfers between kinds. Who sorts a kind merges
// its duplicates and gives to another kind what came in by the wrong door.
var joinRows = []Row{
	{Action: casework.Link, Kind: service, Scopes: linkers[service]},
	{Action: casework.Unlink, Kind: service, Scopes: linkers[service]},
	{Action: casework.Link, Kind: document, Scopes: linkers[document]},
	{Action: casework.Unlink, Kind: document, Scopes: linkers[document]},
	{Action: casework.Merge, Kind: document, Scopes: general},
	{Action: casework.Unmerge, Kind: document, Scopes: general},
	{Action: casework.Convert, Kind: document, Scopes: general},
	{Action: casework.Link, Kind: complaint, Scopes: linkers[complaint]},
	{Action: casework.Unlink, Kind: complaint, Scopes: linkers[complaint]},
	{Action: casework.Merge, Kind: complaint, Scopes: efficient},
	{Action: casework.Unmerge, Kind: complaint, Scopes: efficient},
	{Action: casework.Convert, Kind: complaint, Scopes: efficient},
	{Action: casework.Link, Kind: supervision, Scopes: linkers[supervision]},
	{Action: casework.Unlink, Kind: supervision, Scopes: linkers[supervision]},
	{Action: casework.Link, Kind: duties, Scopes: linkers[duties]},
	{Action: casework.Unlink, Kind: duties, Scopes: linkers[duties]},
	{Action: casework.Link, Kind: absence, Scopes: linkers[absence]},
	{Action: casework.Unlink, Kind: absence, Scopes: linkers[absence]},
	{Action: casework.Link, Kind: accountability, Scopes: linkers[accountability]},
	{Action: casework.Unlink, Kind: accountability, Scopes: linkers[accountability]},
}
