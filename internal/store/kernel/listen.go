package kernel

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"
)

// Listen waits for notifications on channels (OutboxChannel) and
// hands on their payloads until ctx ends, when the answer is closed. An empty
// payload also comes after a connection was lost and found again: something may
// have been missed, so look. address must reach PostgreSQL directly, for a
// transaction pooler does not pass notifications on.
func Listen(ctx context.Context, address string, channels ...string) (<-chan string, error) {
	listener := pq.NewListener(dsn(address), 100*time.Millisecond, 10*time.Second, nil)
	stop := context.AfterFunc(ctx, func() { listener.Close() }) // Listen below waits for the server, however long
	defer stop()
	for _, channel := range channels {
		if err := listener.Listen(channel); err != nil {
			listener.Close()
			return nil, fmt.Errorf("listen on %s: %w", channel, Clean(err))
		}
	}
	out := make(chan string, 64)
	go relay(ctx, listener, out)
	return out, nil
}

// quiet is after how long a silent connection is tried.
const quiet = time.Minute

func relay(ctx context.Context, listener *pq.Listener, out chan<- string) {
	defer close(out)
	defer listener.Close()
	probe := time.NewTicker(quiet)
	defer probe.Stop()
	for {
		payload := ""
		select {
		case <-ctx.Done():
			return
		case <-probe.C:
			_ = listener.Ping() // a dead connection is found out and replaced by the listener itself
			continue
		case n := <-listener.Notify:
			if n != nil {
				payload = n.Extra
			}
		}
		select {
		case out <- payload:
		case <-ctx.Done():
			return
		}
	}
}
