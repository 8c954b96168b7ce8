package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/durationpb"
)

// registerWithin is how long the services may take to find each other and to
// hear of a new namespace.
const registerWithin = 60 * time.Second

// searchAttributes names the two columns of visibility Shixian fills, once per
// case (design 4). They are chosen here, not by the server, which would take
// any free ones: index.go keeps exactly these indexes.
var searchAttributes = map[string]string{"Keyword01": "Kind", "Keyword02": "Unit"}

// registerNamespace leaves the namespace with its retention and search
// attributes, and returns when both can be used.
func registerNamespace(ctx context.Context, frontend, name string, retention time.Duration) error {
	conn, err := grpc.NewClient(frontend, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, registerWithin)
	defer cancel()
	client := workflowservice.NewWorkflowServiceClient(conn)
	return eventually(ctx, func() error {
		if err := ensureNamespace(ctx, client, name, durationpb.New(retention)); err != nil {
			return err
		}
		_, err := client.CountWorkflowExecutions(ctx, &workflowservice.CountWorkflowExecutionsRequest{
			Namespace: name, Query: "Kind = 'ready' AND Unit = 'ready'",
		})
		return err
	})
}

func ensureNamespace(ctx context.Context, client workflowservice.WorkflowServiceClient, name string, retention *durationpb.Duration) error {
	have, err := client.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: name})
	var missing *serviceerror.NamespaceNotFound
	switch {
	case errors.As(serviceerror.FromStatus(serviceerror.ToStatus(err)), &missing):
		_, err = client.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
			Namespace: name, WorkflowExecutionRetentionPeriod: retention,
		})
		if err != nil {
			return err
		}
	case err != nil:
		return err
	case have.Config.WorkflowExecutionRetentionTtl.AsDuration() == retention.AsDuration() &&
		contains(have.Config.CustomSearchAttributeAliases, searchAttributes):
		return nil
	}
	_, err = client.UpdateNamespace(ctx, &workflowservice.UpdateNamespaceRequest{
		Namespace: name,
		Config: &namespacepb.NamespaceConfig{
			WorkflowExecutionRetentionTtl: retention,
			CustomSearchAttributeAliases:  searchAttributes,
		},
	})
	return err
}

func contains(have, want map[string]string) bool {
	for field, alias := range want {
		if have[field] != alias {
			return false
		}
	}
	return true
}

// eventually repeats try until it succeeds; when ctx ends it answers with the
// last error.
func eventually(ctx context.Context, try func() error) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		case <-tick.C:
		}
	}
}
