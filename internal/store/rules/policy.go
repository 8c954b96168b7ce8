package rules

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/kernel"
)

const policyColumns = `doc, state, revision, drafted_by, drafted_at, requested_at, published_by, consent_by, published_at`

const (
	selectPolicyVersions = `SELECT ` + policyColumns + ` FROM policies ORDER BY id, version`

	// The latest version of a policy, locked against whoever edits it too.
	selectLatestPolicy = `SELECT ` + policyColumns + ` FROM policies WHERE id = $1 ORDER BY version DESC LIMIT 1 FOR UPDATE`

	insertDraft = `
INSERT INTO policies (id, version, kind, doc, state, revision, drafted_by, drafted_at, published_at)
VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, NULL)`

	updateDraft = `
UPDATE policies SET kind = $3, doc = $4, state = $5, revision = $6, drafted_by = $7, drafted_at = $8, requested_at = $9,
    published_by = $10, consent_by = $11, published_at = $12
WHERE id = $1 AND version = $2`

	selectPolicyUse = `
SELECT policy, calendar, count(*) AS open FROM case_now WHERE open AND policy <> ''
GROUP BY policy, calendar ORDER BY policy, calendar`
)

// added is how what seeding brought of a kind new to an office stands: it binds as a
// published version does (schema/migrations/20261128190920).
const added policy.Standing = "added"

type policyRow struct {
	Doc         json.RawMessage
	State       policy.Standing
	Revision    int
	DraftedBy   string     `db:"drafted_by"`
	DraftedAt   time.Time  `db:"drafted_at"`
	RequestedAt *time.Time `db:"requested_at"`
	PublishedBy string     `db:"published_by"`
	ConsentBy   string     `db:"consent_by"`
	PublishedAt *time.Time `db:"published_at"`
}

func (r policyRow) version() (policy.Version, error) {
	v := policy.Version{Drafted: policy.Drafted{
		State: r.State, Revision: r.Revision, DraftedBy: r.DraftedBy, DraftedAt: r.DraftedAt, RequestedAt: r.RequestedAt,
		PublishedBy: r.PublishedBy, ConsentBy: r.ConsentBy, PublishedAt: r.PublishedAt,
	}}
	if v.State == added {
		v.State = policy.Published
	}
	if err := json.Unmarshal(r.Doc, &v.Policy); err != nil {
		return v, fmt.Errorf("decode policy: %w", err)
	}
	return v, nil
}

// PolicyVersions implements rulebook.Store.
func (s *Room) PolicyVersions(ctx context.Context) ([]policy.Version, error) {
	return policyVersions(ctx, s.db, selectPolicyVersions)
}

func policyVersions(ctx context.Context, q kernel.Querier, query string, args ...any) ([]policy.Version, error) {
	var rows []policyRow
	if err := kernel.List(ctx, q, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("select policies: %w", err)
	}
	out := make([]policy.Version, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.version(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ChangeDraft implements rulebook.Store.
func (s *Room) ChangeDraft(ctx context.Context, id string, change func(*policy.Version) error) (policy.Version, error) {
	var v policy.Version
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		found, err := policyVersions(ctx, tx, selectLatestPolicy, id)
		if err != nil {
			return err
		}
		v = policy.Version{Policy: policy.Policy{ID: id, Version: 1}, Drafted: policy.Drafted{State: policy.Draft}}
		if len(found) > 0 {
			v = found[0].Draft()
		}
		begun := v.Revision > 0
		if err := change(&v); err != nil {
			return err
		}
		return writeDraft(ctx, tx, begun, &v)
	})
	switch {
	case kernel.Violates(err, kernel.UniqueViolation, "policies_pkey"):
		return v, casework.FieldError(casework.Stale, "revision", "") // somebody began one at the same time
	case err != nil:
		return v, fmt.Errorf("change draft of policy %s: %w", id, err)
	}
	return v, nil
}

func writeDraft(ctx context.Context, tx *sqlx.Tx, begun bool, v *policy.Version) error {
	doc, err := kernel.JSON(v.Policy)
	if err != nil {
		return err
	}
	if !begun {
		_, err = kernel.Exec(ctx, tx, insertDraft, v.ID, v.Version, v.Kind, doc, v.Revision, v.DraftedBy, v.DraftedAt)
		return err
	}
	_, err = kernel.Exec(ctx, tx, updateDraft, v.ID, v.Version, v.Kind, doc, v.State, v.Revision, v.DraftedBy, v.DraftedAt,
		v.RequestedAt, v.PublishedBy, v.ConsentBy, v.PublishedAt)
	return err
}

// PolicyUse implements rulebook.Store.
func (s *Room) PolicyUse(ctx context.Context) ([]rulebook.PolicyUse, error) {
	rows := []rulebook.PolicyUse{}
	if err := kernel.List(ctx, s.db, &rows, selectPolicyUse); err != nil {
		return nil, fmt.Errorf("select use of policies: %w", err)
	}
	return rows, nil
}
