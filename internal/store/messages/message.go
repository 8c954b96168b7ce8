package messages

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// message is one event for one role.
type message struct {
	Key        string             `json:"key"`
	At         time.Time          `json:"at"`
	Told       time.Time          `json:"told_at"`
	Deliver    time.Time          `json:"deliver_at"`
	Event      casework.EventName `json:"event"`
	Clock      string             `json:"clock"`
	Round      int                `json:"round"`
	Level      string             `json:"level"`
	DueVersion int                `json:"due_version"`
	Role       casework.Role      `json:"role"`
	Person     string             `json:"person"` // a message to him, whatever post he stands on
	Post       string             `json:"post"`   // one the event names; empty: the role's
	Due        *time.Time         `json:"due_at"`
	OfPost     string             `json:"of_post"` // it concerns a co-unit: its post and unit stand for the case's (R044)
	OfUnit     string             `json:"of_unit"`
	Rule       string             `json:"rule"`
	Basis      string             `json:"basis"`
}

// Roles become posts here: the handling post, the post that plays the role for
// the case's unit, or the one the case went upward to. A post that two roles lead
// to hears once, and so does a person; where he is told himself, the post stands
// for the case's. The post a case stands against hears nothing of it.
const insertMessages = `
WITH m AS (
    SELECT * FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (
        key text, at timestamptz, told_at timestamptz, deliver_at timestamptz, event text, clock text, round integer,
        level text, due_version integer, role text, person text, post text, due_at timestamptz, of_post text, of_unit text,
        rule text, basis text
    )) WITH ORDINALITY AS m(key, at, told_at, deliver_at, event, clock, round, level, due_version, role, person, named, due_at,
                            of_post, of_unit, rule, basis, ord)
), addressed AS (
    SELECT m.*, m.role = 'next_backup' AS next_backup,
           CASE WHEN m.named <> '' THEN m.named
                WHEN m.person <> '' OR m.role IN ('handler', 'acting_holder', 'next_backup') THEN COALESCE(NULLIF(m.of_post, ''), $3)
                WHEN m.role = $6 THEN $7 ELSE r.post END AS post
    FROM m LEFT JOIN unit_roles r ON r.unit = COALESCE(NULLIF(m.of_unit, ''), $4) AND r.role = m.role
), once AS (
    SELECT DISTINCT ON (key, post, next_backup, person) * FROM addressed
    WHERE post IS NOT NULL AND (person <> '' OR post <> $8)
    ORDER BY key, post, next_backup, person, ord
), i AS (
    INSERT INTO inbox (number, event_key, at, told_at, event, clock, round, level, due_version, role, post, next_backup,
                       person, due_at, rule, basis)
    SELECT $1, key, at, told_at, event, clock, round, level, due_version, role, post, next_backup, NULLIF(person, ''),
           due_at, rule, basis
    FROM once ORDER BY ord
    ON CONFLICT DO NOTHING
    RETURNING id, event_key
)
INSERT INTO outbox (inbox_id, channel, deliver_at, next_try_at)
SELECT i.id, channel, d.deliver_at, d.deliver_at
FROM i JOIN (SELECT DISTINCT key, deliver_at FROM m) d ON d.key = i.event_key
CROSS JOIN unnest($5::text[]) AS channel`

// Tell puts a message for every post an event names into inbox and outbox.
func (s *Room) Tell(ctx context.Context, w *kernel.Writing) error {
	var messages []message
	for _, e := range w.Step.Events {
		messages = append(messages, s.messages(w, e)...)
	}
	if len(messages) == 0 {
		return nil
	}
	text, err := kernel.JSON(messages)
	if err != nil {
		return err
	}
	st := w.Step.State
	if _, err := kernel.Exec(ctx, w.Tx, insertMessages, st.Number, text, st.Post, st.Unit, s.channels,
		st.Facts[casework.FactOffice], st.Facts[casework.FactOfficePost], st.Facts[casework.FactAgainstPost]); err != nil {
		return fmt.Errorf("insert messages: %w", err)
	}
	for _, m := range messages {
		if !m.Deliver.After(w.Now) {
			return wakeCourier(ctx, w.Tx)
		}
	}
	return nil
}

// messages addresses one event, role by role. Who holds the post when it is told
// hears of it: at its instant, or when it is written if that comes later.
func (s *Room) messages(w *kernel.Writing, e casework.Event) []message {
	if e.Quiet { // another event of its instant tells the same people
		return nil
	}
	m := message{
		Key: e.Key, At: e.At, Told: kernel.Latest(e.At, w.Now), Event: e.Name, Clock: e.Clock, Round: e.Round,
		Level: e.Level, DueVersion: e.DueVersion, OfPost: e.Post, OfUnit: e.Unit, Rule: e.Rule, Basis: e.Basis, Due: s.dueOf(w, e),
	}
	m.Deliver = m.Told
	switch {
	case e.Detail["cause"] == "recounted":
		m.Deliver = s.digest(w, m)
	case !e.Prompt:
		m.Deliver = w.Opening(m.Told)
	}
	var out []message
	for _, role := range e.To {
		if role == casework.Applicant { // told by notices, never by the inbox
			continue
		}
		m.Role, m.Person, m.Post = role, "", ""
		switch {
		case role == casework.PersonConcerned:
			if m.Person = cmp.Or(w.Step.State.Facts["person"], e.Detail["person"]); m.Person == "" {
				continue // nobody is named yet
			}
		case role == casework.Investigator:
			if m.Person = w.Step.State.Facts[casework.FactDisclosed]; m.Person == "" {
				continue // it was taken back in the same step
			}
		case role == casework.ActingHolder && e.Name == casework.ActingHolderChanged && len(w.StepIn) > 0:
			for _, m.Post = range w.StepIn { // everybody who steps in hears, once
				out = append(out, m)
			}
			continue
		}
		out = append(out, m)
	}
	return out
}

// digest is when what a recount moved leaves the house: with the next day's
// opening, so that one mail tells a person of all his cases, unless the date comes
// before that.
func (s *Room) digest(w *kernel.Writing, m message) time.Time {
	year, month, day := m.Told.In(s.db.Zone).Date()
	morning := w.Opening(time.Date(year, month, day+1, 0, 0, 0, 0, s.db.Zone))
	if m.Due != nil && m.Due.Before(morning) {
		return w.Opening(m.Told)
	}
	return morning
}

// dueOf is the due date an event speaks of, nil when it speaks of none.
func (s *Room) dueOf(w *kernel.Writing, e casework.Event) *time.Time {
	if e.Due != nil {
		return &e.Due.New
	}
	for _, k := range w.Step.State.Clocks {
		if k.Name == e.Clock && k.Round == e.Round {
			return &k.Due
		}
	}
	return nil
}

// OutboxChannel is notified when a message may leave at once.
const OutboxChannel = "shixian_outbox"

// ToldChannel is notified with reader and instant when a message is written to an inbox.
const ToldChannel = "shixian_told"

const notifyOutbox = `SELECT pg_notify('` + OutboxChannel + `', '')`

func wakeCourier(ctx context.Context, q kernel.Querier) error {
	if _, err := kernel.Exec(ctx, q, notifyOutbox); err != nil {
		return fmt.Errorf("wake courier: %w", err)
	}
	return nil
}
