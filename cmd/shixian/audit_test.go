package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/testkit"
)

// trail is an office whose audit was sealed, and its database as its owner has it:
// past every trigger.
type trail struct {
	t     *testing.T
	db    *store.Store
	keys  *privacy.Keyring
	owner *sqlx.DB
}

func newTrail(t *testing.T) *trail {
	t.Helper()
	url := testkit.Schema(t)
	t.Setenv("DATABASE_URL", url)
	t.Setenv("DATABASE_DIRECT_URL", "")
	t.Setenv("SHIXIAN_KEY_FILE", filepath.Join(t.TempDir(), "keys.json"))
	require.NoError(t, privacy.GenerateKeyFile(os.Getenv("SHIXIAN_KEY_FILE")))
	s, err := readSettings(t.TempDir(), kind.Office())
	require.NoError(t, err)
	require.NoError(t, prepare(t.Context(), s, false, false, &bytes.Buffer{}))
	db, keys, err := openStore(t.Context(), s)
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	owner, err := sqlx.Open("postgres", url)
	require.NoError(t, err)
	t.Cleanup(func() { owner.Close() })
	tr := &trail{t: t, db: db, keys: keys, owner: owner}
	tr.add("first")
	return tr
}

// do is the owner's, with every trigger asleep.
func (tr *trail) do(query string) {
	tr.t.Helper()
	tx, err := tr.owner.BeginTxx(tr.t.Context(), nil)
	require.NoError(tr.t, err)
	defer tx.Rollback()
	_, err = tx.ExecContext(tr.t.Context(), "SET LOCAL session_replication_role = replica")
	require.NoError(tr.t, err)
	_, err = tx.ExecContext(tr.t.Context(), query)
	require.NoError(tr.t, err)
	require.NoError(tr.t, tx.Commit())
}

// kept are the tables an owner would write in.
var kept = []string{"timeline", "ledger", "audit", "audit_chain"}

// keep and restore put the record back as it was.
func (tr *trail) keep() {
	for _, table := range kept {
		tr.do("CREATE TABLE kept_" + table + " AS TABLE " + table)
	}
}

func (tr *trail) restore() {
	tr.t.Helper()
	for _, table := range kept {
		tr.do("DELETE FROM " + table + "; INSERT INTO " + table + " OVERRIDING SYSTEM VALUE TABLE kept_" + table)
	}
}

// add writes some of everything, and the sealer comes by.
func (tr *trail) add(key string) {
	tr.t.Helper()
	tr.do(`INSERT INTO timeline (number, key, run, at, name, detail, roles)
		SELECT 'BJ2026-000001', '` + key + `' || i, 1, now(), 'case_registered', '{"b": 1, "a": "二"}', '{clerk}' FROM generate_series(1, 6000) i`)
	tr.do(`INSERT INTO ledger (number, key, clock, round, at, cause, new_at, due_date, start_at, limit_text)
		SELECT 'BJ2026-000001', '` + key + `' || i, 'handle', 1, now(), 'started', now(), '2026-09-24', now(), '10wd' FROM generate_series(1, 20) i`)
	tr.do(`SELECT nextval(pg_get_serial_sequence('timeline', 'id'))`) // a number nobody has: something rolled back
	for range 10 {
		require.NoError(tr.t, tr.db.Audit(tr.t.Context(), "li", "read", "BJ2026-000001", key))
	}
	tr.seal()
}

// seal is the worker's own sealer, twice: what was under way the first time has ended.
func (tr *trail) seal() {
	tr.t.Helper()
	h := house{store: tr.db, keys: tr.keys}
	for range 2 {
		require.NoError(tr.t, h.seal(tr.t.Context()))
	}
}

func (tr *trail) run(cmd interface {
	Run(context.Context, *kong.Kong) error
}) (string, error) {
	tr.t.Helper()
	var out bytes.Buffer
	err := cmd.Run(tr.t.Context(), &kong.Kong{Stdout: &out})
	return out.String(), err
}

