package look

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/chromedp"
)

// Fault is one thing that axe finds wrong, wherever it stands.
type Fault struct {
	Rule, Impact, Target, HTML, Says string
	Unsure                           bool     // axe could not tell (text over a drawing, over what is hidden): somebody judges it
	Where                            []string // page and view
}

// grave are the impacts nobody may ship.
var grave = []string{"serious", "critical"}

// Grave tells whether somebody is kept from what the page is for.
func (f Fault) Grave() bool { return !f.Unsure && slices.Contains(grave, f.Impact) }

// unfold opens what is folded: nobody reads a form he has not opened.
const unfold = `for (const d of document.querySelectorAll("details")) d.open = true; undefined`

// ask runs axe over the page as it is looked at, and sees whether it is wider than its window, and
// whether the ways in have no line of their own where one line does not hold them; on a phone what is
// narrow there; and what is torn in two.
const ask = torn + narrow + `axe.run(document, {resultTypes: ["violations", "incomplete"], preload: false}).then(r => {
  const of = (some, unsure) => some.flatMap(v => v.nodes.map(n => ({
    unsure, rule: v.id, impact: v.impact || "", target: n.target.flat(9).join(" "), html: n.html.slice(0, 200), says: n.failureSummary.split("\n").slice(1, 2).join("").trim()})));
  const out = [...of(r.violations, false), ...of(r.incomplete, true), ...torn()];
  const wide = document.documentElement.scrollWidth;
  if (wide > window.innerWidth) {
    const who = [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest(".scroll, .drawing, svg, .document")).at(-1);
    out.push({rule: "wider-than-the-window", impact: "serious", target: who ? who.tagName + "." + who.className : "", html: who ? who.outerHTML.slice(0, 200) : "", says: wide + " px"});
  }
  const ways = document.querySelector(".bar nav"), brand = document.querySelector(".brand");
  if (ways && window.innerWidth > 640 && ways.offsetHeight > 60 && ways.getBoundingClientRect().top < brand.getBoundingClientRect().top) {
    out.push({rule: "ways-in-two-lines-beside-the-brand", impact: "serious", target: ".bar nav", html: ways.innerText.slice(0, 200), says: ways.offsetHeight + " px"});
  }
  if (window.innerWidth <= 640) out.push(...narrow());
  return JSON.stringify(out);
})`

// Axe opens each page in each view and asks axe, whose source is given, what is wrong. Like
// faults are one, with every place it stands at.
func Axe(ctx context.Context, files []string, source string, views []View, seen func(page string)) ([]Fault, error) {
	tab, closing, err := Open(ctx)
	if err != nil {
		return nil, err
	}
	defer closing()
	byWhat := map[string]*Fault{}
	for _, file := range files {
		if err := visit(tab, file); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if _, err := chromedp.Run(tab, chromedp.Evaluate[chromedp.Void](source+";"+unfold)); err != nil {
			return nil, fmt.Errorf("axe on %s: %w", file, err)
		}
		for _, v := range views {
			found, err := faults(tab, v)
			if err != nil {
				return nil, fmt.Errorf("%s %s: %w", file, v, err)
			}
			for _, f := range found {
				key := strings.Join([]string{f.Rule, f.Impact, f.Target, f.HTML, f.Says}, "\n")
				if byWhat[key] == nil {
					byWhat[key] = &f
				}
				byWhat[key].Where = append(byWhat[key].Where, nameOf(file)+" "+v.String())
			}
		}
		seen(nameOf(file))
	}
	var all []Fault
	for _, f := range byWhat {
		all = append(all, *f)
	}
	slices.SortFunc(all, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(b.Impact, a.Impact), cmp.Compare(a.Rule, b.Rule), cmp.Compare(len(b.Where), len(a.Where)), cmp.Compare(a.Target, b.Target))
	})
	return all, nil
}

func faults(tab context.Context, v View) (found []Fault, err error) {
	ctx, cancel := context.WithTimeout(tab, pageWithin)
	defer cancel()
	if err := as(ctx, v); err != nil {
		return nil, err
	}
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[string](ask, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, err
	}
	return found, json.Unmarshal([]byte(raw), &found)
}
