package privacy

import (
	"crypto/hmac"
	"encoding/binary"
	"fmt"
	"iter"
	"time"
)

// Row is one line of the audit trail: who did what to which object, when.
type Row struct {
	Seq    int64 // rising; a gap is no break, a number never comes twice
	At     time.Time
	Actor  string
	Action string
	Object string
	Detail string
}

// Chained is a row with the link stored beside it.
type Chained struct {
	Row
	Link []byte
}

// Head names one row of a chain and its link. A head written down elsewhere,
// on paper or in another system, is the witness that shows a chain cut off at
// its end or written anew as a whole.
type Head struct {
	Seq  int64
	Link []byte
}

// BrokenChain says where a chain first breaks. Seq is the first row that does
// not fit, or the witnessed row that is missing.
type BrokenChain struct {
	Seq    int64
	Reason string
}

func (e *BrokenChain) Error() string {
	return fmt.Sprintf("audit chain breaks at %d: %s", e.Seq, e.Reason)
}

// Link returns the link of row after the row whose link is prev; the first row
// has prev nil. It is an HMAC-SM3, so only a holder of the key file can make
// one. Times are taken in UTC: seal what the database gives back, for it keeps
// microseconds only.
func (k *Keyring) Link(prev []byte, row Row) []byte {
	return mac(k.audit, fields(
		prev,
		binary.BigEndian.AppendUint64(nil, uint64(row.Seq)),
		[]byte(row.At.UTC().Format(time.RFC3339Nano)),
		[]byte(row.Actor),
		[]byte(row.Action),
		[]byte(row.Object),
		[]byte(row.Detail),
	))
}

// Verify reads a chain from its first row and returns its last. A row that was
// altered, removed, inserted or put in another place is reported as *BrokenChain
// at the first row that no longer follows from the one before it; witnesses,
// in any order, must be met on the way. An error of rows is returned wrapped.
func (k *Keyring) Verify(rows iter.Seq2[Chained, error], witnesses ...Head) (Head, error) {
	var last Head
	met := make(map[int64]bool, len(witnesses))
	for row, err := range rows {
		if err != nil {
			return last, fmt.Errorf("verify audit chain after %d: %w", last.Seq, err)
		}
		if last.Link != nil && row.Seq <= last.Seq {
			return last, &BrokenChain{row.Seq, fmt.Sprintf("comes after %d", last.Seq)}
		}
		if !hmac.Equal(row.Link, k.Link(last.Link, row.Row)) {
			return last, &BrokenChain{row.Seq, fmt.Sprintf(
				"does not follow from %d: a row was altered, removed or inserted", last.Seq)}
		}
		for _, w := range witnesses {
			if w.Seq != row.Seq {
				continue
			}
			if !hmac.Equal(w.Link, row.Link) {
				return last, &BrokenChain{row.Seq, "is not the row once witnessed"}
			}
			met[w.Seq] = true
		}
		last = Head{Seq: row.Seq, Link: row.Link}
	}
	for _, w := range witnesses {
		if !met[w.Seq] {
			return last, &BrokenChain{w.Seq, "was witnessed and is missing"}
		}
	}
	return last, nil
}
