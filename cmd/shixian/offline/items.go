package offline

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

// Items lists the catalogue the binary carries; it needs no server.
type Items struct {
	Kind string `help:"Only this kind: service." placeholder:"KIND"`
	JSON bool   `help:"Print one JSON object a line."`
}

type itemLine struct {
	ID        string        `json:"id"`
	Kind      casework.Kind `json:"kind"`
	Class     string        `json:"class"`
	Name      string        `json:"name"`
	Promised  string        `json:"promised"`
	Statutory string        `json:"statutory"`
}

// Run prints the items in the order of the catalogue.
func (c *Items) Run(k *kong.Kong, kinds *kind.Set) error {
	ref, err := reference.Load(kinds)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(k.Stdout)
	enc.SetEscapeHTML(false)
	tab := tabwriter.NewWriter(k.Stdout, 0, 4, 2, ' ', 0)
	for _, it := range ref.Items {
		if c.Kind != "" && string(it.Kind) != c.Kind {
			continue
		}
		if c.JSON {
			err = enc.Encode(itemLine{it.ID, it.Kind, it.Class, it.Name, it.Promised, it.Statutory})
		} else {
			_, err = fmt.Fprintf(tab, "%s\t%s\t%s\t%s\t%s\n", it.ID, it.Class, it.Promised, it.Statutory, it.Name)
		}
		if err != nil {
			return err
		}
	}
	return tab.Flush()
}
