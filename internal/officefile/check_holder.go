package officefile

import (
	"errors"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

func (c *checker) checkHolders() {
	for i, h := range c.Holders {
		field := at("holders", i)
		c.of(field+".post", h.Post, c.posts)
		if c.of(field+".person", h.Person, c.persons) {
			c.leaves(field+".to", h)
		}
		if _, said := c.places[field+".rank"]; !said {
			c.refuse(field+".rank", "R170", required)
		}
		switch {
		case h.Rank < duty.A || h.Rank >= duty.Standin: // a stand-in is named by a leader, for a time (R169)
			c.refuse(field+".rank", "R170", badRank)
		case h.From.IsZero():
			c.refuse(field+".from", "R162", required)
		case strange(h.From):
			c.refuse(field+".from", "", badYear)
		case !h.To.IsZero() && strange(h.To):
			c.refuse(field+".to", "", badYear)
		case !h.To.IsZero() && !h.To.After(h.From):
			c.refuse(field+".to", "R162", badSpan)
		default:
			c.clash(field, i)
		}
	}
}

// leaves refuses that somebody stands on a post after he left (R161).
func (c *checker) leaves(field string, h duty.Assignment) {
	switch p := c.Persons[c.persons[h.Person]]; {
	case !p.Active && c.goesOn(h):
		c.refuse(field, "R161", leftHolds.with(h.Person))
	case !p.Until.IsZero() && (h.To.IsZero() || h.To.After(p.Until)):
		c.refuse(field, "R161", staysOn.with(h.Person, p.Until.Format(time.DateOnly)))
	}
}

// strange is a year in which no office of ours stood, or will.
func strange(t time.Time) bool { return t.Year() < 1949 || t.Year() > 2200 }

// clash holds an assignment against those before it on its post.
func (c *checker) clash(field string, i int) {
	h := c.Holders[i]
	for _, other := range c.Holders[:i] {
		if other.Post != h.Post || other.From.IsZero() {
			continue
		}
		var e *casework.Error
		if !errors.As(duty.CheckAssignments([]duty.Assignment{other, h}), &e) {
			continue
		}
		switch e.Field {
		case "backup":
			c.refuse(field+".person", e.Rule, backupIsA)
		case "person":
			c.refuse(field+".person", e.Rule, heldTwice)
		case "rank":
			c.refuse(field+".rank", e.Rule, rankTwice)
		default:
			continue // the other one's own fault, which is said there
		}
		return
	}
}

func (c *checker) checkItems() {
	alone := 0
	for i, it := range c.Items {
		field := at("items", i)
		var wrong policy.Problems
		errors.As(policy.CheckItem(c.rules.Kinds, it, c.rules.Policies, c.rules.Presets), &wrong)
		for _, e := range wrong {
			if e.Field == "id" {
				continue // said with the other ids
			}
			c.refuse(field+"."+e.Field, ruleOf(e), said{words.Refusal(words.Chinese, e), words.Refusal(words.English, e) + ": " + e.Note})
		}
		unit, post := c.of(field+".unit", it.Unit, c.units), c.of(field+".post", it.Post, c.posts)
		if unit && post && c.rules.Kinds.Of(it.Kind).Window {
			c.played(field+".unit", it)
		}
		if it.Class == "permit" && len(it.Review) == 0 {
			alone++
		}
	}
	if alone > 0 { // allowed, and a thing to know before the first of them is granted
		c.note("items", "", aloneDecides.with(alone))
	}
}

// ruleOf is the regulation a refusal cites; how a field is written is none.
func ruleOf(e *casework.Error) string {
	if len(e.Rule) == 4 && e.Rule[0] == 'R' {
		return e.Rule
	}
	return ""
}

// played refuses an item whose policy tells, or asks, somebody nobody is: a ladder
// that ends in silence.
func (c *checker) played(field string, it policy.Item) {
	missing := policy.House{Units: c.Units, Posts: c.Posts, Policies: c.rules.Policies}.Unplayed(it)
	if len(missing) > 0 {
		c.refuse(field, "", nobodyPlays.with(it.Unit, listed(missing)))
	}
}
