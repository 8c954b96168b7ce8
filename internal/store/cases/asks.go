package cases

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Asks is what cases have to know of people. Both are asked in the transaction that
// needs the answer.
type Asks struct {
	// Term refuses a time away that cannot be.
	Term func(ctx context.Context, tx *sqlx.Tx, number string, in core.NewCase) error
	// Enter enters a case under what it is found by; Narrow narrows a list to the cases that
	// may hold what is known of them.
	Enter  func(ctx context.Context, q kernel.Querier, number string, k casework.Kind, unit string, fields map[string]string) error
	Narrow func(ctx context.Context, w *kernel.Where, known core.Known) error
	// Upwards finds the office that may judge a complaint, where it is not the usual one.
	Upwards func(ctx context.Context, q kernel.Querier, at time.Time, facts map[string]string) (to casework.Post, up bool, err error)
}
