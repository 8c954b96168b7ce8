package policy_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/schema"
)

func preset[T any](t *testing.T, name string) T {
	t.Helper()
	raw, err := schema.Reference.ReadFile("reference/presets/" + name)
	require.NoError(t, err)
	var out T
	require.NoError(t, json.Unmarshal(raw, &out))
	return out
}

// weekday is Monday to Friday, 8:30 to 12:00 and 14:00 to 17:30: seven hours.
func weekday(t *testing.T) *calendar.Calendar {
	t.Helper()
	raw, err := schema.Reference.ReadFile("reference/calendars/cn-2024-2026.json")
	require.NoError(t, err)
	var spec calendar.Spec
	require.NoError(t, json.Unmarshal(raw, &spec))
	cal, err := calendar.New(spec)
	require.NoError(t, err)
	return cal
}

func TestApprover(t *testing.T) {
	t.Parallel()
	leave := preset[policy.Leave](t, "absence.json")
	require.NoError(t, leave.Check())
	cal := weekday(t)
	at := func(s string) time.Time {
		got, err := time.ParseInLocation("2006-01-02 15:04", "2026-03-"+s, cal.Location()) // 03-02 is a Monday
		require.NoError(t, err)
		return got
	}
	for name, tt := range map[string]struct {
		order, rank, from, until string
		want                     casework.Role
		rule, form               string
	}{
		"an afternoon":                       {"", policy.RankStaff, "02 14:00", "02 17:30", casework.SectionHead, "R154", "leave"},
		"a whole day":                        {"", policy.RankStaff, "02 08:30", "02 17:30", casework.SectionHead, "R154", "leave"},
		"noon to noon":                       {"", policy.RankStaff, "02 12:00", "03 12:00", casework.SectionHead, "R154", "leave"},
		"a minute more than a day":           {"", policy.RankStaff, "02 12:00", "03 14:01", casework.LeaderInCharge, "R155", "leave"},
		"Friday noon over the weekend":       {"", policy.RankStaff, "06 12:00", "09 12:00", casework.SectionHead, "R154", "leave"},
		"a head's morning":                   {"", policy.RankHead, "02 08:30", "02 12:00", casework.LeaderInCharge, "R154", "leave"},
		"a head's week":                      {"", policy.RankHead, "02 08:30", "06 17:30", casework.PrincipalLeader, "R155", "leave"},
		"a leader's hour":                    {"", policy.RankLeader, "02 08:30", "02 09:30", casework.PrincipalLeader, "R155", "leave"},
		"the principal leader":               {"", policy.RankPrincipal, "02 08:30", "02 09:30", casework.PartyGroup, "R155", "leave"},
		"window, an hour":                    {"window", policy.RankStaff, "02 11:30", "02 14:30", casework.SectionHead, "R184", "leave"},
		"window, a minute more":              {"window", policy.RankStaff, "02 11:30", "02 14:31", casework.SectionHead, "R185", "leave"},
		"window, two days":                   {"window", policy.RankStaff, "02 08:30", "03 17:30", casework.SectionHead, "R186", "leave"},
		"one at the window, half a day":      {"single-window", policy.RankStaff, "02 08:30", "02 12:00", casework.LeaderInCharge, "R189", "leave"},
		"one at the window, more":            {"single-window", policy.RankStaff, "02 08:30", "02 14:01", casework.PrincipalLeader, "R189", "leave"},
		"post office, a head a day and half": {"post", policy.RankHead, "02 08:30", "03 12:00", casework.LeaderInCharge, "R194", "leave"},
		"post office, a head two days":       {"post", policy.RankHead, "02 08:30", "03 17:30", casework.PrincipalLeader, "R194", "leave"},
		"an outing, however short":           {"", policy.RankStaff, "02 14:00", "02 15:00", casework.LeaderInCharge, "R176", policy.FormOuting},
		"an outing, however long":            {"", policy.RankStaff, "02 08:30", "06 17:30", casework.LeaderInCharge, "R176", policy.FormOuting},
		"a head's outing":                    {"", policy.RankHead, "02 08:30", "06 17:30", casework.LeaderInCharge, "R176", policy.FormOuting},
		"a leader's outing":                  {"", policy.RankLeader, "02 08:30", "02 09:30", casework.PrincipalLeader, "R155", policy.FormOuting},
		"an outing by the other source":      {"section", policy.RankStaff, "02 14:00", "02 15:00", casework.SectionHead, "R154", policy.FormOuting},
		"post office, an outing":             {"post", policy.RankStaff, "02 08:30", "04 17:30", casework.SectionHead, "R195", policy.FormOuting},
		"post office, a head's outing":       {"post", policy.RankHead, "02 08:30", "04 17:30", casework.LeaderInCharge, "R195", policy.FormOuting},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, rule, err := leave.Signers(tt.order, tt.rank, tt.form, policy.Measure(cal, at(tt.from), at(tt.until)))
			require.NoError(t, err)
			require.Equal(t, tt.want, got[0])
			require.Equal(t, tt.rule, rule)
		})
	}
	_, _, err := leave.Signers("moon", policy.RankStaff, "", policy.Length{})
	require.Error(t, err)
}

