package kernel

import (
	"cmp"
	"time"

	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/internal/casework"
)

// How often the open forms are used: what somebody in need sends, and what nobody
// types by hand. Only wrong look-ups count, and each counts against the address it
// came from alone: a query code has sixty random bits, so that what a limit protects
// is the machine, and the owner of a number is never shut out by whoever guesses at
// it from elsewhere. Behind a proxy that SHIXIAN_TRUSTED_PROXIES does not name, a whole
// town comes by one address.
const (
	MeterWindow = time.Minute
	complaints  = 10 // from one address
	LookUps     = 30 // wrong ones, from one address
	Guesses     = 10 // wrong ones, about one number from one address
	Searches    = 60 // through sealed words, and downloads of what is public: by one person, or from one address
)

// meters count the open forms.
type meters struct{ taken, asked, guessed, sought *edge.Meter }

func newMeters() meters {
	return meters{
		taken: edge.NewMeter(complaints, MeterWindow), asked: edge.NewMeter(LookUps, MeterWindow),
		guessed: edge.NewMeter(Guesses, MeterWindow), sought: edge.NewMeter(Searches, MeterWindow),
	}
}

// source is whose address a request is counted under.
func (v *Visit) source() string { return edge.Source(v.C.Request.RemoteAddr) }

// Takes counts what is sent, before it is looked at.
func (s *Site) Takes(v *Visit) error {
	return later(s.meters.taken.Admit(v.source(), v.Now))
}

// Searches counts a search through words that are sealed, which opens them all: by who searches,
// and by the address of whoever has not signed in.
func (s *Site) Searches(v *Visit) error {
	return later(s.meters.sought.Admit(cmp.Or(v.Who.Person, v.source()), v.Now))
}

// LooksUp counts a look-up before it is made and, where look finds what was asked
// for, takes that back.
func (s *Site) LooksUp(v *Visit, what string, look func() error) error {
	from := v.source()
	about := what + "\x00" + from
	if err := later(s.meters.asked.Admit(from, v.Now)); err != nil {
		return err
	}
	if err := later(s.meters.guessed.Admit(about, v.Now)); err != nil {
		return err
	}
	err := look()
	if err == nil {
		s.meters.asked.Forgive(from)
		s.meters.guessed.Forgive(about)
	}
	return err
}

func later(wait time.Duration) error {
	if wait == 0 {
		return nil
	}
	return casework.Later("", "", wait)
}
