package core_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// The first is the example of GB 11643 itself (5.2), the second that of GB 32100; the rest
// differ from one of them in one place.
func TestNumbersAreChecked(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 29, 9, 0, 0, 0, core.Zone)
	for _, tt := range []struct {
		number string
		want   casework.Code
	}{
		{"11010519491231002X", ""},                      // GB 11643, 5.2
		{"11010519491231002x", ""},                      // written small
		{" 440524188001010014 ", ""},                    // GB 11643, 5.2; with what was pasted around it
		{"91350100M000100Y43", ""},                      // GB 32100
		{"110105194912310021", casework.BadIdentity},    // the check digit
		{"11010519491231020X", casework.BadIdentity},    // two places changed round
		{"110105194913310021", casework.BadIdentity},    // no such month
		{"91350100M000100Y44", casework.BadIdentity},    // its check symbol
		{"91350100M0O0100Y43", casework.BadIdentity},    // O for 0
		{"110105491231002", casework.BadIdentity},       // fifteen places: none since 2013
		{"11010520300101001X", casework.FutureBirthday}, // born in 2030
	} {
		got := casework.Code("")
		if e := core.CheckIdentity("id_number", tt.number, now); e != nil {
			got = e.Code
		}
		require.Equal(t, tt.want, got, tt.number)
	}
	require.Nil(t, core.CheckBirthday("birthday", "1949-12-31", now))
	tomorrow := core.CheckBirthday("birthday", "2026-11-30", now)
	require.NotNil(t, tomorrow, "nobody was born after today")
	require.Equal(t, casework.FutureBirthday, tomorrow.Code)
	require.Equal(t, casework.Invalid, core.CheckBirthday("birthday", "1949-02-30", now).Code)
}

func TestATelephoneThatCannotBe(t *testing.T) {
	t.Parallel()
	form := []policy.FormField{{Name: "phone", Type: "tel"}}
	for number, right := range map[string]bool{
		"13800000000": true, "138 0000 0000": true, "+86 138-0000-0000": true, "0514-12345678转803": true, "+86 514 12345678 ext. 803": true,
		"0000-5550101": true, "12345": true, "400-800-1234": true, "87654321": true,
		"1380000000": false, "138000000000": false, "12000000000": false, "1380000": false, "1234": false, "123": false, "电话": false,
		"0514-12345678-99999999": false,
	} {
		refused := core.CheckFields(form, map[string]string{"phone": number})
		require.Equal(t, right, len(refused) == 0, number)
		if !right {
			require.Equal(t, casework.BadPhone, refused[0].Code, number)
		}
	}
}
