package countertest

import (
	"context"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/office"
)

// settled is an office that nobody sets up: of the rest nothing is asked here.
type settled struct{ office.Store }

// SetUp implements office.Store.
func (settled) SetUp(context.Context, []casework.Role) (office.SetUp, error) {
	return office.SetUp{}, nil
}
