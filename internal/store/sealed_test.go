package store_test

import (
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store/messages"
)

// Whatever a person wrote or is, no table holds it readably.
func TestNoPlaintextInAnyTable(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const marker = "暗记7f3a-marker"
	in := newCase()
	in.Key, in.Digest = "k", []byte("digest")
	in.Fields = map[string]string{"applicant": marker, "phone": "138" + marker, "matter": marker + marker}
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	cmd := pause(number)
	cmd.Texts = map[string]string{"reason": marker, "basis": marker}
	saved, _, err := b.SaveCommand(t.Context(), cmd)
	require.NoError(t, err)
	text, err := b.SaveText(t.Context(), "li", "", marker)
	require.NoError(t, err)
	e := started(now())
	e.TextID = saved.Args.ReasonID
	b.commit(t, step(number, 1, e))

	fields, err := b.OpenFields(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, in.Fields, fields)
	texts, err := b.OpenTexts(t.Context(), number, []string{saved.Args.ReasonID, saved.Args.BasisID, text})
	require.NoError(t, err)
	require.Len(t, texts, 3)

	var tables []string
	require.NoError(t, b.raw.SelectContext(t.Context(), &tables,
		`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`))
	require.Greater(t, len(tables), 20)
	for _, table := range tables {
		var rows []string
		// bytea is searched too, as the text it would be
		require.NoError(t, b.raw.SelectContext(t.Context(), &rows, `SELECT t::text FROM "`+table+`" t`))
		all := strings.Join(rows, "\n")
		require.NotContains(t, all, marker, table)
		require.NotContains(t, all, hex.EncodeToString([]byte(marker)), table)
	}
}

// A database error quotes the row it failed on; ours do not.
func TestErrorsTellNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const marker = "li-暗记"
	number := b.register(t)
	s := step(number, 1, started(now()))
	s.State.Post = marker
	s.Events[0].Actor = marker
	_, err := b.Commit(t.Context(), s, "", nil)
	require.ErrorContains(t, err, "postgres 23503 on")
	require.NotContains(t, err.Error(), marker)

	in := newCase()
	in.Fields = map[string]string{marker + "\x00": "x"} // no text PostgreSQL takes
	_, _, err = b.RegisterCase(t.Context(), in)
	require.Error(t, err)
	require.ErrorContains(t, err, "postgres 22021")
	require.Empty(t, casework.CodeOf(err))
}

// What somebody says otherwise since is what his field reads as, wherever it is read: on a paper,
// and by whoever carries his mail; what he filled in first stays where it lies. A word of the same
// name that no step made his is nobody's address (R005).
func TestAFieldReadsAsItWasChanged(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := newCase()
	in.Fields = map[string]string{"applicant": "张三", casework.FieldAddress: "人民路1号", casework.FieldEmail: "old@shop.example"}
	in.Facts = map[string]string{casework.FactWay: casework.WayMail}
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	reads := func(address, mail string) {
		t.Helper()
		fields, err := b.OpenFields(t.Context(), number)
		require.NoError(t, err)
		require.Equal(t, map[string]string{"applicant": "张三", casework.FieldAddress: address, casework.FieldEmail: mail}, fields)
	}
	change := core.NewCommand{
		Number: number, Command: casework.Command{ID: "moved", Name: kind.ChangeService, Actor: "li", At: now()}, Digest: []byte("moved"),
		Texts: map[string]string{casework.FieldAddress: "桂花巷19号", casework.FieldEmail: "new@shop.example"},
	}
	cmd, _, err := b.SaveCommand(t.Context(), change)
	require.NoError(t, err)
	reads("人民路1号", "old@shop.example") // it waits for its case

	s := step(number, 1, casework.Event{At: now(), Name: kind.ServiceChanged, Rule: "R005", To: []casework.Role{casework.Applicant}})
	s.State.Facts = map[string]string{
		casework.FactWay: casework.WayMail, casework.FactNow(casework.FieldAddress): cmd.Args.AddressID, casework.FactNow(casework.FieldEmail): cmd.Args.EmailID,
	}
	b.commit(t, s)
	reads("桂花巷19号", "new@shop.example")
	told := func() (at []string) {
		rows, err := b.ClaimOutbox(t.Context(), 100, time.Minute, messages.AnyChannel)
		require.NoError(t, err)
		for _, r := range rows {
			if r.Role == casework.Applicant {
				at = append(at, string(r.Event)+" "+r.Email)
			}
		}
		return at
	}
	require.Equal(t, []string{"service_changed old@shop.example"}, told(), "that it goes elsewhere he hears where he was told before")
	next := step(number, 2, casework.Event{At: now(), Name: casework.Accepted, Rule: "R024", To: []casework.Role{casework.Applicant}})
	next.State.Facts = s.State.Facts
	b.commit(t, next)
	require.Equal(t, []string{"accepted new@shop.example"}, told())

	gone := step(number, 3, casework.Event{At: now(), Name: kind.ServiceChanged, Rule: "R005", To: []casework.Role{casework.Applicant}})
	gone.State.Facts = map[string]string{casework.FactWay: casework.WayPaper, casework.FactNow(casework.FieldEmail): cmd.Args.EmailID}
	b.commit(t, gone)
	require.Equal(t, []string{"service_changed new@shop.example"}, told(), "and that nothing is sent there any more")
	last := step(number, 4, casework.Event{At: now(), Name: casework.Accepted, Rule: "R024", To: []casework.Role{casework.Applicant}})
	last.State.Facts = gone.State.Facts
	b.commit(t, last)
	require.Empty(t, told())
}
