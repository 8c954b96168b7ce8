package core

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPhone(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]bool{
		"13800138000": true, "0514-12345678": true, "0514-12345678转803": true, "+86 514 12345678 ext. 803": true,
		"12345678分机12": true, "12345678 x 8": true, "12345": true,
		"call me": false, "转803": false, "0514-12345678转": false, "1234": false, "0514-12345678转803转9": false,
	} {
		require.Equal(t, want, phone.MatchString(number), number)
	}
}
