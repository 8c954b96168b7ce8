package core

import (
	"slices"

	"github.com/shixian/shixian/internal/access"
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

	laid *laid
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

// laid is what every row of a page looks up, laid out once for an office that is kept.
type laid struct {
	tree    access.Tree
	persons map[string]int
	held    map[version]int
}

type version struct {
	item string
	n    int
}

// Lay lays an office out for whoever looks things up in it. It must not be changed any more.
func (o *Office) Lay() *Office {
	o.laid = &laid{access.NewTree(o.Units), make(map[string]int, len(o.Persons)), make(map[version]int, len(o.Held))}
	for i, p := range o.Persons {
		o.laid.persons[p.ID] = i
	}
	for i, v := range slices.Backward(o.Held) { // of two the first
		o.laid.held[version{v.ID, v.Version}] = i
	}
	return o
}

// Tree is its units, each with the one above it.
func (o *Office) Tree() access.Tree {
	if o.laid == nil {
		return access.NewTree(o.Units)
	}
	return o.laid.tree
}

// Person finds somebody of the office.
func (o *Office) Person(id string) (casework.Person, bool) {
	if o.laid != nil {
		if i, known := o.laid.persons[id]; known {
			return o.Persons[i], true
		}
	} else if i := slices.IndexFunc(o.Persons, func(p casework.Person) bool { return p.ID == id }); i >= 0 {
		return o.Persons[i], true
	}
	return casework.Person{}, false
}

// ItemOf is the item of a case as it was when the case was received; what it is now
// where that is not known.
func (o *Office) ItemOf(id string, n int) (policy.Item, bool) {
	if o.laid != nil {
		if i, known := o.laid.held[version{id, n}]; known {
			return o.Held[i].Item, true
		}
	} else if i := slices.IndexFunc(o.Held, func(v policy.ItemVersion) bool { return v.ID == id && v.Version == n }); i >= 0 {
		return o.Held[i].Item, true
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
	m, _ := office.Person(person)
	return m.Unit
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
	m, _ := office.Person(person)
	return m.Name
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
