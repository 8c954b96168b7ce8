// Package core is what every room of the counter stands on: who somebody is and what the
// one table lets him do, a case as he may see it, lists, the words of the office, keys and
// refusals, and the nouns that go through more than one room.
//
// It refuses to change anything: what is taken in, decided or issued belongs to a room.
package core
