// Package duty tells who is answerable on a post, and when: the first holder
// (A) unless he is absent, else the first backup on duty, else nobody. It turns
// append-only assignments and absences into segments that cover the whole of a
// post's life without gap or overlap, so that every instant has one answer.
//
// It is pure: it reads no clock, file or database. It refuses to decide what
// the holder may do, to approve an absence, or to name a stand-in.
package duty
