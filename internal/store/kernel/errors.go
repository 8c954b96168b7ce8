package kernel

import (
	"errors"
	"strings"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
)

// Fault is what is left of a database error: its SQLSTATE and the constraint or
// table concerned. Message and detail may quote a row and stay inside, but for
// errors in the statement itself, which know of no row.
type Fault struct {
	State      string
	Constraint string
	Message    string
}

func (f *Fault) Error() string {
	s := "postgres " + f.State
	if f.Constraint != "" {
		s += " on " + f.Constraint
	}
	if f.Message != "" {
		s += ": " + f.Message
	}
	return s
}

// Lasting tells whether the same statement with the same values is refused whenever
// it is tried: what it says cannot be kept (class 22), or stands against a constraint
// (class 23).
func (f *Fault) Lasting() (casework.Fault, bool) {
	return casework.Fault{State: f.State, On: f.Constraint}, strings.HasPrefix(f.State, "22") || strings.HasPrefix(f.State, "23")
}

// SQLSTATE codes the store answers to.
const (
	UniqueViolation     = "23505"
	ForeignKeyViolation = "23503"
	CheckViolation      = "23514"
	statementError      = "42" // the class: syntax, types, names, rights
)

// Clean replaces an error of the driver by a Fault; others pass.
func Clean(err error) error {
	var own *pq.Error
	if !errors.As(err, &own) {
		return err
	}
	f := &Fault{State: string(own.Code), Constraint: own.Constraint}
	if f.Constraint == "" {
		f.Constraint = own.Table
	}
	if own.Code.Class() == statementError {
		f.Message = own.Message
	}
	return f
}

// Violates tells whether err is a constraint's refusal of the given state.
func Violates(err error, state, constraint string) bool {
	var f *Fault
	return errors.As(err, &f) && f.State == state && f.Constraint == constraint
}

// diskFull is the SQLSTATE of a server whose disk takes no more.
const diskFull = "53100"

// IsDiskFull tells whether PostgreSQL refused for want of a place to write to.
func IsDiskFull(err error) bool {
	var f *Fault
	return errors.As(err, &f) && f.State == diskFull
}
