package officefile_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

var (
	now     = time.Date(2026, 11, 28, 9, 0, 0, 0, beijing)
	beijing = time.FixedZone("CST", 8*60*60)
)

// demo is the demo office as one file, and what binds it.
func demo(t testing.TB) (officefile.File, officefile.Rules) {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	f := ref.Office
	f.Items = ref.Items
	return f, officefile.Rules{Kinds: kind.Office(), Policies: ref.Policies, Presets: ref.Presets}
}

func written(t testing.TB, f officefile.File) []byte {
	t.Helper()
	raw, err := f.Write(beijing)
	require.NoError(t, err)
	return raw
}

// TestTheDemoOfficeAndTheExampleAreSound: the files people start from hold
// themselves to what theirs are held to.
func TestTheDemoOfficeAndTheExampleAreSound(t *testing.T) {
	t.Parallel()
	f, rules := demo(t)
	example, err := os.ReadFile("../../deploy/office.example.json")
	require.NoError(t, err)
	for name, raw := range map[string][]byte{"demo": written(t, f), "example": example} {
		got, err := officefile.Examine(raw, rules, now)
		require.NoError(t, err, name)
		told := map[string]string{"demo": "4 permits name nobody who reviews or decides"}[name] // the demo shows both; the example has a second person decide (desk.md 15)
		for _, n := range got.Notes {
			require.NotEmpty(t, told, n.En)
			require.Contains(t, n.En, told)
		}
		require.Equal(t, told != "", len(got.Notes) == 1, name)
		require.Equal(t, string(raw), string(written(t, got.File)), "%s is as it will be exported", name)
	}
}

// TestWriteIsStable: what was written and read is written again byte for byte,
// whatever the order, the zone and the spaces of the file it came from.
func TestWriteIsStable(t *testing.T) {
	t.Parallel()
	f, rules := demo(t)
	first := written(t, f)
	got, err := officefile.Examine(first, rules, now)
	require.NoError(t, err)
	require.Equal(t, string(first), string(written(t, got.File)))

	shuffled := f
	shuffled.Persons, shuffled.Holders = slices.Clone(f.Persons), slices.Clone(f.Holders)
	slices.Reverse(shuffled.Persons)
	slices.Reverse(shuffled.Holders)
	for i := range shuffled.Holders {
		shuffled.Holders[i].From = shuffled.Holders[i].From.UTC()
	}
	raw, err := json.Marshal(shuffled)
	require.NoError(t, err)
	got, err = officefile.Examine(append([]byte("\xef\xbb\xbf\n"), raw...), rules, now)
	require.NoError(t, err)
	require.Equal(t, string(first), string(written(t, got.File)))

	same, err := got.Compare(f, now)
	require.NoError(t, err)
	require.Empty(t, same, "the same office changes nothing")
}

// TestTextThatIsNoOffice: each is refused with its line.
func TestTextThatIsNoOffice(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		raw, want string
		line      int
	}{
		"nothing":        {"", "JSON", 1},
		"cut short":      {"{\n \"units\": [\n", "JSON", 3},
		"a comma":        {"{\n \"units\": [],\n}", "JSON", 3},
		"a word":         {"{\n\n \"units\": yes}", "JSON", 3},
		"GBK":            {"{\"units\": \"\xc7\xe0\xe1\xb0\"}", "UTF-8", 0},
		"two files":      {"{}\n{}", "结束以后", 2},
		"no object":      {"[]", "{ }", 1},
		"a list of text": {"{\"units\":\n[\"bureau\"]}", "{ }", 2},
		"deep":           {strings.Repeat("[", 100) + strings.Repeat("]", 100), "层次", 1},
		"long":           {"{\"units\": \"" + strings.Repeat("x", officefile.MaxBytes) + "\"}", "8 MB", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := officefile.Examine([]byte(tt.raw), officefile.Rules{}, now)
			var wrong officefile.Problems
			require.ErrorAs(t, err, &wrong)
			require.Contains(t, wrong[0].Zh, tt.want, wrong)
			require.Equal(t, tt.line, wrong[0].Line, wrong)
			require.NotEmpty(t, wrong[0].En)
		})
	}
}

