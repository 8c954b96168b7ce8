package notify

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Path is the page a message leads to: its case, or, for whoever steps in for an
// absent holder, the list of what he takes over; the absence itself is closed to
// him (R164, R175).
func Path(n Notice) string {
	taking := n.Clock == kind.ClockTaken && slices.Contains([]casework.EventName{casework.ClockStarted, casework.ClockWarned}, casework.EventName(n.Event))
	if taking || n.Event == string(casework.ActingHolderChanged) || n.Event == string(kind.HandedOver) {
		return "/handover"
	}
	return "/cases/" + n.Number
}
