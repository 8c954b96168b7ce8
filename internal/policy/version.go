package policy

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Standing is what a version of a policy is good for.
type Standing string

// A draft is edited freely; a published version never changes again.
const (
	Draft     Standing = "draft"
	Published Standing = "published"
)

// Version is one version of a policy and who made it what it is.
type Version struct {
	Policy
	State Standing `json:"state"`
	// Revision counts the edits of a draft, so that nobody asks for or consents
	// to words he has not seen.
	Revision    int        `json:"revision"`
	DraftedBy   string     `json:"drafted_by,omitempty"` // person id of the last editor, its author
	DraftedAt   time.Time  `json:"drafted_at"`
	RequestedAt *time.Time `json:"requested_at,omitempty"` // the author asked for publication
	PublishedBy string     `json:"published_by,omitempty"`
	ConsentBy   string     `json:"consent_by,omitempty"`
	PublishedAt *time.Time `json:"published_at,omitempty"`
}

// Draft is the version to edit: v itself while it is a draft, else the next one,
// not yet begun (revision 0) and with the words of v to start from.
func (v Version) Draft() Version {
	if v.State == Draft {
		return v
	}
	v.Policy.Version++
	return Version{Policy: v.Policy, State: Draft}
}

// Edit puts other words into a draft. Whoever edits is its author from then on,
// and a request made for the old words is gone.
func (v *Version) Edit(by string, revision int, p Policy, at time.Time) error {
	if err := v.open(revision); err != nil {
		return err
	}
	switch {
	case p.ID != "" && p.ID != v.ID:
		return casework.FieldError(casework.Invalid, "id", "")
	case v.Kind != "" && p.Kind != v.Kind:
		return casework.FieldError(casework.Invalid, "kind", "")
	}
	p.ID, p.Version = v.ID, v.Version
	v.Policy, v.Revision, v.DraftedBy, v.DraftedAt, v.RequestedAt = p, v.Revision+1, by, at, nil
	return nil
}

// Request asks for publication. Only the author may, of the words he left.
func (v *Version) Request(by string, revision int, at time.Time) error {
	if err := v.open(revision); err != nil {
		return err
	}
	if by != v.DraftedBy {
		return &casework.Error{Code: casework.NotRequested, Field: "principal", Rule: "author", Note: v.Ref() + " is somebody else's draft"}
	}
	v.RequestedAt = &at
	return nil
}

// Consent publishes what the author asked to publish. It takes a second person.
func (v *Version) Consent(by string, revision int, at time.Time) error {
	if err := v.open(revision); err != nil {
		return err
	}
	switch {
	case v.RequestedAt == nil:
		return casework.FieldError(casework.NotRequested, "revision", "")
	case by == v.DraftedBy:
		return casework.FieldError(casework.SecondPerson, "principal", "")
	}
	v.State, v.PublishedBy, v.ConsentBy, v.PublishedAt = Published, v.DraftedBy, by, &at
	return nil
}

// open refuses a version that cannot be changed, or not by who saw another one.
func (v *Version) open(revision int) error {
	switch {
	case v.State != Draft:
		return casework.FieldError(casework.PolicyPublished, "version", "")
	case revision != v.Revision:
		return casework.FieldError(casework.Stale, "revision", "")
	}
	return nil
}