func indexOfPost(f *officefile.File, id string) int {
	return slices.IndexFunc(f.Posts, func(p casework.Post) bool { return p.ID == id })
}

func lineOf(f *officefile.File, post string, line casework.Line) {
	f.Posts[indexOfPost(f, post)].Line = line
}

// faults are one change of the sound office each, and where it must be said.
var faults = map[string]struct {
	do           func(f *officefile.File)
	field, words string
}{
	"unknown unit above": {func(f *officefile.File) { f.Units[4].Parent = "nowhere" }, "units[4].parent", "nowhere"},
	"a ring":             {func(f *officefile.File) { f.Units[0].Parent = "window" }, "units[0].parent", "bureau → window → approval → bureau"},
	"its own superior":   {func(f *officefile.File) { f.Units[0].Parent = "bureau" }, "units[0].parent", "绕成了圈"},
	"level":              {func(f *officefile.File) { f.Units[1].Level = 1 }, "units[1].level", "1"},
	"unit without name":  {func(f *officefile.File) { f.Units[1].Name = " " }, "units[1].name", "没有填写"},
	"two of one id":      {func(f *officefile.File) { f.Persons[3].ID = f.Persons[1].ID }, "persons[3].id", "persons[1]"},
	"names alike":        {func(f *officefile.File) { f.Persons[3].ID = "Admin" }, "persons[3].id", "大小写"},
	"id with a space":    {func(f *officefile.File) { f.Persons[3].ID = "wang li" }, "persons[3].id", "64"},
	"person of no unit":  {func(f *officefile.File) { f.Persons[3].Unit = "nowhere" }, "persons[3].unit", "nowhere"},
	"mail":               {func(f *officefile.File) { f.Persons[3].Email = "王强@" }, "persons[3].email", "邮箱"},
	"employment":         {func(f *officefile.File) { f.Persons[3].Employment = "friend" }, "persons[3].employment", "civil_servant"},
	"post of no unit":    {func(f *officefile.File) { f.Posts[2].Unit = "" }, "posts[2].unit", "没有填写"},
	"role":               {func(f *officefile.File) { f.Posts[2].Role = "boss" }, "posts[2].role", "boss"},
	"a line of no unit":  {func(f *officefile.File) { lineOf(f, "general-office", "nowhere") }, "posts[%d].line", "nowhere"},
	"a line of a desk":   {func(f *officefile.File) { lineOf(f, "food-desk", "permits") }, "posts[%d].line", "不分口"},
	"a line of two": {func(f *officefile.File) {
		lineOf(f, "supervision-office", "law")
		lineOf(f, "inspection", "law")
		f.Posts[indexOfPost(f, "inspection")].Role = casework.SupervisionOffice
	}, "posts[%d].line", "law"},
	"no A": {func(f *officefile.File) {
		f.Holders = slices.DeleteFunc(f.Holders, func(h duty.Assignment) bool { return h.Post == "audit" })
	}, "posts[%d]", "A岗"},
	"holder of no post": {func(f *officefile.File) { f.Holders[0].Post = "nowhere" }, "holders[0].post", "nowhere"},
	"no such holder":    {func(f *officefile.File) { f.Holders[0].Person = "nobody" }, "holders[0].person", "nobody"},
	"B is A":            {func(f *officefile.File) { f.Holders[indexOf(f, "food-desk", 1)].Person = "handler" }, "holders[%d].person", "B岗"},
	"two on one rank":   {func(f *officefile.File) { f.Holders[indexOf(f, "food-desk", 2)].Rank = 1 }, "holders[%d].rank", "同一顺位"},
	"a stand-in's rank": {func(f *officefile.File) { f.Holders[indexOf(f, "food-desk", 2)].Rank = 100 }, "holders[%d].rank", "99"},
	"no beginning":      {func(f *officefile.File) { f.Holders[0].From = time.Time{} }, "holders[0].from", "没有填写"},
	"ends first":        {func(f *officefile.File) { f.Holders[0].To = f.Holders[0].From }, "holders[0].to", "晚于"},
	"left and holds": {func(f *officefile.File) {
		f.Persons[slices.IndexFunc(f.Persons, func(p casework.Person) bool { return p.ID == "auditor" })].Active = false
	}, "holders[%d].to", "auditor"},
	"item of no unit":     {func(f *officefile.File) { f.Items[0].Unit = "nowhere" }, "items[0].unit", "nowhere"},
	"item of no post":     {func(f *officefile.File) { f.Items[0].Post = "nowhere" }, "items[0].post", "nowhere"},
	"two items of one id": {func(f *officefile.File) { f.Items[1].ID = f.Items[0].ID }, "items[1].id", "items[0]"},
	"policy":              {func(f *officefile.File) { f.Items[0].Policy = "none" }, "items[0].policy", "none"},
	"another's policy":    {func(f *officefile.File) { f.Items[0].Policy = "complaint" }, "items[0].policy", "complaint"},
	"class":               {func(f *officefile.File) { f.Items[0].Class = "service" }, "items[0].class", "permit"},
	"limit":               {func(f *officefile.File) { f.Items[0].Promised = "ten days" }, "items[0].promised", "10wd"},
	"statute":             {func(f *officefile.File) { f.Items[0].Statutory = "20" }, "items[0].statutory", "10wd"},
	"promise too long":    {func(f *officefile.File) { f.Items[0].Promised = "21wd" }, "items[0].promised", "短于法定"},
	"promise as long":     {func(f *officefile.File) { f.Items[0].Promised = "20wd" }, "items[0].promised", "短于法定"},
	"no limit at all":     {func(f *officefile.File) { f.Items[0].Promised = "" }, "items[0].promised", "food-permit"},
	"no procedure":        {func(f *officefile.File) { f.Items[0].Procedure = "" }, "items[0].procedure", "food-permit"},
	"no fee":              {func(f *officefile.File) { f.Items[0].Fee = "" }, "items[0].fee", "food-permit"},
	"a fee of no basis":   {func(f *officefile.File) { f.Items[0].Fee = "每件 50 元" }, "items[0].fee_basis", "food-permit"},
	"nobody to reach":     {func(f *officefile.File) { f.Items[0].Fields = f.Items[0].Fields[:2] }, "items[0].fields.phone", "food-permit"},
	"material twice":      {func(f *officefile.File) { f.Items[0].Materials[1].Code = f.Items[0].Materials[0].Code }, "items[0].materials[1].code", "application"},
	"field twice":         {func(f *officefile.File) { f.Items[0].Fields[1].Name = f.Items[0].Fields[0].Name }, "items[0].fields[1].name", "applicant"},
	"field of no type":    {func(f *officefile.File) { f.Items[0].Fields[1].Type = "colour" }, "items[0].fields[1].type", "colour"},
	"nobody leads": {func(f *officefile.File) {
		for i := range f.Posts {
			if f.Posts[i].ID == "permits-head" {
				f.Posts[i].Role = casework.Inspector
			}
		}
	}, "items[0].unit", "section_head"},
}

