package local

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
)

const loopback = "127.0.0.1"

// freePort finds a free loopback port below the range the kernel gives to
// outgoing connections. A port inside that range is not safe across a restart:
// a client that keeps trying to reconnect to it can be given it as its own.
func freePort() (int, error) {
	for range 100 {
		if port := 20000 + rand.IntN(12000); Free(port) {
			return port, nil
		}
	}
	return 0, errors.New("no free port from 20000 to 31999 on 127.0.0.1")
}

// Free tells whether a port of this machine can be listened on.
func Free(port int) bool {
	listener, err := net.Listen("tcp", net.JoinHostPort(loopback, strconv.Itoa(port)))
	return err == nil && listener.Close() == nil
}

// loopbackAddress completes an address of this machine: empty or port 0 takes
// a free port; any host but a loopback one is refused.
func loopbackAddress(address string) (string, error) {
	host, port := loopback, "0"
	if address != "" {
		var err error
		if host, port, err = net.SplitHostPort(address); err != nil {
			return "", err
		}
	}
	if host != "localhost" && !net.ParseIP(host).IsLoopback() {
		return "", fmt.Errorf("%s is not a loopback address", address)
	}
	if port == "0" {
		free, err := freePort()
		if err != nil {
			return "", err
		}
		port = strconv.Itoa(free)
	}
	return net.JoinHostPort(host, port), nil
}
