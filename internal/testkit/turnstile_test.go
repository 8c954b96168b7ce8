package testkit_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/testkit"
)

// The first stands where it is told to, whether its statement has arguments or not, and
// keeps what it has locked; the second waits for it or goes by, and comes to the same
// place unhindered.
func TestTurnstile(t *testing.T) {
	t.Parallel()
	url := testkit.Database(t)
	direct := open(t, url)
	_, err := direct.ExecContext(t.Context(), `CREATE TABLE said (id int PRIMARY KEY, word text)`)
	require.NoError(t, err)
	gate := testkit.NewTurnstile(t, url)
	through := open(t, gate.URL())
	says := func(id int, word string) func() error {
		return func() error {
			tx, err := through.BeginTx(t.Context(), nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			if _, err := tx.ExecContext(t.Context(), `INSERT INTO said VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET word = said.word || $2`, id, word); err != nil {
				return err
			}
			return tx.Commit()
		}
	}
	for _, tt := range []struct {
		point         string
		first, second int
		want          string
	}{
		{"COMMIT", 1, 1, "ab"},           // the second waits
		{"INSERT INTO said", 2, 2, "ba"}, // and here it does not have to
		{"COMMIT", 3, 4, "a"},
	} {
		first, second := gate.Meet(t, tt.point, says(tt.first, "a"), says(tt.second, "b"))
		require.NoError(t, first)
		require.NoError(t, second)
		var word string
		require.NoError(t, direct.QueryRowContext(t.Context(), `SELECT word FROM said WHERE id = $1`, tt.first).Scan(&word))
		require.Equal(t, tt.want, word)
	}
}
