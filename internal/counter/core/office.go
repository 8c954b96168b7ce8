package core

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// Office is the reference data of one installation, read often and changed
// rarely; the store keeps it cached.
type Office struct {
	Units   []casework.Unit
	Persons []casework.Person
	Posts   []casework.Post
	Items   []policy.Item        // as offered now
	Held    []policy.ItemVersion // every version, of what is offered no longer, too
	Texts   []CannedText         // by unit and name
}

// CannedText is what a unit writes again and again.
type CannedText struct {
	ID   string `db:"id"`
	Unit string `db:"unit"`
	Name string `db:"name"`
	Body string `db:"body"`
	By   string `db:"by"`
}

// TextsOf are the texts of some units.
func (o *Office) TextsOf(units []string) (out []CannedText) {
	for _, t := range o.Texts {
		if slices.Contains(units, t.Unit) {
			out = append(out, t)
		}
	}
	return out
}

// ItemOf is the item of a case as it was when the case was received; what it is now
// where that is not known.
func (o *Office) ItemOf(id string, version int) (policy.Item, bool) {
	for _, v := range o.Held {
		if v.ID == id && v.Version == version {
			return v.Item, true
		}
	}
	i := slices.IndexFunc(o.Items, func(it policy.Item) bool { return it.ID == id })
	if i < 0 {
		return policy.Item{}, false
	}
	return o.Items[i], true
}

// PostOf finds a post of the office.
func PostOf(office *Office, id string) (casework.Post, bool) {
	i := slices.IndexFunc(office.Posts, func(p casework.Post) bool { return p.ID == id })
	if i < 0 {
		return casework.Post{}, false
	}
	return office.Posts[i], true
}

// UnitOf is where a person belongs; empty for one the office does not know.
func UnitOf(office *Office, person string) string {
	for _, m := range office.Persons {
		if m.ID == person {
			return m.Unit
		}
	}
	return ""
}

// UnitName is what a unit is called; its id where nobody knows.
func UnitName(office *Office, id string) string {
	for _, u := range office.Units {
		if u.ID == id {
			return u.Name
		}
	}
	return id
}

// NameOf is what a person is called; empty for one the office does not know.
func NameOf(office *Office, person string) string {
	i := slices.IndexFunc(office.Persons, func(m casework.Person) bool { return m.ID == person })
	if i < 0 {
		return ""
	}
	return office.Persons[i].Name
}

// PhoneOf is the telephone the catalogue gives for a post.
func PhoneOf(office *Office, post string) string {
	for _, item := range office.Items {
		if item.Post == post && item.Phone != "" {
			return item.Phone
		}
	}
	return ""
}
