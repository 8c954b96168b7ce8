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

// Past is one sort of them. {name}, {phone}, {id}, {address}, {shop} and {n} are made up for each.
type Past struct {
	Says      string            `json:"says"` // what it shows
	Count     int               `json:"count"`
	Item      string            `json:"item"`
	By        string            `json:"by"`
	Fields    map[string]string `json:"fields"`
	Materials []string          `json:"materials,omitempty"`
	Examine   bool              `json:"examine,omitempty"`
	Acts      []PastAct         `json:"acts"`
}

// PastAct is what is done so many working days after what came before it: a command, a paper that is
// issued, or a file that is attached for a purpose.
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
