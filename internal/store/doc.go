// Package store keeps everything Shixian keeps in PostgreSQL: cases and what
// happened to them, commands and verdicts, messages on their way out, the
// office's people and rules, sessions and the audit trail. One file per table or
// list, the SQL beside its method.
//
// Case rows follow the workflow: a step is written in one transaction, once,
// whoever asks again (Commit). Rows hold instants; what is true now is computed
// by the views of schema/migrations when it is read.
//
// It refuses to count a limit, to decide a case or who may see one, to send a
// message, and to hold a key: personal data and free text reach it in the clear
// only to pass through the Sealer on their way to the table. No detail of a
// database error, which may quote a row, leaves it.
package store
