package papers

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	takePaperSerial = `
INSERT INTO paper_serials (form, unit, year, last) VALUES ($1, $2, $3, 1)
ON CONFLICT (form, unit, year) DO UPDATE SET last = paper_serials.last + 1
RETURNING last`

	insertPaper = `
INSERT INTO papers (id, number, kind, form, word, unit, year, serial, shown, issued_at, issued_by, code, key_id, data,
                    bureau, place, request_key, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`

	selectIssued = `SELECT id, digest FROM papers WHERE request_key = $1`
)

// IssuePaper implements papers.Store. The rows of its serials stay locked until
// the transaction ends, so numbers have no gap.
func (s *Room) IssuePaper(ctx context.Context, in papers.NewPaper) (string, error) {
	if id, err := s.issued(ctx, in); id != "" || err != nil {
		return id, err
	}
	id := rand.Text()
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error { return s.issue(ctx, tx, id, in) })
	switch {
	case kernel.Violates(err, kernel.UniqueViolation, "papers_request_key"): // the same key, a moment earlier
		return s.issued(ctx, in)
	case err != nil:
		return "", fmt.Errorf("issue %s: %w", in.Form.Code, err)
	}
	return id, nil
}

// issued finds the paper that took the key, "" when none did.
func (s *Room) issued(ctx context.Context, in papers.NewPaper) (string, error) {
	var row struct {
		ID     string
		Digest []byte
	}
	err := kernel.Get(ctx, s.db, &row, selectIssued, in.Key)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("select issued %s: %w", in.Form.Code, err)
	case !bytes.Equal(row.Digest, in.Digest):
		return "", casework.Errorf(casework.KeyReused, "paper %s", row.ID)
	}
	return row.ID, nil
}

func (s *Room) issue(ctx context.Context, tx *sqlx.Tx, id string, in papers.NewPaper) error {
	row := paperRow{ID: id, Form: in.Form.Code, Unit: in.Unit, Issued: kernel.Stamp(in.At), Word: in.Form.Word}
	place, err := s.number(ctx, tx, &row, in.Bureau)
	if err != nil {
		return err
	}
	text, err := json.Marshal(in.Content)
	if err != nil {
		return fmt.Errorf("encode paper: %w", err)
	}
	if err := s.freeze(&row, text); err != nil {
		return err
	}
	_, err = kernel.Exec(ctx, tx, insertPaper, id, kernel.Optional(in.Number), in.Form.Kind, row.Form, row.Word, row.Unit, row.Year, row.Serial, in.Form.Shown,
		row.Issued, in.By, row.Code, row.KeyID, row.Data, kernel.Optional(in.Bureau), place, in.Key, in.Digest)
	return err
}

// number takes the next number of a form, and its place in the outgoing register of a
// bureau where it enters one.
func (s *Room) number(ctx context.Context, tx *sqlx.Tx, row *paperRow, bureau string) (place *int, err error) {
	row.Year = row.Issued.In(s.db.Zone).Year()
	if err := kernel.Get(ctx, tx, &row.Serial, takePaperSerial, row.Form, row.Unit, row.Year); err != nil {
		return nil, fmt.Errorf("take serial: %w", err)
	}
	if bureau == "" {
		return nil, nil
	}
	place = new(int)
	if err := kernel.Get(ctx, tx, place, takePaperSerial, "", bureau, row.Year); err != nil {
		return nil, fmt.Errorf("take place: %w", err)
	}
	return place, nil
}

// freeze seals the words of a paper and gives it its check code.
func (s *Room) freeze(row *paperRow, text []byte) (err error) {
	if row.KeyID, row.Data, err = s.db.Sealer.Seal(row.ID, string(text)); err != nil {
		return fmt.Errorf("seal paper: %w", err)
	}
	row.Code, err = s.stampPaper(*row, text)
	return err
}

// stampPaper is the check code of a paper: of its number, its date and every word.
func (s *Room) stampPaper(row paperRow, text []byte) (string, error) {
	if s.stamper == nil {
		return "", errors.New("no stamp to make check codes with")
	}
	return s.stamper("paper", row.ID, row.Form, row.Unit, strconv.Itoa(row.Year), strconv.Itoa(row.Serial),
		row.Issued.UTC().Format(time.RFC3339Nano), string(text)), nil
}

type paperRow struct {
	ID       string
	Number   string
	Kind     casework.Kind
	Form     string
	Word     string
	Unit     string
	Year     int
	Serial   int
	Shown    bool
	Issued   time.Time `db:"issued_at"`
	By       string    `db:"issued_by"`
	Code     string
	KeyID    string `db:"key_id"`
	Data     []byte
	Place    int
	VoidedAt *time.Time `db:"voided_at"`
	VoidedBy string     `db:"voided_by"`
	VoidKey  string     `db:"void_key_id"`
	VoidData []byte     `db:"void_data"`
}

const (
	paperColumns = `
SELECT id, COALESCE(number, '') AS number, kind, form, word, unit, year, serial, shown, issued_at, issued_by, code, key_id, data,
       COALESCE(place, 0) AS place, voided_at, COALESCE(voided_by, '') AS voided_by, COALESCE(void_key_id, '') AS void_key_id, void_data
FROM papers_now `

	selectPaper       = paperColumns + `WHERE id = $1`
	selectPaperByCode = paperColumns + `WHERE code = $1`
	selectPapersOf    = paperColumns + `WHERE number = $1 ORDER BY issued_at DESC, id`
	papersSent        = `WHERE bureau = $1 AND issued_at >= $2 AND issued_at < $3`
	sentShown         = ` ORDER BY issued_at, place LIMIT 300`
	papersOfHouse     = `WHERE number IS NULL AND kind = $1`
	stillIssued       = papersOfHouse + ` AND form = $2 AND issued_at >= $3 AND voided_at IS NULL`
	houseShown        = ` ORDER BY issued_at DESC, id LIMIT 50`
)

