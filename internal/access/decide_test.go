package access_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

func TestDecide(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	tree := o.tree()
	asked := food
	asked.AskedBy = "leader_in_charge"
	who := func(person string) casework.Principal { return o.sign(t, person) }
	newPost := casework.Principal{Person: "new"}
	noPost := casework.Principal{Person: "new", Holdings: []casework.Holding{{Role: casework.Handler, Unit: "moon"}}}

	for name, tt := range map[string]struct {
		p      casework.Principal
		action string
		s      access.Subject
		want   []casework.Role
		code   casework.Code // of the refusal, "" = allowed
		rule   string
	}{
		"clerk registers for another section of the bureau": {p: who("clerk"), action: access.CaseRegister, s: food, want: roles(casework.Clerk)},
		"clerk does not register for another bureau":        {who("clerk"), access.CaseRegister, access.Subject{Kind: casework.Service, Unit: "water-permits", RegisteredBy: "clerk"}, nil, casework.Forbidden, ""},
		"handler does not register":                         {who("handler"), access.CaseRegister, food, nil, casework.Forbidden, ""},
		"nobody registers an accountability case":           {who("efficiency_office"), access.CaseRegister, blame, nil, casework.Forbidden, ""},
		"clerk sees what he registered":                     {p: who("clerk"), action: access.CaseView, s: food, want: roles(casework.Clerk)},
		"clerk sees, as B2, the cases of that post":         {p: who("clerk"), action: access.CaseView, s: allowance, want: roles(casework.Handler)},
		"clerk does not see others' cases elsewhere":        {who("clerk"), access.CaseView, inGeneral, nil, casework.Forbidden, ""},
		"clerk takes in the supplement of his case":         {p: who("clerk"), action: casework.Supplement, s: food, want: roles(casework.Clerk)},
		"clerk hands out the result":                        {p: who("clerk"), action: casework.Deliver, s: food, want: roles(casework.Clerk)},
		"clerk accepts nothing":                             {who("clerk"), casework.Accept, food, nil, casework.Forbidden, ""},

		"handler acts on his post's case":             {p: who("handler"), action: casework.Complete, s: food, want: roles(casework.Handler)},
		"handler asks for more time":                  {p: who("handler"), action: casework.RequestExtension, s: food, want: roles(casework.Handler)},
		"handler does not decide it":                  {who("handler"), casework.DecideExtension, food, nil, casework.Forbidden, ""},
		"handler does not act on another post's case": {who("handler"), casework.Complete, inGeneral, nil, casework.Forbidden, ""},
		"handler does not explain for his head":       {who("handler"), casework.Explain, food, nil, casework.Forbidden, ""},
		"an absent handler does not act":              {o.absent(t, "handler"), casework.Complete, food, nil, casework.Forbidden, "R160"},
		"an absent handler still sees":                {p: o.absent(t, "handler"), action: access.CaseView, s: food, want: roles(casework.Handler)},
		"an absent handler opens no sealed field":     {o.absent(t, "handler"), access.CasePersonal, food, nil, casework.Forbidden, "R160"},
		"a backup in waiting sees":                    {p: who("backup"), action: access.CaseView, s: food, want: roles(casework.Handler)},
		"a backup in waiting does not act":            {who("backup"), casework.Complete, food, nil, casework.Forbidden, "R160"},
		"a backup in waiting opens no sealed field":   {who("backup"), access.CasePersonal, food, nil, casework.Forbidden, "R160"},
		"a backup on cover acts":                      {p: o.covering(t, "backup", "food-desk", "handler"), action: casework.Complete, s: food, want: roles(casework.Handler)},
		"a backup on cover opens sealed fields":       {p: o.covering(t, "backup", "food-desk", "handler"), action: access.CasePersonal, s: food, want: roles(casework.Handler)},
		"cover of one post is no cover of another":    {o.covering(t, "backup", "food-desk", "handler"), casework.Complete, hygiene, nil, casework.Forbidden, "R160"},

		"section head explains for his section":                {p: who("section_head"), action: casework.Explain, s: allowance, want: roles(casework.SectionHead)},
		"section head does not reach another part":             {who("section_head"), access.CaseView, inGeneral, nil, casework.Forbidden, ""},
		"section head, where the policy of the matter says so": {p: who("section_head"), action: casework.DecideExtension, s: food, want: roles(casework.SectionHead)},
		"leader in charge reaches the sections below":          {p: who("leader_in_charge"), action: casework.DecideExtension, s: food, want: roles(casework.LeaderInCharge)},
		"leader in charge does not reach beside":               {who("leader_in_charge"), casework.DecideExtension, inGeneral, nil, casework.Forbidden, ""},
		"leader in charge does not do the work":                {who("leader_in_charge"), casework.Complete, food, nil, casework.Forbidden, ""},
		"nobody grants what he asked for":                      {who("leader_in_charge"), casework.DecideExtension, asked, nil, casework.Forbidden, "R043"},
		"another leader grants it":                             {p: who("principal_leader"), action: casework.DecideExtension, s: asked, want: roles(casework.PrincipalLeader)},
		"head of the bureau reaches all of it":                 {p: who("principal_leader"), action: casework.DecideExtension, s: inGeneral, want: roles(casework.PrincipalLeader)},
		"head of the bureau does not reach the next":           {who("principal_leader"), casework.DecideExtension, water, nil, casework.Forbidden, ""},
		"a leader's signature does not pass to his cover":      {o.covering(t, "general_office", "approval-leader", "leader_in_charge"), casework.DecideExtension, food, nil, casework.Forbidden, "R165"},
		"nor to a head, who has his own alone":                 {p: o.covering(t, "section_head", "approval-leader", "leader_in_charge"), action: casework.DecideExtension, s: food, want: roles(casework.SectionHead)},
		"his other acts do":                                    {p: o.covering(t, "general_office", "approval-leader", "leader_in_charge"), action: casework.Transfer, s: food, want: roles(casework.LeaderInCharge)},
		"roles of several posts add up, each once":             {p: o.covering(t, "section_head", "approval-leader", "leader_in_charge"), action: casework.Reopen, s: food, want: roles(casework.SectionHead, casework.LeaderInCharge)},
		"an unknown unit is in nobody's reach but his own":     {who("principal_leader"), access.CaseView, access.Subject{Kind: casework.Service, Unit: "moon"}, nil, casework.Forbidden, ""},
		"a holding without a post owns nothing":                {noPost, casework.Complete, access.Subject{Kind: casework.Service}, nil, casework.Forbidden, ""},
		"an empty subject is nobody's":                         {who("handler"), casework.Complete, access.Subject{Kind: casework.Service}, nil, casework.Forbidden, ""},
		"efficiency office chases":                             {p: who("efficiency_office"), action: casework.Chase, s: food, want: roles(casework.EfficiencyOffice)},
		"efficiency office decides no permit":                  {who("efficiency_office"), casework.Complete, food, nil, casework.Forbidden, ""},
		"efficiency office closes an accountability case":      {p: who("efficiency_office"), action: casework.Close, s: blame, want: roles(casework.EfficiencyOffice)},
		"its backup in waiting does not":                       {who("supervision_office"), casework.Close, blame, nil, casework.Forbidden, "R160"},
		"discipline office sees it":                            {p: who("discipline_office"), action: access.CaseView, s: blame, want: roles(casework.DisciplineOffice)},
		"party group sees it":                                  {p: who("party_group"), action: access.CasePersonal, s: blame, want: roles(casework.PartyGroup)},
		"discipline office does not close it":                  {who("discipline_office"), casework.Close, blame, nil, casework.Forbidden, ""},
		"the handler it is against does not see it":            {who("handler"), access.CaseView, blame, nil, casework.Forbidden, "公务员法第七十六条"},
		"his section head does not see it":                     {who("section_head"), access.CaseView, blame, nil, casework.Forbidden, ""},
		"nobody acts on his own matter":                        {o.covering(t, "handler", "efficiency-office", "efficiency_office"), casework.Close, blame, nil, casework.Forbidden, "公务员法第七十六条"},
		"nor opens what others wrote about it":                 {o.covering(t, "handler", "efficiency-office", "efficiency_office"), access.CasePersonal, blame, nil, casework.Forbidden, "公务员法第七十六条"},
		"nor does a backup of that post":                       {o.covering(t, "inspector", "efficiency-office", "efficiency_office"), casework.Close, blame, nil, casework.Forbidden, "公务员法第七十六条"},
		"once opened against him he sees it":                   {p: who("handler"), action: access.CaseView, s: opened, want: himself},
		"absent or not":                                        {p: o.absent(t, "handler"), action: access.CaseTimeline, s: opened, want: himself},
		"he is heard":                                          {p: who("handler"), action: casework.Hear, s: opened, want: himself},
		"whom it is split to sees his own":                     {p: who("principal_leader"), action: access.CaseView, s: beside, want: himself},
		"and grants himself no time in it":                     {who("principal_leader"), casework.DecideExtension, beside, nil, casework.Forbidden, "公务员法第七十六条"},
		"nor reads what helps to judge him":                    {who("principal_leader"), access.CaseFindings, beside, nil, casework.Forbidden, "公务员法第七十六条"},
		"who answers beside does not see it":                   {who("party_group"), access.CaseView, beside, nil, casework.Forbidden, "公务员法第七十六条"},
		"nor does he decide it":                                {who("party_group"), casework.Decide, beside, nil, casework.Forbidden, "公务员法第七十六条"},
		"others judge it":                                      {p: who("discipline_office"), action: casework.DecideReview, s: beside, want: roles(casework.DisciplineOffice)},
		"before it is opened nobody is heard":                  {who("handler"), casework.Hear, blame, nil, casework.Forbidden, "公务员法第七十六条"},
		"what was mended he reports himself":                   {p: who("handler"), action: casework.Report, s: opened, want: himself},
		"nobody reports it for him":                            {who("section_head"), casework.Report, opened, nil, casework.Forbidden, ""},
		"nor anybody before it is opened":                      {who("handler"), casework.Report, blame, nil, casework.Forbidden, "公务员法第七十六条"},
		"the organ above asks for time for its appeal":         {p: who("discipline_office"), action: casework.RequestExtension, s: opened, want: roles(casework.DisciplineOffice)},
		"it does not grant it to itself":                       {who("discipline_office"), casework.DecideExtension, opened, nil, casework.Forbidden, ""},
		"he asks for review":                                   {p: who("handler"), action: casework.AskReview, s: opened, want: himself},
		"nobody asks for him":                                  {who("section_head"), casework.AskReview, opened, nil, casework.Forbidden, ""},
		"he recommends nothing":                                {who("handler"), casework.Recommend, opened, nil, casework.Forbidden, "公务员法第七十六条"},
		"he does not see what helps to judge him":              {who("handler"), access.CaseFindings, opened, nil, casework.Forbidden, "公务员法第七十六条"},
		"nor the words of others":                              {who("handler"), access.CasePersonal, opened, nil, casework.Forbidden, "公务员法第七十六条"},
		"his leader does not see it":                           {who("leader_in_charge"), access.CaseView, opened, nil, casework.Forbidden, ""},
		"the efficiency office states the facts":               {p: who("efficiency_office"), action: casework.StateFacts, s: blame, want: roles(casework.EfficiencyOffice)},
		"of a case against itself it does not":                 {who("efficiency_office"), casework.StateFacts, ownOffice, nil, casework.Forbidden, "公务员法第七十六条"},
		"nor does it see it":                                   {who("efficiency_office"), access.CaseView, ownOffice, nil, casework.Forbidden, "公务员法第七十六条"},
		"the discipline office does":                           {p: who("discipline_office"), action: access.CaseView, s: ownOffice, want: roles(casework.DisciplineOffice)},
		"the party group decides":                              {p: who("party_group"), action: casework.Decide, s: opened, want: roles(casework.PartyGroup)},
		"its cover does not":                                   {o.covering(t, "general_office", "party-group", "party_group"), casework.Decide, opened, nil, casework.Forbidden, "R165"},
		"the efficiency office does not decide":                {who("efficiency_office"), casework.Decide, opened, nil, casework.Forbidden, ""},
		"the discipline office decides a review":               {p: who("discipline_office"), action: casework.DecideReview, s: opened, want: roles(casework.DisciplineOffice)},
		"everybody asks for his own absence":                   {p: who("handler"), action: access.CaseRegister, s: away, want: himself},
		"a colleague does not ask for him":                     {who("clerk"), access.CaseRegister, away, nil, casework.Forbidden, ""},
		"his head takes down his call":                         {p: who("section_head"), action: access.CaseRegister, s: away, want: roles(casework.SectionHead)},
		"the administrator too":                                {p: who("admin"), action: access.CaseRegister, s: away, want: roles(casework.Admin)},
		"his head grants it":                                   {p: who("section_head"), action: casework.Approve, s: away, want: roles(casework.SectionHead)},
		"nobody grants his own":                                {who("section_head"), casework.Approve, awayHead, nil, casework.Forbidden, "公务员法第七十六条"},
		"nor himself more of it":                               {who("section_head"), casework.DecideExtension, awayHead, nil, casework.Forbidden, "公务员法第七十六条"},
		"his leader does":                                      {p: who("leader_in_charge"), action: casework.Approve, s: awayHead, want: roles(casework.LeaderInCharge)},
		"who is away reports back, off duty as he is":          {p: o.absent(t, "handler"), action: casework.ReportReturn, s: away, want: himself},
		"his cover does not report for him":                    {o.covering(t, "backup", "food-desk", "handler"), casework.ReportReturn, away, nil, casework.Forbidden, ""},
		"his cover does not see why he is away":                {o.covering(t, "backup", "food-desk", "handler"), access.CaseView, away, nil, casework.Forbidden, ""},
		"the leader in charge names a stand-in":                {p: who("leader_in_charge"), action: casework.Designate, s: away, want: roles(casework.LeaderInCharge)},
		"a person reads his own sheet":                         {p: who("handler"), action: access.PointsView, s: access.Subject{Unit: "permits", Concerned: "handler"}, want: himself},
		"not his neighbour's":                                  {who("backup"), access.PointsView, access.Subject{Unit: "permits", Concerned: "handler"}, nil, casework.Forbidden, ""},
		"his section head does":                                {p: who("section_head"), action: access.PointsView, s: access.Subject{Unit: "permits", Concerned: "handler"}, want: roles(casework.SectionHead)},
		"the head of the bureau sets a section its targets":    {p: who("principal_leader"), action: access.TargetSet, s: access.Subject{Unit: "permits"}, want: roles(casework.PrincipalLeader)},
		"the leader in charge does below him":                  {p: who("leader_in_charge"), action: access.TargetSet, s: access.Subject{Unit: "permits", Concerned: "handler"}, want: roles(casework.LeaderInCharge)},
		"nobody sets his own":                                  {who("leader_in_charge"), access.TargetSet, access.Subject{Unit: "approval", Concerned: "leader_in_charge"}, nil, casework.Forbidden, "公务员法第七十六条"},
		"a section head sets none":                             {who("section_head"), access.TargetSet, access.Subject{Unit: "permits"}, nil, casework.Forbidden, ""},
		"the efficiency office gives the quarter's marks":      {p: who("efficiency_office"), action: access.TargetMark, s: access.Subject{Unit: "permits"}, want: roles(casework.EfficiencyOffice)},
		"not to itself":                                        {who("efficiency_office"), access.TargetMark, access.Subject{Unit: "efficiency", Concerned: "efficiency_office"}, nil, casework.Forbidden, "公务员法第七十六条"},
		"who set them does not mark them":                      {who("principal_leader"), access.TargetMark, access.Subject{Unit: "permits"}, nil, casework.Forbidden, ""},
		"the party group approves a plan of posts":             {p: who("party_group"), action: access.PlanApprove, s: access.Subject{Unit: "permits"}, want: roles(casework.PartyGroup)},
		"a section head only proposes one":                     {who("section_head"), access.PlanApprove, access.Subject{Unit: "permits"}, nil, casework.Forbidden, ""},
		"auditor sees":                                         {p: who("auditor"), action: access.CaseTimeline, s: food, want: roles(casework.Auditor)},
		"auditor opens no sealed field":                        {who("auditor"), access.CasePersonal, food, nil, casework.Forbidden, ""},
		"auditor changes nothing":                              {who("auditor"), casework.Chase, food, nil, casework.Forbidden, ""},
		"auditor reads the audit chain":                        {p: who("auditor"), action: access.AuditView, want: roles(casework.Auditor)},
		"admin keeps persons":                                  {p: who("admin"), action: access.PersonAdmin, want: roles(casework.Admin)},
		"admin sees no case":                                   {who("admin"), access.CaseView, food, nil, casework.Forbidden, ""},
		"admin reads no audit chain":                           {who("admin"), access.AuditView, access.Subject{}, nil, casework.Forbidden, ""},
		"inspector, in waiting for the supervision post, sees": {p: who("inspector"), action: access.CaseView, s: inGeneral, want: roles(casework.SupervisionOffice)},

		"everybody with a session reads his inbox":        {p: newPost, action: access.InboxRead},
		"somebody without a post sees no case":            {newPost, access.CaseView, food, nil, casework.Forbidden, ""},
		"the public asks when something is due":           {action: access.DueCalculate},
		"the public begins a session":                     {action: access.SessionBegin},
		"the public reads no inbox":                       {casework.Principal{}, access.InboxRead, access.Subject{}, nil, casework.Unauthenticated, ""},
		"the public sees no case":                         {casework.Principal{}, access.CaseView, food, nil, casework.Unauthenticated, ""},
		"an unknown action is nobody's":                   {who("principal_leader"), "case.burn", food, nil, casework.Forbidden, ""},
		"a command is not an action of no case":           {who("handler"), casework.Complete, access.Subject{}, nil, casework.Forbidden, ""},
		"a command of another kind is nobody's":           {who("efficiency_office"), casework.Complete, blame, nil, casework.Forbidden, ""},
		"an unknown action is nobody's, signed in or not": {casework.Principal{}, "case.burn", food, nil, casework.Forbidden, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := table.Decide(tt.p, tt.action, tt.s, tree)
			if tt.code == "" {
				require.NoError(t, err)
				require.Equal(t, tt.want, got)
				return
			}
			require.Empty(t, got)
			var refusal *casework.Error
			require.True(t, errors.As(err, &refusal), "a refusal, not %v", err)
			require.Equal(t, tt.code, refusal.Code)
			require.Equal(t, tt.rule, refusal.Rule)
			require.NotEmpty(t, refusal.Note)
		})
	}
}

func roles(r ...casework.Role) []casework.Role { return r }

var himself = roles(casework.PersonConcerned)
