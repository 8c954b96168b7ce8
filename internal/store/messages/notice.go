package messages

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store/kernel"
)

// notice is one event for somebody outside.
type notice struct {
	Key        string             `json:"key"`
	At         time.Time          `json:"at"`
	Told       time.Time          `json:"told_at"`
	Event      casework.EventName `json:"event"`
	Clock      string             `json:"clock"`
	Round      int                `json:"round"`
	Level      string             `json:"level"`
	DueVersion int                `json:"due_version"`
	Notice     string             `json:"notice"`
	Due        *time.Time         `json:"due_at"`
	Rule       string             `json:"rule"`
	Basis      string             `json:"basis"`
	Way        string             `json:"way"`
	Mailbox    *string            `json:"mailbox"`
}

// What he is told leaves at its instant: it wakes nobody at his post.
const insertNotices = `
WITH n AS (
    INSERT INTO notices (number, event_key, at, told_at, event, clock, round, level, due_version, notice, due_at, rule, basis, way, role, mailbox)
    SELECT $1, key, at, told_at, event, clock, round, level, due_version, notice, due_at, rule, basis, way, $3, mailbox
    FROM jsonb_to_recordset($2::jsonb) AS (
        key text, at timestamptz, told_at timestamptz, event text, clock text, round integer, level text, due_version integer,
        notice text, due_at timestamptz, rule text, basis text, way text, mailbox text
    )
    ON CONFLICT DO NOTHING
    RETURNING id, told_at, way
)
INSERT INTO outbox (notice_id, channel, deliver_at, next_try_at) SELECT id, way, told_at, told_at FROM n`

// What the case, as it is still kept, said of where he is told.
const selectToldBefore = `
SELECT COALESCE(state #>> '{facts,way}', '') AS way, COALESCE(state #>> ARRAY['facts', $2], '') AS mailbox FROM cases WHERE number = $1`

// TellOutside puts what whoever applied is told into the outbox, by the way he chose when
// his case was taken in. On paper, somebody gives it to him. That he is told elsewhere from now on
// he hears where he was told before: who enters it is not who asked for it.
func (s *Room) TellOutside(ctx context.Context, w *kernel.Writing) error {
	st := w.Step.State
	way, carried := st.Hears()
	var out []notice
	for _, e := range w.Step.Events {
		if !slices.Contains(e.To, casework.Applicant) {
			continue
		}
		by, mailbox := way, (*string)(nil)
		if e.Name == kind.ServiceChanged {
			was, box, err := s.toldBefore(ctx, w)
			if err != nil {
				return err
			}
			if box != nil {
				by, mailbox = was, box
			}
		}
		if !carried && mailbox == nil {
			continue
		}
		out = append(out, notice{
			Way: by, Mailbox: mailbox,
			Key: e.Key, At: e.At, Told: kernel.Latest(e.At, w.Now), Event: e.Name, Clock: e.Clock, Round: e.Round, Level: e.Level,
			DueVersion: e.DueVersion, Notice: e.Detail["notice"], Due: s.awaits(w, e), Rule: e.Rule, Basis: e.Basis,
		})
	}
	if len(out) == 0 {
		return nil
	}
	text, err := kernel.JSON(out)
	if err != nil {
		return err
	}
	if _, err := kernel.Exec(ctx, w.Tx, insertNotices, st.Number, text, s.gives(st)); err != nil {
		return fmt.Errorf("insert notices: %w", err)
	}
	return wakeCourier(ctx, w.Tx)
}

// toldBefore is by which way, and to which mailbox, he was told until this step; nil where nothing was
// carried to him.
func (s *Room) toldBefore(ctx context.Context, w *kernel.Writing) (way string, mailbox *string, err error) {
	var was struct{ Way, Mailbox string }
	switch err := kernel.Get(ctx, w.Tx, &was, selectToldBefore, w.Step.State.Number, casework.FactNow(casework.FieldEmail)); {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil, nil
	case err != nil:
		return "", nil, fmt.Errorf("where it was told before: %w", err)
	case was.Way == "" || was.Way == casework.WayPaper:
		return "", nil, nil
	}
	return was.Way, &was.Mailbox, nil
}

// awaits is until when he has to do something, or may wait for the answer.
func (s *Room) awaits(w *kernel.Writing, e casework.Event) *time.Time {
	if e.Due != nil {
		return &e.Due.New
	}
	for _, k := range w.Step.State.Clocks {
		if k.Open() && slices.Contains(core.Awaited(w.Step.State.Turn), k.Name) {
			return &k.Due
		}
	}
	return nil
}

// gives is who gives it to him on paper where it cannot be sent: whoever handles the case,
// or, where who brought it is kept from them, the office that knows him (R081).
func (s *Room) gives(st casework.State) casework.Role {
	if !s.db.Kinds.Of(st.Kind).Veiled {
		return casework.ActingHolder
	}
	return cmp.Or(casework.Role(st.Facts[casework.FactOffice]), casework.EfficiencyOffice)
}

const (
	supersedeNotices = `
UPDATE notices SET superseded_at = now()
WHERE number = $1 AND event_key = ANY($2) AND superseded_at IS NULL
RETURNING id`

	voidNotices = `UPDATE outbox SET state = 'void' WHERE notice_id = ANY($1) AND state = 'pending'`

	// What was sent is taken back by the same way.
	correctNotices = `
WITH n AS (
    INSERT INTO notices (number, event_key, at, told_at, event, clock, round, due_version, of_event, of_level, notice, rule, basis, way, role, mailbox)
    SELECT number, event_key || '.x', now(), now(), $2, clock, round, due_version, event, level, notice, rule, basis, way, role, mailbox
    FROM notices b WHERE b.id = ANY($1) AND EXISTS (SELECT FROM outbox o WHERE o.notice_id = b.id AND o.state = 'sent')
    ON CONFLICT DO NOTHING
    RETURNING id, way
)
INSERT INTO outbox (notice_id, channel, deliver_at, next_try_at) SELECT id, way, now(), now() FROM n`
)

