package workflows

import "github.com/shixian/shixian/internal/casework"

// All names every workflow as histories know it.
func All() map[string]any {
	return map[string]any{
		casework.ServiceWorkflow:        Service,
		casework.AccountabilityWorkflow: Accountability,
	}
}
