// Package almanac reads holiday lists as they are announced, in CSV, JSON and
// iCalendar, checks them against the year they are for, and lays them over a
// calendar to make its next version. It writes a calendar out again in the same
// forms.
//
// It refuses to fetch a list, to guess whether a day is off or worked, to take a
// day of another year (but for corrections to the December before, design
// section 1), and to follow a recurrence it was not told the end of.
package almanac