// Two or three sign, each after the one before; the supervision section has it on file (R232).
func TestSigners(t *testing.T) {
	t.Parallel()
	leave := preset[policy.Leave](t, "absence.json")
	for name, tt := range map[string]struct {
		order, rank string
		days        float64
		want        []casework.Role
	}{
		"window, a day":                {"window", policy.RankStaff, 1, []casework.Role{casework.SectionHead, casework.LeaderInCharge}},
		"window, more than a day":      {"window", policy.RankStaff, 1.1, []casework.Role{casework.SectionHead, casework.PrincipalLeader, casework.LeaderInCharge}},
		"window, its head":             {"window", policy.RankHead, 2, []casework.Role{casework.PrincipalLeader, casework.LeaderInCharge}},
		"one at the window, half":      {"single-window", policy.RankStaff, 0.5, []casework.Role{casework.LeaderInCharge}},
		"one at the window, more":      {"single-window", policy.RankStaff, 0.6, []casework.Role{casework.PrincipalLeader, casework.LeaderInCharge}},
		"an office of other rules":     {"office", policy.RankStaff, 3, []casework.Role{casework.LeaderInCharge}},
		"an office that chose nothing": {"", policy.RankStaff, 1, []casework.Role{casework.SectionHead}},
	} {
		got, _, err := leave.Signers(tt.order, tt.rank, "leave", policy.Length{Days: tt.days, Seconds: 90 * 60})
		require.NoError(t, err)
		require.Equal(t, tt.want, got, name)
	}
	require.Equal(t, casework.SupervisionOffice, leave.Filed("window"))
	require.Empty(t, leave.Filed(""))
	require.True(t, leave.Arranged("window", "leave"))
	require.False(t, leave.Arranged("window", policy.FormOuting))
}

// Which paper a kind of leave is granted on, and how many days it has (R190, R233).
func TestSorts(t *testing.T) {
	t.Parallel()
	leave := preset[policy.Leave](t, "absence.json")
	for name, tt := range map[string]struct {
		sort  string
		days  float64
		paper string
		over  bool
	}{
		"nothing said":             {"", 30, "", false},
		"sick for three days":      {"sick", 3, "", false},
		"sick for longer":          {"sick", 3.5, casework.PurposeHospital, false},
		"a course, however short":  {"course", 0.5, casework.PurposeCourse, false},
		"fifteen days of the year": {"annual", 15, "", false},
		"sixteen":                  {"annual", 15.5, "", true},
		"a birth, however long":    {"maternity", 70, casework.PurposeBirth, false},
		"family, and the paper":    {"family_visit", 10, casework.PurposeFamily, false},
	} {
		sort, known := leave.Sort(tt.sort)
		require.True(t, known, name)
		length := policy.Length{Days: tt.days}
		require.Equal(t, tt.paper, sort.Shown(length), name)
		require.Equal(t, tt.over, sort.Exceeds(length), name)
	}
	_, known := leave.Sort("moon")
	require.False(t, known)
}

func TestLeaveCheck(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*policy.Leave){
		"no order of the default":   func(l *policy.Leave) { l.Default = "moon" },
		"no least length":           func(l *policy.Leave) { l.Notice = 0 },
		"nobody for a long absence": func(l *policy.Leave) { l.Orders[0].Tiers[3].Days = 5 },
		"a head grants a head":      func(l *policy.Leave) { l.Orders[0].Tiers[4].Approver = casework.SectionHead },
		"a form nobody asks for":    func(l *policy.Leave) { l.Orders[0].Tiers[0].Form = "outting" },
		"outings only":              func(l *policy.Leave) { l.Orders[0].Tiers[3].Form = policy.FormOuting },
	} {
		l := preset[policy.Leave](t, "absence.json")
		spoil(&l)
		require.Error(t, l.Check(), name)
	}
}

func TestScoring(t *testing.T) {
	t.Parallel()
	s := preset[policy.Scoring](t, "points.json")
	require.NoError(t, s.Check())
	measures := func(unit, reports bool, nth int) (out []string) {
		for _, r := range s.Proposed(unit, reports, nth) {
			out = append(out, r.Rule+" "+r.Measure)
		}
		return out
	}
	require.Equal(t, []string{"R149 criticism_education"}, measures(false, false, 1))
	require.Equal(t, []string{"R149 reassignment"}, measures(false, false, 7))
	require.Equal(t, []string{"R144 efficiency_warning"}, measures(false, true, 1), "一次予以警告，并记入个人档案")
	require.Equal(t, []string{"R144 points_deducted"}, measures(false, true, 2), "两次扣减本人年度干部考评分10分")
	require.Equal(t, []string{"R144 suspension_training"}, measures(false, true, 7), "三次停职培训")
	require.Equal(t, []string{"R145 unit_points"}, measures(true, true, 1), "凡被举报的科室（单位）")
	require.Empty(t, measures(true, false, 1))
	require.Equal(t, -10, s.Cost("points_deducted").Person)
	require.Zero(t, s.Cost("circulated_criticism").Person, "no circular costs ten points by itself (R144)")
	require.Equal(t, -3, s.Cost(casework.NotFiled).Unit, "R110: 未报送的扣3分")
	require.Equal(t, "R110", s.Cost(casework.NotFiled).Rule)
	require.Zero(t, s.Cost("fine").Unit)

	for name, spoil := range map[string]func(*policy.Scoring){
		"no such measure":         func(s *policy.Scoring) { s.Points[0].Measure = "fine" },
		"twice":                   func(s *policy.Scoring) { s.Points[1].Measure = s.Points[0].Measure },
		"for nothing":             func(s *policy.Scoring) { s.Points[0].Person = 0 },
		"a unit's for a person":   func(s *policy.Scoring) { s.Points[1].Person = -1 },
		"a duty's for a person":   func(s *policy.Scoring) { s.Points[2].Person = -1 },
		"a repeat off the ladder": func(s *policy.Scoring) { s.Repeats[0].Measure = "fine" },
	} {
		bad := preset[policy.Scoring](t, "points.json")
		spoil(&bad)
		require.Error(t, bad.Check(), name)
	}
}
