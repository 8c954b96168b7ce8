package worker_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/internal/store/messages"
)

// applicant is somebody who chose mail, and his case.
func (m *mailroom) applicant(address string) (number string) {
	m.Helper()
	now := time.Now()
	facts := map[string]string{casework.FactWay: casework.WayMail}
	number, _, err := m.RegisterCase(m.Context(), core.NewCase{
		Kind: casework.Service, Item: "food-permit", Unit: "permits", Post: "food-desk", Received: now, Registered: now, By: "clerk",
		Facts: facts, Fields: map[string]string{"applicant": "王小明", casework.FieldEmail: address},
	})
	require.NoError(m, err)
	return number
}

// accepts commits that his application was accepted, until a date.
func (m *mailroom) accepts(number string, revision int, due time.Time, takenBack ...string) {
	m.Helper()
	now := time.Now()
	events := []casework.Event{{
		Key: "1.1.1", At: now, Name: casework.Accepted, Rule: "R023", To: []casework.Role{casework.Applicant},
	}}
	if takenBack != nil {
		events = nil
	}
	_, err := m.Commit(m.Context(), casework.Step{At: now, State: casework.State{
		Number: number, Kind: casework.Service, Item: "food-permit", Unit: "permits", Post: "food-desk", Run: 1, Revision: revision,
		Stage: casework.StageHandle, Turn: casework.Handler, Received: now, Registered: now, Policy: "service-permit@1", Calendar: "cn@1",
		Facts:  map[string]string{casework.FactWay: casework.WayMail},
		Clocks: []casework.Clock{{Name: "handle", Round: 1, Status: casework.Running, Owner: casework.Handler, Outcome: casework.Breach, Limit: "10wd", Start: now, Due: due, Date: due.Format(time.DateOnly), DueVersion: 1}},
	}, Events: events, TakenBack: takenBack}, "run", nil)
	require.NoError(m, err)
}

func (m *mailroom) heard(number string) casework.Hearing {
	m.Helper()
	sent, err := m.Outside(m.Context(), number)
	require.NoError(m, err)
	require.Len(m, sent, 1)
	require.Equal(m, "1.1.1", sent[0].Key)
	return sent[0].Hearing()
}

// TestApplicantHearsByMail: what he is told goes to the address he gave, in the
// conversation with the mail server, once under one name; it holds the number, what
// happened, until when and where he reads on, and nothing of him; and it counts as sent
// from the instant it was.
func TestApplicantHearsByMail(t *testing.T) {
	t.Parallel()
	m, box := openMailroom(t, messages.Mail), &mailbox{deaf: 1}
	number := m.applicant("wang@example.cn")
	m.accepts(number, 1, time.Date(2031, 3, 7, 17, 30, 0, 0, time.UTC))
	require.Equal(t, casework.Hearing{Way: casework.WayMail, State: casework.HearingWaiting}, m.heard(number), "nobody was told yet")
	senders := map[string]notify.Sender{messages.Mail: box.open(t)}
	m.carry(1, senders, 0, func() bool {
		return m.count(`SELECT count(*) FROM outbox WHERE last_error = 'failed'`) == 1
	})
	require.Equal(t, casework.HearingWaiting, m.heard(number).State, "the server has not taken it")
	m.exec(`UPDATE outbox SET next_try_at = now() WHERE state = 'pending'`)
	before := time.Now().Add(-time.Second)
	m.carry(1, senders, 0, func() bool { return m.count(`SELECT count(*) FROM outbox WHERE state = 'sent'`) == 1 })
	heard := m.heard(number)
	require.Equal(t, casework.HearingSent, heard.State)
	require.WithinRange(t, heard.At, before, time.Now().Add(time.Second))
	require.Equal(t, []string{"wang@example.cn", "wang@example.cn"}, box.to())
	require.Equal(t, box.letters()[0], box.letters()[1], "a repetition can be told")
	letter := box.letter(t, 1)
	for _, says := range []string{number, "已受理", "2031年3月7日", "https://office.example/public/progress?number=" + number} {
		require.Contains(t, letter, says)
	}
	require.NotContains(t, letter, "王小明")
	require.NotContains(t, letter, "食品")

	m.accepts(number, 2, time.Now(), "1.1.1") // it was never so
	m.carry(1, senders, 0, func() bool { return m.count(`SELECT count(*) FROM outbox WHERE state = 'sent'`) == 2 })
	require.Contains(t, box.letter(t, 2), "更正")
}

// TestWhatCannotBeSentIsGivenOnPaper: an address the server refuses for good, one that
// cannot be opened, and a house without mail: whoever handles the case and his section
// head hear of each, and nobody reads that the applicant was told.
func TestWhatCannotBeSentIsGivenOnPaper(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		address, code string
		served        bool
	}{
		"refused":    {"nobody@example.cn", "refused", true},
		"no address": {"", "no_address", true},
		"no mail":    {"wang@example.cn", "no_channel", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, box := openMailroom(t), &mailbox{refuse: "nobody@example.cn"}
			number := m.applicant(tt.address)
			m.accepts(number, 1, time.Now().Add(time.Hour))
			senders := map[string]notify.Sender{}
			if tt.served {
				senders[messages.Mail] = box.open(t)
			}
			m.carry(1, senders, 0, func() bool {
				return m.count(`SELECT count(*) FROM outbox WHERE notice_id IS NOT NULL AND state = 'dead'`) == 1
			})
			require.Equal(t, 1, m.count(`SELECT count(*) FROM outbox WHERE notice_id IS NOT NULL AND last_error = '`+tt.code+`'`))
			require.Equal(t, casework.Hearing{Way: casework.WayMail, State: casework.HearingUnsent}, m.heard(number))
			require.Equal(t, 2, m.count(`SELECT count(*) FROM inbox WHERE event = 'notice_unsent' AND of_event = 'accepted' AND number = '`+number+`'`))
			require.Equal(t, 1, m.count(`SELECT count(*) FROM inbox WHERE event = 'notice_unsent' AND post = 'food-desk'`))
		})
	}
}