// takeBackOutside takes back what was told outside of events that were untrue.
func (s *Room) takeBackOutside(ctx context.Context, w *kernel.Writing) error {
	var ids []int64
	if err := kernel.List(ctx, w.Tx, &ids, supersedeNotices, w.Step.State.Number, w.Step.TakenBack); err != nil {
		return fmt.Errorf("take back notices: %w", err)
	}
	if len(ids) == 0 {
		return nil
	}
	if _, err := kernel.Exec(ctx, w.Tx, voidNotices, ids); err != nil {
		return fmt.Errorf("void notices: %w", err)
	}
	return s.correctOutside(ctx, w.Tx, ids)
}

func (s *Room) correctOutside(ctx context.Context, q kernel.Querier, ids []int64) error {
	if _, err := kernel.Exec(ctx, q, correctNotices, ids, Correction); err != nil {
		return fmt.Errorf("correct notices: %w", err)
	}
	return wakeCourier(ctx, q)
}

const selectAddresses = `
SELECT v.id, n.id::text AS field, v.key_id, v.data
FROM notices n JOIN cases k ON k.number = n.number JOIN sealed_values v ON v.number = n.number AND v.field = $2
WHERE n.id = ANY($1) AND (NOT v.is_text OR v.id = COALESCE(n.mailbox, k.state #>> ARRAY['facts', 'now_' || v.field]))
ORDER BY v.is_text`

// address opens where what goes outside goes to. It stays with whoever carries it.
func (s *Room) address(ctx context.Context, rows []OutboxRow) error {
	var notices []int64
	for _, r := range rows {
		if r.Role == casework.Applicant {
			notices = append(notices, r.NoticeID)
		}
	}
	if notices == nil {
		return nil
	}
	var sealed []kernel.Sealed
	if err := kernel.List(ctx, s.db, &sealed, selectAddresses, pq.Int64Array(notices), casework.FieldEmail); err != nil {
		return fmt.Errorf("addresses: %w", err)
	}
	to, err := s.db.Open(sealed, func(r kernel.Sealed) string { return r.Field })
	if err != nil {
		return fmt.Errorf("addresses: %w", err)
	}
	for i, r := range rows {
		if r.Role == casework.Applicant {
			rows[i].Email = to[strconv.FormatInt(r.NoticeID, 10)]
		}
	}
	return nil
}

// The office hears what could not be sent: whoever gives it on paper, and the section head
// with him where he handles the case.
const tellUnsent = `
WITH lost AS (
    SELECT n.*, k.unit, k.post AS desk, k.state #>> '{facts,office}' AS office, k.state #>> '{facts,office_post}' AS office_post
    FROM outbox o JOIN notices n ON n.id = o.notice_id JOIN cases k ON k.number = n.number
    WHERE o.id = $1 AND o.state = 'dead' AND n.superseded_at IS NULL
), hears AS (
    SELECT role, CASE WHEN role = 'acting_holder' THEN desk WHEN role = office THEN office_post
                      ELSE (SELECT r.post FROM unit_roles r WHERE r.unit = lost.unit AND r.role = lost.role) END AS post FROM lost
    UNION
    SELECT r.role, r.post FROM lost JOIN unit_roles r ON r.unit = lost.unit AND r.role = 'section_head' WHERE lost.role = 'acting_holder'
), i AS (
    INSERT INTO inbox (number, event_key, at, told_at, event, clock, round, due_version, of_event, of_level, role, post, rule, basis)
    SELECT lost.number, lost.event_key || '.u', now(), now(), $2, lost.clock, lost.round, lost.due_version, lost.event, lost.level,
           hears.role, hears.post, lost.rule, lost.basis
    FROM lost, hears WHERE hears.post IS NOT NULL
    ON CONFLICT DO NOTHING
    RETURNING id
)
INSERT INTO outbox (inbox_id, channel, deliver_at, next_try_at)
SELECT i.id, channel, now(), now() FROM i CROSS JOIN unnest($3::text[]) AS channel`

const selectHearings = `
SELECT n.event_key, n.way, o.state, COALESCE(o.sent_at, 'epoch') AS sent_at
FROM notices n JOIN outbox o ON o.notice_id = n.id
WHERE n.number = $1 AND n.superseded_at IS NULL AND n.told_at <= now() ORDER BY n.id`

// Outside implements cases.Inboxes: what went, or is to go, to somebody outside, by event.
func (s *Room) Outside(ctx context.Context, number string) ([]core.Sent, error) {
	var rows []struct {
		Key   string    `db:"event_key"`
		Way   string    `db:"way"`
		State string    `db:"state"`
		At    time.Time `db:"sent_at"`
	}
	if err := kernel.List(ctx, s.db, &rows, selectHearings, number); err != nil {
		return nil, fmt.Errorf("select notices of %s: %w", number, err)
	}
	states := map[string]casework.HearingState{"sent": casework.HearingSent, "pending": casework.HearingWaiting, "dead": casework.HearingUnsent}
	out := make([]core.Sent, 0, len(rows))
	for _, r := range rows {
		if state, known := states[r.State]; known {
			out = append(out, core.Sent{Way: r.Way, State: state, Key: r.Key, Issued: r.At})
		}
	}
	return out, nil
}
