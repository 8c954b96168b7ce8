package rulebook

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// Policies is what is kept of policies.
type Policies interface {
	// PolicyVersions lists every version, drafts included, by id and version.
	PolicyVersions(ctx context.Context) ([]policy.Version, error)
	// ChangeDraft lets change alter the draft of a policy, or begin one, and keeps
	// what it made of it; where change errs nothing is kept. Two changes never
	// run at once: Stale where another draft was begun meanwhile.
	ChangeDraft(ctx context.Context, id string, change func(*policy.Version) error) (policy.Version, error)
	// PolicyUse counts open cases by the versions they run on.
	PolicyUse(ctx context.Context) ([]PolicyUse, error)
	// ClosedCases hands on, batch by batch, those closed in [from, until) under any version of a
	// policy, the last first.
	ClosedCases(ctx context.Context, id string, from, until time.Time, most int, batch func([]Closed) error) error
}

// PolicyUse is how many open cases run on a version of a policy and a calendar.
type PolicyUse struct {
	Policy   string `db:"policy" json:"policy"`
	Calendar string `db:"calendar" json:"calendar"`
	Open     int    `db:"open" json:"open"`
}

// PolicyDetail is one version, and what stands against publishing it.
type PolicyDetail struct {
	policy.Version
	Problems []*casework.Error `json:"-"`
}

// maxClocks bounds a policy; none of the catalogue has more than a tenth.
const maxClocks = 100

