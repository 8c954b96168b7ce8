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

// Drafted is who made a version what it is, and how far it has come: it is edited freely,
// asked for by its author and published by a second person. What binds the office and the
// public, its clock rules and the matters of its catalogue, comes into force this way and
// no other.
type Drafted struct {
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

// edited makes whoever edits the author from then on; a request made for the old words is
// gone.
func (d *Drafted) edited(by string, at time.Time) {
	d.Revision, d.DraftedBy, d.DraftedAt, d.RequestedAt = d.Revision+1, by, at, nil
}

// Request asks for publication. Only the author may, of the words he left.
func (d *Drafted) Request(by string, revision int, at time.Time) error {
	if err := d.open(revision); err != nil {
		return err
	}
	if by != d.DraftedBy {
		return &casework.Error{Code: casework.NotRequested, Field: "principal", Rule: "author", Note: "it is somebody else's draft"}
	}
	d.RequestedAt = &at
	return nil
}

// Consent publishes what the author asked to publish. It takes a second person.
func (d *Drafted) Consent(by string, revision int, at time.Time) error {
	if err := d.open(revision); err != nil {
		return err
	}
	switch {
	case d.RequestedAt == nil:
		return casework.FieldError(casework.NotRequested, "revision", "")
	case by == d.DraftedBy:
		return casework.FieldError(casework.SecondPerson, "principal", "")
	}
	d.State, d.PublishedBy, d.ConsentBy, d.PublishedAt = Published, d.DraftedBy, by, &at
	return nil
}

// open refuses a version that cannot be changed, or not by who saw another one.
func (d *Drafted) open(revision int) error {
	switch {
	case d.State != Draft:
		return casework.FieldError(casework.PolicyPublished, "version", "")
	case revision != d.Revision:
		return casework.FieldError(casework.Stale, "revision", "")
	}
	return nil
}

// Version is one version of a policy and who made it what it is.
type Version struct {
	Policy
	Drafted
}

// Draft is the version to edit: v itself while it is a draft, else the next one,
// not yet begun (revision 0) and with the words of v to start from.
func (v Version) Draft() Version {
	if v.State == Draft {
		return v
	}
	v.Policy.Version++
	return Version{Policy: v.Policy, Drafted: Drafted{State: Draft}}
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
	v.Policy = p
	v.edited(by, at)
	return nil
}