func indexOf(f *officefile.File, post string, rank int) int {
	return slices.IndexFunc(f.Holders, func(h duty.Assignment) bool { return h.Post == post && h.Rank == rank })
}

// TestEveryFaultIsSaidInItsPlace, in both languages and with its line.
func TestEveryFaultIsSaidInItsPlace(t *testing.T) {
	t.Parallel()
	for name, tt := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, rules := demo(t)
			f = f.Canonical(beijing)
			for i := range f.Items { // the lists are shared with the binary's own
				f.Items[i].Materials, f.Items[i].Fields = slices.Clone(f.Items[i].Materials), slices.Clone(f.Items[i].Fields)
			}
			tt.do(&f)
			raw, err := json.MarshalIndent(f, "", " ")
			require.NoError(t, err)
			_, err = officefile.Examine(raw, rules, now)
			var wrong officefile.Problems
			require.ErrorAs(t, err, &wrong)
			i := slices.IndexFunc(wrong, func(p officefile.Problem) bool {
				if strings.Contains(tt.field, "%d") {
					var n int
					_, err := fmt.Sscanf(p.Field, tt.field, &n)
					return err == nil && strings.Contains(p.Zh+p.En, tt.words)
				}
				return p.Field == tt.field && strings.Contains(p.Zh+p.En, tt.words)
			})
			require.GreaterOrEqual(t, i, 0, "%s in\n%s", tt.field, wrong)
			require.Positive(t, wrong[i].Line)
			require.NotEmpty(t, wrong[i].En)
			require.Regexp(t, `\p{Han}`, wrong[i].Zh)
			require.NotRegexp(t, `\p{Han}.*!\(|%!`, wrong[i].Zh+wrong[i].En, "the words take their arguments")
		})
	}
}

