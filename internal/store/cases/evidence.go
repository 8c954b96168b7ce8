package cases

import (
	"context"
	"crypto/hmac"
	"errors"
	"fmt"
	"io"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// FilesChecked is how much was held against what was handed in.
type FilesChecked struct {
	Files int
	Bytes int64
}

// BrokenFile says which file of which case is no longer what was handed in (R116).
type BrokenFile struct{ Number, File, Reason string }

func (e *BrokenFile) Error() string {
	return fmt.Sprintf("file %s of case %s: %s", e.File, e.Number, e.Reason)
}

const (
	selectKept = `
SELECT id, number, size, pieces, digest, key_id, name,
       (SELECT count(*) FROM attachment_pieces p WHERE p.attachment = attachments.id) AS there
FROM attachments WHERE id > $1 ORDER BY id LIMIT 200`

	// The timeline, which the chain holds, says who handed in which file of which case, when and
	// for whom. One whose time is over may be gone (R117); any other is there as it says.
	selectUntold = `
SELECT DISTINCT t.number, t.detail ->> 'attachment' AS file, CASE
    WHEN a.id IS NULL THEN 'the timeline tells of it, and it is not there'
    WHEN a.by <> t.actor THEN 'the timeline names another person who handed it in'
    WHEN a.at NOT BETWEEN t.at - interval '1 minute' AND t.at + interval '1 minute' THEN 'the timeline tells of another time at which it was handed in'
    ELSE 'the timeline says that it is for others' END AS reason
FROM timeline t LEFT JOIN attachments a ON a.id = t.detail ->> 'attachment' AND a.number = t.number
WHERE t.name = $1 AND t.takes_back IS NULL AND t.detail ->> 'attachment' <> '' AND (
    a.id IS NULL AND kept_until(t.number, t.at) > now()
    OR a.by <> t.actor OR a.at NOT BETWEEN t.at - interval '1 minute' AND t.at + interval '1 minute'
    OR a.audience <> COALESCE(t.detail ->> 'audience', '') OR a.purpose <> COALESCE(t.detail ->> 'purpose', ''))
ORDER BY 1, 2`
)

// CheckFiles opens every file that is kept and holds it against the digest taken when it was
// handed in, byte for byte, and the files against the timeline that tells of them. All that
// are not right are named, each a *BrokenFile.
func (s *Room) CheckFiles(ctx context.Context) (out FilesChecked, err error) {
	var broken []error
	for last := ""; ; {
		var rows []keptFile
		if err := kernel.List(ctx, s.db, &rows, selectKept, last); err != nil {
			return out, fmt.Errorf("select files after %q: %w", last, err)
		}
		for _, f := range rows {
			switch reason, err := s.checkFile(ctx, f); {
			case err != nil:
				return out, err
			case reason != "":
				broken = append(broken, &BrokenFile{f.Number, f.ID, reason})
			}
			out.Files, out.Bytes, last = out.Files+1, out.Bytes+f.Size, f.ID
		}
		if len(rows) == 0 {
			break
		}
	}
	var untold []struct{ Number, File, Reason string }
	if err := kernel.List(ctx, s.db, &untold, selectUntold, casework.Attached); err != nil {
		return out, fmt.Errorf("hold files against the timeline: %w", err)
	}
	for _, f := range untold {
		broken = append(broken, &BrokenFile{f.Number, f.File, f.Reason})
	}
	return out, errors.Join(broken...)
}

type keptFile struct {
	ID, Number    string
	Size          int64
	Pieces, There int
	Digest        []byte
	KeyID         string `db:"key_id"`
	Name          []byte
}

// checkFile says what is wrong with a file, in words that tell nothing of what it holds.
func (s *Room) checkFile(ctx context.Context, f keptFile) (reason string, err error) {
	if f.There != f.Pieces {
		return fmt.Sprintf("%d pieces then, %d now", f.Pieces, f.There), nil
	}
	if _, err := s.db.Sealer.Open(nameID(f.ID), f.KeyID, f.Name); err != nil {
		return "its name was altered", nil //nolint:nilerr // what does not open is what was looked for
	}
	digest := s.db.Sealer.Content(f.Number)
	read := &pieceReader{ctx: ctx, db: s.db, id: f.ID, left: f.Size}
	if _, err := io.Copy(digest, read); err != nil {
		if ctx.Err() != nil || !read.altered {
			return "", fmt.Errorf("check file %s of case %s: %w", f.ID, f.Number, err)
		}
		return fmt.Sprintf("piece %d of %d was altered", read.place+1, f.Pieces), nil
	}
	if read.place != f.Pieces {
		return fmt.Sprintf("%d pieces then, %d read", f.Pieces, read.place), nil
	}
	if !hmac.Equal(digest.Sum(nil), f.Digest) {
		return "what it holds is not what its digest was taken of, or it lies with another case", nil
	}
	return "", nil
}
