package counter_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// petitionItem is what the catalogue asks of a petition, cut short.
var petitionItem = policy.Item{
	ID: "petition-matter", Kind: kind.Petition, Name: "信访事项", Promised: "30wd", Unit: "bureau", Post: "efficiency",
	Fields: []policy.FormField{
		{Name: "applicant", Label: "信访人", Type: "text", Max: 60}, {Name: "phone", Label: "联系电话", Type: "tel", Max: 20},
		{Name: "statement", Label: "事实和理由", Type: "textarea", Required: true, Max: 200},
		{Name: "in_common", Label: "多人共同提出", Type: policy.FieldCheckbox, Fact: true},
		{Name: "representatives", Label: "代表", Type: "textarea", Max: 200, Lines: 5, Rule: "信访工作条例第二十条"},
		{Name: casework.FactAgainstPost, Label: "岗位", Type: policy.FieldPost, Fact: true},
		{Name: casework.FactChannel, Label: "渠道", Type: policy.FieldSelect, Options: []string{"letter", "visit"}, Required: true, Fact: true},
		{Name: "until", Label: "期限", Type: policy.FieldMoment, Fact: true},
		{Name: "outside_number", Label: "编号", Type: "text", Max: 60, Unique: true},
	},
}

func withPetitions(t *testing.T) *bench {
	t.Helper()
	b := setup(t)
	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Items = append(office.Items, petitionItem)
	return b
}

func table(lines string) (rows [][]string) {
	for line := range strings.Lines(lines) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), ","))
	}
	return rows
}

var fromThere = table(`编号,received,信访人,phone,statement,渠道,in_common,until
WX-1,2026-09-20T09:00,张三,13900000001,补偿款没有到位,来信,,2026-11-20T12:00
WX-2,2026-09-21T10:30,李四,,物业不修电梯,visit,true,
`)

func say(code string) string {
	return map[string]string{"letter": "来信", "visit": "来访"}[code]
}

// What another system holds comes in with its receipt and limit, and once: dry it keeps
// nothing, again it changes nothing, and what went out comes in as the same.
func TestTableComesInAndGoesOut(t *testing.T) {
	t.Parallel()
	b := withPetitions(t)
	in := cases.Table{Kind: kind.Petition, Rows: fromThere, Say: say, Dry: true}
	got, err := b.Bring(t.Context(), efficiency(), in)
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Empty(t, b.store.Registered, "dry")
	in.Dry = false
	got, err = b.Bring(t.Context(), efficiency(), in)
	require.NoError(t, err)
	require.Equal(t, []int{2, 3}, []int{got[0].Line, got[1].Line})
	first := b.store.Registered[0]
	require.Equal(t, map[string]string{"channel": "letter", "until": "2026-11-20T12:00:00+08:00"}, first.Facts)
	require.Equal(t, "2026-09-20T09:00:00+08:00", first.Received.Format("2006-01-02T15:04:05Z07:00"))
	require.Equal(t, "efficiency", first.Entry.Post, "the time until now is the turn of who brought it")

	again, err := b.Bring(t.Context(), efficiency(), in)
	require.NoError(t, err)
	require.True(t, again[0].Known && again[1].Known)
	require.Equal(t, got[0].Number, again[0].Number)
	require.Len(t, b.store.Registered, 2)

	out, err := b.Hand(t.Context(), efficiency(), kind.Petition)
	require.NoError(t, err)
	require.Len(t, out, 3)
	require.Contains(t, out[1], "WX-1")
	back, err := b.Bring(t.Context(), efficiency(), cases.Table{Kind: kind.Petition, Rows: out, Say: say})
	require.NoError(t, err)
	require.False(t, slices.ContainsFunc(back, func(x cases.Brought) bool { return !x.Known }), "what went out is known")
}

