package cases

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const caseColumns = `number, kind, item, item_name, item_version, class, unit, unit_name, post, post_name, holder, holder_name,
       stage, turn, received_at, registered_at, registered_by, started_at, run, revision, policy, calendar,
       result, closed_at, COALESCE(state -> 'cause' ->> 'number', '') AS parent, ` + light + `, urgent, state`

// light is that of the most urgent clock that runs in a case, as the view has it, read from
// the clocks alone.
const light = `COALESCE((ARRAY['red', 'yellow', 'yellow', 'green', 'grey'])[
           (SELECT min(` + kernel.Rank + `) FROM clocks c WHERE c.number = case_now.number AND ` + kernel.Owed + `)], '') AS light`

// What it opened comes with it; what was split from an accountability case stands among
// its links.
const selectCase = `
SELECT ` + caseColumns + `,
       ARRAY(SELECT o.number FROM cases o WHERE o.parent = case_now.number AND o.kind = 'accountability' AND case_now.kind <> 'accountability'
             AND o.opens_at <= now() AND o.voided_at IS NULL ORDER BY o.registered_at, o.number) AS opened_numbers,
       COALESCE((SELECT p.name FROM duty_segments d JOIN persons p ON p.id = d.backup
                 WHERE d.post = case_now.post AND d.from_at <= now() AND now() < d.to_at), '') AS backup_name,
       ARRAY(SELECT s.field FROM sealed_values s WHERE s.number = case_now.number AND NOT s.is_text ORDER BY s.field) AS sealed_fields, `

// Case implements core.Store: the case with its clocks and the cases it
// opened. One that is void, or whose opening lies ahead, is NotFound.
func (s *Room) Case(ctx context.Context, number string) (casework.CaseView, error) {
	var row struct {
		casework.CaseView
		Numbers pq.StringArray `db:"opened_numbers"`
		Sealed  pq.StringArray `db:"sealed_fields"`
	}
	err := kernel.Get(ctx, s.db, &row, selectCase+s.db.HeadColumn()+` FROM case_now WHERE number = $1`, number)
	v := row.CaseView
	v.Sealed = row.Sealed
	if len(row.Numbers) > 0 {
		v.Opened = row.Numbers
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return v, casework.Errorf(casework.NotFound, "case %s", number)
	case err != nil:
		return v, fmt.Errorf("select case %s: %w", number, err)
	}
	if err := readState(&v); err != nil {
		return v, err
	}
	if v.Clocks, err = s.Clocks(ctx, number); err != nil {
		return v, err
	}
	if s.db.Kinds.Of(v.Kind).Parted { // what was split from it stands among the links
		return v, s.beside(ctx, &v)
	}
	return v, nil
}

// readState takes out of the state what readers see of it.
func readState(v *casework.CaseView) error {
	if !bytes.Contains(v.State, []byte(`"extension"`)) { // nearly no row has one, and its state is long
		return nil
	}
	var state struct {
		Extension *casework.Extension `json:"extension"`
	}
	if err := json.Unmarshal(v.State, &state); err != nil {
		return fmt.Errorf("decode state of %s: %w", v.Number, err)
	}
	v.Extension = state.Extension
	return nil
}