// TestAllFaultsAtOnce: unknown fields, wrong types and wrong ids of one file are one
// answer, each with the line it stands on.
func TestAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	const raw = `{
  "units": [{"id": "u", "name": "局", "name_en": "", "level": "one"}],
  "persons": [
    {"id": "a", "name": 7, "unit": "u", "active": "yes", "salary": 3},
    {"id": "a", "name": "甲", "unit": "v"},
    {"id": "b", "name": "乙` + "\\u0000" + `", "unit": "u", "active": true, "active": true}
  ],
  "posts": {},
  "holders": [{"post": "p", "person": "b", "rank": 0, "from": "yesterday"}],
  "absences": []
}`
	_, err := officefile.Examine([]byte(raw), officefile.Rules{}, now)
	var wrong officefile.Problems
	require.ErrorAs(t, err, &wrong)
	var got []string
	for _, p := range wrong {
		got = append(got, fmt.Sprintf("%d %s", p.Line, p.Field))
	}
	require.Equal(t, []string{
		"2 units[0].level",
		"4 persons[0].name", "4 persons[0].active", "4 persons[0].salary",
		"5 persons[1].id", "5 persons[1].unit", "5 persons[1].active",
		"6 persons[2].name", "6 persons[2].active",
		"8 posts",
		"9 holders[0].from", "9 holders[0].post",
		"10 absences",
	}, got, wrong)
}

// TestNotes: allowed, and said.
func TestNotes(t *testing.T) {
	t.Parallel()
	f, rules := demo(t)
	f = f.Canonical(beijing)
	f.Persons = append(f.Persons, casework.Person{ID: "new", Name: "新", Unit: "bureau", Active: true})
	i := indexOf(&f, "audit", 0)
	f.Holders[i].To = now.Add(-time.Hour)
	got, err := officefile.Examine(written(t, f), rules, now)
	require.NoError(t, err)
	var said []string
	for _, n := range got.Notes {
		said = append(said, n.En)
	}
	require.ElementsMatch(t, []string{
		"stands on no post", "stands on no post", "the post has no A now",
		"1 people have no kind of employment; measures and remedies depend on it",
		"4 permits name nobody who reviews or decides (review): their desk decides alone",
	}, said)
}

