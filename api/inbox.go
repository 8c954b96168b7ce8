package api

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
)

type inboxInput struct {
	Paging
	Unread bool `query:"unread" doc:"Unread messages only."`
}

// readMarks is what POST /inbox/read takes.
type readMarks struct {
	IDs []int64 `json:"ids" maxItems:"1000"`
}

// maxMarks is how many messages are marked at once.
const maxMarks = 1000

func (s *Server) registerInbox() {
	register(s, operation(http.MethodGet, "/inbox", "list-inbox", "One's own messages, newest first", "inbox"), s.listInbox)
	read := operation(http.MethodPost, "/inbox/read", "mark-read", "Mark one's own messages as read", "inbox")
	read.DefaultStatus = http.StatusNoContent
	register(s, taking(read, schemaOf[readMarks](s)), s.markRead)
}

// listInbox serves GET /inbox.
func (s *Server) listInbox(ctx context.Context, p casework.Principal, in *inboxInput) (*body[cases.Mail], error) {
	mail, err := s.counter.Inbox(ctx, p, core.InboxFilter{Unread: in.Unread, Offset: in.page().Offset, Limit: in.page().Limit})
	return &body[cases.Mail]{mail}, err
}

// markRead serves POST /inbox/read.
func (s *Server) markRead(ctx context.Context, p casework.Principal, in *rawBody) (*struct{}, error) {
	var marks readMarks
	if err := decode(in.RawBody, &marks); err != nil {
		return nil, err
	}
	if len(marks.IDs) == 0 || len(marks.IDs) > maxMarks {
		return nil, casework.FieldError(casework.Invalid, "ids", "items 1..1000")
	}
	return nil, s.counter.MarkRead(ctx, p, marks.IDs)
}
