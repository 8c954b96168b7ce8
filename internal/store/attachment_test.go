package store_test

import (
	"crypto/rand"
	"encoding/hex"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/cases"
)

func file(t testing.TB, name, text string) *core.File {
	t.Helper()
	c, err := core.ReadContent(strings.NewReader(text))
	require.NoError(t, err)
	return &core.File{Name: name, Content: c, Media: "text/plain; charset=utf-8"}
}

func attach(number string, f *core.File) core.NewCommand {
	id := rand.Text()
	return core.NewCommand{Number: number, Digest: []byte(id), File: f, Command: casework.Command{
		ID: id, Name: casework.Attach, Actor: "li", Roles: []casework.Role{casework.Handler}, At: now(), Args: casework.Args{Attachment: id},
	}}
}

// attached keeps a file whose command is accepted.
func (b *bundle) attached(t testing.TB, number, name, text string) casework.Attachment {
	t.Helper()
	cmd, _, err := b.SaveCommand(t.Context(), attach(number, file(t, name, text)))
	require.NoError(t, err)
	require.NoError(t, b.SaveVerdict(t.Context(), number, casework.Verdict{ID: cmd.ID, Command: cmd.Name, Accepted: true, At: cmd.At}))
	rows, err := b.Attachments(t.Context(), number)
	require.NoError(t, err)
	return rows[len(rows)-1]
}

func (b *bundle) count(t testing.TB, table string) (n int) {
	t.Helper()
	require.NoError(t, b.raw.GetContext(t.Context(), &n, `SELECT count(*) FROM `+table))
	return n
}

func TestAttachment(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	const marker = "暗记-7391846502"
	text := strings.Repeat(marker, 150_000) // three pieces
	in := attach(number, file(t, marker+".txt", text))
	cmd, verdict, err := b.SaveCommand(t.Context(), in)
	require.NoError(t, err)
	require.Nil(t, verdict)
	rows, err := b.Attachments(t.Context(), number)
	require.NoError(t, err)
	require.Empty(t, rows, "kept, and not seen before its command is accepted")
	require.Equal(t, 3, b.count(t, "attachment_pieces"))

	again, _, err := b.SaveCommand(t.Context(), in)
	require.NoError(t, err)
	require.Equal(t, cmd, again)
	require.Equal(t, 1, b.count(t, "attachments"))

	accepted := casework.Verdict{ID: cmd.ID, Command: cmd.Name, Accepted: true, At: cmd.At}
	require.NoError(t, b.SaveVerdict(t.Context(), number, accepted))
	rows, err = b.Attachments(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, rows[0].Digest, 32)
	rows[0].Digest = nil
	require.Equal(t, []casework.Attachment{{
		ID: cmd.ID, Number: number, Media: "text/plain; charset=utf-8", Size: int64(len(text)), By: "li", ByName: "姓li", At: cmd.At,
	}}, inUTC(rows))
	names, err := b.AttachmentNames(t.Context(), number, []string{cmd.ID})
	require.NoError(t, err)
	require.Equal(t, map[string]string{cmd.ID: marker + ".txt"}, names)
	names, err = b.AttachmentNames(t.Context(), b.register(t), []string{cmd.ID})
	require.NoError(t, err)
	require.Empty(t, names, "another case's")
	got, err := io.ReadAll(b.AttachmentContent(t.Context(), rows[0]))
	require.NoError(t, err)
	require.Equal(t, text, string(got))

	require.NoError(t, b.SaveVerdict(t.Context(), number, casework.Verdict{ID: cmd.ID, Command: cmd.Name, Code: casework.CaseIsClosed, At: cmd.At}))
	require.Equal(t, 1, b.count(t, "attachments"), "the first verdict stands, and the file with it")

	for _, table := range []string{"attachments", "attachment_pieces", "commands"} {
		var all []string
		require.NoError(t, b.raw.SelectContext(t.Context(), &all, `SELECT t::text FROM `+table+` t`))
		text := strings.Join(all, "\n")
		require.NotContains(t, text, "暗记", table)
		require.NotContains(t, text, hex.EncodeToString([]byte("暗记")), table)
	}
}

// inUTC puts instants as tests write them.
func inUTC(rows []casework.Attachment) []casework.Attachment {
	for i := range rows {
		rows[i].At = rows[i].At.UTC()
	}
	return rows
}

