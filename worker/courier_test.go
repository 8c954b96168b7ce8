package worker_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	netmail "net/mail"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/messages"
	"github.com/shixian/shixian/internal/store/rules"
	"github.com/shixian/shixian/internal/testkit"
	"github.com/shixian/shixian/worker"
)

// mailbox is a real SMTP server that takes its time over every letter and may fail
// the first attempt after it has taken the letter.
type mailbox struct {
	hold  time.Duration
	deaf  int // letters it takes and then denies
	mu    sync.Mutex
	ids   []string
	texts []string

	refuse string // an address there is nobody at
	tos    []string
}

func (m *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &mailVisit{box: m}, nil }

type mailVisit struct {
	box *mailbox
	to  string
}

func (*mailVisit) Mail(string, *smtp.MailOptions) error { return nil }
func (*mailVisit) Reset()                               {}
func (*mailVisit) Logout() error                        { return nil }

func (v *mailVisit) Rcpt(to string, _ *smtp.RcptOptions) error {
	if v.to = to; to == v.box.refuse {
		return &smtp.SMTPError{Code: 550, Message: "no such mailbox"}
	}
	return nil
}

func (v *mailVisit) Data(r io.Reader) error {
	letter, err := netmail.ReadMessage(r)
	if err != nil {
		return err
	}
	body := letter.Body
	if letter.Header.Get("Content-Transfer-Encoding") == "base64" {
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	<-time.After(v.box.hold) // the server is slow, the test is not
	v.box.mu.Lock()
	defer v.box.mu.Unlock()
	v.box.ids, v.box.texts = append(v.box.ids, letter.Header.Get("Message-ID")), append(v.box.texts, string(text))
	v.box.tos = append(v.box.tos, v.to)
	if v.box.deaf > 0 {
		v.box.deaf--
		return &smtp.SMTPError{Code: 451, Message: "try again"}
	}
	return nil
}

// letters are the Message-IDs so far.
func (m *mailbox) letters() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]string{}, m.ids...)
}

// to are the addresses so far.
func (m *mailbox) to() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]string{}, m.tos...)
}

// letter is the text of one of them.
func (m *mailbox) letter(t *testing.T, i int) string {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	require.Greater(t, len(m.texts), i)
	return m.texts[i]
}

// open serves on loopback and answers a sender to it.
func (m *mailbox) open(t *testing.T) notify.Sender {
	t.Helper()
	server := smtp.NewServer(m)
	server.Domain, server.AllowInsecureAuth = "localhost", true
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		t.Log("mail server:", server.Close(), <-done)
	})
	cfg, err := notify.ParseMailURL("smtp://" + listener.Addr().String() + "?from=noreply@example.gov.cn&tls=none")
	require.NoError(t, err)
	mail, err := notify.NewMail(cfg)
	require.NoError(t, err)
	return mail
}

// mailroom is an office with messages waiting on some channels, and nothing else.
type mailroom struct {
	testing.TB
	*store.Store
	raw *sqlx.DB
}

func openMailroom(t *testing.T, channels ...string) *mailroom {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	url := testkit.Schema(t)
	db, err := store.Open(t.Context(), url, store.Options{Kinds: kind.Office(), Sealer: noSeal{}, Channels: channels})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	spec, err := json.Marshal(ref.National)
	require.NoError(t, err)
	o := ref.Office
	require.NoError(t, db.Seed(t.Context(), store.Reference{
		Units: o.Units, Persons: o.Persons, Posts: o.Posts, Assignments: o.Holders, Items: ref.Items, Policies: ref.Policies,
		Calendars: []rules.Calendar{{ID: "cn", Version: 1, Spec: spec, EffectiveFrom: time.Now().Add(-time.Hour)}},
	}))
	m := &mailroom{TB: t, Store: db}
	m.raw, err = sqlx.Open("postgres", url)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.raw.Close()) })
	return m
}

// tell writes one message to whoever holds the food desk; opening is when it may
// leave, nil: at once.
func (m *mailroom) tell(opening func(time.Time) time.Time) {
	m.Helper()
	now := time.Now()
	number, _, err := m.RegisterCase(m.Context(), core.NewCase{
		Kind: casework.Service, Item: "food-permit", Unit: "permits", Post: "food-desk", Received: now, Registered: now, By: "clerk",
	})
	require.NoError(m, err)
	_, err = m.Commit(m.Context(), casework.Step{At: now, State: casework.State{
		Number: number, Kind: casework.Service, Item: "food-permit", Unit: "permits", Post: "food-desk", Run: 1, Revision: 1,
		Stage: casework.StageHandle, Turn: casework.Handler, Received: now, Registered: now, Policy: "service-permit@1", Calendar: "cn@1",
	}, Events: []casework.Event{{
		Key: "1.1.1", At: now, Name: casework.ClockBreached, Clock: "handle", Round: 1, DueVersion: 1, Rule: "R005",
		To: []casework.Role{casework.ActingHolder}, Prompt: opening == nil,
	}}}, "run", opening)
	require.NoError(m, err)
}

