package workflows

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Workflows are the lives of the kinds that are declared, one method for each.
type Workflows struct{ Kinds *kind.Set }

// matters say what an act of each kind does.
var matters = map[casework.Kind]matter{
	casework.Service: service{}, casework.Document: document{}, casework.Complaint: complaint{}, casework.Supervision: supervision{},
	casework.Duties: duties{}, casework.Absence: absence{}, casework.Accountability: accountability{},
}

// All names every workflow as histories know it.
func All(kinds *kind.Set) map[string]any {
	w := Workflows{kinds}
	return map[string]any{
		casework.ServiceWorkflow:        w.Service,
		casework.DocumentWorkflow:       w.Document,
		casework.ComplaintWorkflow:      w.Complaint,
		casework.SupervisionWorkflow:    w.Supervision,
		casework.DutiesWorkflow:         w.DutiesOf,
		casework.AbsenceWorkflow:        w.Absence,
		casework.AccountabilityWorkflow: w.Accountability,
	}
}
