package kernel

import (
	"net"
	"net/url"
	"strings"
)

// defaults hold wherever the address does not say otherwise. Binary parameters
// need one round trip a query instead of two, and no statement that outlives a
// transaction, so that a pooler may stand in between; where none does, see kept.
var defaults = map[string]string{"binary_parameters": "yes", "timezone": "UTC", "application_name": "shixian"}

// dsn completes a database address: sslmode is always set, off on this machine,
// tried first elsewhere.
func dsn(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return dsnPairs(address)
	}
	q := u.Query()
	for name, value := range defaults {
		if !q.Has(name) {
			q.Set(name, value)
		}
	}
	if !q.Has("sslmode") {
		q.Set("sslmode", sslmode(u.Hostname()+q.Get("host")))
	}
	u.RawQuery = q.Encode()
	return u.String()
}

func dsnPairs(address string) string {
	host := ""
	set := map[string]bool{}
	for pair := range strings.FieldsSeq(address) {
		name, value, _ := strings.Cut(pair, "=")
		set[name] = true
		if name == "host" {
			host = strings.Trim(value, "'")
		}
	}
	for name, value := range defaults {
		if !set[name] {
			address += " " + name + "=" + value
		}
	}
	if !set["sslmode"] {
		address += " sslmode=" + sslmode(host)
	}
	return strings.TrimSpace(address)
}

func sslmode(host string) string {
	ip := net.ParseIP(host)
	if host == "" || host == "localhost" || strings.HasPrefix(host, "/") || ip != nil && ip.IsLoopback() {
		return "disable"
	}
	return "prefer"
}