// Every fault is told by line and field, and nothing is taken in by halves.
func TestTableWithFaultsComesInNowhere(t *testing.T) {
	t.Parallel()
	b := withPetitions(t)
	rows := table(`outside_number,received,applicant,phone,statement,channel,representatives,until
WX-1,2026-09-20T09:00,张三,13900000001,好,letter,,
,2026-09-20T09:00,张三,x,好,letter,,soon
WX-1,,张三,,好,pigeon,,
WX-4,2027-09-20T09:00,张三,,,letter,,
`)
	rows[1][6] = "甲\n乙\n丙\n丁\n戊\n己"
	_, err := b.Bring(t.Context(), efficiency(), cases.Table{Kind: kind.Petition, Rows: rows})
	var said []string
	for _, e := range core.RefusalsOf(err) {
		said = append(said, e.Field)
	}
	require.ElementsMatch(t, []string{
		"line[2].fields.representatives", "line[3].fields.phone", "line[3].fields.until", "line[3].fields.outside_number",
		"line[4].fields.channel", "line[4].received", "line[5].received", "line[5].fields.statement",
	}, said)
	require.Empty(t, b.store.Registered)

	twice := table("outside_number,received,statement,channel\nWX-1,2026-09-20T09:00,好,letter\nWX-1,2026-09-20T09:00,好,letter\n")
	_, err = b.Bring(t.Context(), efficiency(), cases.Table{Kind: kind.Petition, Rows: twice})
	require.Equal(t, "line[3].fields.outside_number", core.RefusalsOf(err)[0].Field)
	_, err = b.Bring(t.Context(), efficiency(), cases.Table{Kind: kind.Petition, Rows: fromThere, Say: say})
	require.NoError(t, err)
	other := slices.Clone(fromThere)
	other[2] = slices.Clone(other[2])
	other[2][4] = "别的话"
	_, err = b.Bring(t.Context(), efficiency(), cases.Table{Kind: kind.Petition, Rows: other, Say: say})
	require.Equal(t, []any{casework.KnownElsewhere, "line[3].fields.outside_number"}, []any{core.RefusalsOf(err)[0].Code, core.RefusalsOf(err)[0].Field})
	for head, want := range map[string]casework.Code{"outside_number,received,colour\n": casework.UnknownField, "received,received\n": casework.Invalid, "": casework.EmptyList} {
		_, err = b.Bring(t.Context(), efficiency(), cases.Table{Kind: kind.Petition, Rows: table(head)})
		require.Equal(t, want, casework.CodeOf(err), head)
	}
	_, err = b.Bring(t.Context(), handler(), cases.Table{Kind: kind.Petition, Rows: fromThere})
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	_, err = b.Hand(t.Context(), efficiency(), casework.Absence)
	require.Equal(t, casework.UnknownItem, casework.CodeOf(err), "it is not taken in by a form")
}

