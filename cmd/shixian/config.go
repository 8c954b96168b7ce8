package main

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// settings are what the environment says (design section 6). Every one may also
// be given as NAME_FILE, a file that holds it; empty counts as unset.
type settings struct {
	kinds                              *kind.Set // what the binary is built with
	databaseURL, databaseDirectURL     string
	temporalAddress, temporalNamespace string
	temporalTLS                        *tls.Config
	listen, keyFile                    string
	workerListen                       string // health and metrics of the worker; empty: none
	postgresPort                       int    // under up; 0: the one it had before
	engineListen                       string // under up; empty: the address it had before
	smtpURL, baseURL                   string
	demoPassword                       string
	armAhead                           policy.Spread
	proxies                            edge.Proxies
	sessionIdle, sessionMax            time.Duration
}

func readSettings(dataDir string, kinds *kind.Set) (settings, error) {
	var failed error
	env := func(name string) string {
		v, err := setting(name)
		failed = cmp.Or(failed, err)
		return v
	}
	s := settings{
		kinds:       kinds,
		databaseURL: env("DATABASE_URL"), databaseDirectURL: env("DATABASE_DIRECT_URL"),
		temporalAddress: env("TEMPORAL_ADDRESS"), temporalNamespace: cmp.Or(env("TEMPORAL_NAMESPACE"), "shixian"),
		listen: env("SHIXIAN_LISTEN"), smtpURL: env("SHIXIAN_SMTP_URL"), baseURL: env("SHIXIAN_BASE_URL"),
		keyFile:      cmp.Or(env("SHIXIAN_KEY_FILE"), filepath.Join(dataDir, "keys.json")),
		demoPassword: env("DEMO_PASSWORD"),
		workerListen: env("SHIXIAN_WORKER_LISTEN"), engineListen: env("SHIXIAN_ENGINE_LISTEN"),
	}
	port := env("SHIXIAN_POSTGRES_PORT")
	if s.listen == "" {
		s.listen = "127.0.0.1:" + cmp.Or(env("PORT"), "8080")
	}
	s.databaseDirectURL = cmp.Or(s.databaseDirectURL, s.databaseURL)
	if failed != nil {
		return s, failed
	}
	var err error
	if s.postgresPort, err = strconv.Atoi(cmp.Or(port, "0")); err != nil {
		return s, fmt.Errorf("SHIXIAN_POSTGRES_PORT %q: want a port", port)
	}
	if s.armAhead, err = armAhead(env("SHIXIAN_ARM_AHEAD")); err != nil {
		return s, err
	}
	if s.sessionIdle, err = span("SHIXIAN_SESSION_IDLE", env("SHIXIAN_SESSION_IDLE"), defaultIdle); err != nil {
		return s, err
	}
	if s.sessionMax, err = span("SHIXIAN_SESSION_MAX", env("SHIXIAN_SESSION_MAX"), auth.DefaultLifetime); err != nil {
		return s, err
	}
	if s.proxies, err = edge.ParseProxies(env("SHIXIAN_TRUSTED_PROXIES")); err != nil {
		return s, fmt.Errorf("SHIXIAN_TRUSTED_PROXIES: %w", err)
	}
	s.temporalTLS, err = temporalTLS(env("TEMPORAL_TLS_CA"), env("TEMPORAL_TLS_CERT"), env("TEMPORAL_TLS_KEY"), env("TEMPORAL_TLS_SERVER_NAME"))
	return s, err
}

// armAhead reads how early the steps of a closing time are armed, 2m-15m unless
// said otherwise: shorter where few cases fall due together, longer where more do
// than the machine writes in a quarter of an hour.
func armAhead(text string) (policy.Spread, error) {
	if text == "" {
		return policy.DefaultSpread, nil
	}
	from, to, _ := strings.Cut(text, "-")
	least, err := time.ParseDuration(from)
	most, err2 := time.ParseDuration(to)
	if err = errors.Join(err, err2); err != nil || least < 0 || most < least {
		return policy.Spread{}, fmt.Errorf("SHIXIAN_ARM_AHEAD %q: want two durations, 2m-15m", text)
	}
	return policy.Spread{Min: least, Width: most - least}, nil
}

// setting reads one variable, or the file its _FILE twin names.
func setting(name string) (string, error) {
	if v := strings.TrimSpace(os.Getenv(name)); v != "" {
		return v, nil
	}
	file := strings.TrimSpace(os.Getenv(name + "_FILE"))
	if file == "" {
		return "", nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%s_FILE: %w", name, err)
	}
	return strings.TrimSpace(string(raw)), nil
}

// temporalTLS reads certificate files; nil where none is named: a loopback engine.
func temporalTLS(ca, cert, key, serverName string) (*tls.Config, error) {
	if ca == "" && cert == "" && key == "" {
		return nil, nil
	}
	out := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: serverName}
	if ca != "" {
		pem, err := os.ReadFile(ca)
		if err != nil {
			return nil, fmt.Errorf("TEMPORAL_TLS_CA: %w", err)
		}
		out.RootCAs = x509.NewCertPool()
		if !out.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("TEMPORAL_TLS_CA: %s holds no certificate", ca)
		}
	}
	if cert != "" || key != "" {
		pair, err := tls.LoadX509KeyPair(cert, key)
		if err != nil {
			return nil, fmt.Errorf("TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY: %w", err)
		}
		out.Certificates = []tls.Certificate{pair}
	}
	return out, nil
}
