// Package almanac reads holiday lists as they are announced, in CSV, JSON and
// iCalendar, checks them against the year they are for, and lays them over a
// calendar to make its next version. It writes a calendar out again in the same
// forms.
//
// It refuses to fetch a list, to guess whether a day is off or worked, to take a
// day of another year (but for corrections to the December before, design
// section 1), a year's list that leaves out a day on which everybody is off by law
// (全国年节及纪念日放假办法 第二条), and to follow a recurrence it was not told the
// end of.
package almanac

//go:generate go test -run ^TestMoon$ . -write
