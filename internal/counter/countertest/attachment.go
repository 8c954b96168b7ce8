package countertest

import (
	"bytes"
	"context"
	"io"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

// sameFile is the command that brought the file of another one before.
func (s *Store) sameFile(in counter.NewCommand) *casework.Command {
	for _, c := range s.Commands {
		if in.File == nil || c.File == nil || c.Number != in.Number || s.refused(c.Command.ID) {
			continue
		}
		a, b := c.File, in.File
		if a.Audience == b.Audience && a.Unit == b.Unit && bytes.Equal(whole(a), whole(b)) {
			return &c.Command
		}
	}
	return nil
}

func (s *Store) refused(id string) bool {
	v := s.verdict(id)
	return v != nil && !v.Accepted
}

func whole(f *counter.File) []byte { return bytes.Join(f.Content.Pieces(), nil) }

// Attachments implements counter.Store.
func (s *Store) Attachments(_ context.Context, number string) ([]casework.Attachment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []casework.Attachment
	for _, c := range s.Commands {
		if v := s.verdict(c.Command.ID); c.Number == number && c.File != nil && v != nil && v.Accepted {
			out = append(out, casework.Attachment{
				ID: c.Command.ID, Number: number, Media: c.File.Media, Size: c.File.Content.Size(),
				By: c.Command.Actor, At: c.Command.At, Audience: c.File.Audience, Unit: c.File.Unit, Digest: []byte("digest of " + c.File.Name),
			})
		}
	}
	return out, nil
}

// AttachmentNames implements counter.Store.
func (s *Store) AttachmentNames(_ context.Context, _ string, ids []string) (map[string]string, error) {
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

// AttachmentContent implements counter.Store.
func (s *Store) AttachmentContent(_ context.Context, a casework.Attachment) io.Reader {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.Commands {
		if c.Command.ID == a.ID {
			return bytes.NewReader(whole(c.File))
		}
	}
	return bytes.NewReader(nil)
}
