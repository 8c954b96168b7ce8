package countertest

import (
	"context"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Lot are the cases of a store in memory that stand still.
type Lot struct{ *Base }

// Parked implements cases.Parking.
func (s *Lot) Parked(context.Context) ([]casework.ParkedCase, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Standing), nil
}

// ReleaseParked implements cases.Parking.
func (s *Lot) ReleaseParked(_ context.Context, number, by string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, p := range s.Standing {
		if p.Number == number {
			s.Standing[i].Released, s.Standing[i].ReleasedBy = new(time.Now()), by
			return nil
		}
	}
	return casework.FieldError(casework.NotParked, "number", "")
}

// Released implements cases.Parking.
func (s *Lot) Released(context.Context, int) (numbers []string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.Standing {
		if p.Released != nil && !slices.Contains(s.ToldFree, p.Number) {
			numbers = append(numbers, p.Number)
		}
	}
	return numbers, nil
}

// MarkTold implements cases.Parking.
func (s *Lot) MarkTold(_ context.Context, number string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ToldFree = append(s.ToldFree, number)
	return nil
}

// Park implements cases.Parking.
func (s *Lot) Park(_ context.Context, req casework.ParkRequest) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Standing = append(s.Standing, casework.ParkedCase{
		Number: req.Number, Run: req.Run, Doing: req.Doing, At: req.At, Since: time.Now(), Code: req.Code,
	})
	return nil
}
