// Package calendar counts working days, calendar days, months, working time
// and elapsed time for one office. Given a calendar, a start, a limit and the
// pauses it always returns the same answer, so workflows may trust a replay
// and citizens may check it by hand: the day of the trigger is day 0 (民法典
// 201), a month ends on its same-numbered day (202), a last day that is no
// working day rolls to the next one (203), make-up days count (rules.md,
// section 2, calendar rule).
//
// Instants are exact to the microsecond, as PostgreSQL keeps them; dates are
// civil dates of the calendar's zone. A wall time that daylight saving skips
// stands for the instant of the jump, one that comes twice for the first.
//
// It refuses to read a clock, a file of the office or the network, to know
// which law sets a limit (package policy does), to guess a holiday list that
// is not announced (such a span is provisional), and to answer at all for a
// limit over 100 years or a date outside the years 1 to 9999. Only New touches
// the zone database, the machine's or else the one built in; nothing else here
// looks outside its arguments. A Calendar never changes and may be shared.
package calendar

import _ "time/tzdata" // a bare machine counts the same
