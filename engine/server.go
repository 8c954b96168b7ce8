package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

const (
	// historyShards is chosen once for the life of a database (design 4).
	historyShards = 16
	clusterName   = "active"
	historyConns  = 16
	visibleConns  = 8
)

// startServer runs the four services in this process. Hosts are static: one
// process needs no gossip, and a crash leaves no stale members to wait for.
func startServer(pg postgres, frontend string, logger log.Logger) (temporal.Server, error) {
	services, hosts, err := layOut(frontend)
	if err != nil {
		return nil, err
	}
	server, err := temporal.NewServer(
		temporal.WithConfig(serverConfig(pg, frontend, services)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(hosts),
		temporal.WithDynamicConfigClient(dynamicConfig()),
		temporal.WithLogger(logger),
	)
	if err != nil {
		return nil, fmt.Errorf("configure server: %w", err)
	}
	if err := server.Start(); err != nil {
		return nil, fmt.Errorf("start server: %w", err)
	}
	return server, nil
}

// layOut gives every service its loopback port.
func layOut(frontend string) (map[string]config.Service, map[primitives.ServiceName]static.Hosts, error) {
	services := map[string]config.Service{}
	hosts := map[primitives.ServiceName]static.Hosts{}
	for _, name := range temporal.DefaultServices {
		address := frontend
		if name != string(primitives.FrontendService) {
			free, err := reserve("127.0.0.1:0")
			if err != nil {
				return nil, nil, fmt.Errorf("port for %s: %w", name, err)
			}
			address = free
		}
		host, port, err := splitAddress(address)
		if err != nil {
			return nil, nil, err
		}
		services[name] = config.Service{RPC: config.RPC{GRPCPort: port, BindOnIP: host}}
		hosts[primitives.ServiceName(name)] = static.SingleLocalHost(address)
	}
	return services, hosts, nil
}

func serverConfig(pg postgres, frontend string, services map[string]config.Service) *config.Config {
	cfg := &config.Config{
		Persistence: config.Persistence{
			DefaultStore:     "history",
			VisibilityStore:  "visibility",
			NumHistoryShards: historyShards,
			DataStores: map[string]config.DataStore{
				"history":    {SQL: pg.store(historyDatabase, historyConns)},
				"visibility": {SQL: pg.store(visibilityDatabase, visibleConns)},
			},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: frontend},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services:            services,
		PublicClient:        config.PublicClient{HostPort: frontend},
	}
	cfg.Archival.History.State = "disabled"
	cfg.Archival.Visibility.State = "disabled"
	cfg.NamespaceDefaults.Archival.History.State = "disabled"
	cfg.NamespaceDefaults.Archival.Visibility.State = "disabled"
	return cfg
}

// stopServer stops gracefully, and ends the process if that takes too long.
func stopServer(server temporal.Server) {
	late := time.AfterFunc(stopWithin, func() {
		fmt.Fprintln(os.Stderr, "engine: graceful stop took too long, leaving")
		os.Exit(1)
	})
	defer late.Stop()
	if err := server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, "engine: stop:", err)
	}
}

// newLogger writes to stderr, and of one message at most three in ten seconds:
// with PostgreSQL away the services would write a gigabyte an hour.
func newLogger() log.Logger {
	built := log.BuildZapLogger(log.Config{Level: "warn", Format: "console"})
	return log.NewZapLogger(built.WithOptions(
		zap.AddStacktrace(zap.DPanicLevel),
		zap.WrapCore(func(core zapcore.Core) zapcore.Core {
			return zapcore.NewSamplerWithOptions(core, 10*time.Second, 3, 0)
		}),
	))
}

// reserve turns a wanted loopback address into one that is free now; port 0
// becomes a real port.
func reserve(address string) (string, error) {
	host, port, err := splitAddress(address)
	if err != nil {
		return "", err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}

// splitAddress refuses everything but loopback.
func splitAddress(address string) (host string, port int, err error) {
	host, text, err := net.SplitHostPort(address)
	if err != nil {
		return "", 0, err
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if !net.ParseIP(host).IsLoopback() {
		return "", 0, fmt.Errorf("%s is not a loopback address, and the engine has no login", address)
	}
	port, err = strconv.Atoi(text)
	return host, port, err
}
