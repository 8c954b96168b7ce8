package upload_test

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/upload"
	"github.com/shixian/shixian/internal/casework"
)

// request is a form of fields in order; a field named file is a file.
func request(t *testing.T, fields ...[2]string) *http.Request {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, f := range fields {
		part, err := w.CreateFormField(f[0])
		if f[0] == "file" {
			part, err = w.CreateFormFile("file", "a.txt")
		}
		require.NoError(t, err)
		_, err = io.WriteString(part, f[1])
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", &out)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func TestRead(t *testing.T) {
	t.Parallel()
	var form upload.Form
	defer form.Close()
	require.NoError(t, form.Read(request(t, [2]string{"key", "k"}, [2]string{"file", "情况属实"}, [2]string{"audience", "unit"})))
	require.Equal(t, "k", form.Values.Get("key"))
	require.Equal(t, "unit", form.Values.Get("audience"), "behind the file, too")
	require.Equal(t, "a.txt", form.File.Name)
	require.EqualValues(t, 12, form.File.Content.Size())
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	large := [2]string{"file", strings.Repeat("a", casework.MaxFile+1)}
	for name, tt := range map[string]struct {
		fields [][2]string
		code   casework.Code
		field  string
	}{
		"a value that is none": {[][2]string{{"audience", "a\x00"}}, casework.Invalid, "audience"},
		"two files":            {[][2]string{{"file", "a"}, {"file", "b"}}, casework.Invalid, "file"},
		"a file too large":     {[][2]string{large, {"audience", "unit"}}, casework.FileTooLarge, "file"},
		"a value too large":    {[][2]string{{"audience", strings.Repeat("a", 65<<10)}}, casework.TooLarge, "audience"},
		"many values as much":  {[][2]string{{"a", strings.Repeat("a", 40<<10)}, {"b", strings.Repeat("a", 40<<10)}}, casework.TooLarge, "b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var form upload.Form
			defer form.Close()
			err := form.Read(request(t, tt.fields...))
			var refusal *casework.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, tt.code, refusal.Code)
			require.Equal(t, tt.field, refusal.Field)
			if name == "a file too large" {
				require.Equal(t, "unit", form.Values.Get("audience"), "what was chosen is kept")
			}
		})
	}
}

// of is a request of somebody.
func of(person string, r *http.Request) *http.Request {
	return r.WithContext(auth.WithPrincipal(r.Context(), casework.Principal{Person: person}))
}

// A few files at a time; the next waits until one is done, or gives up.
func TestOnlySoManyAtATime(t *testing.T) {
	held := make([]upload.Form, 8)
	for i := range held {
		require.NoError(t, held[i].Read(of("p-"+strconv.Itoa(i/2), request(t, [2]string{"file", "a"}))))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var late upload.Form
	require.ErrorIs(t, late.Read(request(t, [2]string{"file", "a"}).WithContext(ctx)), context.Canceled)
	held[0].Close()
	held[0].Close() // twice is once
	require.NoError(t, late.Read(request(t, [2]string{"file", "a"})))
	late.Close()
	for i := range held {
		held[i].Close()
	}
}

// One person who sends eight at once holds two places; others go on meanwhile, and
// what he sent beyond that goes in as his own are done.
func TestNobodyHoldsAllPlaces(t *testing.T) {
	var mine [8]upload.Form
	done := make(chan error, len(mine))
	for i := range mine[:2] {
		require.NoError(t, mine[i].Read(of("slow", request(t, [2]string{"file", "a"}))))
	}
	for i := range mine[2:] {
		sent := of("slow", request(t, [2]string{"file", "a"}))
		go func() {
			err := mine[2+i].Read(sent)
			mine[2+i].Close()
			done <- err
		}()
	}
	var others [6]upload.Form
	for i := range others {
		require.NoError(t, others[i].Read(of("other-"+strconv.Itoa(i), request(t, [2]string{"file", "a"}))), "there is room for others")
	}
	require.Empty(t, done, "his own wait")
	mine[0].Close()
	for i := range others {
		others[i].Close()
	}
	for range mine[2:] {
		require.NoError(t, <-done)
	}
	mine[1].Close()
}
