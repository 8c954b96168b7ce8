package api

import (
	"context"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
)

// bulkRoutes is the part of the table for what is done to many; each case is asked about inside.
func bulkRoutes() []auth.Rule {
	return []auth.Rule{{Method: http.MethodPost, Path: base + "/bulk", Access: access.CaseList}}
}

// bulkAct is what POST /bulk takes.
type bulkAct struct {
	Act     string   `json:"act" enum:"chase,transfer,read" doc:"read: what one was told of them is marked as read."`
	Numbers []string `json:"numbers" nullable:"false" minItems:"1" maxItems:"50" uniqueItems:"true"`
	Post    string   `json:"post,omitempty" doc:"Of transfer: to whom."`
	Reason  string   `json:"reason,omitempty" maxLength:"5000"`
	Shown   string   `json:"shown,omitempty" doc:"Of read: what came since is left unread. RFC 3339, or without a zone Asia/Shanghai's. Left out: now."`
}

// bulkRow is what became of one case: a problem, or its command.
type bulkRow struct {
	Number string `json:"number"`
	// Status is what the command alone would have been answered with.
	Status  int           `json:"status" example:"200" doc:"As the command alone would have been answered."`
	Answer  *cases.Answer `json:"answer,omitempty"`
	Problem *Problem      `json:"problem,omitempty"`
}

// bulkDone is what became of all.
type bulkDone struct {
	Rows []bulkRow `json:"rows" nullable:"false"`
	Rest []string  `json:"rest" nullable:"false" doc:"Those the time was too short for, untouched: send them again, under the same key."`
}

type bulkInput struct {
	Keyed
	rawBody
}

func (s *Server) registerBulk() {
	op := operation(http.MethodPost, "/bulk", "bulk-act",
		"Chase, hand over or mark as read up to 50 cases, each by a command of its own: none stands or falls with another", "commands")
	register(s, taking(failing(op, http.StatusNotFound, http.StatusUnprocessableEntity), schemaOf[bulkAct](s)), s.bulk)
}

// bulk serves POST /bulk.
func (s *Server) bulk(ctx context.Context, p casework.Principal, in *bulkInput) (*body[bulkDone], error) {
	var sent bulkAct
	if err := decode(in.RawBody, &sent); err != nil {
		return nil, err
	}
	shown := time.Now()
	if sent.Shown != "" {
		var err error
		if shown, err = instant("shown", sent.Shown); err != nil {
			return nil, err
		}
	}
	rows, rest, err := s.counter.Bulk(ctx, p, cases.Bulk{Act: sent.Act, Numbers: sent.Numbers, Post: sent.Post, Reason: sent.Reason, Shown: shown, Key: in.Key})
	if err != nil {
		return nil, err
	}
	out := bulkDone{Rows: make([]bulkRow, len(rows)), Rest: append([]string{}, rest...)}
	for i, r := range rows {
		row := bulkRow{Number: r.Number, Status: http.StatusOK}
		switch {
		case r.Err != nil:
			row.Problem = s.fail(ctx, r.Err)
			row.Status = row.Problem.Status
		case sent.Act != cases.MarkAsRead:
			row.Answer = &r.Answer
		}
		if r.Answer.Pending {
			row.Status = http.StatusAccepted
		}
		out.Rows[i] = row
	}
	return &body[bulkDone]{out}, nil
}
