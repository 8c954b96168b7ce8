package why

// Holiday is what a stretch of days off is called.
type Holiday struct {
	From string `json:"from"` // YYYY-MM-DD
	To   string `json:"to"`
	ZH   string `json:"zh"`
	EN   string `json:"en"`
}

// Holidays are the names of national days off.
type Holidays []Holiday

// Names answers what a day is called: as its own calendar names it, else as the
// national list does. Both answers are empty where neither does.
func (hs Holidays) Names(own map[string]string) func(date string) (zh, en string) {
	return func(date string) (zh, en string) {
		zh = own[date]
		for _, h := range hs {
			if zh == h.ZH || zh == "" && h.From <= date && date <= h.To { // ISO dates order as text
				return h.ZH, h.EN
			}
		}
		return zh, zh
	}
}
