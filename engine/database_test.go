package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParsePostgres(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		url  string
		want postgres
	}{
		"loopback without sslmode is plain": {
			"postgres://app:p%40ss@127.0.0.1:5433/office",
			postgres{"app", "p@ss", "127.0.0.1:5433", "office", map[string]string{"sslmode": "disable"}},
		},
		"another machine without sslmode is encrypted": {
			"postgresql://app@db.example/office",
			postgres{"app", "", "db.example:5432", "office", map[string]string{"sslmode": "require"}},
		},
		"what the URL says stands": {
			"postgres://app@db.example/?sslmode=verify-full",
			postgres{"app", "", "db.example:5432", "postgres", map[string]string{"sslmode": "verify-full"}},
		},
		"unix socket": {
			"postgres://app@/office?host=/run/postgresql&port=5433",
			postgres{"app", "", "", "office", map[string]string{"host": "/run/postgresql", "port": "5433", "sslmode": "disable"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := parsePostgres(tt.url)
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}

func TestParsePostgresRefuses(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{
		"nothing":                 "",
		"key and value":           "host=/run/postgresql user=app",
		"another database":        "mysql://app@127.0.0.1/office",
		"a password with a space": "postgres://app:two%20words@127.0.0.1/office",
		"a broken port":           "postgres://app:secret@127.0.0.1:port/office",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := parsePostgres(url)
			require.ErrorContains(t, err, "database url")
			require.NotContains(t, err.Error(), "secret")
		})
	}
}

func TestSplitAddressStaysOnLoopback(t *testing.T) {
	t.Parallel()
	host, port, err := splitAddress("localhost:7233")
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1", host)
	require.Equal(t, 7233, port)
	for _, address := range []string{"0.0.0.0:7233", ":7233", "10.0.0.1:7233", "example.org:7233", "127.0.0.1"} {
		_, _, err := splitAddress(address)
		require.Error(t, err, address)
	}
}
