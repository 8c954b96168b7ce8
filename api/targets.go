package api

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
)

// targetRoutes is the part of the table for targets and their checks (R212, R213).
func targetRoutes() []auth.Rule {
	return []auth.Rule{
		{Method: http.MethodPost, Path: base + "/targets", Access: access.TargetSet},
		{Method: http.MethodPost, Path: base + "/target-marks", Access: access.TargetMark},
		{Method: http.MethodPost, Path: base + "/aims", Access: access.AimDraft},
		{Method: http.MethodPost, Path: base + "/aims/:id/decide", Access: access.AimDecide},
	}
}

func (s *Server) registerTargets() {
	set := operation(http.MethodPost, "/targets", "set-target", "Set what is asked of a unit or a person in a year (R212)", "staff")
	set.DefaultStatus = http.StatusCreated
	register(s, taking(set, schemaOf[newTarget](s)), s.setTarget)
	mark := operation(http.MethodPost, "/target-marks", "mark-target", "Give what a quarterly check found where nobody can count (R213)", "staff")
	mark.DefaultStatus = http.StatusCreated
	register(s, taking(mark, schemaOf[newMark](s)), s.markTarget)
	aim := operation(http.MethodPost, "/aims", "set-aim", "Set oneself, or the unit one leads, a year's work and learning in words (R226)", "staff")
	aim.DefaultStatus = http.StatusCreated
	register(s, taking(aim, schemaOf[newAim](s)), s.setAim)
	decide := operation(http.MethodPost, "/aims/{id}/decide", "decide-aim", "The superior approves it or gives it back (R226)", "staff")
	register(s, taking(failing(decide, http.StatusNotFound, http.StatusConflict), schemaOf[aimDecision](s)), s.decideAim)
}

// newTarget is what POST /targets takes.
type newTarget struct {
	Person string `json:"person,omitempty" doc:"Either a person or a unit."`
	Unit   string `json:"unit,omitempty"`
	Year   int    `json:"year" doc:"This year or the next."`
	Figure string `json:"figure" enum:"on_time,breaches,cards,complaints,covered,task,vote"`
	Weight int    `json:"weight" minimum:"0" maximum:"100" doc:"Out of a hundred in all; 0 drops the target."`
	Goal   int    `json:"goal" minimum:"0"`
}

// newMark is what POST /target-marks takes.
type newMark struct {
	Person  string `json:"person,omitempty" doc:"Either a person or a unit."`
	Unit    string `json:"unit,omitempty"`
	Year    int    `json:"year"`
	Quarter int    `json:"quarter" minimum:"1" maximum:"4"`
	Figure  string `json:"figure" enum:"task,vote"`
	Value   int    `json:"value" minimum:"0" maximum:"100" doc:"Of a hundred."`
}

// setTarget serves POST /targets and answers the sheet it stands on.
func (s *Server) setTarget(ctx context.Context, p casework.Principal, in *rawBody) (*body[appraisal.Sheet], error) {
	var n newTarget
	if err := decode(in.RawBody, &n); err != nil {
		return nil, err
	}
	of := appraisal.PointFilter{Year: n.Year, Person: n.Person, Unit: n.Unit}
	if err := s.counter.SetTarget(ctx, p, appraisal.NewTarget{PointFilter: of, Figure: n.Figure, Weight: n.Weight, Goal: n.Goal}); err != nil {
		return nil, err
	}
	sheet, err := s.counter.Sheet(ctx, p, of)
	return &body[appraisal.Sheet]{sheet}, err
}

// markTarget serves POST /target-marks and answers the sheet it stands on.
func (s *Server) markTarget(ctx context.Context, p casework.Principal, in *rawBody) (*body[appraisal.Sheet], error) {
	var n newMark
	if err := decode(in.RawBody, &n); err != nil {
		return nil, err
	}
	of := appraisal.PointFilter{Year: n.Year, Person: n.Person, Unit: n.Unit}
	if err := s.counter.GiveMark(ctx, p, appraisal.NewMark{PointFilter: of, Figure: n.Figure, Quarter: n.Quarter, Value: n.Value}); err != nil {
		return nil, err
	}
	sheet, err := s.counter.Sheet(ctx, p, of)
	return &body[appraisal.Sheet]{sheet}, err
}

// newAim is what POST /aims takes.
type newAim struct {
	Person   string `json:"person,omitempty" doc:"Oneself, or a unit."`
	Unit     string `json:"unit,omitempty"`
	Year     int    `json:"year" doc:"This year or the next."`
	Work     string `json:"work" maxLength:"1000"`
	Learning string `json:"learning,omitempty" maxLength:"1000" doc:"Of a person, required."`
}

// aimDecision is what POST /aims/{id}/decide takes.
type aimDecision struct {
	Approve bool `json:"approve"`
}

type aimInput struct {
	ID int64 `path:"id" minimum:"1"`
	rawBody
}

// setAim serves POST /aims and answers the sheet it stands on.
func (s *Server) setAim(ctx context.Context, p casework.Principal, in *rawBody) (*body[appraisal.Sheet], error) {
	var n newAim
	if err := decode(in.RawBody, &n); err != nil {
		return nil, err
	}
	of := appraisal.PointFilter{Year: n.Year, Person: n.Person, Unit: n.Unit}
	if err := s.counter.SetAim(ctx, p, appraisal.NewAim{PointFilter: of, Work: n.Work, Learning: n.Learning}); err != nil {
		return nil, err
	}
	sheet, err := s.counter.Sheet(ctx, p, of)
	return &body[appraisal.Sheet]{sheet}, err
}

// decideAim serves POST /aims/{id}/decide.
func (s *Server) decideAim(ctx context.Context, p casework.Principal, in *aimInput) (*body[appraisal.Aim], error) {
	var d aimDecision
	if err := decode(in.RawBody, &d); err != nil {
		return nil, err
	}
	a, err := s.counter.DecideAim(ctx, p, in.ID, d.Approve)
	return &body[appraisal.Aim]{a}, err
}
