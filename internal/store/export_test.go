package store

import "time"

// AgeOffice makes the office that is kept so much older.
func (s *Store) AgeOffice(by time.Duration) { s.office.Load().read = s.office.Load().read.Add(-by) }
