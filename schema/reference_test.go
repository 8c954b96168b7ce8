package schema_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/mail"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/schema"
)

// office is how reference/demo/office.json is laid out.
type office struct {
	Units   []casework.Unit   `json:"units"`
	Persons []casework.Person `json:"persons"`
	Posts   []casework.Post   `json:"posts"`
	Holders []duty.Assignment `json:"holders"`
}

// read decodes one embedded file into v, refusing any field v does not have.
func read(t *testing.T, name string, v any) {
	t.Helper()
	raw, err := schema.Reference.ReadFile(name)
	require.NoError(t, err)
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	require.NoError(t, dec.Decode(v), name)
	require.False(t, dec.More(), "%s holds more than one value", name)
}

func readOffice(t *testing.T) office {
	t.Helper()
	var o office
	read(t, "reference/demo/office.json", &o)
	return o
}

func readItems(t *testing.T) []policy.Item {
	t.Helper()
	var items []policy.Item
	read(t, "reference/demo/items.json", &items)
	return items
}

func readPolicies(t *testing.T) []policy.Policy {
	t.Helper()
	files, err := fs.Glob(schema.Reference, "reference/policies/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var out []policy.Policy
	for _, file := range files {
		var p policy.Policy
		read(t, file, &p)
		require.Equal(t, p.Ref()+".json", path.Base(file), "a file bears its policy's name and version")
		out = append(out, p)
	}
	return out
}

func readBook(t *testing.T) *policy.Book {
	t.Helper()
	raw, err := schema.Reference.ReadFile("reference/calendars/cn-2024-2026.json")
	require.NoError(t, err)
	spec, err := calendar.ParseSpec(raw)
	require.NoError(t, err)
	cal, err := calendar.New(spec)
	require.NoError(t, err)
	book, err := policy.NewBook(kind.Office(), readPolicies(t), readItems(t), map[string]*calendar.Calendar{"cn@1": cal}, "cn@1", policy.DefaultSpread)
	require.NoError(t, err)
	return book
}

// ids collects the ids of a list and refuses doubles.
func ids[T any](t *testing.T, list []T, id func(T) string) map[string]T {
	t.Helper()
	out := map[string]T{}
	for _, v := range list {
		require.Regexp(t, `^[a-z][a-z0-9_-]*$`, id(v))
		require.NotContains(t, out, id(v), "an id is used twice")
		out[id(v)] = v
	}
	return out
}

func TestOfficeHolds(t *testing.T) {
	t.Parallel()
	o := readOffice(t)
	units := ids(t, o.Units, func(u casework.Unit) string { return u.ID })
	persons := ids(t, o.Persons, func(p casework.Person) string { return p.ID })
	posts := ids(t, o.Posts, func(p casework.Post) string { return p.ID })

	levels := map[int]bool{}
	for i, u := range o.Units {
		levels[u.Level] = true
		require.NotEmpty(t, u.Name)
		require.NotEmpty(t, u.NameEn)
		if u.Parent == "" {
			require.Equal(t, 1, u.Level, u.ID)
			continue
		}
		require.Equal(t, units[u.Parent].Level+1, u.Level, u.ID)
		require.True(t, slices.ContainsFunc(o.Units[:i], func(v casework.Unit) bool { return v.ID == u.Parent }),
			"%s stands before the unit above it", u.ID)
	}
	require.Len(t, levels, 3)

	for _, p := range o.Persons {
		require.Contains(t, units, p.Unit, p.ID)
		require.Regexp(t, `^\p{Han}{2,4}$`, p.Name)
		require.True(t, p.Active)
		address, err := mail.ParseAddress(p.Email)
		require.NoError(t, err)
		require.True(t, strings.HasSuffix(address.Address, "@office.example"), "mail of the demo office goes nowhere (RFC 2606)")
	}
	for _, p := range o.Posts {
		require.Contains(t, units, p.Unit, p.ID)
		require.Contains(t, casework.Roles(), p.Role, p.ID)
		require.NotEmpty(t, p.Name)
		require.NotEmpty(t, p.NameEn)
	}
	require.NoError(t, duty.CheckAssignments(o.Holders))
	for _, h := range o.Holders {
		require.Contains(t, posts, h.Post)
		require.Contains(t, persons, h.Person)
	}
}

// most is on how many posts one person of the demo office answers first: an office where one man has
// every desk shows nobody a desk, and nobody anything to hand over.
const most = 3

// TestOfficeBearsItsRoles: 60 people, an account named after each role and the one who plays it, and
// `backup` behind the handler's permits (design section 2). Every desk has an A and another B.
func TestOfficeBearsItsRoles(t *testing.T) {
	t.Parallel()
	o := readOffice(t)
	require.Len(t, o.Persons, 60)
	for _, role := range casework.Roles() {
		require.True(t, slices.ContainsFunc(o.Persons, func(p casework.Person) bool { return p.ID == string(role) }), role)
		require.True(t, slices.ContainsFunc(o.Holders, func(h duty.Assignment) bool {
			return h.Person == string(role) && h.Rank == duty.A && postOf(t, o, h.Post).Role == role
		}), "%s is no first holder of a post of that role", role)
	}
	desks, first := 0, map[string][]string{}
	for _, p := range o.Posts {
		segments := duty.Segments(p.ID, o.Holders, nil)
		require.Len(t, segments, 1, p.ID)
		holder := segments[0]
		first[holder.Person] = append(first[holder.Person], p.ID)
		if p.Role != casework.Handler {
			continue
		}
		desks++
		require.NotEmpty(t, holder.Backup, p.ID)
		require.NotEqual(t, holder.Person, holder.Backup, p.ID)
		for _, who := range []string{holder.Person, holder.Backup} {
			require.Equal(t, p.Unit, unitOf(t, o, who), "%s of %s sits in another unit", who, p.ID)
		}
		if holder.Person == "handler" {
			require.Equal(t, "backup", holder.Backup, p.ID)
		}
	}
	require.GreaterOrEqual(t, desks, 8)
	for who, posts := range first {
		require.LessOrEqual(t, len(posts), most, "%s is A of %v", who, posts)
	}
}

func unitOf(t *testing.T, o office, person string) string {
	t.Helper()
	i := slices.IndexFunc(o.Persons, func(p casework.Person) bool { return p.ID == person })
	require.GreaterOrEqual(t, i, 0, "no person %s", person)
	return o.Persons[i].Unit
}

func postOf(t *testing.T, o office, id string) casework.Post {
	t.Helper()
	i := slices.IndexFunc(o.Posts, func(p casework.Post) bool { return p.ID == id })
	require.GreaterOrEqual(t, i, 0, "no post %s", id)
	return o.Posts[i]
}

// resolve finds the post of a role for a unit: its own, or that of the nearest
// unit above having one.
func resolve(o office, unit string, role casework.Role) []string {
	for unit != "" {
		var found []string
		for _, p := range o.Posts {
			if p.Unit == unit && p.Role == role {
				found = append(found, p.ID)
			}
		}
		if len(found) > 0 {
			return found
		}
		i := slices.IndexFunc(o.Units, func(u casework.Unit) bool { return u.ID == unit })
		if i < 0 {
			return nil
		}
		unit = o.Units[i].Parent
	}
	return nil
}

// TestEveryRoleIsSomebody: whoever a warning, a rung, an explanation or an
// extension names is exactly one post for every unit that handles an item.
func TestEveryRoleIsSomebody(t *testing.T) {
	t.Parallel()
	o := readOffice(t)
	named := map[casework.Role]bool{}
	for _, p := range readPolicies(t) {
		for _, r := range p.Rules {
			all := []casework.Role{r.Owner}
			for _, w := range r.Warn {
				all = append(all, w.To...)
			}
			for _, g := range r.Ladder {
				all = append(all, g.To...)
			}
			if r.Extension != nil {
				all = append(append(all, r.Extension.Deciders...), r.Extension.Delegated)
			}
			for _, role := range all {
				named[role] = true
			}
		}
	}
	for _, ofTheCase := range []casework.Role{"", casework.Handler, casework.ActingHolder, casework.NextBackup, casework.PersonConcerned, casework.Assigner} {
		delete(named, ofTheCase) // the post that handles the case, or the person himself
	}
	require.True(t, named[casework.LeaderInCharge] && named[casework.EfficiencyOffice], "the ladder was read")
	for _, item := range readItems(t) {
		if item.Kind != casework.Service {
			continue // the office that registers it has no section above it; the unit it is given to has
		}
		for role := range named {
			require.Len(t, resolve(o, item.Unit, role), 1, "%s for %s", role, item.ID)
		}
	}
}

func TestItems(t *testing.T) {
	t.Parallel()
	o, items := readOffice(t), readItems(t)
	policies := map[string]policy.Policy{}
	for _, p := range readPolicies(t) {
		policies[p.ID] = p
	}
	ids(t, items, func(i policy.Item) string { return i.ID })
	services, permits, tens, practice := 0, 0, 0, 0
	desks := map[string]bool{}
	for _, item := range items {
		require.Equal(t, policies[item.Policy].Kind, item.Kind, item.ID)
		require.Equal(t, policies[item.Policy].Class, item.Class, item.ID)
		post := postOf(t, o, item.Post)
		if item.Kind != casework.Service {
			officeItem(t, item, post)
			continue
		}
		services++
		require.Equal(t, casework.Handler, post.Role, item.ID)
		require.Equal(t, post.Unit, item.Unit, item.ID)
		require.False(t, desks[item.Post] && !item.DeemRenew && item.ID != "information-correction", "one desk, one item: %s", item.ID) // and its renewal, or the mending of what it keeps
		desks[item.Post] = true
		published(t, item)
		shorterThanTheLaw(t, item)
		if item.Practice {
			practice++
			continue
		}
		if item.Class == "permit" {
			permits++
			if item.Promised == "10wd" {
				tens++
				require.Equal(t, "20wd", item.Statutory)
			}
		}
	}
	require.Equal(t, 11, services)
	require.Equal(t, 1, practice)
	require.Equal(t, 1, tens, "simulate names the permit of ten working days")
	require.Greater(t, permits, 1)
	require.Less(t, permits, services-practice)
}

// officeItem holds what the office takes in for itself: the office that registers
// it has it first, and what it is asked ends somewhere.
func officeItem(t *testing.T, item policy.Item, post casework.Post) {
	t.Helper()
	first := map[casework.Kind]casework.Role{
		casework.Document: casework.GeneralOffice, casework.Complaint: casework.EfficiencyOffice, kind.Petition: casework.EfficiencyOffice,
		casework.Supervision: casework.SupervisionOffice, casework.Duties: casework.SupervisionOffice, kind.Contact: casework.Clerk, kind.Attendance: casework.SupervisionOffice,
		kind.Disclosure: casework.GeneralOffice,
		kind.Inspection: casework.EfficiencyOffice, kind.Rectification: casework.EfficiencyOffice,
		kind.Proposal: casework.GeneralOffice, kind.Report: casework.GeneralOffice,
		kind.Promise: casework.GeneralOffice,
	}
	require.Equal(t, first[item.Kind], post.Role, item.ID)
	require.NotEmpty(t, item.NameEn, item.ID)
	for _, f := range item.Fields {
		require.NotEmpty(t, f.Label)
		require.NotEmpty(t, f.LabelEn)
		require.True(t, f.Fact || f.Max > 0 || len(f.Options) > 0, "%s of %s has no end", f.Name, item.ID)
	}
}

// published wants everything an applicant must be told at once (R021, R032).
func published(t *testing.T, item policy.Item) {
	t.Helper()
	for what, text := range map[string]string{
		"name": item.Name, "name_en": item.NameEn, "basis": item.Basis, "condition": item.Condition,
		"procedure": item.Procedure, "fee": item.Fee, "place": item.Place, "phone": item.Phone,
	} {
		require.NotEmpty(t, text, "%s of %s", what, item.ID)
	}
	if !strings.HasPrefix(item.Fee, "不收费") {
		require.NotEmpty(t, item.FeeBasis, "a fee has its basis: %s", item.ID)
	}
	codes := map[string]bool{}
	required := false
	for _, m := range item.Materials {
		require.Regexp(t, `^[a-z][a-z-]*$`, m.Code)
		require.False(t, codes[m.Code], "%s of %s stands twice", m.Code, item.ID)
		codes[m.Code] = true
		required = required || m.Required
		require.NotEmpty(t, m.Name)
		require.NotEmpty(t, m.NameEn)
		require.NotEmpty(t, m.Format)
		require.NotEmpty(t, m.Issuer)
		require.Positive(t, m.Copies)
	}
	require.True(t, required, "a material that may be missing: %s", item.ID)
	names := map[string]bool{}
	for _, f := range item.Fields {
		require.Contains(t, []string{"text", "tel", "textarea", "select"}, f.Type)
		require.Equal(t, f.Type == "select", len(f.Options) > 0, "%s of %s", f.Name, item.ID)
		require.False(t, names[f.Name], "%s of %s stands twice", f.Name, item.ID)
		names[f.Name] = true
		require.NotEmpty(t, f.Label)
		require.NotEmpty(t, f.LabelEn)
		if f.Type != "select" {
			require.Positive(t, f.Max, "%s of %s has no end", f.Name, item.ID)
		}
	}
	require.True(t, names["applicant"] && names["phone"], "who asked, and how to reach him (R002): %s", item.ID)
}

// shorterThanTheLaw holds the promise against the statute (R037). The two are
// written in one unit, so that the comparison is one of numbers.
func shorterThanTheLaw(t *testing.T, item policy.Item) {
	t.Helper()
	promised, err := calendar.ParseLimit(item.Promised)
	require.NoError(t, err, item.ID)
	if item.Class == "permit" {
		require.NotEmpty(t, item.Statutory, "the law limits every permit: %s", item.ID)
	}
	if item.Statutory == "" {
		return
	}
	statutory, err := calendar.ParseLimit(item.Statutory)
	require.NoError(t, err, item.ID)
	require.Equal(t, statutory.Unit, promised.Unit, item.ID)
	require.Less(t, promised.N, statutory.N, item.ID)
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	cited := regexp.MustCompile(`^R(0\d\d|1\d\d|20\d|21\d|2[2-3]\d|24[0-4])$`)
	seen := map[string]bool{}
	for _, p := range readPolicies(t) {
		require.False(t, seen[p.Ref()])
		seen[p.Ref()] = true
		require.NoError(t, policy.Validate(kind.Office(), p))
		require.NotEmpty(t, p.Title)
		require.NotEmpty(t, p.TitleEn)
		clocks := ids(t, p.Rules, func(r policy.Rule) string { return r.Clock })
		for _, r := range p.Rules {
			require.Regexp(t, cited, r.Rule)
			if r.Outcome == casework.Deem {
				require.NotEmpty(t, r.Warn, "a deemed clock warns")
				require.Empty(t, r.Ladder, "and has no ladder")
			}
			for _, g := range r.Ladder {
				require.Contains(t, []string{"", "yellow", "red"}, g.Card)
				if g.Explain != "" && p.ID != "service-work" { // whom it is lent to has it
					require.Contains(t, clocks, g.Explain)
				}
			}
		}
	}
	require.Len(t, seen, 50)
}

// alarms counts one clock and lists its alarms as "kind level at".
func alarms(t *testing.T, book *policy.Book, item, clock string, start time.Time) (due string, out []string) {
	t.Helper()
	plan, err := book.Plan(casework.PlanRequest{
		Number: "BJ2026-000001", Kind: casework.Service, Item: item,
		Clocks: []casework.PlanClock{{Name: clock, Start: start}},
	})
	require.NoError(t, err)
	require.Len(t, plan.Clocks, 1)
	require.False(t, plan.Clocks[0].Absent, "%s of %s", clock, item)
	const layout = "01-02 15:04:05"
	for _, a := range plan.Clocks[0].Clock.Alarms {
		if a.Kind != casework.AlarmDue {
			out = append(out, strings.TrimSpace(string(a.Kind)+" "+a.Level)+" "+a.At.Format(layout))
		}
	}
	return plan.Clocks[0].Clock.Due.Format(layout), out
}

// TestThePermitOfTenDays counts the acceptance case of the first capability:
// received on 24 September 2026, untouched, across Mid-Autumn and National Day.
func TestThePermitOfTenDays(t *testing.T) {
	t.Parallel()
	book := readBook(t)
	received := time.Date(2026, 9, 24, 9, 30, 0, 0, time.FixedZone("CST", 8*3600))

	due, _ := alarms(t, book, "food-permit", "intake", received)
	require.Equal(t, "10-09 17:30:00", due)
	due, got := alarms(t, book, "food-permit", "handle", received)
	require.Equal(t, "10-15 17:30:00", due)
	require.Equal(t, []string{
		"half 10-10 08:30:00", "near 10-14 08:30:00", // 10-10 is a make-up Saturday
		"rung 1 10-15 17:30:00", "rung 2 10-16 17:30:00", "rung 3 10-20 17:30:00",
	}, got)
}

// TestThePracticeItemTakesFiveMinutes: untouched, the practice item shows
// reminder, breach and every rung before a visitor loses patience.
func TestThePracticeItemTakesFiveMinutes(t *testing.T) {
	t.Parallel()
	book := readBook(t)
	zone := time.FixedZone("CST", 8*3600)
	received := time.Date(2026, 10, 3, 23, 0, 0, 0, zone) // on a holiday night: seconds never wait

	_, got := alarms(t, book, "practice", "handle", received)
	require.Equal(t, []string{
		"half 10-03 23:00:30", "near 10-03 23:00:48",
		"rung 1 10-03 23:01:00", "rung 2 10-03 23:01:40", "rung 3 10-03 23:02:20",
	}, got)
	for _, r := range readPractice(t).Rules {
		limit := strings.NewReplacer("$promised", "60s", "$statutory", "120s").Replace(r.Limit)
		require.Regexp(t, `^\d+s$`, limit, r.Clock)
		for _, g := range r.Ladder {
			require.Regexp(t, `^(\d+s)?$`, g.After, r.Clock)
		}
	}
	_, got = alarms(t, book, "practice", "statutory", received)
	require.Equal(t, "rung 3 10-03 23:03:20", got[len(got)-1], "the last thing to happen")
}

func readPractice(t *testing.T) policy.Policy {
	t.Helper()
	var p policy.Policy
	read(t, "reference/policies/service-practice@3.json", &p)
	return p
}
