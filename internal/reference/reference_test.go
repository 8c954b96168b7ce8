package reference_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

// published is what cn@2 says, to the day: lists, and days off by law to 2099. Cases
// pin it; whoever changes a day makes cn@3.
const published = "769f8522200717e321c6d39d8543f4f3b51693a987b7435fcf8dae40ea49608a"

func TestNationalNeverChanges(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	raw, err := json.Marshal(ref.National)
	require.NoError(t, err)
	sum := sha256.Sum256(raw)
	require.Equal(t, published, hex.EncodeToString(sum[:]))
	alone, err := reference.National()
	require.NoError(t, err)
	require.Equal(t, ref.National, alone)
}

// TestDaysOffByLawHaveNames in every year, so that a page says why nobody works.
func TestDaysOffByLawHaveNames(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	names := ref.Holidays.Names(nil)
	for _, date := range ref.National.Off {
		zh, en := names(date)
		require.NotEmpty(t, zh, date)
		require.NotEmpty(t, en, date)
	}
	zh, en := names("2030-02-03")
	require.Equal(t, "春节 Spring Festival", zh+" "+en)
}

// TestNewVersionAgreesWithTheOld: in the years cn@1 holds cn@2 says the same.
func TestNewVersionAgreesWithTheOld(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	for _, year := range ref.First.Years {
		require.Equal(t, almanac.OfYear(ref.First, year, nil), almanac.OfYear(ref.National, year, nil))
	}
	_, err = calendar.New(ref.First)
	require.NoError(t, err)
}