// What the owner of the database can do to the record, and how audit verify finds it.
func TestAuditVerifyFindsWhatTheOwnerDid(t *testing.T) {
	const unsealTail = `UPDATE audit_chain SET seq = NULL, link = NULL WHERE seq > (SELECT max(seq) - 3 FROM audit_chain);
		UPDATE audit SET actor = 'sun' WHERE id = (SELECT max(audit_id) FROM audit_chain WHERE seq IS NULL)`
	tr := newTrail(t)
	tr.add("second")
	tr.keep()
	head, err := tr.run(auditWitnessCmd{})
	require.NoError(t, err)
	witness := filepath.Join(t.TempDir(), "witness")
	require.NoError(t, os.WriteFile(witness, []byte(head), 0o600))
	for name, tt := range map[string]struct {
		did     string
		found   string
		witness string // what is found only with a witness
	}{
		"a timeline row rewritten": {did: `UPDATE timeline SET actor = 'sun' WHERE key = 'first5999'`, found: "timeline rows 5001 to 6000"},
		"a timeline row moved":     {did: `UPDATE timeline SET at = at - interval '1 microsecond' WHERE key = 'first7'`, found: "timeline rows 1 to 5000"},
		"a timeline row gone":      {did: `DELETE FROM timeline WHERE key = 'first7'`, found: "5000 rows then, 4999 now"},
		"a timeline row put in": {
			did: `INSERT INTO timeline (id, number, key, run, at, name)
				OVERRIDING SYSTEM VALUE VALUES (6001, 'BJ2026-000001', 'forged', 1, now(), 'case_closed')`,
			found: "timeline rows 6001 to",
		},
		"a timeline row put before": {
			did: `INSERT INTO timeline (id, number, key, run, at, name)
				OVERRIDING SYSTEM VALUE VALUES (-1, 'BJ2026-000001', 'forged', 1, now(), 'case_closed')`,
			found: "stand before the first",
		},
		"a ledger row rewritten": {did: `UPDATE ledger SET due_date = '2026-12-24' WHERE key = 'first3'`, found: "ledger rows 1 to 20"},
		"a ledger row gone":      {did: `DELETE FROM ledger WHERE key = 'second20'`, found: "20 rows then, 19 now"},
		"a sealed row rewritten": {did: `UPDATE audit SET actor = 'sun' WHERE id = (SELECT max(id) FROM audit)`, found: "audit chain breaks"},
		"a row kept from sealing": {
			did: `INSERT INTO audit (actor, action) VALUES ('sun', 'read')`, found: "taken out of the sealer's way",
		},
		"the end cut off": {
			did: `DELETE FROM audit_chain WHERE seq > (SELECT max(seq) - 3 FROM audit_chain);
				DELETE FROM audit WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.audit_id = audit.id)`,
			witness: "witnessed",
		},
		"the end sealed anew": {did: unsealTail, witness: "is not the row once witnessed"},
	} {
		t.Run(name, func(t *testing.T) {
			tr.t = t
			tr.restore()
			_, err = tr.run(&auditVerifyCmd{Witness: witness})
			require.NoError(t, err, "before")

			tr.do(tt.did)
			if tt.witness != "" {
				tr.seal()
				_, err = tr.run(&auditVerifyCmd{Witness: witness})
				require.ErrorContains(t, err, tt.witness)
				return
			}
			_, err = tr.run(&auditVerifyCmd{})
			require.ErrorContains(t, err, tt.found)
			tr.seal()
			_, err = tr.run(&auditVerifyCmd{})
			require.ErrorContains(t, err, tt.found, "nor does the sealer make it good")
		})
	}
}

