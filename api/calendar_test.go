package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
)

// shelve gives the office a calendar for this year, a policy, and one case that
// runs into the next year.
func (b *bench) shelve() (next int) {
	next = time.Now().Year() + 1
	spec := calendar.Spec{Years: []int{next - 1}}
	b.store.Shelf.Versions = []rulebook.CalendarVersion{{ID: "cn", Version: 1, Spec: spec, Years: spec.Years, Published: new(time.Now())}}
	b.store.Shelf.Rules = []policy.Policy{{ID: "service", Version: 1, Kind: casework.Service, Rules: []policy.Rule{{
		Clock: "handle", Rule: "R005", Basis: "规定", Limit: "10wd", Owner: casework.Handler, Outcome: casework.Breach,
	}}}, {ID: "complaint", Version: 1, Kind: casework.Complaint, Rules: []policy.Rule{{
		Clock: "handle", Rule: "R069", Basis: "规定", Limit: "10wd", Owner: casework.Handler, Outcome: casework.Breach,
	}}}}
	start := time.Date(next-1, 12, 30, 1, 0, 0, 0, time.UTC)
	b.store.Put(casework.State{
		Number: open, Kind: casework.Service, Item: countertest.Permit, Unit: "permits", Post: "permit-1", Run: 1, Revision: 2,
		Stage: casework.StageHandle, Policy: "service@1", Calendar: "cn@1",
		Clocks: []casework.Clock{{
			Name: "handle", Round: 1, Status: casework.Running, Outcome: casework.Breach, Start: start, Due: start.AddDate(0, 0, 14),
		}},
	})
	return next
}

// legal are the days off by law of a year.
func legal(t *testing.T, year int) (dates []string) {
	t.Helper()
	days, ok := rules(t).Law.Year(year)
	require.True(t, ok)
	for _, d := range days {
		dates = append(dates, d.Date)
	}
	return dates
}

func TestCalendarsAndRecounts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	year := b.shelve()
	admin := b.as(countertest.Admin)
	csv := "date,day\n"
	for _, day := range legal(t, year) {
		csv += day + ",off\n"
		if strings.HasSuffix(day, "-01-01") {
			csv += fmt.Sprintf("%d-01-05,off\n%d-01-06,off\n", year, year)
		}
	}
	text, err := json.Marshal(csv)
	require.NoError(t, err)
	list := fmt.Sprintf(`{"year":%d,"format":"csv","source":"通知","list":%s}`, year, text)

	few := fmt.Sprintf(`{"year":%d,"format":"csv","list":"%d-01-01,off"`, year, year)
	p := admin.post("/api/v1/calendars", few+"}", nil).problem(t)
	require.Equal(t, casework.LegalMissing, p.Code, "a few days are no list")
	require.Contains(t, p.Errors[0].EN, "National Day "+fmt.Sprint(year, "-10-01"))
	require.Contains(t, admin.get("/api/v1/calendars/missing").text, `"years":[`)
	for _, dry := range []struct{ path, body string }{
		{"/calendars", few + `,"partial":true,"dry_run":true}`},
		{"/calendars/days", fmt.Sprintf(`{"days":[{"date":"%d-03-03","is":"off","name":"x"}],"dry_run":true}`, year)},
	} {
		got := admin.post("/api/v1"+dry.path, dry.body, nil)
		require.Equal(t, http.StatusOK, got.status, got.text)
		require.Contains(t, got.text, `"dry":true`)
		require.Contains(t, got.text, `"difference":{"days":[{"date":"`)
	}
	require.Len(t, b.store.Shelf.Versions, 1, "nothing was kept")
	day := admin.post("/api/v1/calendars/days", fmt.Sprintf(`{"days":[{"date":"%d-03-03","is":"off"}]}`, year), nil)
	require.Equal(t, http.StatusCreated, day.status, day.text)
	require.Equal(t, http.StatusNoContent, admin.post("/api/v1/calendars/discard", `{"calendar":"cn@2"}`, nil).status)
	require.Equal(t, casework.DraftDiscarded, admin.post("/api/v1/calendars/discard", `{"calendar":"cn@2"}`, nil).problem(t).Code)
	require.Equal(t, casework.NoDraft, admin.post("/api/v1/calendars/discard", `{"calendar":"cn@1"}`, nil).problem(t).Code)
	require.Contains(t, b.store.Audits, "p-admin admin.calendar_discard cn@2 ")

	got := admin.post("/api/v1/calendars", list, nil)
	require.Equal(t, http.StatusCreated, got.status, got.text)
	require.Contains(t, got.text, `"version":3`)
	got = admin.post("/api/v1/calendars", list, nil)
	require.Equal(t, http.StatusOK, got.status, "the same list again does nothing")
	require.Contains(t, got.text, `"same":true`)

	var versions []rulebook.CalendarVersion
	require.NoError(t, json.Unmarshal([]byte(admin.get("/api/v1/calendars").text), &versions))
	require.Len(t, versions, 3)
	require.Nil(t, versions[0].Published)
	got = admin.get(fmt.Sprintf("/api/v1/calendars/export?calendar=cn@3&format=csv&year=%d", year))
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, "text/csv; charset=utf-8", got.header.Get("Content-Type"))
	require.Equal(t, csv, got.text)

	got = admin.post("/api/v1/recounts", `{"calendar":"cn@3"}`, nil)
	require.Equal(t, http.StatusCreated, got.status, got.text)
	var r rulebook.Recount
	require.NoError(t, json.Unmarshal([]byte(got.text), &r))
	require.Equal(t, 1, r.Clocks)
	var moves core.List[rulebook.CaseMove]
	path := fmt.Sprint("/api/v1/recounts/", r.ID)
	require.NoError(t, json.Unmarshal([]byte(admin.get(path+"/moves").text), &moves))
	require.Equal(t, open, moves.Rows[0].Number)
	require.True(t, moves.Rows[0].New.After(moves.Rows[0].Old))

	p = admin.post(path+"/apply", "", nil).problem(t)
	require.Equal(t, casework.SecondPerson, p.Code, "who brought the list does not put it in force")
	chief := b.as(countertest.Chief)
	require.Equal(t, http.StatusAccepted, chief.post(path+"/apply", "", nil).status)
	p = chief.post(path+"/apply", "", nil).problem(t)
	require.Equal(t, http.StatusConflict, p.Status)
	require.Equal(t, casework.RecountApplied, p.Code)
	require.Contains(t, admin.get(path).text, `"applied_by":"p-chief"`)
	require.Contains(t, admin.get("/api/v1/recounts").text, `"total":1`)
	require.Equal(t, http.StatusNotFound, admin.get("/api/v1/recounts/9").status)
	require.Equal(t, http.StatusNoContent, admin.post("/api/v1/calendars/publish", `{"calendar":"cn@3"}`, nil).status)
}

