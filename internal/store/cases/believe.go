package cases

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// errDoubted rolls a step back whose command does not agree with what is stored of it.
var errDoubted = errors.New("the command does not agree with its row")

// The ordinary command agrees with its row, and no statement more is needed to know.
const (
	decideStored = `
UPDATE commands SET verdict = $8, decided_at = now()
WHERE id = $1 AND number = $2 AND name = $3 AND actor = $4 AND roles = $5 AND at = $6 AND args = $7 AND verdict IS NULL`

	// What came straight to the engine has no row: it gets one, so that what other
	// systems asked for is kept as what people did.
	insertDecided = `
INSERT INTO commands (id, number, name, actor, roles, at, args, verdict, decided_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
ON CONFLICT (id) DO NOTHING`
)

// decideOn records a verdict beside the command it is on. One that the counter is to
// have stored is believed only where its row agrees in id, case, name, actor, roles,
// instant and arguments; otherwise nothing of the step is written.
func (s *Room) decideOn(ctx context.Context, w *kernel.Writing, cmd casework.Command, v casework.Verdict) error {
	verdict, err := kernel.JSON(v)
	if err != nil {
		return err
	}
	args, err := kernel.JSON(cmd.Args)
	if err != nil {
		return err
	}
	statement := decideStored
	if cmd.Door != "" {
		statement = insertDecided
	}
	number := w.Step.State.Number
	n, err := kernel.Exec(ctx, w.Tx, statement, cmd.ID, number, cmd.Name, cmd.Actor, roleNames(cmd.Roles), cmd.At, args, verdict)
	if err != nil {
		return fmt.Errorf("decide %s: %w", cmd.ID, err)
	}
	if n == 0 && cmd.Door == "" {
		if err := s.believe(ctx, w, number, cmd); err != nil {
			return err
		}
		return saveVerdict(ctx, w.Tx, number, cmd.Actor, v)
	}
	return dropRefused(ctx, w.Tx, v)
}

// believe compares a command with its row as Go reads both: SQL wrote some rows. One that
// has its verdict, by an earlier run or by the counter once the case had closed, is not
// carried out against it.
func (s *Room) believe(ctx context.Context, w *kernel.Writing, number string, cmd casework.Command) error {
	same, err := agrees(ctx, w.Tx, number, cmd)
	if err == nil && !same {
		return errDoubted
	}
	return err
}

const selectStored = `SELECT number, name, actor, roles, args, at, verdict IS NOT NULL AS decided FROM commands WHERE id = $1`

func agrees(ctx context.Context, q kernel.Querier, number string, cmd casework.Command) (bool, error) {
	var row struct {
		Number, Name, Actor string
		Roles               pq.StringArray
		Args                json.RawMessage
		At                  time.Time
		Decided             bool
	}
	err := kernel.Get(ctx, q, &row, selectStored, cmd.ID)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("compare command %s: %w", cmd.ID, err)
	}
	said, err := sameArgs(row.Args, cmd.Args)
	if err != nil {
		return false, fmt.Errorf("compare command %s: %w", cmd.ID, err)
	}
	return said && !row.Decided && row.Number == number && row.Name == cmd.Name && row.Actor == cmd.Actor && row.At.Equal(cmd.At) &&
		slices.Equal(row.Roles, roleNames(cmd.Roles)), nil
}

func sameArgs(stored json.RawMessage, args casework.Args) (bool, error) {
	var kept casework.Args
	if err := json.Unmarshal(stored, &kept); err != nil {
		return false, err
	}
	a, err := kernel.JSON(kept)
	if err != nil {
		return false, err
	}
	b, err := kernel.JSON(args)
	return a == b, err
}

// Heard implements cases.Store.
func (s *Room) Heard(ctx context.Context, number string, cmd casework.Command) (taken bool, verdict *casework.Verdict, err error) {
	row, err := s.command(ctx, cmd.ID)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil, nil
	case err != nil:
		return false, nil, err
	}
	if row.Digest != nil || row.Number != number || row.Name != cmd.Name || row.Actor != cmd.Actor {
		return true, nil, nil // what the counter stores has a digest
	}
	verdict, err = row.verdict()
	return verdict == nil, verdict, err
}
