package e2e

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// given answers questions of the page, each whatever way it is asked, and tells of those that
// cannot be answered so. fill types as a person does; hundreds of answers are given here, and
// asking the browser for each five times was a third of what these tests cost.
const given = `(answers => answers.flatMap(([id, value]) => {
	const e = document.getElementById(id);
	if (!e) return [id + " is not asked"];
	if (e.tagName === "FIELDSET") { // what did not come is ticked already
		const box = [...e.querySelectorAll("input")].find(box => box.value === value);
		if (!box) return [id + " has no choice " + value];
		if (!box.checked) box.click();
		return [];
	}
	if (e.type !== "hidden") { // else there is but one answer
		e.value = value;
		for (const what of ["input", "change"]) e.dispatchEvent(new Event(what, {bubbles: true}));
	}
	return e.value === value ? [] : [id + " takes " + e.value + " for " + value];
}))`

// answers are those to the questions of a form, some of which take several.
type answers [][2]string

// answer gives what is asked under a prefix; a question that is not there ends the test.
func (w *tab) answer(prefix string, fields map[string]string) {
	w.t.Helper()
	var all answers
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		all = append(all, [2]string{name, fields[name]})
	}
	w.give(prefix, all)
}

func (w *tab) put(id, value string) {
	w.t.Helper()
	w.give("", answers{{id, value}})
}

func (w *tab) give(prefix string, all answers) {
	w.t.Helper()
	said := answers{} // not null
	for _, a := range all {
		said = append(said, [2]string{prefix + a[0], a[1]})
	}
	text, err := json.Marshal(said)
	require.NoError(w.t, err)
	require.Empty(w.t, ask(w, chromedp.Evaluate[[]string](given+"("+string(text)+")")), "%s at %v", w.name, w.visited)
}
