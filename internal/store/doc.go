// Package store keeps everything Shixian keeps in PostgreSQL, in rooms, one a subject,
// that do not know one another. It furnishes them, and it says in which order a commit
// writes: what a step leaves in each room is a projection of that room.
//
// Case rows follow the workflow: a step is written in one transaction, once, whoever
// asks again. Rows hold instants; what is true now is computed by the views of
// schema/migrations when it is read. The SQL stands beside its method.
//
// The store refuses to count a limit, to decide a case or who may see one, to send a
// message, and to hold a key: personal data and free text reach it in the clear only to
// pass through the Sealer on their way to the table. No detail of a database error,
// which may quote a row, leaves it.
package store
