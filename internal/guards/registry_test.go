package guards

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// Whoever moves a mend moves its row: a registry that no longer finds what it takes
// out would prove nothing, and say so only at night.
func TestRegistryFindsItsMends(t *testing.T) {
	t.Parallel()
	root := os.DirFS("../..")
	all, err := Read(root)
	require.NoError(t, err)
	require.NotEmpty(t, all)
	ids := map[string]string{}
	for _, r := range all {
		require.Emptyf(t, ids[r.ID], "%s stands in %s and in %s", r.ID, ids[r.ID], r.Of)
		ids[r.ID] = r.Of
		if err := r.Check(root); err != nil {
			t.Errorf("%s of %s: %v", r.ID, r.Of, err)
		}
	}
}

func TestRowsThatProveNothing(t *testing.T) {
	t.Parallel()
	tree := fstest.MapFS{
		"door/door.go":      {Data: []byte("package door\n\nfunc Open() bool { return locked() }\n\nfunc locked() bool { return true }\n")},
		"door/door_test.go": {Data: []byte("package door\n\nfunc TestOpen(t *testing.T) {}\n")},
	}
	sound := Row{ID: "X1.1", Says: "The door is locked.", File: "door/door.go", Without: "return locked()", With: "return false", Package: "./door", Test: "TestOpen"}
	require.NoError(t, sound.Check(tree))
	part := sound
	part.Test = "TestOpen/by_night"
	require.NoError(t, part.Check(tree))
	for says, spoil := range map[string]func(*Row){
		"a row has an id":                   func(r *Row) { r.ID = "" },
		"in a sentence":                     func(r *Row) { r.Says = "locked" },
		"window.go":                         func(r *Row) { r.File = "door/window.go" },
		"a mend stands in the product":      func(r *Row) { r.File = "door/door_test.go" },
		"0 times, not once":                 func(r *Row) { r.Without = "return shut()" },
		"2 times, not once":                 func(r *Row) { r.Without = "locked()" },
		"nothing is taken out":              func(r *Row) { r.With = r.Without },
		"without the mend: door/door.go:3:": func(r *Row) { r.With = "return (" },
		"undefined: store":                  func(r *Row) { r.With = "return store.Open()" },
		"has no TestOpens":                  func(r *Row) { r.Test = "TestOpens" },
		"has no TestOpen":                   func(r *Row) { r.Package = "./window" },
		"no test of a package of ours":      func(r *Row) { r.Test = "Benchmark" },
	} {
		r := sound
		spoil(&r)
		require.ErrorContains(t, r.Check(tree), says)
	}
	tree[rows+"/x.json"] = &fstest.MapFile{Data: []byte(`[{"id": "X1.1", "reason": "a field nobody reads"}]`)}
	_, err := Read(tree)
	require.ErrorContains(t, err, "reason")
}
