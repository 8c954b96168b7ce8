// Package why says why a date is that date (为什么是这一天): it puts the days
// of a count, as package calendar explains them, into words a citizen
// understands, in Chinese and English.
//
// It is pure. It refuses to count: which days count and which do not it is told.
package why
