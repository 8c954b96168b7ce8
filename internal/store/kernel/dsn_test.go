package kernel

import (
	"testing"

	"github.com/lib/pq"
	"github.com/stretchr/testify/require"
)

func TestDSN(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]pq.SSLMode{
		"postgres://u@127.0.0.1:5432/x":                     pq.SSLModeDisable,
		"postgresql://u@localhost/x":                        pq.SSLModeDisable,
		"postgres://u@[::1]:5432/x":                         pq.SSLModeDisable,
		"postgres:///x?host=/var/run/postgresql":            pq.SSLModeDisable,
		"postgres://u@db.office.test/x":                     pq.SSLModePrefer,
		"postgres://u@db.office.test/x?sslmode=verify-full": pq.SSLModeVerifyFull,
		"host=/tmp user=u dbname=x":                         pq.SSLModeDisable,
		"host=db.office.test user=u dbname=x":               pq.SSLModePrefer,
		"host=127.0.0.1 user=u sslmode=require":             pq.SSLModeRequire,
	} {
		cfg, err := pq.NewConfig(dsn(address))
		require.NoError(t, err, address)
		require.Equal(t, want, cfg.SSLMode, address)
		require.True(t, cfg.BinaryParameters, address)
	}
}

func TestConnectKeepsThePasswordToItself(t *testing.T) {
	t.Parallel()
	_, err := Connect(Dial{Address: "postgres://u:geheim@127.0.0.1:port/x"})
	require.ErrorContains(t, err, "cannot be read")
	require.NotContains(t, err.Error(), "geheim")
}
