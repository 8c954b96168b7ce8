package access_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

func TestTree(t *testing.T) {
	t.Parallel()
	tree := demoOffice(t).tree()
	require.True(t, tree.Covers("bureau", "permits"))
	require.True(t, tree.Covers("permits", "permits"))
	require.False(t, tree.Covers("permits", "approval"), "never upward")
	require.False(t, tree.Covers("bureau", "water-permits"), "never across")
	require.False(t, tree.Covers("moon", "moon"), "an unknown unit covers nothing")
	require.False(t, tree.Covers("", "bureau"))
	require.Equal(t, "bureau", tree.Bureau("permits"))
	require.Equal(t, "water", tree.Bureau("water"))
	require.Empty(t, tree.Bureau("moon"))
	require.Equal(t, []string{"approval", "window", "permits", "livelihood", "market", "projects", "social", "rural", "survey", "hall"}, tree.Below("approval"))
	require.Empty(t, tree.Below("moon"))

	ring := access.NewTree([]casework.Unit{{ID: "a", Parent: "b"}, {ID: "b", Parent: "a"}})
	require.False(t, ring.Covers("c", "a"), "a ring ends")
	require.Empty(t, ring.Bureau("a"))
}

func TestCover(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	approval := []string{"approval", "window", "permits", "livelihood", "market", "projects", "social", "rural", "survey", "hall"}
	bureau := []string{"bureau", "approval", "general", "efficiency", "window", "permits", "livelihood", "supervision", "market", "projects", "social", "rural", "survey", "hall", "legal", "finance", "personnel", "data"}
	for name, tt := range map[string]struct {
		p      casework.Principal
		action string
		kind   casework.Kind
		want   access.Reach
		code   casework.Code
		rule   string
	}{
		"leader in charge: his unit and below": {
			p: o.sign(t, "leader_in_charge"), action: access.CaseList, kind: casework.Service,
			want: access.Reach{Units: approval, Posts: []string{"approval-leader"}, Joint: true},
		},
		"head of the bureau: the bureau, not the one beside it": {
			p: o.sign(t, "principal_leader"), action: access.CaseList, kind: casework.Service,
			want: access.Reach{Units: bureau, Posts: []string{"bureau-head"}, Joint: true},
		},
		"section head of two sections": {
			p: o.sign(t, "section_head"), action: access.CaseList, kind: casework.Service,
			want: access.Reach{Units: []string{"permits", "livelihood"}, Posts: []string{"permits-head", "livelihood-head"}, Joint: true},
		},
		"clerk: his window, what he registered, the posts he backs up": {
			p: o.sign(t, "clerk"), action: access.CaseList, kind: casework.Service,
			want: access.Reach{Units: []string{"window"}, Posts: []string{"window-clerk", "allowance-desk", "card-desk"}, Person: "clerk", Joint: true},
		},
		"approvals are theirs who decide or sign beside": {
			p: o.sign(t, "auditor"), action: access.ApprovalsList, kind: casework.Service, code: casework.Forbidden,
		},
		"accountability is the judges' and, once it is about him, the person's": {
			p: o.sign(t, "section_head"), action: access.CaseList, kind: casework.Accountability,
			want: access.Reach{Concerned: "section_head", Beside: "section_head", Against: []string{"permits-head", "livelihood-head"}},
		},
		"findings are the judges' alone": {
			p: o.sign(t, "section_head"), action: access.CaseFindings, kind: casework.Accountability, code: casework.Forbidden,
		},
		"leader in charge: absences of his unit and his own": {
			p: o.sign(t, "leader_in_charge"), action: access.CaseList, kind: casework.Absence,
			want: access.Reach{Units: approval, Posts: []string{"approval-leader"}, Concerned: "leader_in_charge"},
		},
		"party group: accountability of the bureau": {
			p: o.sign(t, "party_group"), action: access.CaseList, kind: casework.Accountability,
			want: access.Reach{
				Units: bureau, Posts: []string{"party-group"}, Concerned: "party_group", Beside: "party_group", Against: []string{"party-group"},
			},
		},
		"admin: no list of cases": {
			p: o.sign(t, "admin"), action: access.CaseList, kind: casework.Service, code: casework.Forbidden,
		},
		"an absent handler has nothing to act on": {
			p: o.absent(t, "handler"), action: casework.Complete, kind: casework.Service, code: casework.Forbidden, rule: "R160",
		},
		"nobody without a session": {
			action: access.CaseList, kind: casework.Service, code: casework.Unauthenticated,
		},
		"an action of no case has no reach": {
			p: o.sign(t, "clerk"), action: access.InboxRead, code: casework.Forbidden,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := table.Cover(tt.p, tt.action, tt.kind, o.tree())
			require.Equal(t, tt.code, casework.CodeOf(err))
			require.Equal(t, tt.want, got)
			if tt.code != "" {
				var refusal *casework.Error
				require.ErrorAs(t, err, &refusal)
				require.Equal(t, tt.rule, refusal.Rule)
			}
		})
	}
}

// TestCoverAgreesWithDecide: a list shows exactly the cases whose page opens.
func TestCoverAgreesWithDecide(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	seen := 0
	for _, person := range o.Persons {
		for _, p := range []casework.Principal{o.sign(t, person.ID), o.absent(t, person.ID)} {
			for _, row := range table.Rows() {
				for _, s := range []access.Subject{food, allowance, inGeneral, water, blame, opened, beside, ownOffice, joint, away, awayHead, grievance, forwarded, upward, down, aboutHim, upwardCase} {
					if row.Kind != s.Kind || row.Action == access.CaseRegister {
						continue
					}
					roles, decided := table.Decide(p, row.Action, s, o.tree())
					reach, covered := table.Cover(p, row.Action, row.Kind, o.tree())
					if s.Concerned == person.ID && !row.View {
						continue // what is one's own to do is of one case, no list knows it
					}
					require.Equal(t, decided == nil, covered == nil && reach.Holds(s),
						"%s, %s on %s: %v", person.ID, row.Action, s.Number, roles)
					if decided == nil {
						seen++
					}
				}
			}
		}
	}
	require.Positive(t, seen)
}

func TestNoReachHoldsNothing(t *testing.T) {
	t.Parallel()
	require.False(t, access.Reach{}.Holds(access.Subject{Kind: casework.Accountability}), "nobody registered it, nobody asks")
	require.False(t, access.Reach{}.Holds(food))
	require.True(t, access.Reach{All: true}.Holds(water))
}
