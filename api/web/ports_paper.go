package web

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// Papering is what pages ask about papers and registers.
type Papering interface {
	Papers(ctx context.Context, p casework.Principal, number string) (papers.CasePapers, error)
	PaperForm(ctx context.Context, p casework.Principal, in papers.PaperRequest) (paper.Form, error)
	DraftPaper(ctx context.Context, p casework.Principal, in papers.PaperRequest) (papers.Draft, error)
	IssuePaper(ctx context.Context, p casework.Principal, in papers.PaperRequest, digest, key string) (papers.Paper, error)
	Paper(ctx context.Context, p casework.Principal, id string) (papers.Paper, error)
	VoidPaper(ctx context.Context, p casework.Principal, id, reason string) (papers.Paper, error)
	CheckPaper(ctx context.Context, code string) (papers.Checked, error)

	Registers(ctx context.Context, p casework.Principal) (papers.RegisterForms, error)
	ReadRegister(ctx context.Context, p casework.Principal, code string, from, until time.Time) (papers.RegisterPage, error)
	EnterRegister(ctx context.Context, p casework.Principal, code, subject, field, value string) error
}
