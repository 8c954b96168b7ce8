package policy

import (
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Standing of whoever asks for leave, the lowest first.
const (
	RankStaff     = "staff"
	RankHead      = "head"      // of a section
	RankLeader    = "leader"    // in charge
	RankPrincipal = "principal" // of the bureau
)

// FormOuting is an absence on the office's business (R176, R195), which some orders
// have granted otherwise than leave.
const FormOuting = "outing"

// Leave says who grants an absence, by its length and the rank of who asks. The
// sources differ, so an office chooses one of several orders (R154, R155, R184 to
// R190, R194).
type Leave struct {
	// Notice is the least length that needs one, in minutes (R153).
	Notice int `json:"notice_minutes"`
	// Gap is the least length that needs one on a post nobody covers, in minutes, where
	// the office chose that such an absence is one off the post (R188).
	Gap int `json:"gap_minutes"`
	// NeverEmpty are the roles whose posts are not left empty in office hours (R171).
	NeverEmpty []casework.Role `json:"never_empty"`
	// FullCover is the length, in worked days, from which a cover has the whole of
	// A's powers; a shorter one is limited (R160, R165, R166).
	FullCover float64 `json:"full_cover_days"`
	// Sorts are the kinds of leave there are, the first where nothing is said (R233).
	Sorts []LeaveSort `json:"sorts"`
	// Default names the order of an office that chose none.
	Default string       `json:"default"`
	Orders  []LeaveOrder `json:"orders"`
}

// LeaveOrder is one office's way of granting leave.
type LeaveOrder struct {
	ID     string      `json:"id"`
	Source string      `json:"source"`
	Tiers  []LeaveTier `json:"tiers"`
	// Filed is with whom a leave that was granted is put on file (R232).
	Filed casework.Role `json:"filed,omitempty"`
	// Arranged are the forms for which, where nobody can cover, the work is arranged
	// before they are granted (R244).
	Arranged []string `json:"arranged,omitempty"`
	// Relieved are the forms for which somebody stands there before the post is left (R187).
	Relieved []string `json:"relieved,omitempty"`
}

// LeaveSort is a kind of leave, and what it asks for.
type LeaveSort struct {
	ID     string `json:"id"`
	Source string `json:"source"`
	// Proof is the paper that shows it, as files are attached for it; where Over says so,
	// for one that takes more worked days only (R190). Most are the worked days it has.
	Proof string  `json:"proof,omitempty"`
	Over  float64 `json:"over_days,omitempty"`
	Most  float64 `json:"most_days,omitempty"`
	Rule  string  `json:"rule"`
}

// LeaveTier is who grants an absence of some rank up to some length.
type LeaveTier struct {
	Rank string `json:"rank"`
	// Form is the one of its kind the tier is about, where the source has outings
	// granted by somebody else than leave (R176, R195); empty: any.
	Form string `json:"form,omitempty"`
	// Minutes or Days bound the length, in office time and in parts of worked
	// days; both zero is without end.
	Minutes  int           `json:"minutes,omitempty"`
	Days     float64       `json:"days,omitempty"`
	Approver casework.Role `json:"approver"`
	// Then are those who sign after the approver, in their order (R232).
	Then []casework.Role `json:"then,omitempty"`
	Rule string          `json:"rule"`
	// Report: it has a plan before and a report after (R237).
	Report bool `json:"report,omitempty"`
}

// Length is how much of the office's time an absence takes.
type Length struct {
	Seconds int64   // of office hours
	Days    float64 // each worked day by the part of it that is missed
}

// Measure counts an absence against the office's calendar. Noon to noon is one
// day, whatever the two days are called.
func Measure(cal *calendar.Calendar, from, until time.Time) Length {
	out := Length{Seconds: cal.WorkingSeconds(from, until)}
	local := from.In(cal.Location())
	for day := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, cal.Location()); day.Before(until); day = day.AddDate(0, 0, 1) {
		next := day.AddDate(0, 0, 1)
		whole := cal.WorkingSeconds(day, next)
		if whole == 0 {
			continue
		}
		begin, end := day, next
		if from.After(begin) {
			begin = from
		}
		if until.Before(end) {
			end = until
		}
		out.Days += float64(cal.WorkingSeconds(begin, end)) / float64(whole)
	}
	return out
}

// RankOf is the standing of a post's role in questions of leave.
func RankOf(role casework.Role) string {
	switch role {
	case casework.PrincipalLeader:
		return RankPrincipal
	case casework.LeaderInCharge, casework.PartyGroup, casework.DisciplineOffice:
		return RankLeader
	case casework.SectionHead, casework.GeneralOffice, casework.EfficiencyOffice, casework.SupervisionOffice:
		return RankHead
	}
	return RankStaff
}

// Signers finds who grants an absence of that form and length to somebody of that rank,
// each after the one before, and the rule. chosen is the office's order, empty for the default.
func (l Leave) Signers(chosen, rank, form string, length Length) ([]casework.Role, string, error) {
	t, err := l.tier(chosen, rank, form, length)
	return append([]casework.Role{t.Approver}, t.Then...), t.Rule, err
}

