package counter_test

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// bench is a counter over the office in memory, at a fixed instant.
type bench struct {
	*counter.Counter
	store  *countertest.Store
	engine *countertest.Engine
	now    time.Time
}

func setup(t *testing.T) *bench {
	t.Helper()
	b := &bench{store: countertest.NewStore(), now: time.Date(2026, 9, 24, 9, 30, 0, 0, time.UTC)}
	b.engine = countertest.NewEngine(b.store)
	b.Counter = counter.New(counter.Config{
		Kinds:  kind.Office(),
		Stores: b.store.Stores(), Engine: b.engine, Now: func() time.Time { return b.now }, Logger: slog.New(slog.DiscardHandler),
		Codes: b.codes(),
	})
	return b
}

func clerk() casework.Principal { return countertest.Principal(countertest.Clerk) }

// whole is a registration nothing is wrong with.
func whole() core.Registration {
	return core.Registration{
		Item: countertest.Permit, Fields: map[string]string{"applicant": "张三", "phone": "0591-87654321"},
		Materials: []string{"form", "licence"},
	}
}

func TestRegister(t *testing.T) {
	t.Parallel()
	b := setup(t)
	receipt, err := b.Register(t.Context(), clerk(), whole(), "key-1")
	require.NoError(t, err)
	require.Equal(t, core.Receipt{Number: "BJ2026-000001", Code: "AAAA-0001"}, receipt)

	kept := b.store.Registered[0]
	require.Equal(t, "permits", kept.Unit)
	require.Equal(t, "permit-1", kept.Post)
	require.Equal(t, countertest.Clerk, kept.By)
	require.Equal(t, b.now, kept.Received)
	require.NotContains(t, kept.Key, "key-1", "the key itself is not kept")
	start := b.engine.Starts[0]
	require.Equal(t, "BJ2026-000001", start.State.Number)
	require.Equal(t, 1, start.State.Run)

	again, err := b.Register(t.Context(), clerk(), whole(), "key-1")
	require.NoError(t, err)
	require.Equal(t, core.Receipt{Number: "BJ2026-000001", Repeated: true, Code: "AAAA-0002"}, again)
	require.Len(t, b.engine.Starts, 1)
	require.Equal(t, 1, b.store.Kept())
}

func TestRegisterWhileTheEngineIsAway(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.engine.SetAway(true)
	receipt, err := b.Register(t.Context(), clerk(), whole(), "key-1")
	require.NoError(t, err)
	require.True(t, receipt.Pending)

	b.engine.SetAway(false)
	require.Equal(t, 1, b.Sweep(t.Context()).Started)
	require.Equal(t, b.now, b.engine.Starts[0].State.Registered, "registration is its start")
}

func TestRegisterRefuses(t *testing.T) {
	t.Parallel()
	now := setup(t).now
	type refusal struct {
		code        casework.Code
		field, rule string
	}
	for name, tt := range map[string]struct {
		change func(*core.Registration)
		want   refusal
	}{
		"unknown item":              {func(r *core.Registration) { r.Item = "moon" }, refusal{casework.UnknownItem, "item", "R032"}},
		"an item of another kind":   {func(r *core.Registration) { r.Kind = casework.Accountability }, refusal{casework.UnknownItem, "item", "R032"}},
		"a future date":             {func(r *core.Registration) { r.Received = new(now.Add(time.Second)) }, refusal{casework.FutureDate, "received", "R002"}},
		"the past without a reason": {func(r *core.Registration) { r.Received = new(now.Add(-11 * time.Minute)) }, refusal{casework.PastNoReason, "reason", "R002"}},
		"the last century": {
			func(r *core.Registration) { r.Received, r.Reason = new(time.Unix(0, 0)), "old" }, refusal{casework.Invalid, "received", "R002"},
		},
		"a missing material":      {func(r *core.Registration) { r.Materials = []string{"form"} }, refusal{casework.MissingPaper, "materials.licence", "R024"}},
		"an unknown material":     {func(r *core.Registration) { r.Materials = append(r.Materials, "cake") }, refusal{casework.MissingPaper, "materials", "R024"}},
		"a material twice":        {func(r *core.Registration) { r.Materials = append(r.Materials, "form") }, refusal{casework.MissingPaper, "materials", "R024"}},
		"no applicant":            {func(r *core.Registration) { r.Fields["applicant"] = " " }, refusal{casework.Invalid, "fields.applicant", "R002"}},
		"an applicant too long":   {func(r *core.Registration) { r.Fields["applicant"] = strings.Repeat("字", 21) }, refusal{casework.TooLarge, "fields.applicant", "max:20"}},
		"a field of no form":      {func(r *core.Registration) { r.Fields["shoe"] = "42" }, refusal{casework.UnknownField, "fields.shoe", ""}},
		"a phone that is none":    {func(r *core.Registration) { r.Fields["phone"] = "call me" }, refusal{casework.BadPhone, "fields.phone", "tel"}},
		"mail to nowhere":         {func(r *core.Registration) { r.Fields["way"] = "mail" }, refusal{casework.Invalid, "fields.email", "R005"}},
		"an address that is none": {func(r *core.Registration) { r.Fields["email"] = "wang@here" }, refusal{casework.BadEmail, "fields.email", "email"}},
		"two addresses":           {func(r *core.Registration) { r.Fields["email"] = "a@b.cn, c@d.cn" }, refusal{casework.BadEmail, "fields.email", "email"}},
		"a way nobody goes":       {func(r *core.Registration) { r.Fields["way"] = "pigeon" }, refusal{casework.Invalid, "fields.way", "choice"}},
		"a size that is no size":  {func(r *core.Registration) { r.Fields["size"] = "huge" }, refusal{casework.Invalid, "fields.size", "choice"}},
		"a matter with a NUL":     {func(r *core.Registration) { r.Fields["matter"] = "\x00" }, refusal{casework.Invalid, "fields.matter", "text"}},
		"a reason beyond measure": {func(r *core.Registration) { r.Reason = strings.Repeat("x", 5001) }, refusal{casework.TooLarge, "reason", "max:5000"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			in := whole()
			tt.change(&in)
			_, err := b.Register(t.Context(), clerk(), in, "key")
			refused := core.RefusalsOf(err)
			require.Len(t, refused, 1)
			require.Equal(t, tt.want, refusal{refused[0].Code, refused[0].Field, refused[0].Rule})
			require.Zero(t, b.store.Kept())
			require.Empty(t, b.engine.Starts)
		})
	}
}

