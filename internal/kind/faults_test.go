package kind_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// sound is a declaration nothing is wrong with.
func sound() *kind.Declaration {
	handlers := kind.Scopes{casework.Handler: kind.Own}
	return &kind.Declaration{
		Kind: "trial", Prefix: "SY", Title: kind.Words{Zh: "试办", En: "trial"},
		Opens: "try", Stages: []casework.Stage{"try", "judge"}, Ends: []string{"passed"}, Entry: kind.ByForm,
		Rights: []kind.Right{{Action: kind.CaseView, Who: handlers, View: true}},
		Acts: []kind.Act{
			{
				Name: "submit", Rule: "R001", At: []casework.Stage{"try"}, Who: handlers,
				Fields: []casework.Field{{Name: "outcome", Type: casework.FieldChoice, Choices: []string{"good", "bad"}}},
				Do:     kind.Words{Zh: "提交", En: "Submit"}, Hint: kind.Words{Zh: "交去评判", En: "To be judged"},
			},
			{
				Name: "judge", Basis: "本单位规定", At: []casework.Stage{"judge"}, Who: handlers,
				Do: kind.Words{Zh: "评判", En: "Judge"}, Hint: kind.Words{Zh: "评判后办结", En: "Ends the trial"},
			},
		},
	}
}

// revised is sound once more, with what came before it.
func revised() *kind.Declaration {
	d := sound()
	d.Revision, d.Earlier = 1, []*kind.Declaration{sound()}
	d.Acts[0].At = []casework.Stage{"try", "judge"}
	return d
}

// Whatever is missing from a declaration is named, with its kind and act, and no set
// comes of it: the binary does not start (cmd/shixian TestAFaultyDeclarationStopsTheStart).
func TestAFaultyDeclaration(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		spoil func(d *kind.Declaration)
		says  string
	}{
		"an act nobody may do":            {func(d *kind.Declaration) { d.Acts[0].Who = nil }, "kind trial: act submit: nobody may do it"},
		"one that reaches nowhere":        {func(d *kind.Declaration) { d.Acts[0].Who = kind.Scopes{casework.Handler: kind.None} }, "kind trial: act submit: nobody may do it"},
		"the machine's own is somebody's": {func(d *kind.Declaration) { d.Acts[0].Internal = true }, "kind trial: act submit: nobody may do it"},
		"a stage nobody leaves":           {func(d *kind.Declaration) { d.Stages = append(d.Stages, "wait") }, `kind trial: nobody leaves stage "wait"`},
		"a stage of no kind":              {func(d *kind.Declaration) { d.Acts[0].At[0] = "handle" }, `kind trial: act submit: stage "handle" is none of the kind's`},
		"a field without type":            {func(d *kind.Declaration) { d.Acts[0].Fields[0].Type = "" }, `kind trial: act submit: field "outcome" has no type`},
		"a choice of nothing":             {func(d *kind.Declaration) { d.Acts[0].Fields[0].Choices = nil }, "kind trial: act submit: field outcome leaves no choice"},
		"a field twice":                   {func(d *kind.Declaration) { d.Acts[0].Fields = append(d.Acts[0].Fields, d.Acts[0].Fields[0]) }, "kind trial: act submit: field outcome stands twice"},
		"two acts of one name":            {func(d *kind.Declaration) { d.Acts = append(d.Acts, d.Acts[0]) }, "kind trial: act submit stands twice"},
		"a label missing in English":      {func(d *kind.Declaration) { d.Acts[1].Do.En = "" }, "kind trial: act judge: no label in Chinese and English"},
		"a label missing in Chinese":      {func(d *kind.Declaration) { d.Acts[1].Hint.Zh = "" }, "kind trial: act judge: no label in Chinese and English"},
		"a name asked for by no rule":     {func(d *kind.Declaration) { d.Public = true }, "kind trial: a public form, and no rule by which it asks for a name"},
		"a title missing":                 {func(d *kind.Declaration) { d.Title.En = "" }, "kind trial: no title in Chinese and English"},
		"an act without rule or basis":    {func(d *kind.Declaration) { d.Acts[1].Basis = "" }, "kind trial: act judge: no rule and no basis"},
		"an act without a name":           {func(d *kind.Declaration) { d.Acts[1].Name = "" }, "kind trial: act : no name"},
		"a right nobody has":              {func(d *kind.Declaration) { d.Rights[0].Who = nil }, "kind trial: right case.view is nobody's"},
		"a right twice":                   {func(d *kind.Declaration) { d.Rights = append(d.Rights, d.Rights[0]) }, "kind trial: right case.view stands twice"},
		"two acts for a clock":            {func(d *kind.Declaration) { d.Acts[0].Meets, d.Acts[1].Meets = []string{"try"}, []string{"try"} }, "kind trial: act judge: clock try is met by submit"},
		"a code without words":            {func(d *kind.Declaration) { d.Says = map[string]kind.Words{"stage.try": {Zh: "试"}} }, "kind trial: stage.try is not said in Chinese and English"},
		"an event without a sentence":     {func(d *kind.Declaration) { d.Says = map[string]kind.Words{"event.tried": {Zh: "试了", En: "Tried"}} }, "kind trial: event tried is named and not told"},
		"no prefix":                       {func(d *kind.Declaration) { d.Prefix = "" }, "kind trial: no name, or no prefix of two letters"},
		"another's prefix":                {func(d *kind.Declaration) { d.Prefix = "BJ" }, "kind trial: declared twice, or its prefix BJ is another's"},
		"another's paper":                 {func(d *kind.Declaration) { d.Acts[0].Paper = []string{"chase_notice"} }, "kind trial: paper chase_notice is one of kind supervision"},
		"opens nowhere":                   {func(d *kind.Declaration) { d.Opens = "handle" }, `kind trial: it opens at stage "handle"`},
		"no end":                          {func(d *kind.Declaration) { d.Ends = nil }, "kind trial: no end, or no way in"},
		"a revision left out":             {func(d *kind.Declaration) { d.Revision = 1 }, "kind trial: revision 1 carries 0 before it"},
		"a gap before it":                 {func(d *kind.Declaration) { *d = *revised(); d.Earlier[0].Revision = 2 }, "kind trial: revision 2 stands where 0 should"},
		"of another kind before":          {func(d *kind.Declaration) { *d = *revised(); d.Earlier[0].Kind = "test" }, "kind trial: revision 0 is of another kind"},
		"a fault before":                  {func(d *kind.Declaration) { *d = *revised(); d.Earlier[0].Acts[0].Who = nil }, "revision 0: kind trial: act submit: nobody may do it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := kind.NewSet(append(kind.Office().All(), sound())...)
			require.NoError(t, err)
			d := sound()
			tt.spoil(d)
			_, err = kind.NewSet(append(kind.Office().All(), d)...)
			require.ErrorContains(t, err, tt.says)
		})
	}
}

// Every fault is told at once.
func TestAllFaultsAreTold(t *testing.T) {
	t.Parallel()
	d := sound()
	d.Acts[0].Who, d.Acts[1].Do = nil, kind.Words{}
	_, err := kind.NewSet(d)
	require.ErrorContains(t, err, "submit")
	require.ErrorContains(t, err, "judge")
}
