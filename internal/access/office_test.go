package access_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
)

// office is the demo office with one more bureau beside it, so that the border
// between bureaus is tested too.
type office struct {
	Units   []casework.Unit
	Persons []casework.Person
	Posts   []casework.Post
	Holders []duty.Assignment
}

// table is that of the product.
var table = access.New(kind.Office())

func demoOffice(t *testing.T) office {
	t.Helper()
	raw, err := os.ReadFile("../../schema/reference/demo/office.json")
	require.NoError(t, err)
	var o office
	require.NoError(t, json.Unmarshal(raw, &o))
	o.Units = append(o.Units,
		casework.Unit{ID: "water", Name: "青岚县水利局", Level: 1},
		casework.Unit{ID: "water-permits", Parent: "water", Name: "水政科", Level: 2})
	return o
}

func (o office) tree() access.Tree { return access.NewTree(o.Units) }

// sign is what a person of the demo office is on an ordinary day: first holders
// act, backups stand by.
func (o office) sign(t *testing.T, person string) casework.Principal {
	t.Helper()
	p := casework.Principal{Person: person}
	for _, h := range o.Holders {
		for _, post := range o.Posts {
			if h.Post == post.ID && h.Person == person {
				p.Holdings = append(p.Holdings, casework.Holding{
					Post: post.ID, Role: post.Role, Unit: post.Unit, Standby: h.Rank != duty.A,
				})
			}
		}
	}
	require.NotEmpty(t, p.Holdings, "%s holds nothing in the demo office", person)
	return p
}

// covering is the person on the day he stands in on a post.
func (o office) covering(t *testing.T, person, post, absent string) casework.Principal {
	t.Helper()
	p := o.sign(t, person)
	for i, h := range p.Holdings {
		if h.Post == post {
			p.Holdings[i].Standby, p.Holdings[i].Covers = false, absent
			return p
		}
	}
	for _, q := range o.Posts {
		if q.ID == post {
			p.Holdings = append(p.Holdings, casework.Holding{Post: q.ID, Role: q.Role, Unit: q.Unit, Covers: absent})
		}
	}
	return p
}

// absent is the first holder on a day he is away: he stands by on his own posts.
func (o office) absent(t *testing.T, person string) casework.Principal {
	t.Helper()
	p := o.sign(t, person)
	for i := range p.Holdings {
		p.Holdings[i].Standby = true
	}
	return p
}

// Cases of the demo office and one of the bureau beside it.
var (
	food = access.Subject{
		Kind: casework.Service, Number: "BJ2026-000001", Unit: "permits", Post: "food-desk", RegisteredBy: "clerk",
	}
	// hygiene lies on another desk of the same A and B.
	hygiene = access.Subject{
		Kind: casework.Service, Number: "BJ2026-000006", Unit: "permits", Post: "hygiene-desk", RegisteredBy: "clerk",
	}
	allowance = access.Subject{
		Kind: casework.Service, Number: "BJ2026-000002", Unit: "livelihood", Post: "allowance-desk", RegisteredBy: "somebody",
	}
	inGeneral = access.Subject{
		Kind: casework.Service, Number: "BJ2026-000003", Unit: "general", Post: "print-desk", RegisteredBy: "somebody",
	}
	water = access.Subject{
		Kind: casework.Service, Number: "BJ2026-000004", Unit: "water-permits", Post: "water-desk", RegisteredBy: "somebody",
	}
	blame = access.Subject{
		Kind: casework.Accountability, Number: "ZZ2026-000001", Unit: "permits", Post: "food-desk", Against: "food-desk",
	}
	// opened is blame after its formal opening against the handler.
	opened = access.Subject{
		Kind: casework.Accountability, Number: "ZZ2026-000002", Unit: "efficiency", Post: "efficiency-office",
		Against: "food-desk", Concerned: "handler",
	}
	// beside is split from opened: the head of the bureau answers for the matter too.
	beside = access.Subject{
		Kind: casework.Accountability, Number: "ZZ2026-000005", Unit: "efficiency", Post: "efficiency-office",
		Against: "food-desk", Concerned: "principal_leader", Beside: []string{"handler", "party_group"},
	}
	// ownOffice stands against the efficiency office itself, nobody named yet.
	ownOffice = access.Subject{
		Kind: casework.Accountability, Number: "ZZ2026-000003", Unit: "efficiency", Post: "efficiency-office", Against: "efficiency-office",
	}
	// upward is about the efficiency office, and lies with the discipline office.
	upward = access.Subject{
		Kind: casework.Complaint, Number: "TS2026-000003", Unit: "bureau", Post: "discipline-office", RegisteredBy: "clerk", Office: "discipline-office",
	}
	// down is one that went upward and was given to a section to look into.
	down = access.Subject{
		Kind: casework.Complaint, Number: "TS2026-000004", Unit: "permits", Post: "food-desk", RegisteredBy: "efficiency_office", Office: "discipline-office",
	}
	// aboutHim names the handler, and was given to his head.
	aboutHim = access.Subject{
		Kind: casework.Complaint, Number: "TS2026-000005", Unit: "permits", Post: "permits-head", RegisteredBy: "clerk", Accused: "handler", Against: "food-desk",
	}
	// upwardCase asks who answers for what went upward.
	upwardCase = access.Subject{
		Kind: casework.Accountability, Number: "ZZ2026-000004", Unit: "bureau", Post: "discipline-office", Office: "discipline-office", Against: "food-desk",
	}
	away = access.Subject{
		Kind: casework.Absence, Number: "LG2026-000001", Unit: "permits", Post: "food-desk", RegisteredBy: "handler", Concerned: "handler",
	}
	awayHead = access.Subject{
		Kind: casework.Absence, Number: "LG2026-000002", Unit: "permits", Post: "permits-head", RegisteredBy: "section_head", Concerned: "section_head",
	}
)