// TestCompare: what would change, by name and field; what may not.
func TestCompare(t *testing.T) {
	t.Parallel()
	was, rules := demo(t)
	was = was.Canonical(beijing)
	examined := func(f officefile.File) officefile.Examined {
		got, err := officefile.Examine(written(t, f), rules, now)
		require.NoError(t, err)
		return got
	}
	f := was.Canonical(beijing)
	f.Persons[0].Title = "主任"
	f.Persons = append(f.Persons, casework.Person{ID: "new", Name: "新", Unit: "bureau", Active: true, Employment: casework.Contract})
	i := indexOf(&f, "audit", 0)
	f.Holders[i].To = now.Add(48 * time.Hour)
	f.Holders = append(f.Holders, duty.Assignment{Post: "audit", Person: "new", Rank: 0, From: now.Add(48 * time.Hour)})
	f.Items = slices.Clone(f.Items)
	f.Items[0], f.Items[1] = f.Items[1], f.Items[0]
	got, err := examined(f).Compare(was, now)
	require.NoError(t, err)
	require.Empty(t, got.Notes)
	var lines []string
	for _, c := range got.Changes {
		fields := ""
		if !c.New {
			for _, x := range c.Fields {
				fields += " " + x.Field
			}
		}
		lines = append(lines, fmt.Sprint(c.List, " ", c.ID, fields, " ", c.New))
	}
	require.Equal(t, []string{
		"persons admin title false", "persons new true",
		"holders audit/0/2024-01-01T00:00:00+08:00 to false", "holders audit/0/2026-11-30T09:00:00+08:00 true", "items  order false",
	}, lines)

	for name, tt := range map[string]struct {
		do    func(f *officefile.File)
		field string
	}{
		"a person is left out": {func(f *officefile.File) {
			f.Persons = append(f.Persons, casework.Person{ID: "new", Name: "新", Unit: "bureau", Active: true})
		}, "persons"},
		"an item is left out":        {func(f *officefile.File) { f.Items = append(f.Items, policy.Item{ID: "old"}) }, "items"},
		"an assignment is left out":  {func(f *officefile.File) { f.Holders[0].From = f.Holders[0].From.Add(-time.Hour) }, "holders"},
		"an assignment is another's": {func(f *officefile.File) { f.Holders[0].Person = "clerk" }, "holders[0].person"},
		"an end is taken back":       {func(f *officefile.File) { f.Holders[0].To = now.Add(-time.Hour) }, "holders[0].to"},
	} {
		t.Run(name, func(t *testing.T) {
			stands := was.Canonical(beijing)
			tt.do(&stands)
			_, err := examined(was).Compare(stands, now)
			var wrong officefile.Problems
			require.ErrorAs(t, err, &wrong)
			require.Equal(t, tt.field, wrong[0].Field)
		})
	}

	late := was.Canonical(beijing)
	late.Holders[indexOf(&late, "food-desk", 2)].To = now.Add(-24 * time.Hour)
	back, err := examined(late).Compare(was, now)
	require.NoError(t, err)
	require.Len(t, back.Notes, 1, "who was answerable before is changed, and that is said")
}

func FuzzExamine(f *testing.F) {
	f.Add([]byte(`{"units":[{"id":"u","name":"局","level":1}]}`))
	f.Add([]byte(`{"holders":[{"rank":1e99,"from":null}],"items":[{"fields":[[]]}]}`))
	_, rules := demo(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := officefile.Examine(raw, rules, now)
		if err != nil {
			return
		}
		first := written(t, got.File)
		again, err := officefile.Examine(first, rules, now)
		require.NoError(t, err)
		require.Equal(t, string(first), string(written(t, again.File)))
	})
}

// TestDutySheetsAreWhole: a sheet says all that the article asks of it; posts without one
// are counted, and a file that is silent takes none away (R210).
func TestDutySheetsAreWhole(t *testing.T) {
	t.Parallel()
	f, rules := demo(t)
	f = f.Canonical(beijing)
	f.Posts[0].Sheet.Limit, f.Posts[1].Sheet.Duties = "", strings.Repeat("长", 501)
	_, err := officefile.Examine(written(t, f), rules, now)
	var wrong officefile.Problems
	require.ErrorAs(t, err, &wrong)
	require.Len(t, wrong, 2)
	require.Equal(t, []string{"posts[0].sheet.limit", "R210", "posts[1].sheet.duties", "R210"}, []string{wrong[0].Field, wrong[0].Rule, wrong[1].Field, wrong[1].Rule})

	f, _ = demo(t)
	stands := f.Canonical(beijing)
	silent := f.Canonical(beijing)
	silent.Posts[0].Sheet = casework.DutySheet{}
	got, err := officefile.Examine(written(t, silent), rules, now)
	require.NoError(t, err)
	require.Len(t, got.Notes, 2, "and who decides permits alone")
	require.Equal(t, "R210", got.Notes[0].Rule)
	changed, err := got.Compare(stands, now)
	require.NoError(t, err)
	require.Empty(t, changed.Changes)
}
