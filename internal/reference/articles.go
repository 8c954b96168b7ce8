package reference

import (
	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/schema"
)

// Articles reads the regulations embedded in the binary and the rules that rest on them.
func Articles() (*law.Book, error) { return law.Load(schema.Law) }