func (r paperRow) paper() papers.Paper {
	return papers.Paper{
		ID: r.ID, Number: r.Number, Kind: r.Kind, Form: r.Form, Serial: paper.Number(r.Word, r.Year, r.Serial), Unit: r.Unit,
		Issued: r.Issued, By: r.By, Code: r.Code, Place: r.Place, Shown: r.Shown, Voided: r.VoidedAt, VoidedBy: r.VoidedBy,
	}
}

// openPaper is the paper with its words, and why it was voided.
func (s *Room) openPaper(r paperRow) (papers.Paper, []byte, error) {
	out := r.paper()
	text, err := s.db.Sealer.Open(r.ID, r.KeyID, r.Data)
	if err != nil {
		return out, nil, fmt.Errorf("open paper %s: %w", r.ID, err)
	}
	if err := json.Unmarshal([]byte(text), &out.Content); err != nil {
		return out, nil, fmt.Errorf("decode paper %s: %w", r.ID, err)
	}
	if r.VoidData != nil {
		if out.Why, err = s.db.Sealer.Open(voidID(r.ID), r.VoidKey, r.VoidData); err != nil {
			return out, nil, fmt.Errorf("open void of %s: %w", r.ID, err)
		}
	}
	return out, []byte(text), nil
}

func voidID(id string) string { return id + "/void" }

// Paper implements papers.Store.
func (s *Room) Paper(ctx context.Context, id string) (papers.Paper, error) {
	out, _, _, err := s.findPaper(ctx, selectPaper, id)
	return out, err
}

func (s *Room) findPaper(ctx context.Context, query, by string) (out papers.Paper, row paperRow, text []byte, err error) {
	err = kernel.Get(ctx, s.db, &row, query, by)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return out, row, nil, casework.FieldError(casework.NotFound, "paper", "")
	case err != nil:
		return out, row, nil, fmt.Errorf("select paper: %w", err)
	}
	out, text, err = s.openPaper(row)
	return out, row, text, err
}

// PaperByCode implements papers.Store. A row whose words or number were changed
// behind the store's back bears a code that does not fit, and is not found.
func (s *Room) PaperByCode(ctx context.Context, code string) (papers.Paper, error) {
	out, row, text, err := s.findPaper(ctx, selectPaperByCode, code)
	if err != nil && row.ID != "" { // it does not open: a byte of it is another
		return papers.Paper{}, errors.Join(err, casework.FieldError(casework.NotFound, "paper", ""))
	}
	if err != nil {
		return papers.Paper{}, err
	}
	if want, err := s.stampPaper(row, text); err != nil || want != row.Code {
		return papers.Paper{}, errors.Join(err, casework.FieldError(casework.NotFound, "paper", ""))
	}
	out.Content, out.Why = nil, ""
	return out, nil
}

// PapersOf implements papers.Store.
func (s *Room) PapersOf(ctx context.Context, number string) ([]papers.Paper, error) {
	return s.papers(ctx, false, selectPapersOf, number)
}

// IssuedSince implements papers.Store.
func (s *Room) IssuedSince(ctx context.Context, kind casework.Kind, form string, since time.Time) ([]papers.Paper, error) {
	return s.papers(ctx, false, paperColumns+stillIssued+houseShown, kind, form, since)
}

// ListPapers implements papers.Store.
func (s *Room) ListPapers(ctx context.Context, f papers.PaperFilter) (rows []papers.Paper, total int, err error) {
	which, shown, args := papersOfHouse, houseShown, []any{f.Kind}
	if f.Sent != "" {
		which, shown, args = papersSent, sentShown, []any{f.Sent, f.From, f.Until}
	}
	if err = kernel.Get(ctx, s.db, &total, `SELECT count(*) FROM papers_now `+which, args...); err != nil {
		return nil, 0, fmt.Errorf("count papers: %w", err)
	}
	rows, err = s.papers(ctx, f.Sent != "", paperColumns+which+shown, args...)
	return rows, total, err
}

func (s *Room) papers(ctx context.Context, opened bool, query string, args ...any) ([]papers.Paper, error) {
	var rows []paperRow
	if err := kernel.List(ctx, s.db, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("list papers: %w", err)
	}
	out := make([]papers.Paper, 0, len(rows))
	for _, r := range rows {
		p := r.paper()
		if opened {
			var err error
			if p, _, err = s.openPaper(r); err != nil {
				return nil, err
			}
		}
		out = append(out, p)
	}
	return out, nil
}

const voidPaper = `
UPDATE papers SET voided_at = now(), voided_by = $2, void_key_id = $3, void_data = $4 WHERE id = $1 AND voided_at IS NULL`

// VoidPaper implements papers.Store.
func (s *Room) VoidPaper(ctx context.Context, id, by, reason string) error {
	keyID, data, err := s.db.Sealer.Seal(voidID(id), reason)
	if err != nil {
		return fmt.Errorf("seal void of %s: %w", id, err)
	}
	n, err := kernel.Exec(ctx, s.db, voidPaper, id, by, keyID, data)
	switch {
	case err != nil:
		return fmt.Errorf("void paper %s: %w", id, err)
	case n == 0:
		return casework.FieldError(casework.PaperVoided, "paper", "")
	}
	return nil
}
