package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/shixian/shixian/internal/local"
)

// reach names the database a command works on: the one of DATABASE_URL, else the
// private one of the data directory, which runs under shixian up or is started for
// this command. done gives it back.
func reach(ctx context.Context, s *settings) (done func(), err error) {
	if s.databaseURL != "" {
		return func() {}, nil
	}
	cluster, err := local.Attach(ctx, local.Config{Dir: cli.DataDir})
	if errors.Is(err, local.ErrNoCluster) {
		return nil, fmt.Errorf("%w: %w", errNoDatabase, err)
	}
	if err != nil {
		return nil, err
	}
	s.databaseURL = cluster.URL("shixian")
	s.databaseDirectURL = s.databaseURL
	return func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		_ = cluster.Close(ctx) // the command has done what it was asked; the cluster recovers by itself
	}, nil
}
