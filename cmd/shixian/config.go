package main

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// settings are what the environment says (design section 6). Every one may also
// be given as NAME_FILE, a file that holds it; empty counts as unset.
type settings struct {
	databaseURL, databaseDirectURL     string
	temporalAddress, temporalNamespace string
	temporalTLS                        *tls.Config
	listen, keyFile                    string
	smtpURL, baseURL                   string
	demoPassword                       string
}

func readSettings(dataDir string) (settings, error) {
	var failed error
	env := func(name string) string {
		v, err := setting(name)
		failed = cmp.Or(failed, err)
		return v
	}
	s := settings{
		databaseURL: env("DATABASE_URL"), databaseDirectURL: env("DATABASE_DIRECT_URL"),
		temporalAddress: env("TEMPORAL_ADDRESS"), temporalNamespace: cmp.Or(env("TEMPORAL_NAMESPACE"), "shixian"),
		listen: env("SHIXIAN_LISTEN"), smtpURL: env("SHIXIAN_SMTP_URL"), baseURL: env("SHIXIAN_BASE_URL"),
		keyFile:      cmp.Or(env("SHIXIAN_KEY_FILE"), filepath.Join(dataDir, "keys.json")),
		demoPassword: env("DEMO_PASSWORD"),
	}
	if s.listen == "" {
		s.listen = "127.0.0.1:" + cmp.Or(env("PORT"), "8080")
	}
	s.databaseDirectURL = cmp.Or(s.databaseDirectURL, s.databaseURL)
	if failed != nil {
		return s, failed
	}
	var err error
	s.temporalTLS, err = temporalTLS(env("TEMPORAL_TLS_CA"), env("TEMPORAL_TLS_CERT"), env("TEMPORAL_TLS_KEY"), env("TEMPORAL_TLS_SERVER_NAME"))
	return s, err
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