// A refused command takes its file along, and the same file may come again.
func TestARefusedAttachmentGoes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	cmd, _, err := b.SaveCommand(t.Context(), attach(number, file(t, "a.txt", "情况属实")))
	require.NoError(t, err)
	require.NoError(t, b.SaveVerdict(t.Context(), number, casework.Verdict{ID: cmd.ID, Command: cmd.Name, Code: casework.CaseIsClosed, At: cmd.At}))
	require.Zero(t, b.count(t, "attachments"))
	require.Zero(t, b.count(t, "attachment_pieces"))
	second := b.attached(t, number, "a.txt", "情况属实")
	require.NotEqual(t, cmd.ID, second.ID)
}

// The same file to one case is stored once, whoever sends it and at the same time.
func TestTheSameFileIsStoredOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	ids := make([]string, 8)
	var all sync.WaitGroup
	for i := range ids {
		in := attach(number, file(t, "a.txt", "情况属实"))
		all.Go(func() {
			cmd, _, err := b.SaveCommand(t.Context(), in)
			if err == nil {
				ids[i] = cmd.ID
			}
		})
	}
	all.Wait()
	for _, id := range ids {
		require.NotEmpty(t, id)
		require.Equal(t, ids[0], id)
	}
	require.Equal(t, 1, b.count(t, "attachments"))
	require.Equal(t, 1, b.count(t, "commands"), "a command that brings nothing new is not kept")

	sealed := attach(number, file(t, "a.txt", "情况属实"))
	sealed.File.Audience = casework.AudienceSealed
	cmd, _, err := b.SaveCommand(t.Context(), sealed)
	require.NoError(t, err)
	require.Equal(t, sealed.Command.ID, cmd.ID, "for other readers it is another file")
	b.attached(t, b.register(t), "a.txt", "情况属实")
	var digests int
	require.NoError(t, b.raw.GetContext(t.Context(), &digests, `SELECT count(DISTINCT digest) FROM attachments`))
	require.Equal(t, 2, digests, "two cases tell nothing of each other")
}

func TestACaseIsFull(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	for i := range casework.MaxFiles {
		_, _, err := b.SaveCommand(t.Context(), attach(number, file(t, "a.txt", strings.Repeat("a", i+1))))
		require.NoError(t, err)
	}
	kept := b.count(t, "commands")
	_, _, err := b.SaveCommand(t.Context(), attach(number, file(t, "a.txt", "one more")))
	require.Equal(t, casework.FilesTooMany, casework.CodeOf(err))
	require.Equal(t, kept, b.count(t, "commands"), "nothing changed")
	require.Equal(t, casework.MaxFiles, b.count(t, "attachments"))

	other := b.register(t)
	b.attached(t, other, "a.txt", "a")
	b.unguarded(t)
	_, err = b.raw.ExecContext(t.Context(), `UPDATE attachments SET size = $2 WHERE number = $1`, other, casework.MaxFileBytes-10)
	require.NoError(t, err)
	b.attached(t, other, "b.txt", "0123456789")
	_, _, err = b.SaveCommand(t.Context(), attach(other, file(t, "c.txt", "x")))
	require.Equal(t, casework.FilesTooLarge, casework.CodeOf(err))
}

// unguarded lets the test do what only somebody who owns the tables can.
func (b *bundle) unguarded(t testing.TB) {
	t.Helper()
	_, err := b.raw.ExecContext(t.Context(), `ALTER TABLE attachments DISABLE TRIGGER USER; ALTER TABLE attachment_pieces DISABLE TRIGGER USER`)
	require.NoError(t, err)
}

