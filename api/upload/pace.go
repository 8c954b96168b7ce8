package upload

import (
	"context"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/casework"
)

const (
	// Patience is how long a file may take on a slow line.
	Patience = 3 * time.Minute
	// grace is how long a body may take to get going, slowest what it must bring from
	// then on: a scan of an A4 page in a minute.
	grace   = 15 * time.Second
	slowest = 16 << 10 // bytes a second

	// atOnce bounds the files held at one time, each the part of one person, so that
	// nobody holds them all. Who finds no room waits, but not for long.
	atOnce = 8
	each   = 2
	inLine = 10 * time.Second
)

// Pace gives a request that brings a file the time its size needs, and no more to
// one that trickles in to hold a place. Where the connection takes no deadlines the
// server's own stand.
func Pace(w http.ResponseWriter, r *http.Request) {
	line := http.NewResponseController(w)
	now := time.Now()
	_ = line.SetWriteDeadline(now.Add(2 * Patience))
	body := &paced{ReadCloser: r.Body, line: line, began: now}
	body.extend()
	r.Body = body
}

// paced moves the deadline with what has come in.
type paced struct {
	io.ReadCloser
	line  interface{ SetReadDeadline(time.Time) error }
	began time.Time
	read  int64
}

func (p *paced) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	p.read += int64(n)
	p.extend()
	return n, err
}

func (p *paced) extend() { _ = p.line.SetReadDeadline(p.began.Add(p.within())) }

// within is how long what came so far, and a little more, may have taken.
func (p *paced) within() time.Duration {
	return min(Patience, grace+time.Duration(p.read)*time.Second/slowest)
}

// room is where files are held while they are looked at.
type room struct {
	all chan struct{}
	mu  sync.Mutex
	own map[string]*part // of those who hold or wait now
}

// part is one person's.
type part struct {
	places chan struct{}
	users  int
}

func newRoom() *room { return &room{all: make(chan struct{}, atOnce), own: map[string]*part{}} }

var held = newRoom()

// enter waits for a place, first among the person's own files and then among all.
func (o *room) enter(ctx context.Context, within time.Duration) (leave func(), err error) {
	who, _ := auth.PrincipalFrom(ctx)
	wait, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	mine := o.join(who.Person)
	select {
	case mine.places <- struct{}{}:
	case <-wait.Done():
		o.part(who.Person)
		return nil, late(ctx)
	}
	select {
	case o.all <- struct{}{}:
	case <-wait.Done():
		<-mine.places
		o.part(who.Person)
		return nil, late(ctx)
	}
	return sync.OnceFunc(func() {
		<-o.all
		<-mine.places
		o.part(who.Person)
	}), nil
}

func late(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return casework.Later("file", "2 files at once", inLine)
}

func (o *room) join(person string) *part {
	o.mu.Lock()
	defer o.mu.Unlock()
	p := o.own[person]
	if p == nil {
		p = &part{places: make(chan struct{}, each)}
		o.own[person] = p
	}
	p.users++
	return p
}

func (o *room) part(person string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.own[person].users--; o.own[person].users == 0 {
		delete(o.own, person)
	}
}
