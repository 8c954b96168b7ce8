package web

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/paper"
)

// Papering is what pages ask about papers and registers.
type Papering interface {
	Papers(ctx context.Context, p casework.Principal, number string) (counter.CasePapers, error)
	PaperForm(ctx context.Context, p casework.Principal, in counter.PaperRequest) (paper.Form, error)
	DraftPaper(ctx context.Context, p casework.Principal, in counter.PaperRequest) (counter.Draft, error)
	IssuePaper(ctx context.Context, p casework.Principal, in counter.PaperRequest, digest, key string) (counter.Paper, error)
	Paper(ctx context.Context, p casework.Principal, id string) (counter.Paper, error)
	VoidPaper(ctx context.Context, p casework.Principal, id, reason string) (counter.Paper, error)
	CheckPaper(ctx context.Context, code string) (counter.Checked, error)

	Registers(ctx context.Context, p casework.Principal) (counter.RegisterForms, error)
	ReadRegister(ctx context.Context, p casework.Principal, code string, from, until time.Time) (counter.RegisterPage, error)
	EnterRegister(ctx context.Context, p casework.Principal, code, subject, field, value string) error
}
