package workflows

import "github.com/shixian/shixian/internal/casework"

// All names every workflow as histories know it.
func All() map[string]any {
	return map[string]any{
		casework.ServiceWorkflow:        Service,
		casework.DocumentWorkflow:       Document,
		casework.ComplaintWorkflow:      Complaint,
		casework.SupervisionWorkflow:    Supervision,
		casework.DutiesWorkflow:         DutiesOf,
		casework.AbsenceWorkflow:        Absence,
		casework.AccountabilityWorkflow: Accountability,
	}
}
