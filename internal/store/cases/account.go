package cases

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// accountedID names the command by which a case is told what an accountability
// case came to: one for each ending of that case and each case that asks.
const accountedID = `left(encode(sha256(convert_to('accounted ' || $1 || ' ' || %s || ' ' || %s, 'UTF8')), 'hex'), 32)`

// The case that opened it, and those that joined it, of kinds that take its outcome:
// an ordinary command without a verdict, which the sweep delivers (design section
// 4.7), as a merged case is told of its leading one (docs/adr/0010).
//
// Where several answer for one matter, it has its outcome with the last of their
// cases, and that is the gravest of theirs: nobody tells the one who complained that
// nobody is at fault when somebody was.
var insertAccounted = `
WITH asked AS (
    SELECT a.closed_at, a.result FROM cases a
    WHERE a.split = (SELECT split FROM cases WHERE number = $1) AND a.voided_at IS NULL
), gravest AS (
    SELECT result FROM asked ORDER BY COALESCE(array_position($3::text[], result), 99) LIMIT 1
)
INSERT INTO commands (id, number, name, args, at)
SELECT ` + fmt.Sprintf(accountedID, "$2", "k.number") + `, k.number, '` + casework.Accounted + `',
       jsonb_build_object('case', $1::text, 'outcome', gravest.result, 'post', $4::text), $5
FROM cases k CROSS JOIN gravest
WHERE NOT EXISTS (SELECT FROM asked WHERE closed_at = 'infinity') AND k.kind = ANY($6) AND k.voided_at IS NULL
  AND (k.number = $7 OR k.number IN (SELECT number FROM links_now WHERE other = $1 AND relation = '` + string(casework.AnsweredIn) + `'))
ON CONFLICT (id) DO NOTHING`

// Those who answer for one matter end one after the other: the last one finds all
// others ended.
const lockSplit = `SELECT FROM cases WHERE number = (SELECT split FROM cases WHERE number = $1) FOR NO KEY UPDATE`

// tellAsked tells those who asked that the accountability case has its outcome,
// from the instant at which it ended: also a closed one, which keeps it in a new run.
func (s *Room) tellAsked(ctx context.Context, w *kernel.Writing, e casework.Event) error {
	st := w.Step.State
	var kinds []string
	for _, k := range s.db.Kinds.Kinds() {
		if _, ok := s.db.Kinds.Form(k, casework.Accounted); ok {
			kinds = append(kinds, string(k))
		}
	}
	if _, err := kernel.Exec(ctx, w.Tx, lockSplit, st.Number); err != nil {
		return err
	}
	_, err := kernel.Exec(ctx, w.Tx, insertAccounted, st.Number, e.Key, casework.Gravity, st.Cause.Post, kernel.Stamp(e.At), kinds, st.Cause.Number)
	return err
}

// An ending that was armed and did not come true is told to nobody.
var untellAsked = `
DELETE FROM commands d USING unnest($2::text[]) AS key
WHERE d.verdict IS NULL AND d.name = '` + casework.Accounted + `' AND d.id = ` + fmt.Sprintf(accountedID, "key", "d.number")

const (
	// Whoever opens or joins one for the same merged matter waits here. The leading
	// case's row comes first, and the case's own is written later.
	lockFamily = `SELECT FROM cases WHERE number = $1 FOR NO KEY UPDATE`

	// An accountability case that stands open, or will, against the post for one of
	// the cases merged here. It does not end meanwhile: it is joined before, and tells,
	// or has ended, and is joined no more.
	selectFamilyAccount = `
SELECT a.number FROM cases a
WHERE a.kind = $4 AND a.against = $2 AND a.closed_at = 'infinity' AND a.voided_at IS NULL
  AND a.parent <> $3
  AND (a.parent = $1 OR a.parent IN (SELECT number FROM links_now WHERE other = $1 AND relation = '` + string(casework.MergedInto) + `'))
ORDER BY a.number LIMIT 1 FOR SHARE`
)

// JoinDuplicates joins what is one matter: a merged case and its leading one are, so that two late
// duplicates on one post ask once who answers for it (design section 1). No case
// knows of the other's; here both lie. Whichever comes second joins, with a link by
// which it is told the outcome.
func (s *Room) JoinDuplicates(ctx context.Context, w *kernel.Writing) error {
	st := w.Step.State
	for i, e := range w.Step.Events {
		if e.Name != casework.AccountabilityOpened || !s.db.Kinds.Of(st.Kind).Merges {
			continue
		}
		leader := st.Number
		if st.Follows != "" {
			leader = st.Follows
		}
		if _, err := kernel.Exec(ctx, w.Tx, lockFamily, leader); err != nil {
			return fmt.Errorf("lock %s: %w", leader, err)
		}
		post := e.Detail["post"]
		if post == "" {
			post = st.Post
		}
		var account []string
		if err := kernel.List(ctx, w.Tx, &account, selectFamilyAccount, leader, post, st.Number, s.db.Kinds.Opened()); err != nil {
			return fmt.Errorf("accountability of the merged %s: %w", leader, err)
		}
		for _, number := range account {
			w.Step.Events = slices.Clone(w.Step.Events) // the caller's stay as the engine has them
			w.Step.Events[i].Name, w.Step.Events[i].Other = casework.AccountabilityJoined, number
		}
	}
	return nil
}
