package edge

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Proxies are the networks whose word on where a request comes from is taken. With
// none, which is what an office without a proxy wants, nobody's is.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks, 10.1.2.3 or 10.1.0.0/16, set apart by
// commas or spaces.
func ParseProxies(text string) (Proxies, error) {
	var out Proxies
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		prefix, err := netip.ParsePrefix(word)
		if err != nil {
			addr, err := netip.ParseAddr(word)
			if err != nil {
				return nil, fmt.Errorf("%q is no address and no network: want 10.1.2.3 or 10.1.0.0/16", word)
			}
			prefix = netip.PrefixFrom(addr.Unmap(), addr.Unmap().BitLen())
		}
		out = append(out, prefix.Masked())
	}
	return out, nil
}

func (p Proxies) trust(a netip.Addr) bool {
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(a) })
}

// Client is the address a request comes from: the connection's, or, behind trusted
// proxies, the last one in X-Forwarded-For that is not a trusted proxy itself. What
// stands further left anybody could have written.
func (p Proxies) Client(r *http.Request) netip.Addr {
	client := addrOf(r.RemoteAddr)
	if !p.trust(client) {
		return client
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		addr := addrOf(strings.TrimSpace(hop))
		if !addr.IsValid() {
			return client // the proxy beyond this one is all that is known
		}
		if client = addr; !p.trust(client) {
			return client
		}
	}
	return client
}

// addrOf reads an address with or without a port.
func addrOf(text string) netip.Addr {
	if host, _, err := net.SplitHostPort(text); err == nil {
		text = host
	}
	addr, _ := netip.ParseAddr(strings.Trim(text, "[]"))
	return addr.Unmap().WithZone("")
}

// Wrap writes the client's address into RemoteAddr for everything behind it, and
// answers HEAD wherever there is a GET: net/http keeps the body back.
func (p Proxies) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := r.WithContext(r.Context())
		if client := p.Client(r); client.IsValid() {
			seen.RemoteAddr = net.JoinHostPort(client.String(), "0")
		}
		if r.Method == http.MethodHead {
			seen.Method = http.MethodGet
		}
		next.ServeHTTP(w, seen)
	})
}

// Source is who is counted as one by whatever counts requests: an IPv4 address, or
// the network an IPv6 client may number itself in as it likes.
func Source(remoteAddr string) string {
	addr := addrOf(remoteAddr)
	if addr.Is6() {
		prefix, _ := addr.Prefix(64)
		return prefix.String()
	}
	return addr.String()
}

// Seconds is a time to wait as Retry-After has it, never too short.
func Seconds(wait time.Duration) string {
	return strconv.Itoa(int((wait + time.Second - 1) / time.Second))
}

// Method is a request's method as a label: what HTTP knows, or "other".
func Method(m string) string {
	if slices.Contains(methods, m) {
		return m
	}
	return "other"
}

var methods = []string{
	http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions,
}
