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
	// Default names the order of an office that chose none.
	Default string       `json:"default"`
	Orders  []LeaveOrder `json:"orders"`
}

// LeaveOrder is one office's way of granting leave.
type LeaveOrder struct {
	ID     string      `json:"id"`
	Source string      `json:"source"`
	Tiers  []LeaveTier `json:"tiers"`
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
	Rule     string        `json:"rule"`
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

// Approver finds who grants an absence of that form and length to somebody of that
// rank, and the rule. chosen is the office's order, empty for the default.
func (l Leave) Approver(chosen, rank, form string, length Length) (casework.Role, string, error) {
	t, err := l.tier(chosen, rank, form, length)
	return t.Approver, t.Rule, err
}

// Reports tells whether an absence has a plan before and a report after (R237).
func (l Leave) Reports(chosen, rank, form string, length Length) bool {
	t, err := l.tier(chosen, rank, form, length)
	return err == nil && t.Report
}

func (l Leave) tier(chosen, rank, form string, length Length) (LeaveTier, error) {
	if chosen == "" {
		chosen = l.Default
	}
	i := slices.IndexFunc(l.Orders, func(o LeaveOrder) bool { return o.ID == chosen })
	if i < 0 {
		return LeaveTier{}, fmt.Errorf("leave: no order %q", chosen)
	}
	for _, t := range l.Orders[i].Tiers {
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
				if at := rankOfApprover[t.Approver]; at <= n {
					return fmt.Errorf("leave: order %s: %s grants %s", o.ID, t.Approver, rank)
				}
			}
			if last < 0 || o.Tiers[last] != (LeaveTier{Rank: rank, Approver: o.Tiers[last].Approver, Rule: o.Tiers[last].Rule}) {
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
