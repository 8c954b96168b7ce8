package e2e

import (
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// listener stands between a program and PostgreSQL and counts the statements that go
// through, as the wire has them.
type listener struct {
	address string

	mu    sync.Mutex
	said  []spoken
	lines int
}

// spoken is a statement and the connection it went through.
type spoken struct {
	line int
	text string
}

func listenIn(t *testing.T, database string) (*listener, string) {
	t.Helper()
	u, err := url.Parse(database)
	require.NoError(t, err)
	server, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { server.Close() })
	l := &listener{address: server.Addr().String()}
	behind := u.Host
	go func() {
		for {
			front, err := server.Accept()
			if err != nil {
				return
			}
			back, err := net.Dial("tcp", behind)
			if err != nil {
				front.Close()
				continue
			}
			go func() { _, _ = io.Copy(front, back); front.Close() }()
			go func() { l.pass(front, back); back.Close() }()
		}
	}()
	u.Host = l.address
	return l, u.String()
}

// pass hands on what a client says, message by message. The first has no type; of
// the others Q is a statement and P the parsing of one; through another's line none is kept, so that each is heard.
func (l *listener) pass(from io.Reader, to io.Writer) {
	l.mu.Lock()
	l.lines++
	line := l.lines
	l.mu.Unlock()
	for first := true; ; first = false {
		head := make([]byte, 5)
		if first {
			head = head[:4]
		}
		if _, err := io.ReadFull(from, head); err != nil {
			return
		}
		body := make([]byte, binary.BigEndian.Uint32(head[len(head)-4:])-4)
		if _, err := io.ReadFull(from, body); err != nil {
			return
		}
		if !first && (head[0] == 'Q' || head[0] == 'P') {
			l.mu.Lock()
			l.said = append(l.said, spoken{line, strings.Trim(string(body), "\x00\n ")})
			l.mu.Unlock()
		}
		if _, err := to.Write(slices.Concat(head, body)); err != nil {
			return
		}
	}
}

// since forgets what was said before and tells what do says, by the connection on which
// a snapshot was begun: what the process does beside, its heartbeat say, is not the page's.
func (l *listener) since(do func()) (out []string) {
	l.mu.Lock()
	l.said = nil
	l.mu.Unlock()
	do()
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.said, func(s spoken) bool { return strings.HasPrefix(s.text, snapshotBegins) })
	for _, s := range l.said {
		if i >= 0 && s.line == l.said[i].line {
			out = append(out, s.text)
		}
	}
	return out
}

// snapshotBegins is how a page begins to read.
const snapshotBegins = "BEGIN ISOLATION LEVEL REPEATABLE READ"

// A case page is read from one snapshot in at most fourteen statements, whoever of the desk
// opens it, one of them to put on record what it read; who asks is found
// out before, in three.
func TestCasePageAsksFourteenStatements(t *testing.T) {
	t.Parallel()
	h := open(t)
	clerk, handler := h.as("clerk"), h.as("handler")
	number := clerk.register(foodPermit())
	handler.do(number, casework.Accept, args{})
	handler.do(number, casework.RequestExtension, args{"clock": "handle", "days": 2, "reason": "现场核查遇暴雨"})

	wire, through := listenIn(t, h.servers.database)
	h.api.stop(t)
	h.env = append(h.env, "DATABASE_URL="+through)
	h.startAPI()
	for _, name := range []string{"handler", "clerk", "efficiency_office"} {
		reader := h.as(name)
		reader.send(http.MethodGet, "/cases/"+number, nil, "") // what is cached for everybody is in
		var said []string
		begin, end := 0, 0
		for range 3 { // of which one may meet the second in which what is cached is read anew
			said = wire.since(func() {
				resp, err := reader.http.Get(h.url + "/cases/" + number)
				require.NoError(t, err)
				defer resp.Body.Close()
				page, err := io.ReadAll(resp.Body)
				require.NoError(t, err)
				require.Equal(t, http.StatusOK, resp.StatusCode)
				require.Contains(t, string(page), number)
			})
			begin = slices.IndexFunc(said, func(s string) bool { return strings.HasPrefix(s, snapshotBegins) })
			end = slices.Index(said, "COMMIT")
			if end-begin-1 <= 14 {
				break
			}
		}
		all := name + ":\n" + strings.Join(said, "\n---\n")
		require.True(t, 0 <= begin && begin <= 3 && begin < end, all)
		require.LessOrEqual(t, end-begin-1, 14, all)
		require.Equal(t, len(said)-1, end, "nothing is read beside the snapshot\n%s", all)
	}
}
