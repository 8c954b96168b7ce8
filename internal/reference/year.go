package reference

// Year is what went on in the demo office: of each sort of case how many a year, and what people
// are made up from.
type Year struct {
	Families []string `json:"families"`
	Given    []string `json:"given"`
	Roads    []string `json:"roads"`
	Shops    []string `json:"shops"`
	Cases    []Past   `json:"cases"`
}

// Past is one sort of them. {name}, {phone}, {id}, {address}, {shop} and {n} are made up for each, {now}
// is the minute at which something is done, {in:N} the closing of the Nth working day after.
type Past struct {
	Says      string            `json:"says"` // what it shows
	Count     int               `json:"count"`
	Ago       int               `json:"ago,omitempty"` // received so many working days before today, in place of some day of the year
	Item      string            `json:"item,omitempty"`
	Away      *PastAway         `json:"away,omitempty"` // in place of an item: who brings it asks for leave
	By        string            `json:"by"`
	Fields    map[string]string `json:"fields"`
	Materials []string          `json:"materials,omitempty"`
	Examine   bool              `json:"examine,omitempty"`
	Lacking   bool              `json:"lacking,omitempty"` // taken in without all its papers
	Acts      []PastAct         `json:"acts"`
	Want      PastEnd           `json:"want"`
}

// PastAway is an absence of whole working days.
type PastAway struct {
	Form string `json:"form"`
	In   int    `json:"in"` // so many working days after it is asked for
	Days int    `json:"days"`
}

// PastEnd is where a case of a sort stands in the end: for the test that lives one of each.
type PastEnd struct {
	Stage  string `json:"stage"`
	Result string `json:"result,omitempty"`
	Opened string `json:"opened,omitempty"` // the stage of what it led to
}

// PastAct is what is done so many working days after what came before it: a command, a paper that is
// issued, or a file that is attached for a purpose. A paper is never the last: that it was issued is known
// by what came after.
type PastAct struct {
	Wait    [2]int         `json:"wait"` // at least, at most; both 0: some minutes
	By      string         `json:"by"`
	Command string         `json:"command,omitempty"`
	Of      string         `json:"of,omitempty"` // to the case of this kind that it led to
	Paper   string         `json:"paper,omitempty"`
	File    string         `json:"file,omitempty"`
	Args    map[string]any `json:"args,omitempty"`
}

// Lasts is how many working days it takes at most.
func (p Past) Lasts() (days int) {
	for _, a := range p.Acts {
		days += a.Wait[1]
	}
	return days
}
