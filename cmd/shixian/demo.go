package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/rules"
)

// seed writes the reference data the binary carries. Without demo it brings the
// policies and the calendar, which bind every office, and no office. The calendar
// as it was first published stays; what this version knows beyond it is a version of
// its own, upon whatever the office has published since.
func seed(ctx context.Context, db *store.Store, kinds *kind.Set, demo, beside bool) error {
	ref, err := reference.Load(kinds)
	if err != nil {
		return err
	}
	spec, err := json.Marshal(ref.First)
	if err != nil {
		return err
	}
	in := store.Reference{
		Policies: ref.Policies, Points: ref.Scoring.Points,
		Calendars: []rules.Calendar{{
			ID: "cn", Version: 1, Spec: spec, Source: "国务院办公厅节假日安排通知 2024-2026", ImportedBy: "shixian",
			EffectiveFrom: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC),
		}},
	}
	if demo {
		o := ref.Office
		in.Units, in.Persons, in.Posts, in.Assignments, in.Items = o.Units, o.Persons, o.Posts, o.Holders, ref.Items
	}
	if beside {
		if in.Items, err = ofKnownKinds(ctx, db, in.Items); err != nil {
			return err
		}
	}
	if err := db.Seed(ctx, in); err != nil {
		return err
	}
	_, err = rulebook.RenewCalendar(ctx, db, ref.Law, ref.National, time.Now())
	return err
}

// ofKnownKinds leaves out of a catalogue that stands what is of a kind it never had: a
// worker of the release before, if started once more while an office is upgraded, refuses
// the whole of it. `shixian up`, which runs beside nobody, brings it, or `office import`.
func ofKnownKinds(ctx context.Context, db *store.Store, items []policy.Item) ([]policy.Item, error) {
	stand, err := db.Items(ctx)
	if err != nil || len(stand) == 0 {
		return items, err
	}
	return slices.DeleteFunc(slices.Clone(items), func(it policy.Item) bool {
		return !slices.ContainsFunc(stand, func(s policy.Item) bool { return s.Kind == it.Kind })
	}), nil
}

// players are the accounts of the demo: one that bears the name of each role, and whoever holds the
// desk of a matter, so that each of its desks can be sat at. The others who work there get one as
// people of any office do, by shixian user add.
func players(ref reference.Reference) (out []string) {
	for _, role := range casework.Roles() {
		out = append(out, string(role))
	}
	for _, h := range ref.Office.Holders {
		desk := slices.ContainsFunc(ref.Items, func(it policy.Item) bool { return it.Post == h.Post })
		if desk && h.Rank == duty.A && !slices.Contains(out, h.Person) {
			out = append(out, h.Person)
		}
	}
	return out
}

// demoAccounts gives a password to every account of the demo that has none and prints it,
// once: later runs find the accounts as they are. DEMO_PASSWORD, when set, is
// everybody's.
func demoAccounts(ctx context.Context, db *store.Store, kinds *kind.Set, password string, out io.Writer) error {
	ref, err := reference.Load(kinds)
	if err != nil {
		return err
	}
	office, err := db.Office(ctx)
	if err != nil {
		return err
	}
	played := players(ref)
	tab := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, p := range office.Persons {
		if !slices.Contains(played, p.ID) {
			continue
		}
		login, err := db.PersonForLogin(ctx, p.ID)
		hash := login.Hash
		if err != nil && casework.CodeOf(err) != casework.NotFound {
			return err
		}
		if hash != "" && password == "" {
			continue
		}
		if password != "" && hash != "" && privacy.CheckPassword(ctx, hash, password) == nil {
			continue
		}
		chosen := cmp.Or(password, privacy.RandomPassword())
		if hash, err = privacy.HashPassword(ctx, chosen); err != nil {
			return err
		}
		if _, err := db.SetPassword(ctx, "shixian", p.ID, hash, false); err != nil {
			return err
		}
		if password == "" {
			fmt.Fprintf(tab, "  %s\t%s\t%s\t%s\n", p.ID, chosen, p.Name, p.Title)
		}
	}
	return tab.Flush()
}