func TestCalendarProblems(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.shelve()
	admin := b.as(countertest.Admin)
	for name, tt := range map[string]struct {
		path, body string
		status     int
		code       casework.Code
		field      string
	}{
		"the wrong year":     {"/calendars", `{"year":2031,"format":"csv","list":"2030-05-01,off"}`, 422, casework.WrongYear, "line[1]"},
		"off and worked":     {"/calendars", `{"year":2031,"format":"csv","list":"2031-05-03,off\n2031-05-03,work"}`, 422, casework.DayClash, "line[2]"},
		"empty":              {"/calendars", `{"year":2031,"format":"json","list":"{}"}`, 422, casework.EmptyList, "list"},
		"recurrence bomb":    {"/calendars", `{"year":2031,"format":"ics","list":"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20310101\nRRULE:FREQ=SECONDLY\nSUMMARY:休\nEND:VEVENT\nEND:VCALENDAR"}`, 422, casework.BadList, "event[0]"},
		"a zone of no place": {"/calendars", `{"format":"json","list":"{\"zone\":\"Moon/Base\"}"}`, 422, casework.BadList, "zone"},
		"unknown format":     {"/calendars", `{"year":2031,"format":"xlsx","list":""}`, 400, casework.Invalid, "format"},
		"unknown field":      {"/calendars", `{"years":2031}`, 400, casework.UnknownField, "years"},
		"no instant":         {"/calendars", `{"effective_from":"soon"}`, 400, casework.Invalid, "effective_from"},
		"recount of nothing": {"/recounts", `{}`, 400, casework.Invalid, "calendar"},
		"recount of none":    {"/recounts", `{"calendar":"cn@9"}`, 404, casework.NotFound, "calendar"},
		"apply none":         {"/recounts/9/apply", ``, 404, casework.NotFound, "number"},
		"publish none":       {"/calendars/publish", `{"calendar":"cn@9"}`, 404, casework.NotFound, "calendar"},
	} {
		p := admin.post("/api/v1"+tt.path, tt.body, nil).problem(t)
		require.Equal(t, tt.status, p.Status, "%s: %v", name, p)
		require.Equal(t, tt.code, p.Code, name)
		require.Equal(t, tt.field, p.Errors[0].Field, name)
	}
	require.Len(t, b.store.Shelf.Versions, 1, "nothing was kept")
	handler := b.as(countertest.Handler)
	for _, path := range []string{"/calendars", "/recounts", "/recounts/1/apply", "/calendars/publish", "/calendars/discard", "/calendars/days"} {
		require.Equal(t, http.StatusForbidden, handler.post("/api/v1"+path, `{}`, nil).status, path)
	}
	require.Equal(t, http.StatusForbidden, handler.get("/api/v1/calendars").status)
	require.Equal(t, http.StatusForbidden, handler.get("/api/v1/calendars/missing").status)
}
