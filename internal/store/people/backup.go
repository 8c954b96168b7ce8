package people

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/shixian/shixian/internal/store/kernel"
)

const selectBackup = `
SELECT p.name FROM duty_segments d JOIN persons p ON p.id = d.backup
WHERE d.post = $1 AND d.from_at <= now() AND now() < d.to_at`

// NextBackup names who would follow the acting holder of a post now; empty when
// nobody would.
func (s *Room) NextBackup(ctx context.Context, post string) (string, error) {
	var name string
	err := kernel.Get(ctx, s.db, &name, selectBackup, post)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("select backup of %s: %w", post, err)
	}
	return name, nil
}
