package casework

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Second is an act of one person that waits for the signature of a second (R048). Till
// then nothing of it has happened, and every clock runs.
type Second struct {
	Command Command   `json:"command"` // as it was sent: what is signed is done as of its instant
	At      time.Time `json:"at"`
	Asked   Role      `json:"asked"` // whose desk it lies on
	// Signed is who signed it, while the act is done as of the first signature.
	Signed string `json:"signed,omitempty"`
}

// ID is what a second signature names: the act that was shown, and no other.
func (x *Second) ID() string { return x.Command.ID }

// Pending tells whether an act waits for a second signature.
func (x *Second) Pending() bool { return x != nil && x.Signed == "" }

// Shown is what a reader of the case is shown of it; nil where nothing waits.
func (x *Second) Shown() *SecondView {
	if !x.Pending() {
		return nil
	}
	c := x.Command
	return &SecondView{
		Request: x.ID(), Act: c.Name, By: c.Actor, At: x.At, Asked: x.Asked, TextID: c.Args.ReasonID,
		Post: c.Args.Post, Until: c.Args.Until, Received: c.Args.Received,
	}
}

// SecondView is an act that waits for a second signature, as a reader sees it.
type SecondView struct {
	Request string    `json:"request"`
	Act     string    `json:"act"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Asked   Role      `json:"asked"`
	TextID  string    `json:"text_id,omitempty"`
	// What the act would do: whose desk, until when, from which receipt.
	Post     string    `json:"post,omitempty"`
	Until    time.Time `json:"until,omitzero"`
	Received time.Time `json:"received,omitzero"`
	// Args is all the act would be done with, as codes by the names of the fields; what is stored as a
	// text by its id, under the name and _id. It is for whoever may sign it or
	// take it back, and for nobody else.
	Args map[string][]string `json:"args,omitempty"`
}

// Signature is what a second person put under an act of the first.
type Signature struct {
	By    string `json:"by"`    // person id
	Asked Role   `json:"asked"` // who had been asked
}

// ClockCountersign is by when the second signs, in cases of every kind; its rule stands
// in the policy of absence, with those of cover: both say who else there is.
const ClockCountersign = "second_signature"

// Clone copies it deeply.
func (x *Second) Clone() *Second {
	if x == nil {
		return nil
	}
	c := *x
	return &c
}

// ByName are the arguments by the names of the fields they answer, as codes: instants in RFC 3339,
// papers by their codes, texts by their ids under the name and _id.
func (a Args) ByName() (map[string][]string, error) {
	written, err := json.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("arguments of a command: %w", err)
	}
	var all map[string]any
	read := json.NewDecoder(bytes.NewReader(written))
	read.UseNumber()
	if err := read.Decode(&all); err != nil {
		return nil, fmt.Errorf("arguments of a command: %w", err)
	}
	out := map[string][]string{}
	for name, value := range all {
		several, ok := value.([]any)
		if !ok {
			several = []any{value}
		}
		for _, one := range several {
			if paper, ok := one.(map[string]any); ok { // each as it was brought
				one = paper["code"]
			}
			out[name] = append(out[name], fmt.Sprint(one))
		}
	}
	return out, nil
}