// Whatever is done to the table is found when the file is read.
func TestATamperedAttachmentDoesNotOpen(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("0123456789", 250_000) // three pieces
	for name, change := range map[string]string{
		"a byte changed": `UPDATE attachment_pieces SET data = set_byte(data, 100, get_byte(data, 100) # 1) WHERE attachment = $1 AND place = 1`,
		"two pieces changed over": `UPDATE attachment_pieces p SET data = o.data, key_id = o.key_id FROM attachment_pieces o
			WHERE p.attachment = $1 AND o.attachment = $1 AND p.place + o.place = 1`,
		"the last piece gone":  `DELETE FROM attachment_pieces WHERE attachment = $1 AND place = 2`,
		"fewer pieces claimed": `WITH a AS (UPDATE attachments SET pieces = 2, size = 2 << 20 WHERE id = $1) DELETE FROM attachment_pieces WHERE attachment = $1 AND place = 2`,
		"another file's piece": `UPDATE attachment_pieces p SET data = o.data FROM attachment_pieces o
			WHERE p.attachment = $1 AND o.attachment <> $1 AND p.place = o.place`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			number := b.register(t)
			b.attached(t, number, "b.txt", text+"b")
			a := b.attached(t, number, "a.txt", text)
			b.unguarded(t)
			_, err := b.raw.ExecContext(t.Context(), change, a.ID)
			require.NoError(t, err)
			rows, err := b.Attachments(t.Context(), number)
			require.NoError(t, err)
			for _, row := range rows {
				if row.ID == a.ID {
					_, err = io.ReadAll(b.AttachmentContent(t.Context(), row))
					require.Error(t, err)
				}
			}
			require.Len(t, rows, 2)
		})
	}
	b := setup(t)
	number := b.register(t)
	one, two := b.attached(t, number, "one.txt", "1"), b.attached(t, number, "two.txt", "2")
	b.unguarded(t)
	_, err := b.raw.ExecContext(t.Context(), `UPDATE attachments a SET name = o.name FROM attachments o WHERE a.id = $1 AND o.id = $2`, one.ID, two.ID)
	require.NoError(t, err)
	_, err = b.AttachmentNames(t.Context(), number, []string{one.ID})
	require.Error(t, err, "a name is its file's own")
}

