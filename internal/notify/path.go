package notify

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Path is the page a message leads to: its case, or, for whoever steps in for an
// absent holder, the list of what he takes over; the absence itself is closed to
// him (R164, R175); of a day of acts that one person did or asked for, that day's list.
func Path(n Notice) string {
	if n.Outside { // no account, but a query code
		return "/public/progress?number=" + n.Number
	}
	taking := n.Clock == kind.ClockTaken && slices.Contains([]casework.EventName{casework.ClockStarted, casework.ClockWarned}, casework.EventName(n.Event))
	switch event := casework.EventName(n.Event); {
	case taking, event == casework.ActingHolderChanged, event == kind.HandedOver:
		return "/handover"
	case event == casework.AloneDigest:
		return "/watch/alone?day=" + n.At.Format(time.DateOnly)
	}
	return "/cases/" + n.Number
}
