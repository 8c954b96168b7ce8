package papers

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	insertCertificate = `
INSERT INTO certificates (id, number, event_key, kind, form, word, unit, year, serial, issued_at, code, key_id, data, bureau, place)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`

	takeBackCertificates = `
UPDATE certificates SET voided_at = now() WHERE number = $1 AND event_key = ANY($2) AND voided_at IS NULL`
)

// Certify keeps what the law issues in a step: numbered and frozen now, and there from its
// instant on, whoever is away by then. What says that which was never so is void, and its
// number with it (ADR 28).
func (s *Room) Certify(ctx context.Context, w *kernel.Writing) error {
	number := w.Step.State.Number
	if len(w.Step.TakenBack) > 0 {
		if _, err := kernel.Exec(ctx, w.Tx, takeBackCertificates, number, w.Step.TakenBack); err != nil {
			return fmt.Errorf("take back certificates of %s: %w", number, err)
		}
	}
	for _, c := range w.Step.Certificates {
		if err := s.certify(ctx, w, c); err != nil {
			return fmt.Errorf("certify %s of %s: %w", c.Event, number, err)
		}
	}
	return nil
}

func (s *Room) certify(ctx context.Context, w *kernel.Writing, c casework.Certificate) error {
	row := paperRow{ID: rand.Text(), Form: c.Form, Word: c.Word, Unit: c.Unit, Issued: kernel.Stamp(c.At)}
	place, err := s.number(ctx, w.Tx, &row, c.Bureau)
	if err != nil {
		return err
	}
	if err := s.freeze(&row, c.Content); err != nil {
		return err
	}
	_, err = kernel.Exec(ctx, w.Tx, insertCertificate, row.ID, w.Step.State.Number, c.Event, w.Step.State.Kind, row.Form, row.Word, row.Unit, row.Year, row.Serial,
		row.Issued, row.Code, row.KeyID, row.Data, kernel.Optional(c.Bureau), place)
	return err
}
