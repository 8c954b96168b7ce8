package cases

import (
	"context"
	"fmt"
	"io"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

// sameFile is the command that attached the same file before.
type sameFile string

func (s sameFile) Error() string { return "attached before by " + string(s) }

const (
	// Attaching to one case goes one file at a time, so that its bounds hold.
	lockAttachments = `SELECT pg_advisory_xact_lock(hashtextextended('attachments ' || $1, 0))`

	selectSameFile = `
SELECT COALESCE(min(id) FILTER (WHERE audience = $2 AND unit = $3 AND purpose = $4 AND digest = $5), '') AS same,
       count(*) AS files, COALESCE(sum(size), 0) AS size
FROM attachments WHERE number = $1`

	insertAttachment = `
INSERT INTO attachments (id, number, by, at, audience, unit, purpose, media, size, pieces, digest, key_id, name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

	insertPiece = `INSERT INTO attachment_pieces (attachment, place, key_id, data) VALUES ($1, $2, $3, $4)`

	// Of a command that was refused; others have none.
	dropAttachment = `DELETE FROM attachments WHERE id = $1`
)

// attach keeps a file with the command that brings it, sealed piece by piece.
func (s *Room) attach(ctx context.Context, tx *sqlx.Tx, number string, cmd casework.Command, f core.File) error {
	digest := s.db.Sealer.Content(number)
	for _, piece := range f.Content.Pieces() {
		digest.Write(piece)
	}
	sum := digest.Sum(nil)
	if err := roomFor(ctx, tx, number, f, sum); err != nil {
		return err
	}
	keyID, name, err := s.db.Sealer.Seal(nameID(cmd.ID), f.Name)
	if err != nil {
		return fmt.Errorf("seal name of attachment %s: %w", cmd.ID, err)
	}
	pieces := f.Content.Pieces()
	if _, err := kernel.Exec(ctx, tx, insertAttachment, cmd.ID, number, cmd.Actor, cmd.At, f.Audience, f.Unit, f.Purpose, f.Media,
		f.Content.Size(), len(pieces), sum, keyID, name); err != nil {
		return fmt.Errorf("insert attachment %s: %w", cmd.ID, err)
	}
	for i, piece := range pieces {
		keyID, data, err := s.db.Sealer.Seal(pieceID(cmd.ID, i, len(pieces)), string(piece))
		if err != nil {
			return fmt.Errorf("seal attachment %s: %w", cmd.ID, err)
		}
		if _, err := kernel.Exec(ctx, tx, insertPiece, cmd.ID, i, keyID, data); err != nil {
			return fmt.Errorf("insert piece %d of attachment %s: %w", i, cmd.ID, err)
		}
	}
	return nil
}

// roomFor refuses a file the case has no room for, and names the one it has already.
func roomFor(ctx context.Context, tx *sqlx.Tx, number string, f core.File, sum []byte) error {
	if _, err := kernel.Exec(ctx, tx, lockAttachments, number); err != nil {
		return fmt.Errorf("lock attachments of %s: %w", number, err)
	}
	var kept struct {
		Same  string
		Files int
		Size  int64
	}
	if err := kernel.Get(ctx, tx, &kept, selectSameFile, number, f.Audience, f.Unit, f.Purpose, sum); err != nil {
		return fmt.Errorf("count attachments of %s: %w", number, err)
	}
	switch {
	case kept.Same != "":
		return sameFile(kept.Same)
	case kept.Files >= casework.MaxFiles:
		return casework.FieldError(casework.FilesTooMany, "file", "30 files")
	case kept.Size+f.Content.Size() > casework.MaxFileBytes:
		return casework.FieldError(casework.FilesTooLarge, "file", "200 MB")
	}
	return nil
}

// What a name and a piece are bound to: their file, and of a piece its place and
// how many there are.
func nameID(id string) string                 { return id + " name" }
func pieceID(id string, place, of int) string { return fmt.Sprintf("%s %d/%d", id, place, of) }

// An act rests on the same paper under whatever purpose; what a second person did not sign
// rests on nothing.
const selectAttachments = `
SELECT a.id, a.number, a.media, a.size, a.by, COALESCE(p.name, '') AS by_name, a.at, a.audience, a.unit, a.purpose, a.digest, COALESCE(r.id, '') AS rests,
       NULLIF(kept_until(a.number, a.at), 'infinity') AS kept_until
FROM attachments a JOIN commands c ON c.id = a.id LEFT JOIN persons p ON p.id = a.by
LEFT JOIN LATERAL (
    SELECT u.id FROM commands u JOIN attachments f ON f.id = u.args ->> 'proof' AND f.digest = a.digest
    WHERE u.number = a.number AND u.verdict ->> 'accepted' = 'true'
      AND (u.verdict ->> 'waits' IS DISTINCT FROM 'true' OR EXISTS (
          SELECT FROM commands s WHERE s.number = u.number AND s.name = 'countersign' AND s.args ->> 'request' = u.id
             AND s.args ->> 'approve' = 'true' AND s.verdict ->> 'accepted' = 'true'))
    LIMIT 1) r ON true
WHERE a.number = $1 AND c.verdict ->> 'accepted' = 'true' ORDER BY a.at, a.id`

// Attachments implements cases.Files: those whose command was accepted.
func (s *Room) Attachments(ctx context.Context, number string) ([]casework.Attachment, error) {
	var rows []casework.Attachment
	if err := kernel.List(ctx, s.db, &rows, selectAttachments, number); err != nil {
		return nil, fmt.Errorf("select attachments of %s: %w", number, err)
	}
	return rows, nil
}

const selectNames = `
SELECT id, id AS field, key_id, name AS data FROM attachments WHERE number = $1 AND id = ANY($2)`

// AttachmentNames implements cases.Files.
func (s *Room) AttachmentNames(ctx context.Context, number string, ids []string) (map[string]string, error) {
	var rows []kernel.Sealed
	if err := kernel.List(ctx, s.db, &rows, selectNames, number, ids); err != nil {
		return nil, fmt.Errorf("select names of attachments of %s: %w", number, err)
	}
	for i := range rows {
		rows[i].ID = nameID(rows[i].ID)
	}
	return s.db.Open(rows, func(r kernel.Sealed) string { return r.Field })
}

// AttachmentContent implements cases.Files.
func (s *Room) AttachmentContent(ctx context.Context, a casework.Attachment) io.Reader {
	return &pieceReader{ctx: ctx, db: s.db, id: a.ID, left: a.Size}
}

const selectPiece = `
SELECT p.key_id, p.data, a.pieces FROM attachment_pieces p JOIN attachments a ON a.id = p.attachment
WHERE p.attachment = $1 AND p.place = $2`

// pieceReader opens one piece after the other. It ends where the file does: a
// piece short is an error, never a shorter file.
type pieceReader struct {
	ctx   context.Context // an io.Reader is given none
	db    *kernel.DB
	id    string
	place int
	open  string
	left  int64

	altered bool // what was there did not open, or is not what it should be
}

func (r *pieceReader) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	if r.open == "" {
		if err := r.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.open)
	r.open, r.left = r.open[n:], r.left-int64(n)
	return n, nil
}

func (r *pieceReader) next() error {
	var row struct {
		KeyID  string `db:"key_id"`
		Data   []byte
		Pieces int
	}
	if err := kernel.Get(r.ctx, r.db, &row, selectPiece, r.id, r.place); err != nil {
		return fmt.Errorf("select piece %d of attachment %s: %w", r.place, r.id, err)
	}
	plain, err := r.db.Sealer.Open(pieceID(r.id, r.place, row.Pieces), row.KeyID, row.Data)
	if err != nil {
		r.altered = true
		return fmt.Errorf("open piece %d of attachment %s: %w", r.place, r.id, err)
	}
	if plain == "" || int64(len(plain)) > r.left {
		r.altered = true
		return fmt.Errorf("piece %d of attachment %s has %d bytes", r.place, r.id, len(plain))
	}
	r.open, r.place = plain, r.place+1
	return nil
}
