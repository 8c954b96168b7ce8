package officefile

import (
	"errors"
	"slices"
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
		if c.of(field+".person", h.Person, c.persons) && !c.Persons[c.persons[h.Person]].Active && c.goesOn(h) {
			c.refuse(field+".to", "R161", leftHolds.with(h.Person))
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
	}
}

// ruleOf is the regulation a refusal cites; how a field is written is none.
func ruleOf(e *casework.Error) string {
	if len(e.Rule) == 4 && e.Rule[0] == 'R' {
		return e.Rule
	}
	return ""
}

// ofTheCase are roles that the post of the case plays, or the person himself.
var ofTheCase = []casework.Role{
	"", casework.Handler, casework.ActingHolder, casework.NextBackup, casework.PersonConcerned, casework.Assigner,
	casework.Investigator, casework.Applicant,
}

// played refuses an item whose policy tells, or asks, somebody nobody is: a ladder
// that ends in silence.
func (c *checker) played(field string, it policy.Item) {
	var missing []casework.Role
	for _, role := range policy.Named(it, c.rules.Policies) {
		if !slices.Contains(ofTheCase, role) && !slices.Contains(missing, role) && !c.plays(it.Unit, role) {
			missing = append(missing, role)
		}
	}
	if len(missing) > 0 {
		c.refuse(field, "", nobodyPlays.with(it.Unit, listed(missing)))
	}
}

// plays tells whether a post plays a role for a unit, as the store finds it: on the
// way up, or beside it; a clerk, handler or section head only on the way.
func (c *checker) plays(unit string, role casework.Role) bool {
	own := slices.Contains([]casework.Role{casework.Clerk, casework.Handler, casework.SectionHead}, role)
	way := c.way(unit)
	return slices.ContainsFunc(c.Posts, func(p casework.Post) bool {
		if p.Role != role {
			return false
		}
		other := c.way(p.Unit)
		if own {
			return slices.Contains(way, p.Unit)
		}
		return len(way) > 0 && len(other) > 0 && way[len(way)-1] == other[len(other)-1]
	})
}

// way is a unit and those above it, up to the head of its tree.
func (c *checker) way(unit string) []string {
	var way []string
	for unit != "" && !slices.Contains(way, unit) {
		way = append(way, unit)
		i, ok := c.units[unit]
		if !ok {
			break
		}
		unit = c.Units[i].Parent
	}
	return way
}
