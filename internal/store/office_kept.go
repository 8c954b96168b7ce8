package store

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/kernel"
	"github.com/shixian/shixian/internal/store/people"
)

// officeTTL is how long another process may go on with reference data that was
// changed here.
const officeTTL = 10 * time.Second

// renewWithin bounds one reading that nobody waits for.
const renewWithin = 30 * time.Second

type cachedOffice struct {
	office  *core.Office
	read    time.Time   // when its reading began
	renewed atomic.Bool // another reading was begun since
}

// Office implements core.Store. The answer is shared and must not be changed;
// it may be up to ten seconds old. From half that age on the next is read while this one
// serves, so that where somebody asks all the time, nobody waits for it.
func (s *Store) Office(ctx context.Context) (*core.Office, error) {
	c := s.office.Load()
	if c == nil || time.Since(c.read) >= officeTTL {
		return s.readOffice(ctx, c)
	}
	if time.Since(c.read) > officeTTL/2 && c.renewed.CompareAndSwap(false, true) {
		apart, cancel := context.WithTimeout(context.WithoutCancel(kernel.Apart(ctx)), renewWithin)
		go func() {
			defer cancel()
			_, _ = s.readOffice(apart, c) // whoever needs it then reads it himself, and says what failed
		}()
	}
	return c.office, nil
}

// readOffice reads it anew in place of was, unless that was forgotten meanwhile.
func (s *Store) readOffice(ctx context.Context, was *cachedOffice) (*core.Office, error) {
	began := time.Now()
	o, err := people.Staffed(ctx, s.db)
	if err != nil {
		return nil, err
	}
	if o.Items, err = s.Items(ctx); err != nil {
		return nil, err
	}
	if o.Held, err = s.ItemVersions(ctx); err != nil {
		return nil, err
	}
	if o.Texts, err = s.CannedTexts(ctx); err != nil {
		return nil, err
	}
	now := time.Now()
	for i, p := range o.Persons {
		o.Persons[i].Active = p.Works(now)
	}
	o.Items, o.Held = policy.Asking(s.db.Kinds, o.Items), policy.AskingEver(s.db.Kinds, o.Held)
	s.office.CompareAndSwap(was, &cachedOffice{office: o.Lay(), read: began})
	return o, nil
}

func (s *Store) forgetOffice() { s.office.Store(nil) }

// met forgets an office kept in mind that is older than somebody in it: who was
// brought in a moment ago is not told that he is nobody.
func (s *Store) met(person string) {
	c := s.office.Load()
	if c == nil {
		return
	}
	if p, known := c.office.Person(person); !known || !p.Active {
		s.office.CompareAndSwap(c, nil)
	}
}
