package calendar

import (
	"fmt"
	"strconv"
)

// Unit is what a limit counts.
type Unit string

// The units of design.md section 1.
const (
	WorkingDays    Unit = "wd"
	Days           Unit = "d"
	Months         Unit = "mo"
	WorkingHours   Unit = "wh"
	WorkingMinutes Unit = "wm"
	WorkingSeconds Unit = "ws"
	Hours          Unit = "h"
	Minutes        Unit = "m"
	Seconds        Unit = "s"
)

// century is the longest limit anybody is answered for, in days.
const century = 36525

// most returns how many of a unit make a century; 0 for no unit at all.
func (u Unit) most() int {
	switch u {
	case WorkingDays, Days:
		return century
	case Months:
		return 1200
	default:
		if s := u.seconds(); s > 0 {
			return int(century * 86400 / s)
		}
		return 0
	}
}

// seconds returns the length of a unit of time; 0 for dated units.
func (u Unit) seconds() int64 {
	switch u {
	case WorkingHours, Hours:
		return 3600
	case WorkingMinutes, Minutes:
		return 60
	case WorkingSeconds, Seconds:
		return 1
	default:
		return 0
	}
}

// working tells the units that run inside office hours only.
func (u Unit) working() bool {
	return u == WorkingHours || u == WorkingMinutes || u == WorkingSeconds
}

// Limit is a number of units, "10wd" in text and JSON.
type Limit struct {
	N    int
	Unit Unit
}

// ParseLimit reads digits followed by a unit. It refuses anything else,
// a sign included, and more than 100 years.
func ParseLimit(s string) (Limit, error) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	unit := Unit(s[i:])
	if i == 0 || unit.most() == 0 {
		return Limit{}, refuse("limit", BadLimit, "%s is no limit: want digits and wd, d, mo, wh, wm, ws, h, m or s", quote(s))
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil || n > unit.most() {
		return Limit{}, refuse("limit", LimitRange, "%s is over 100 years", quote(s))
	}
	return Limit{N: n, Unit: unit}, nil
}

// check refuses a limit that ParseLimit could not have returned.
func (l Limit) check() error {
	most := l.Unit.most()
	switch {
	case most == 0:
		return refuse("limit", BadLimit, "%s is no unit", quote(string(l.Unit)))
	case l.N < 0:
		return refuse("limit", LimitRange, "%d%s is negative", l.N, l.Unit)
	case l.N > most:
		return refuse("limit", LimitRange, "%d%s is over 100 years", l.N, l.Unit)
	}
	return nil
}

// String returns the form that ParseLimit reads.
func (l Limit) String() string { return strconv.Itoa(l.N) + string(l.Unit) }

// Add returns the limit with an extension of n, in the clock's own unit.
func (l Limit) Add(n int) Limit { return Limit{N: l.N + n, Unit: l.Unit} }

// Dated tells the limits that fall due on a day, at closing (wd, d, mo), from
// those that fall due at an instant.
func (l Limit) Dated() bool {
	return l.Unit == WorkingDays || l.Unit == Days || l.Unit == Months
}

// MarshalText writes "10wd"; a limit that cannot be counted is refused.
func (l Limit) MarshalText() ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, fmt.Errorf("marshal limit: %w", err)
	}
	return []byte(l.String()), nil
}

// UnmarshalText reads "10wd".
func (l *Limit) UnmarshalText(text []byte) error {
	got, err := ParseLimit(string(text))
	if err == nil {
		*l = got
	}
	return err
}

// quote shows input in a message without letting it run on.
func quote(s string) string {
	if len(s) > 40 {
		return strconv.QuoteToASCII(s[:40]) + "..."
	}
	return strconv.QuoteToASCII(s)
}
