package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/shixian/shixian/internal/local"
)

// reach names the servers a command works on: those of DATABASE_URL, else those of
// the shixian up that runs on the data directory, else the cluster that lies there,
// started for this command. done gives it back.
func reach(ctx context.Context, s *settings) (done func(), err error) {
	if s.databaseURL != "" {
		return func() {}, nil
	}
	running, err := local.FindRunning(cli.DataDir)
	switch {
	case err != nil:
		return nil, err
	case running != nil:
		s.found(running)
		return func() {}, nil
	}
	cluster, err := local.Attach(ctx, local.Config{Dir: cli.DataDir})
	if errors.Is(err, local.ErrNoCluster) {
		return nil, fmt.Errorf("%w: %w", errNoDatabase, err)
	}
	if err != nil {
		return nil, err
	}
	s.databaseURL = cluster.URL(databaseName)
	s.databaseDirectURL = s.databaseURL
	return func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		_ = cluster.Close(ctx) // the command has done what it was asked; the cluster recovers by itself
	}, nil
}

// reached is reach for what works on settings alone.
func reached(ctx context.Context, do func(settings) error) error {
	s, err := readSettings(cli.DataDir, cli.kinds)
	if err != nil {
		return err
	}
	done, err := reach(ctx, &s)
	if err != nil {
		return err
	}
	defer done()
	return do(s)
}

// found takes over where the servers of a running up answer.
func (s *settings) found(r *local.Running) {
	s.databaseURL, s.databaseDirectURL = r.DatabaseURL, r.DatabaseURL
	if s.temporalAddress == "" {
		s.temporalAddress, s.temporalNamespace = r.Engine, r.Namespace
	}
}
