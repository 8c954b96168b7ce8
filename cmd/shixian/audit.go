package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/audit"
	"github.com/shixian/shixian/internal/store/cases"
)

// auditCmd checks the audit trail, and what it covers.
type auditCmd struct {
	Verify  auditVerifyCmd  `cmd:"" help:"Follow the chain from its first row, hold timeline, ledger and every file that was handed in against what was sealed, and report what was altered."`
	Witness auditWitnessCmd `cmd:"" help:"Print the head of the chain, to be kept where this database's owner cannot write: shixian audit witness >> FILE."`
}

type auditVerifyCmd struct {
	Witness string `help:"Heads once printed by audit witness; each must still be there." placeholder:"FILE" type:"existingfile"`
}

// verified is what was found in order.
type verified struct {
	head     privacy.Head
	rows     int
	from, to time.Time
	covered  []audit.Covered
	files    cases.FilesChecked
}

// Run ends with an error at the first row that was altered, removed or inserted, and names every
// file that is not what was handed in.
func (c *auditVerifyCmd) Run(ctx context.Context, k *kong.Kong) error {
	heads, err := readWitness(c.Witness)
	if err != nil {
		return err
	}
	return withStore(ctx, func(db *store.Store, keys *privacy.Keyring) error {
		got, err := verifyAudit(ctx, db, keys, heads)
		if err != nil {
			return err
		}
		if got.files, err = db.CheckFiles(ctx); err != nil {
			return err
		}
		open, err := db.AuditUnsealed(ctx)
		if err != nil {
			return err
		}
		return got.print(k.Stdout, open, len(heads))
	})
}

func verifyAudit(ctx context.Context, db *store.Store, keys *privacy.Keyring, heads []privacy.Head) (out verified, err error) {
	stray, err := db.AuditStray(ctx)
	if err != nil {
		return out, err
	}
	if stray > 0 {
		return out, fmt.Errorf("%d rows of the audit were taken out of the sealer's way: they stand in no chain", stray)
	}
	var covers []audit.Cover
	out.head, err = keys.Verify(out.chained(db.AuditRows(ctx), &covers), heads...)
	if err != nil {
		return out, err
	}
	out.covered, err = db.CheckCovers(ctx, covers)
	return out, err
}

// chained hands the rows on as the keyring knows them, and keeps in mind what they were.
func (v *verified) chained(rows iter.Seq2[audit.SealedRow, error], covers *[]audit.Cover) iter.Seq2[privacy.Chained, error] {
	return func(yield func(privacy.Chained, error) bool) {
		for r, err := range rows {
			if !yield(privacy.Chained{Row: privacy.Row(r.AuditRow), Link: r.Link}, err) {
				return
			}
			if c, ok := audit.CoverOf(r.AuditRow); ok {
				*covers = append(*covers, c)
			}
			if v.rows++; v.rows == 1 {
				v.from = r.At
			}
			v.to = r.At
		}
	}
}

// print says what was looked at, and what was not.
func (v *verified) print(out io.Writer, open, witnessed int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "audit chain intact: %d rows, %s to %s, sealed up to head %d %x; %d rows not yet sealed\n",
		v.rows, stamp(v.from), stamp(v.to), v.head.Seq, v.head.Link, open)
	for _, c := range v.covered {
		if c.Covers == 0 {
			fmt.Fprintf(&b, "%s: not covered yet, %d rows\n", c.Table, c.Beyond)
			continue
		}
		fmt.Fprintf(&b, "%s intact: %d rows up to %d, by %d digests; what stood before %s is held as it stood then; %d rows not yet covered\n",
			c.Table, c.Rows, c.To, c.Covers, stamp(c.Since), c.Beyond)
	}
	fmt.Fprintf(&b, "files intact: %d files, %d bytes, each as it was handed in; none is gone before its time\n", v.files.Files, v.files.Bytes)
	if witnessed > 0 {
		fmt.Fprintf(&b, "witness: all %d heads are there\n", witnessed)
	} else {
		fmt.Fprintln(&b, "no witness: a chain cut off at its end, or sealed anew there, is not seen (shixian audit witness >> FILE, kept elsewhere; audit verify --witness FILE)")
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

type auditWitnessCmd struct{}

// Run prints the head of a chain that is in order.
func (auditWitnessCmd) Run(ctx context.Context, k *kong.Kong) error {
	return withStore(ctx, func(db *store.Store, keys *privacy.Keyring) error {
		got, err := verifyAudit(ctx, db, keys, nil)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(k.Stdout, "%d %x %s\n", got.head.Seq, got.head.Link, stamp(got.to))
		return err
	})
}

// readWitness reads one head a line; what stands behind the link is for people.
func readWitness(name string) (heads []privacy.Head, err error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var head privacy.Head
		var link string
		_, err := fmt.Sscanf(lines.Text(), "%d %s", &head.Seq, &link)
		if err == nil {
			head.Link, err = hex.DecodeString(link)
		}
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: want a head as audit witness prints it", name, n)
		}
		heads = append(heads, head)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(heads) == 0 {
		return nil, fmt.Errorf("%s holds no head", name)
	}
	return heads, nil
}
