package access_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

var update = flag.Bool("update", false, "write the golden files anew")

const golden = "testdata/table.golden"

// printed writes every cell of the table, the empty ones included.
func printed() string {
	var out bytes.Buffer
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "kind\taction")
	for _, role := range access.Columns() {
		fmt.Fprintf(w, "\t%s", role)
	}
	fmt.Fprintln(w, "\tgiven")
	for _, row := range inOrder(table.Rows()) {
		kind, given := row.Kind, "on duty"
		if kind == "" {
			kind = "-"
		}
		switch {
		case row.View:
			given = "view"
		case row.Signature:
			given = "signature"
		case !row.Daily():
			given = "full cover"
		}
		fmt.Fprintf(w, "%s\t%s", kind, row.Action)
		for _, role := range access.Columns() {
			fmt.Fprintf(w, "\t%s", table.Allowed(role, row.Action, row.Kind))
		}
		fmt.Fprintf(w, "\t%s\n", given)
	}
	w.Flush()
	return out.String()
}

// inOrder sorts rows as the reviewed copy has them; new ones stand at its end. What is
// declared by kind may move without a difference to read.
func inOrder(rows []access.Row) []access.Row {
	reviewed, _ := os.ReadFile(golden) // a missing one fails the test below
	place := map[string]int{}
	for i, line := range strings.Split(string(reviewed), "\n") {
		if f := strings.Fields(line); len(f) > 1 {
			place[f[0]+" "+f[1]] = i
		}
	}
	at := func(r access.Row) int {
		if i, ok := place[cmp.Or(string(r.Kind), "-")+" "+r.Action]; ok {
			return i
		}
		return len(place) + 1
	}
	slices.SortStableFunc(rows, func(a, b access.Row) int { return at(a) - at(b) })
	return rows
}

// TestTable compares every cell with the reviewed copy: no right appears or
// goes without somebody reading the difference.
func TestTable(t *testing.T) {
	t.Parallel()
	got := printed()
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "read the difference; if it is meant: go test ./internal/access -run TestTable -update")
}

func TestEveryCommandHasOneRow(t *testing.T) {
	t.Parallel()
	type cell struct {
		action string
		kind   casework.Kind
	}
	rows := map[cell]int{}
	for _, row := range table.Rows() {
		rows[cell{row.Action, row.Kind}]++
	}
	for c, n := range rows {
		require.Equal(t, 1, n, "%s of kind %q stands twice", c.action, c.kind)
	}
	for _, of := range kind.Office().Kinds() {
		for _, form := range kind.Office().Of(of).Forms() {
			require.Contains(t, rows, cell{form.Command, of}, "a command without a rule is a command for nobody")
		}
	}
	for c := range rows {
		if slices.Contains(kind.Office().Commands(), c.action) {
			_, ok := kind.Office().Form(c.kind, c.action)
			require.True(t, ok, "%s is no command of kind %q", c.action, c.kind)
		}
	}
}

func TestEveryCommandIsSomebodys(t *testing.T) {
	t.Parallel()
	for _, row := range table.Rows() {
		reaches := slices.ContainsFunc(access.Columns(), func(r casework.Role) bool {
			return table.Allowed(r, row.Action, row.Kind) > access.None
		})
		require.True(t, reaches, "%s of kind %q", row.Action, row.Kind)
		for role := range row.Scopes {
			require.Contains(t, access.Columns(), role)
		}
	}
}

func TestAllowed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		role   casework.Role
		action string
		kind   casework.Kind
		want   access.Scope
	}{
		"handler completes his own":               {casework.Handler, casework.Complete, casework.Service, access.Own},
		"handler never decides":                   {casework.Handler, casework.DecideExtension, casework.Service, access.None},
		"leader in charge decides in his unit":    {casework.LeaderInCharge, casework.DecideExtension, casework.Service, access.Unit},
		"head of the bureau decides in all of it": {casework.PrincipalLeader, casework.DecideExtension, casework.Service, access.Bureau},
		"efficiency office decides no permit":     {casework.EfficiencyOffice, casework.Complete, casework.Service, access.None},
		"what the public may, an admin may":       {casework.Admin, access.DueCalculate, "", access.All},
		"what staff may, an admin may":            {casework.Admin, access.InboxRead, "", access.Own},
		"the public reads no inbox":               {access.Public, access.InboxRead, "", access.None},
		"admin sees no case":                      {casework.Admin, access.CaseView, casework.Service, access.None},
		"auditor sees no personal field":          {casework.Auditor, access.CasePersonal, casework.Service, access.None},
		"unknown action":                          {casework.PrincipalLeader, "case.burn", casework.Service, access.None},
		"unknown role":                            {"emperor", casework.Complete, casework.Service, access.None},
		"known action of another kind":            {casework.Handler, casework.Complete, casework.Accountability, access.None},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, table.Allowed(tt.role, tt.action, tt.kind))
		})
	}
}

func TestTableIsACopy(t *testing.T) {
	t.Parallel()
	rows := table.Rows()
	i := slices.IndexFunc(rows, func(r access.Row) bool { return r.Action == casework.Close && r.Kind == casework.Accountability })
	rows[i].Scopes[casework.Handler] = access.All
	require.Equal(t, access.None, table.Allowed(casework.Handler, casework.Close, casework.Accountability))
}
