package main

import (
	"fmt"

	"github.com/temporalio/ui-server/v2/server"
	"github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"
)

// startUI serves the operators' Web UI on a loopback address and returns what
// stops it. A port taken in between ends the process, by the UI server's own
// choice.
func startUI(address, frontend, namespace string) (stop func(), err error) {
	address, err = reserve(address)
	if err != nil {
		return nil, fmt.Errorf("web ui: %w", err)
	}
	host, port, err := splitAddress(address)
	if err != nil {
		return nil, fmt.Errorf("web ui: %w", err)
	}
	ui := server.NewServer(server_options.WithConfigProvider(&config.Config{
		Host:                host,
		Port:                port,
		TemporalGRPCAddress: frontend,
		EnableUI:            true,
		DefaultNamespace:    namespace,
		DisableNewsFetch:    true,
		CORS:                config.CORS{CookieInsecure: true}, // loopback has no TLS
		HideLogs:            true,
	}))
	go ui.Start() //nolint:errcheck // always nil: it answers errors by ending the process
	fmt.Println("engine ui", address)
	return ui.Stop, nil
}