func (m *mailroom) count(query string) (n int) {
	m.Helper()
	require.NoError(m, m.raw.GetContext(m.Context(), &n, query))
	return n
}

// carry runs couriers until done.
func (m *mailroom) carry(couriers int, senders map[string]notify.Sender, lease time.Duration, done func() bool) {
	m.Helper()
	ctx, cancel := context.WithCancel(m.Context())
	var running sync.WaitGroup
	for range couriers {
		c := &worker.Courier{Outbox: m.Store, Kinds: kind.Office(), Senders: senders, Zone: time.UTC, BaseURL: "https://office.example", Lease: lease, Log: slog.New(slog.DiscardHandler)}
		running.Go(func() { _ = c.Run(ctx) }) // it has no error
	}
	require.Eventually(m, done, time.Minute, 20*time.Millisecond)
	cancel()
	running.Wait()
}

// TestSlowServerTwoCouriers: the letters together take longer than a claim lasts,
// and each is sent once.
func TestSlowServerTwoCouriers(t *testing.T) {
	t.Parallel()
	m, box := openMailroom(t, messages.Mail), &mailbox{hold: 300 * time.Millisecond}
	const letters = 16
	for range letters {
		m.tell(nil)
	}
	m.carry(2, map[string]notify.Sender{messages.Mail: box.open(t)}, 2*time.Second, func() bool {
		return m.count(`SELECT count(*) FROM outbox WHERE state = 'sent'`) == letters
	})
	seen := map[string]int{}
	for _, id := range box.letters() {
		seen[id]++
	}
	require.Len(t, seen, letters)
	require.Len(t, box.letters(), letters, "each once: %v", seen)
}

// blackHole is a channel that takes a message and never answers.
type blackHole struct{ took chan struct{} }

func (blackHole) Channel() string { return "im" }

func (b blackHole) Send(ctx context.Context, m notify.Message) error {
	select {
	case b.took <- struct{}{}:
	default:
	}
	<-ctx.Done()
	return &notify.SendError{Channel: "im", ID: m.ID, Err: ctx.Err()}
}

// TestDeadChannelStallsNoOther: mail goes out while the channel beside it hangs, and
// one that nobody serves any more is given up in sight.
func TestDeadChannelStallsNoOther(t *testing.T) {
	t.Parallel()
	m, box := openMailroom(t, "im", messages.Mail, "pager"), &mailbox{}
	const letters = 5
	for range letters {
		m.tell(nil)
	}
	hole := blackHole{took: make(chan struct{}, 1)}
	m.carry(1, map[string]notify.Sender{messages.Mail: box.open(t), "im": hole}, 0, func() bool {
		return len(hole.took) == 1 && m.count(`SELECT count(*) FROM outbox WHERE channel = 'mail' AND state = 'sent'`) == letters &&
			m.count(`SELECT count(*) FROM outbox WHERE channel = 'pager' AND state = 'dead' AND last_error = 'no_channel'`) == letters
	})
	require.Equal(t, letters, m.count(`SELECT count(*) FROM outbox WHERE channel = 'im' AND state = 'pending'`))
}

// TestDigestKeepsItsName: what was sent together keeps its Message-ID whatever comes
// or goes meanwhile, and nothing else ever bears it.
func TestDigestKeepsItsName(t *testing.T) {
	t.Parallel()
	m, box := openMailroom(t, messages.Mail), &mailbox{deaf: 1}
	opening := time.Now().Add(time.Second)
	morning := func(time.Time) time.Time { return opening }
	m.tell(morning)
	m.tell(morning)
	senders := map[string]notify.Sender{messages.Mail: box.open(t)}
	m.carry(1, senders, 0, func() bool {
		return m.count(`SELECT count(*) FROM outbox WHERE state = 'pending' AND last_error = 'failed'`) == 2
	})
	first := box.letters()
	require.Len(t, first, 1, "one digest")
	m.tell(morning) // a third for the same morning, and the first of them is taken back
	m.exec(`UPDATE outbox SET state = 'void' WHERE id = (SELECT min(id) FROM outbox)`)
	m.exec(`UPDATE outbox SET next_try_at = now() WHERE state = 'pending'`)
	m.carry(1, senders, 0, func() bool { return m.count(`SELECT count(*) FROM outbox WHERE state = 'sent'`) == 2 })
	all := box.letters()
	require.Len(t, all, 3)
	require.Contains(t, all[1:], first[0], "the repetition can be told")
	require.NotEqual(t, all[1], all[2], "and the new one is not taken for it")
	require.Zero(t, m.count(`SELECT count(*) FROM outbox WHERE state = 'pending'`))
	require.False(t, bytes.Equal([]byte(box.texts[1]), []byte(box.texts[2])))
}

func (m *mailroom) exec(statement string) {
	m.Helper()
	_, err := m.raw.ExecContext(m.Context(), statement)
	require.NoError(m, err)
}