// Filed is with whom such an absence is put on file once it is granted; empty: nobody (R232).
func (l Leave) Filed(chosen string) casework.Role {
	o, _ := l.order(chosen)
	return o.Filed
}

// Arranged tells whether the work is arranged before an absence of that form is granted
// where nobody can cover (R244).
func (l Leave) Arranged(chosen, form string) bool {
	o, _ := l.order(chosen)
	return slices.Contains(o.Arranged, form)
}

// Relieved tells whether somebody is to stand there before an absence of that form begins (R187).
func (l Leave) Relieved(chosen, form string) bool {
	o, _ := l.order(chosen)
	return slices.Contains(o.Relieved, form)
}

// Sort finds a kind of leave; nothing said is the first.
func (l Leave) Sort(id string) (LeaveSort, bool) {
	i := slices.IndexFunc(l.Sorts, func(s LeaveSort) bool { return id == "" || s.ID == id })
	if i < 0 {
		return LeaveSort{}, false
	}
	return l.Sorts[i], true
}

// Shown is the paper without which a leave of that length is not granted; empty: none.
func (s LeaveSort) Shown(length Length) string {
	if length.Days <= s.Over+rounding {
		return ""
	}
	return s.Proof
}

// Exceeds tells whether a leave is longer than its kind has.
func (s LeaveSort) Exceeds(length Length) bool { return s.Most > 0 && length.Days > s.Most+rounding }

// Reports tells whether an absence has a plan before and a report after (R237).
func (l Leave) Reports(chosen, rank, form string, length Length) bool {
	t, err := l.tier(chosen, rank, form, length)
	return err == nil && t.Report
}

func (l Leave) order(chosen string) (LeaveOrder, error) {
	if chosen == "" {
		chosen = l.Default
	}
	i := slices.IndexFunc(l.Orders, func(o LeaveOrder) bool { return o.ID == chosen })
	if i < 0 {
		return LeaveOrder{}, fmt.Errorf("leave: no order %q", chosen)
	}
	return l.Orders[i], nil
}

func (l Leave) tier(chosen, rank, form string, length Length) (LeaveTier, error) {
	order, err := l.order(chosen)
	if err != nil {
		return LeaveTier{}, err
	}
	for _, t := range order.Tiers {
		if t.Rank == rank && (t.Form == "" || t.Form == form) && t.holds(length) {
			return t, nil
		}
	}
	return LeaveTier{}, fmt.Errorf("leave: order %s has no approver for %s", chosen, rank)
}

// rounding is the last part of a day: never a reason for a higher approver, nor
// for less than full cover.
const rounding = 1e-9

// holds tells whether an absence is short enough for the tier.
func (t LeaveTier) holds(l Length) bool {
	switch {
	case t.Minutes > 0:
		return l.Seconds <= int64(t.Minutes)*60
	case t.Days > 0:
		return l.Days <= t.Days+rounding
	}
	return true
}

// open tells whether the tier is for whatever is left.
func (t LeaveTier) open() bool { return t.Minutes == 0 && t.Days == 0 && t.Form == "" && !t.Report }

// Limited tells whether a cover of that length has only part of A's powers.
func (l Leave) Limited(length Length) bool { return length.Days < l.FullCover-rounding }

// Check refuses an order that leaves somebody without an approver, or that names
// an approver who does not stand above him.
func (l Leave) Check() error {
	if l.Notice <= 0 {
		return fmt.Errorf("leave: notice_minutes %d", l.Notice)
	}
	if l.FullCover <= 0 {
		return fmt.Errorf("leave: full_cover_days %v", l.FullCover)
	}
	if !slices.ContainsFunc(l.Orders, func(o LeaveOrder) bool { return o.ID == l.Default }) {
		return fmt.Errorf("leave: no default order %q", l.Default)
	}
	for _, o := range l.Orders {
		for n, rank := range []string{RankStaff, RankHead, RankLeader, RankPrincipal} {
			last := -1
			for i, t := range o.Tiers {
				if t.Rank != rank {
					continue
				}
				last = i
				if t.Form != "" && t.Form != FormOuting {
					return fmt.Errorf("leave: order %s knows no form %q", o.ID, t.Form)
				}
				for _, signer := range append([]casework.Role{t.Approver}, t.Then...) {
					if at := rankOfApprover[signer]; at <= n {
						return fmt.Errorf("leave: order %s: %s grants %s", o.ID, signer, rank)
					}
				}
			}
			if last < 0 || !o.Tiers[last].open() {
				return fmt.Errorf("leave: order %s leaves %s without an approver", o.ID, rank)
			}
		}
	}
	return nil
}

// rankOfApprover orders those who grant leave; the party group takes note of the
// principal leader's.
var rankOfApprover = map[casework.Role]int{
	casework.SectionHead: 1, casework.LeaderInCharge: 2, casework.PrincipalLeader: 3, casework.PartyGroup: 4,
}