// Verify says what it covers: rows, instants, head, since when, and what not yet.
func TestAuditVerifySaysWhatItCovers(t *testing.T) {
	tr := newTrail(t)
	tr.do(`INSERT INTO ledger (number, key, clock, round, at, cause, new_at, due_date, start_at, limit_text)
		VALUES ('BJ2026-000001', 'late', 'handle', 1, now(), 'started', now(), '2026-09-24', now(), '10wd')`)
	require.NoError(t, tr.db.Audit(t.Context(), "li", "read", "BJ2026-000001", "late"))
	got, err := tr.run(&auditVerifyCmd{})
	require.NoError(t, err)
	require.Regexp(t, `(?m)^audit chain intact: \d+ rows, 20\d\d-\S+Z to 20\S+Z, sealed up to head \d+ [0-9a-f]{64}; 1 rows not yet sealed$`, got)
	require.Regexp(t, `(?m)^timeline intact: 6000 rows up to 6000, by 2 digests; what stood before 20\S+Z is held as it stood then; 0 rows not yet covered$`, got)
	require.Regexp(t, `(?m)^ledger intact: 20 rows up to 20, by 1 digests; .*; 1 rows not yet covered$`, got)
	require.Contains(t, got, "no witness: ")
	require.NoError(t, tr.db.Audit(t.Context(), "li", "read", "BJ2026-000001", "later"))
}

// A row numbered early and committed late is covered, once: nothing is sealed below
// what a transaction under way may still add.
func TestCoverWaitsForWhatIsUnderWay(t *testing.T) {
	tr := newTrail(t)
	slow, err := tr.owner.BeginTxx(t.Context(), nil)
	require.NoError(t, err)
	defer slow.Rollback()
	for _, query := range []string{
		"SET LOCAL session_replication_role = replica",
		`INSERT INTO timeline (number, key, run, at, name) VALUES ('BJ2026-000001', 'slow', 1, now(), 'chased')`,
	} {
		_, err = slow.ExecContext(t.Context(), query)
		require.NoError(t, err)
	}
	tr.do(`INSERT INTO timeline (number, key, run, at, name) VALUES ('BJ2026-000001', 'quick', 1, now(), 'chased')`)
	tr.seal()
	got, err := tr.run(&auditVerifyCmd{})
	require.NoError(t, err)
	require.Regexp(t, `timeline intact: 6000 rows up to 6000, .* 1 rows not yet covered`, got)
	require.NoError(t, slow.Commit())
	tr.seal()
	got, err = tr.run(&auditVerifyCmd{})
	require.NoError(t, err)
	require.Regexp(t, `timeline intact: 6002 rows up to 6003, .* 0 rows not yet covered`, got)
}

// One altered byte of evidence is found by `audit verify`, which names the case and the file
// (R116), though nothing in timeline, ledger or chain was touched.
func TestAuditVerifyFindsOneAlteredByteOfEvidence(t *testing.T) {
	tr := newTrail(t)
	const number, file, text = "MC2026-000001", "f1", "当日拍摄的影像"
	name, err := tr.keys.Seal(file+" name", "video.mp4")
	require.NoError(t, err)
	piece, err := tr.keys.Seal(file+" 0/1", text)
	require.NoError(t, err)
	digest := tr.keys.Content(number)
	digest.Write([]byte(text))
	tr.do(fmt.Sprintf(`INSERT INTO attachments (id, number, by, at, media, size, pieces, digest, key_id, name)
			VALUES ('%s', '%s', 'li', now(), 'video/mp4', %d, 1, '\x%x', '%s', '\x%x');
		INSERT INTO attachment_pieces (attachment, place, key_id, data) VALUES ('%[1]s', 0, '%[7]s', '\x%[8]x')`,
		file, number, len(text), digest.Sum(nil), name.KeyID, name.Data, piece.KeyID, piece.Data))
	got, err := tr.run(&auditVerifyCmd{})
	require.NoError(t, err)
	require.Contains(t, got, "files intact: 1 files, 21 bytes")

	for at := range len(piece.Data) { // whichever it is
		tr.do(fmt.Sprintf(`UPDATE attachment_pieces SET data = set_byte(data, %d, get_byte(data, %[1]d) # 1)`, at))
		_, err = tr.db.CheckFiles(t.Context())
		require.EqualError(t, err, "file f1 of case MC2026-000001: piece 1 of 1 was altered")
		if at == 0 {
			_, err = tr.run(&auditVerifyCmd{})
			require.ErrorContains(t, err, "file f1 of case MC2026-000001")
		}
		tr.do(fmt.Sprintf(`UPDATE attachment_pieces SET data = set_byte(data, %d, get_byte(data, %[1]d) # 1)`, at))
	}
	_, err = tr.run(&auditVerifyCmd{})
	require.NoError(t, err)
}
