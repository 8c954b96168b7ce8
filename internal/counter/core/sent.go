package core

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Sent is a paper that went to whoever applied.
type Sent struct {
	Form, Name, NameEn, Serial, Code string

	Issued time.Time
	Void   bool
	Of     []casework.EventName // what it tells of, one of these
	Deems  bool                 // the law issued it: it tells of all that was decided at its instant
}

// Tells tells whether the paper says an event of a timeline: the last of its name before it
// was issued, and not one that another is owed for since.
func (p Sent) Tells(row casework.TimelineRow, all []casework.TimelineRow) bool {
	switch {
	case p.Void:
		return false
	case p.Deems:
		return p.Issued.Equal(row.At)
	}
	since := func(o casework.TimelineRow) bool {
		return o.Name == row.Name && o.At.After(row.At) && !o.At.After(p.Issued)
	}
	return slices.Contains(p.Of, row.Name) && !p.Issued.Before(row.At) && !slices.ContainsFunc(all, since)
}