// What the hotline or the platform holds enters as a service case of the matter the line
// names, its papers as they came, and is known by system and number, whichever matter it is;
// what came of it goes out under that number, and nothing else of what is sealed (R002).
func TestHeldElsewhereOfEveryKind(t *testing.T) {
	t.Parallel()
	b := setup(t)
	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Items = append(office.Items, policy.Asking(kind.Office(), []policy.Item{{
		ID: "allowance", Kind: casework.Service, Class: "service", Name: "高龄津贴", Promised: "5wd", Unit: "permits", Post: "permit-1",
		Fields: []policy.FormField{{Name: "applicant", Label: "申请人", Type: "text", Required: true, Max: 20}, {Name: core.FieldIdentity, Label: "证件号码", Type: "text", Max: 18}},
	}})...)
	head := "item,received,outside_system,outside_number,until,申请人,电话,id_number,materials\n"
	rows := table(head +
		"food-permit,2026-09-24T08:40,hotline,HL-1,2026-10-20T17:30,王秀英,13800000001,,申请书；licence\n" +
		"高龄津贴,2026-09-24T08:45,portal,HL-1,,李四,,,\n" +
		"food-permit,2026-09-24T08:50,hotline,HL-2,,王秀英,13800000001,,form\n")
	in := cases.Table{Kind: casework.Service, Rows: rows}
	got, err := b.Bring(t.Context(), clerk(), in)
	require.NoError(t, err)
	require.Len(t, got, 3, "one number in two systems is two matters")
	first, second, third := b.store.Registered[0], b.store.Registered[1], b.store.Registered[2]
	require.Equal(t, []string{countertest.Permit, casework.IntakeComplete}, []string{first.Item, first.Intake})
	require.Equal(t, []string{"allowance", casework.IntakeIncomplete}, []string{second.Item, third.Intake})
	require.Equal(t, "hotline", first.Facts[casework.FactOutsideSystem])
	require.Equal(t, "HL-1", first.Fields[casework.FieldOutsideNumber], "sealed with the rest")
	again, err := b.Bring(t.Context(), clerk(), in)
	require.NoError(t, err)
	require.True(t, again[0].Known && again[1].Known && again[2].Known)
	require.Len(t, b.store.Registered, 3, "again, it changes nothing")

	elsewhere := table(head + "allowance,2026-09-24T08:45,hotline,HL-1,,王秀英,,,\n")
	_, err = b.Bring(t.Context(), clerk(), cases.Table{Kind: casework.Service, Rows: elsewhere})
	require.Equal(t, casework.KnownElsewhere, casework.CodeOf(err), "a system gives a number once")

	wrong := table(head +
		"food-permit,2026-09-24T08:40,,HL-9,,王秀英,1390000,,no-such-paper\n" +
		"no-such-item,2026-09-24T08:40,hotline,HL-8,,王秀英,,,\n" +
		"food-permit,2026-09-24T08:40,pigeon,,,王秀英,,330103198001012343,\n" +
		"allowance,2026-09-24T08:40,hotline,HL-7,,王秀英,,330103198001012345,\n")
	_, err = b.Bring(t.Context(), clerk(), cases.Table{Kind: casework.Service, Rows: wrong})
	var said []string
	for _, e := range core.RefusalsOf(err) {
		said = append(said, e.Field)
	}
	require.ElementsMatch(t, []string{
		"line[2].fields.outside_system", "line[2].fields.phone", "line[2].materials", "line[3].item",
		"line[4].fields.id_number", "line[4].fields.outside_system", "line[4].fields.outside_number", "line[5].fields.id_number",
	}, said, "what another matter of the kind asks is no question of this one")
	require.Len(t, b.store.Registered, 3)

	out, err := b.Results(t.Context(), clerk(), casework.Service)
	require.NoError(t, err)
	require.Len(t, out, 4)
	require.Equal(t, "outside_system,outside_number,until,item,received,number,stage,result,due,closed", strings.Join(out[0], ","))
	require.Contains(t, out[1], "HL-1")
	for _, row := range out {
		require.NotContains(t, strings.Join(row, ","), "王秀英", "the rest stays sealed")
	}
}

// TestOwnNumberIsAsked: a number that is no system's is refused at the counter, too.
func TestOwnNumberIsAsked(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := whole()
	in.Fields[casework.FieldOutsideNumber] = "HL-1"
	_, err := b.Register(t.Context(), clerk(), in, "k1")
	require.Equal(t, []string{"invalid fields.outside_system"}, refusedFor(t, err))
	in.Fields[casework.FactElectronic] = "true"
	in.Fields[casework.FactOutsideSystem] = "hotline"
	_, err = b.Register(t.Context(), clerk(), in, "k2")
	require.Equal(t, []string{"invalid fields.email"}, refusedFor(t, err))
	require.Equal(t, "民事诉讼法第九十条", core.RefusalsOf(err)[0].Rule)
	in.Fields[casework.FieldEmail] = "wang@example.cn"
	_, err = b.Register(t.Context(), clerk(), in, "k3")
	require.NoError(t, err)
	require.Equal(t, "true", b.store.Registered[0].Facts[casework.FactElectronic])
}
