// Command read is built with the sources of the release before: it reads from stdin
// what an office's tables hold after seeding, as the store of that release does, puts
// its book together and says back what it understood.
package main

import (
	"encoding/json"
	"log"
	"os"
	"time"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

func main() {
	var in struct {
		Policies  []policy.Policy          `json:"policies"`
		Items     []policy.Item            `json:"items"`
		Calendars []policy.CalendarVersion `json:"calendars"`
	}
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		log.Fatal(err)
	}
	if _, err := policy.Shelve(kind.Office(), in.Policies, in.Items, in.Calendars, nil, time.Now()); err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(in); err != nil {
		log.Fatal(err)
	}
}