var policyID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,59}$`)

// PolicyList lists the versions of every policy, the newest of each first.
// Drafts are shown to those who may edit them.
func (c *Room) PolicyList(ctx context.Context, p casework.Principal) ([]policy.Version, error) {
	if err := c.Installation(ctx, p, access.PolicyView); err != nil {
		return nil, err
	}
	versions, err := c.own.PolicyVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("list policies: %w", err)
	}
	if c.Installation(ctx, p, access.PolicyAdmin) != nil {
		versions = slices.DeleteFunc(versions, func(v policy.Version) bool { return v.State == policy.Draft })
	}
	slices.SortStableFunc(versions, func(a, b policy.Version) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(b.Version, a.Version))
	})
	return core.Listed(versions), nil
}

// Policy reads one version by its ref, service-permit@2.
func (c *Room) Policy(ctx context.Context, p casework.Principal, ref string) (PolicyDetail, error) {
	versions, err := c.PolicyList(ctx, p)
	if err != nil {
		return PolicyDetail{}, err
	}
	i := slices.IndexFunc(versions, func(v policy.Version) bool { return v.Ref() == ref })
	if i < 0 {
		return PolicyDetail{}, casework.FieldError(casework.NotFound, "version", "")
	}
	out := PolicyDetail{Version: versions[i]}
	if out.State == policy.Draft {
		if out.Problems, err = c.problems(ctx, out.Policy); err != nil {
			return PolicyDetail{}, err
		}
	}
	return out, nil
}

// problems tells what stands against publishing a policy.
func (c *Room) problems(ctx context.Context, p policy.Policy) (core.Refusals, error) {
	items, err := c.own.Items(ctx)
	if err != nil {
		return nil, fmt.Errorf("items of policy %s: %w", p.ID, err)
	}
	return refusals(policy.Publishable(c.Kinds, p, items, c.Rules.Presets, c.Rules.Articles)), nil
}

// refusals turns what a policy is refused for into ours.
func refusals(err error) core.Refusals {
	var problems policy.Problems
	errors.As(err, &problems)
	return core.Refusals(problems)
}

// ComparePolicies lists what version b says otherwise than a.
func (c *Room) ComparePolicies(ctx context.Context, p casework.Principal, a, b string) ([]policy.Change, error) {
	was, err := c.Policy(ctx, p, a)
	if err != nil {
		return nil, err
	}
	is, err := c.Policy(ctx, p, b)
	if err != nil {
		return nil, err
	}
	return policy.Compare(was.Policy, is.Policy), nil
}

// PutDraft writes a draft, or begins one with revision 0. It may still be wrong
// in every way that only publishing forbids; the answer says in which.
func (c *Room) PutDraft(ctx context.Context, p casework.Principal, id string, revision int, words policy.Policy) (PolicyDetail, error) {
	if err := c.Installation(ctx, p, access.PolicyAdmin); err != nil {
		return PolicyDetail{}, err
	}
	switch {
	case !policyID.MatchString(id):
		return PolicyDetail{}, casework.FieldError(casework.Invalid, "id", "a-z 0-9 -")
	case !c.Kinds.Knows(words.Kind):
		return PolicyDetail{}, casework.FieldError(casework.Invalid, "kind", "choice")
	case len(words.Rules) > maxClocks:
		return PolicyDetail{}, casework.FieldError(casework.Invalid, "rules", "max:100")
	}
	v, err := c.change(ctx, p, id, "draft", func(v *policy.Version) error { return v.Edit(p.Person, revision, words, c.Now()) })
	if err != nil {
		return PolicyDetail{}, err
	}
	problems, err := c.problems(ctx, v.Policy)
	return PolicyDetail{Version: v, Problems: problems}, err
}

// RequestPolicy asks, as the author of the draft, for its publication. Refused
// for whatever is wrong with it, each with its field.
func (c *Room) RequestPolicy(ctx context.Context, p casework.Principal, id string, revision int) (policy.Version, error) {
	return c.publish(ctx, p, id, "request", func(v *policy.Version) error { return v.Request(p.Person, revision, c.Now()) })
}

// ConsentPolicy publishes, as a second person, what its author asked to publish.
// New cases pin it from then on; open ones keep theirs.
func (c *Room) ConsentPolicy(ctx context.Context, p casework.Principal, id string, revision int) (policy.Version, error) {
	return c.publish(ctx, p, id, "consent", func(v *policy.Version) error { return v.Consent(p.Person, revision, c.Now()) })
}

// publish takes one of the two steps to publication: of a draft that exists and
// has nothing wrong with it, at both.
func (c *Room) publish(
	ctx context.Context, p casework.Principal, id, step string, take func(*policy.Version) error,
) (policy.Version, error) {
	if err := c.Installation(ctx, p, access.PolicyAdmin); err != nil {
		return policy.Version{}, err
	}
	// Read first: what changes a draft holds a connection, and asking for a second one
	// meanwhile waits for ever once all are held so.
	items, err := c.own.Items(ctx)
	if err != nil {
		return policy.Version{}, fmt.Errorf("items of policy %s: %w", id, err)
	}
	return c.change(ctx, p, id, step, func(v *policy.Version) error {
		if v.Revision == 0 {
			return casework.FieldError(casework.NotFound, "id", "draft")
		}
		if err := take(v); err != nil {
			return err
		}
		return refusals(policy.Publishable(c.Kinds, v.Policy, items, c.Rules.Presets, c.Rules.Articles)).Err()
	})
}

func (c *Room) change(
	ctx context.Context, p casework.Principal, id, step string, change func(*policy.Version) error,
) (policy.Version, error) {
	if err := c.Audit(ctx, p, access.PolicyAdmin, id+" "+step); err != nil {
		return policy.Version{}, err
	}
	v, err := c.own.ChangeDraft(ctx, id, change)
	if err != nil {
		return policy.Version{}, fmt.Errorf("%s of policy %s: %w", step, id, err)
	}
	return v, nil
}

// PolicyUse counts open cases by the versions they run on. Which cases these
// are, CasesFilter.Policy lists to those who may see them.
func (c *Room) PolicyUse(ctx context.Context, p casework.Principal) ([]PolicyUse, error) {
	if err := c.Installation(ctx, p, access.PolicyView); err != nil {
		return nil, err
	}
	rows, err := c.own.PolicyUse(ctx)
	if err != nil {
		return nil, fmt.Errorf("use of policies: %w", err)
	}
	return core.Listed(rows), nil
}

// Presets are the law's ceilings and the choices where the sources differ.
func (c *Room) Presets(ctx context.Context, p casework.Principal) (policy.Presets, error) {
	return c.Rules.Presets, c.Installation(ctx, p, access.PolicyView)
}