// TestWayIsAFactAndAddressIsSealed: by which way he hears goes with the case; where to never
// reaches the engine.
func TestWayIsAFactAndAddressIsSealed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := whole()
	in.Fields[casework.FactWay], in.Fields[casework.FieldEmail] = casework.WayMail, "wang@example.cn"
	_, err := b.Register(t.Context(), clerk(), in, "key")
	require.NoError(t, err)
	require.Equal(t, "wang@example.cn", b.store.Registered[0].Fields[casework.FieldEmail])
	require.Equal(t, casework.WayMail, b.engine.Starts[0].State.Facts[casework.FactWay])
	started, err := json.Marshal(b.engine.Starts[0])
	require.NoError(t, err)
	require.NotContains(t, string(started), "wang@")
}

func TestRegisterTakes(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*core.Registration, time.Time){
		"nine minutes ago without a reason": func(r *core.Registration, now time.Time) { r.Received = new(now.Add(-9 * time.Minute)) },
		"yesterday with a reason": func(r *core.Registration, now time.Time) {
			r.Received, r.Reason = new(now.Add(-24*time.Hour)), "停电"
		},
		"papers missing, as stated": func(r *core.Registration, _ time.Time) { r.Materials, r.Incomplete = nil, true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			in := whole()
			change(&in, b.now)
			_, err := b.Register(t.Context(), clerk(), in, "key")
			require.NoError(t, err)
			kept := b.store.Registered[0]
			if in.Reason == "" {
				require.Nil(t, kept.Entry)
				return
			}
			require.Equal(t, casework.Clerk, kept.Entry.Role, "until now it was the turn of the window that took it in")
			require.Equal(t, clerk().Holdings[0].Post, kept.Entry.Post)
			require.Equal(t, in.Reason, b.store.Texts[kept.Entry.TextID])
			require.Equal(t, kept.Entry, b.engine.Starts[0].State.Entry)
		})
	}
}

func TestRegisterKeysAndRoles(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.Register(t.Context(), countertest.Principal(countertest.Admin), core.Registration{Item: whole().Item}, "")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "a wrong role is answered before a wrong form")
	for _, key := range []string{"", "has space", "日", strings.Repeat("k", 201)} {
		_, err := b.Register(t.Context(), clerk(), whole(), key)
		require.Equal(t, casework.Invalid, casework.CodeOf(err), key)
		require.Equal(t, core.KeyField, core.RefusalsOf(err)[0].Field)
	}
	require.Zero(t, b.store.Kept())

	_, err = b.Register(t.Context(), clerk(), whole(), "key")
	require.NoError(t, err)
	other := whole()
	other.Fields["applicant"] = "李四"
	_, err = b.Register(t.Context(), clerk(), other, "key")
	require.Equal(t, casework.KeyReused, casework.CodeOf(err))
	require.Equal(t, 1, b.store.Kept())
}

// Standing duties are the whole bureau's, whichever section sees to them (R100).
func TestDutiesAreTheBureaus(t *testing.T) {
	t.Parallel()
	b := setup(t)
	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Items = append(office.Items, policy.Item{ID: "standing", Kind: casework.Duties, Name: "例行职责", Unit: "permits", Post: "permit-1"})
	_, err = b.Register(t.Context(), general(), core.Registration{Item: "standing"}, "key-1")
	require.NoError(t, err)
	kept := b.store.Registered[0]
	require.Equal(t, "bureau", kept.Unit)
	require.Equal(t, "permit-1", kept.Post)
	require.Equal(t, []string{"bureau", "permits", "other"}, kept.Within)
}

// Of an item under supervision it is kept who took it in: he does not confirm its origin
// (R099). Of an application, too: he alone takes it back (R048).
func TestWhoRegisteredAnItemIsRemembered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Items = append(office.Items, policy.Item{ID: "item", Kind: casework.Supervision, Name: "督办事项", Unit: "permits", Post: "permit-1"})
	_, err = b.Register(t.Context(), general(), core.Registration{Item: "item"}, "key-1")
	require.NoError(t, err)
	require.Equal(t, general().Person, b.engine.Starts[0].State.Facts[casework.FactRegistrar])
	_, err = b.Register(t.Context(), clerk(), whole(), "key-2")
	require.NoError(t, err)
	require.Equal(t, clerk().Person, b.engine.Starts[1].State.Facts[casework.FactRegistrar])
}
