package countertest

import (
	"bytes"
	"context"
	"io"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Files are what was attached in a store in memory.
type Files struct{ *Base }

// Attachments implements cases.Files.
func (s *Files) Attachments(_ context.Context, number string) ([]casework.Attachment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []casework.Attachment
	for _, c := range s.Commands {
		if v := s.verdict(c.Command.ID); c.Number == number && c.File != nil && v != nil && v.Accepted {
			out = append(out, casework.Attachment{
				ID: c.Command.ID, Number: number, Media: c.File.Media, Size: c.File.Content.Size(),
				By: c.Command.Actor, At: c.Command.At, Audience: c.File.Audience, Unit: c.File.Unit, Purpose: c.File.Purpose, Rests: s.rests(c.File), Digest: []byte("digest of " + c.File.Name),
			})
		}
	}
	return out, nil
}

// rests finds the act done by a file, or by another of the same content. The caller holds mu.
func (s *Files) rests(file *core.File) string {
	for _, c := range s.Commands {
		if v := s.verdict(c.Command.ID); c.Command.Args.Proof == "" || v == nil || !v.Accepted || v.Waits {
			continue
		}
		for _, f := range s.Commands {
			if f.Command.ID == c.Command.Args.Proof && f.File != nil && bytes.Equal(whole(f.File), whole(file)) {
				return c.Command.ID
			}
		}
	}
	return ""
}

// AttachmentNames implements cases.Files.
func (s *Files) AttachmentNames(_ context.Context, _ string, ids []string) (map[string]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]string{}
	for _, id := range ids {
		for _, c := range s.Commands {
			if c.Command.ID == id {
				out[id] = c.File.Name
			}
		}
	}
	return out, nil
}

// AttachmentContent implements cases.Files.
func (s *Files) AttachmentContent(_ context.Context, a casework.Attachment) io.Reader {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.Commands {
		if c.Command.ID == a.ID {
			return bytes.NewReader(whole(c.File))
		}
	}
	return bytes.NewReader(nil)
}
