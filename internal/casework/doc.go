// Package casework holds the nouns of the trade: kinds, roles, stages, clocks,
// events, commands, refusals, and the payloads that travel between the API,
// the engine and the database.
//
// It knows no engine, no database and no clock on the wall, and it refuses to
// hold a personal word: whatever a person wrote travels as the id of a text
// that lies encrypted in Postgres.
package casework