// One altered byte of what lies in the database is found by whoever verifies, and he is told the
// case and the file (R116); so is whatever else its owner does to a file.
func TestOneAlteredByteIsFound(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.unguarded(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	text := strings.Repeat("0123456789", 250_000) // three pieces
	a, other := b.attached(t, number, "a.txt", text), b.attached(t, number, "b.txt", text+"b")
	elsewhere := b.register(t)
	told := func(a casework.Attachment) casework.Event {
		return casework.Event{Name: casework.Attached, At: a.At, Actor: a.By, Detail: map[string]string{"attachment": a.ID}}
	}
	b.commit(t, step(number, 2, told(a), told(other)))
	whole, err := b.CheckFiles(t.Context())
	require.NoError(t, err)
	require.Equal(t, cases.FilesChecked{Files: 2, Bytes: a.Size + other.Size}, whole)
	for name, tt := range map[string]struct{ did, undone, found string }{
		"a byte of the last piece": {
			did:    `UPDATE attachment_pieces SET data = set_byte(data, length(data) - 1, get_byte(data, length(data) - 1) # 1) WHERE attachment = $1 AND place = 2`,
			undone: `UPDATE attachment_pieces SET data = set_byte(data, length(data) - 1, get_byte(data, length(data) - 1) # 1) WHERE attachment = $1 AND place = 2`,
			found:  "piece 3 of 3 was altered",
		},
		"a byte of its digest": {
			did:    `UPDATE attachments SET digest = set_byte(digest, 31, get_byte(digest, 31) # 1) WHERE id = $1`,
			undone: `UPDATE attachments SET digest = set_byte(digest, 31, get_byte(digest, 31) # 1) WHERE id = $1`,
			found:  "is not what its digest was taken of",
		},
		"a byte of its name": {
			did:    `UPDATE attachments SET name = set_byte(name, 20, get_byte(name, 20) # 1) WHERE id = $1`,
			undone: `UPDATE attachments SET name = set_byte(name, 20, get_byte(name, 20) # 1) WHERE id = $1`,
			found:  "its name was altered",
		},
		"shorter": {did: `UPDATE attachments SET size = size - 1 WHERE id = $1`, undone: `UPDATE attachments SET size = size + 1 WHERE id = $1`, found: "piece 3 of 3 was altered"},
		"fewer pieces said": {
			did: `UPDATE attachments SET pieces = 2 WHERE id = $1`, undone: `UPDATE attachments SET pieces = 3 WHERE id = $1`, found: "2 pieces then, 3 now",
		},
		"handed in by another": {did: `UPDATE attachments SET by = 'wang' WHERE id = $1`, undone: `UPDATE attachments SET by = 'li' WHERE id = $1`, found: "names another person"},
		"on another day": {
			did: `UPDATE attachments SET at = at - interval '1 day' WHERE id = $1`, undone: `UPDATE attachments SET at = at + interval '1 day' WHERE id = $1`, found: "another time",
		},
		"for others": {did: `UPDATE attachments SET audience = 'unit' WHERE id = $1`, undone: `UPDATE attachments SET audience = '' WHERE id = $1`, found: "it is for others"},
	} {
		_, err := b.raw.Exec(tt.did, a.ID)
		require.NoError(t, err, name)
		_, err = b.CheckFiles(t.Context())
		require.ErrorContains(t, err, "file "+a.ID+" of case "+number+": ", name)
		require.ErrorContains(t, err, tt.found, name)
		require.NotContains(t, err.Error(), other.ID, "%s: the other is as it was", name)
		_, err = b.raw.Exec(tt.undone, a.ID)
		require.NoError(t, err, name)
		_, err = b.CheckFiles(t.Context())
		require.NoError(t, err, name)
	}
	_, err = b.raw.Exec(`UPDATE attachments SET number = $2 WHERE id = $1`, a.ID, elsewhere)
	require.NoError(t, err)
	_, err = b.raw.Exec(`DELETE FROM attachments WHERE id = $1`, other.ID)
	require.NoError(t, err)
	_, err = b.CheckFiles(t.Context())
	for _, found := range []string{
		"file " + a.ID + " of case " + elsewhere + ": what it holds", "file " + a.ID + " of case " + number + ": the timeline tells of it",
		"file " + other.ID + " of case " + number + ": the timeline tells of it, and it is not there",
	} {
		require.ErrorContains(t, err, found)
	}
	_, err = b.raw.Exec(`UPDATE cases SET closed_at = now() - interval '3 years'; ALTER TABLE timeline DISABLE TRIGGER USER; UPDATE timeline SET at = at - interval '3 years'`)
	require.NoError(t, err)
	_, err = b.CheckFiles(t.Context())
	require.NotContains(t, err.Error(), other.ID, "two years after the end of its case a file may go (R117)")
}

// Evidence is kept as it was (任何人不得修改或删除, R116) until two years after the end
// of its case (资料保存期限为2年, R117), and held as long as a case it led to is under way.
func TestEvidenceIsKept(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now()), opened(now().Add(-time.Minute))))
	a := b.attached(t, number, "a.txt", "情况属实")
	refuses := func(statement string) {
		t.Helper()
		_, err := b.raw.Exec(statement)
		require.Error(t, err, statement)
		require.Equal(t, 1, b.count(t, "attachments"))
		require.Equal(t, 1, b.count(t, "attachment_pieces"))
	}
	until := func() *time.Time {
		t.Helper()
		rows, err := b.Attachments(t.Context(), number)
		require.NoError(t, err)
		return rows[0].KeptUntil
	}
	for _, statement := range []string{
		`UPDATE attachments SET at = now() - interval '9 years'`, `UPDATE attachment_pieces SET data = ''`, `DELETE FROM attachment_pieces`,
		`TRUNCATE attachments CASCADE`, `TRUNCATE attachment_pieces`, `DELETE FROM attachments`,
	} {
		refuses(statement)
	}
	require.Nil(t, until(), "the case is open")

	ended := func(where string, ago string) {
		t.Helper()
		_, err := b.raw.Exec(`UPDATE cases SET closed_at = now() - $1::interval WHERE `+where, ago)
		require.NoError(t, err)
	}
	ended(`parent IS NULL`, "3 years")
	require.Nil(t, until(), "held: whoever answers for it is not decided")
	refuses(`DELETE FROM attachments`)
	ended(`parent IS NOT NULL`, "1 year")
	require.WithinDuration(t, a.At.AddDate(2, 0, 0), *until(), time.Minute, "not before two years from when it was handed in")
	refuses(`DELETE FROM attachments`)

	_, err := b.raw.Exec(`ALTER TABLE attachments DISABLE TRIGGER attachments_unchanged`)
	require.NoError(t, err)
	_, err = b.raw.Exec(`UPDATE attachments SET at = now() - interval '3 years'`)
	require.NoError(t, err)
	require.WithinDuration(t, now().AddDate(1, 0, 0), *until(), 48*time.Hour, "two years from the end of the last of them")
	refuses(`DELETE FROM attachments`)
	ended(`parent IS NOT NULL`, "2 years 1 day")
	_, err = b.raw.Exec(`DELETE FROM attachments`)
	require.NoError(t, err, "then it may go, and its pieces with it")
	require.Zero(t, b.count(t, "attachment_pieces"))
}
