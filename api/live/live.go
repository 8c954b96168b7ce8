// Package live tells an open page that something was told to whoever reads it, so that he need not
// reload it: one line over an event stream, without a word of what it was.
//
// It refuses to ask the database anything: it hears what the database says to everybody who listens.
// It holds few connections, none for long, and no page needs it.
package live

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Bounds of what is held open. A page that is one too many shows what it shows until it is loaded
// again, as every page without scripts does.
const (
	most      = 1000
	mostEach  = 3                // a browser opens six ways to one house, and needs the others for its pages
	held      = 10 * time.Minute // then the browser comes again, and says anew who it is
	beat      = 25 * time.Second // a line that says nothing keeps the way open
	writing   = 10 * time.Second
	farthest  = 30 * time.Minute // what is told later than that, nobody waits for here
	pathEvent = "/events"
)

// Path is where pages listen.
const Path = pathEvent

// Hub hands on who was told something.
type Hub struct {
	mu   sync.Mutex
	by   map[string]map[*line]struct{}
	all  int
	done chan struct{}
}

// line is one open page. What comes while it is told something is one thing more to tell.
type line struct{ told chan struct{} }

// New makes a hub nobody listens at.
func New() *Hub { return &Hub{by: map[string]map[*line]struct{}{}, done: make(chan struct{})} }

// Run hands on what the feed says until ctx ends or the feed does: "person instant", the instant in
// seconds since 1970, or nothing, which is for everybody: something may have been missed.
func (h *Hub) Run(ctx context.Context, feed <-chan string) {
	defer close(h.done)
	for {
		select {
		case <-ctx.Done():
			return
		case said, ok := <-feed:
			if !ok {
				return
			}
			h.hear(said)
		}
	}
}

func (h *Hub) hear(said string) {
	person, instant, _ := strings.Cut(said, " ")
	seconds, err := strconv.ParseInt(instant, 10, 64)
	if person == "" || err != nil {
		h.tell("")
		return
	}
	switch wait := time.Until(time.Unix(seconds, 0)); {
	case wait <= 0:
		h.tell(person)
	case wait < farthest && h.listens(person): // armed ahead: it shows at its instant
		time.AfterFunc(wait, func() { h.tell(person) })
	}
}

func (h *Hub) listens(person string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.by[person]) > 0
}

// tell wakes the pages of a person; of nobody, all.
func (h *Hub) tell(person string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for of, lines := range h.by {
		if person != "" && of != person {
			continue
		}
		for l := range lines {
			select {
			case l.told <- struct{}{}:
			default: // it is being told already
			}
		}
	}
}

// open lets a page listen; nil where too many do.
func (h *Hub) open(person string) *line {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all >= most || len(h.by[person]) >= mostEach {
		return nil
	}
	l := &line{told: make(chan struct{}, 1)}
	if h.by[person] == nil {
		h.by[person] = map[*line]struct{}{}
	}
	h.by[person][l] = struct{}{}
	h.all++
	return l
}

func (h *Hub) close(person string, l *line) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.by[person], l)
	if len(h.by[person]) == 0 {
		delete(h.by, person)
	}
	h.all--
}

// Handler serves the stream to whoever who says is asking; empty: nobody is signed in. It stands
// outside what keeps sessions, which holds an answer back until it is whole.
func (h *Hub) Handler(who func(r *http.Request) (string, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := func() (string, error) {
			ctx, cancel := context.WithTimeout(r.Context(), writing)
			defer cancel()
			return who(r.WithContext(ctx))
		}
		person, err := asked()
		switch {
		case r.Method != http.MethodGet:
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		case err != nil:
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		case person == "":
			w.WriteHeader(http.StatusNoContent) // the browser comes no more
			return
		}
		l := h.open(person)
		if l == nil {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		defer h.close(person, l)
		h.serve(w, r, l, func() bool { now, err := asked(); return err == nil && now == person })
	})
}

// serve tells until the session has ended: whoever signed out, or was locked out, hears no more that
// something came, nor when.
func (h *Hub) serve(w http.ResponseWriter, r *http.Request, l *line, still func() bool) {
	head := w.Header()
	head.Set("Content-Type", "text/event-stream")
	head.Set("X-Accel-Buffering", "no") // a proxy hands it on as it comes
	out := http.NewResponseController(w)
	say := func(text string) bool {
		_ = out.SetWriteDeadline(time.Now().Add(writing)) // of the stream itself; another deadline is the server's
		_, err := w.Write([]byte(text))
		return err == nil && out.Flush() == nil
	}
	if !say("retry: 15000\n\n") {
		return
	}
	ticks, end := time.NewTicker(beat), time.NewTimer(held)
	defer ticks.Stop()
	defer end.Stop()
	for {
		text := ":\n\n"
		select {
		case <-r.Context().Done():
			return
		case <-h.done:
			return
		case <-end.C:
			return
		case <-l.told:
			if !still() {
				return
			}
			text = "data: told\n\n"
		case <-ticks.C:
		}
		if !say(text) {
			return
		}
	}
}
