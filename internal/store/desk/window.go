package desk

import (
	"strings"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/store/kernel"
)

// rankTaken is the rank in a window of what its clerk took in; what lies there comes first.
const rankTaken = 2

// window is the statement of what lies at the counter, and of what whoever stands there took in.
// The first is found by what waits (index cases_applicant, and the clocks of the counter), of the
// second only so many as a page shows, by their own index (cases_mine), however many he took in.
func (q *query) window(f desk.Filter) string {
	const order = ` ORDER BY urgent DESC, registered_at DESC, number DESC`
	scope := kernel.Where{Args: q.Args}
	scope.ScopeOfCases(f.Scope)
	q.Args = scope.Args
	by, page := q.part("?", f.Registered), q.part("?", f.Limit+1)
	lies, taken := "true", "true"
	if a := f.After; a.Rank > 0 {
		lies = q.part("(urgent, registered_at, number) < (?, ?, ?)", !a.Later, a.Due, a.Number)
		if a.Rank == rankTaken {
			lies, taken = "false", lies
		}
	}
	mine := `SELECT number, urgent, registered_at FROM cases WHERE registered_by = ` + by + ` AND voided_at IS NULL AND opens_at <= now() AND number NOT IN (SELECT number FROM near) AND ` + taken + ` AND `
	return `
WITH near AS MATERIALIZED (SELECT number, urgent, registered_at FROM cases WHERE number = ANY(ARRAY(
    SELECT c.number FROM clocks c WHERE ` + kernel.Owed + ` AND ` + q.part(`c.name = ANY(?)`, pq.StringArray(f.Window)) + `
    UNION ALL SELECT number FROM cases WHERE closed_at > now() AND ` + applicants + ` AND CASE WHEN stage_at <= now() THEN turn ELSE prev_turn END = '` + applicant + `'))
    AND closed_at > now() AND opens_at <= now() AND voided_at IS NULL AND ` + strings.TrimPrefix(scope.SQL(), " WHERE ") + `),
mine AS ((` + mine + `closed_at = 'infinity'` + order + ` LIMIT ` + page + `) UNION ALL ` + mine + `closed_at > now() AND closed_at < 'infinity')
SELECT number, urgent, registered_at AS due_at, rank, rank = 1 AS at_window FROM (
    SELECT *, 1 AS rank FROM near WHERE ` + lies + ` UNION ALL SELECT *, 2 FROM mine) w
ORDER BY rank, urgent DESC, registered_at DESC, number DESC LIMIT ` + page
}

// applicants are the cases whose applicant has or had the turn, as index cases_applicant says it.
const (
	applicant  = string(casework.Applicant)
	applicants = `(turn = '` + applicant + `' OR prev_turn = '` + applicant + `')`
)
