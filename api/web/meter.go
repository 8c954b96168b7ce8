package web

import (
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
	meterWindow = time.Minute
	complaints  = 10 // from one address
	lookUps     = 30 // wrong ones, from one address
	guesses     = 10 // wrong ones, about one number from one address
)

// meters count the open forms.
type meters struct{ taken, asked, guessed *edge.Meter }

func newMeters() meters {
	return meters{
		taken: edge.NewMeter(complaints, meterWindow), asked: edge.NewMeter(lookUps, meterWindow),
		guessed: edge.NewMeter(guesses, meterWindow),
	}
}

// source is whose address a request is counted under.
func (v *visit) source() string { return edge.Source(v.c.Request.RemoteAddr) }

// takes counts what is sent, before it is looked at.
func (s *site) takes(v *visit) error {
	return later(s.meters.taken.Admit(v.source(), v.now))
}

// looksUp counts a look-up before it is made and, where look finds what was asked
// for, takes that back.
func (s *site) looksUp(v *visit, what string, look func() error) error {
	from := v.source()
	about := what + "\x00" + from
	if err := later(s.meters.asked.Admit(from, v.now)); err != nil {
		return err
	}
	if err := later(s.meters.guessed.Admit(about, v.now)); err != nil {
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
