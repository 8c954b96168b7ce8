// Package schema holds what an installation starts from: the database
// migrations, the reference data (policies, items, calendars, templates) and the
// law, embedded in the binary.
//
// It refuses to run a migration, to read the data it carries, and to hold
// anything of a real office: package store does the first, seeding the second.
package schema

import "embed"

// Migrations are the goose migrations, forward only, in folder migrations.
//
//go:embed migrations/*.sql
var Migrations embed.FS

// Reference is the reference data, in folder reference.
//
//go:embed all:reference
var Reference embed.FS

// Law is the law: a regulation a file, the rules that rest on them, and what was once
// cited wrongly, in folder law.
//
//go:embed law/*.txt law/*.csv
var Law embed.FS
