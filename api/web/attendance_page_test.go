package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/attendance"
	"github.com/shixian/shixian/internal/punch"
)

func (attendanceFake) AttendanceOf(_ context.Context, _ casework.Principal, unit string, month time.Time) (attendance.Month, error) {
	if month.IsZero() {
		month = at("2026-10-01 00:00")
	}
	if unit == "" {
		unit = "permits"
	}
	if month.Year() < 2026 { // before there were punches
		return attendance.Month{Unit: unit, Month: month, Days: []time.Time{month}}, nil
	}
	half := punch.Half{From: at("2026-10-01 08:30"), To: at("2026-10-01 12:00"), In: at("2026-10-01 08:21"), Class: punch.LeftEarly, Rule: "R180", Number: "KQ2026-000001"}
	return attendance.Month{
		Unit: unit, Month: month, Days: []time.Time{month}, MaySign: true, MayShare: true, Current: true,
		Signed: &attendance.Signed{By: "handler", At: month, Version: 1},
		Rows: []attendance.Row{{
			Person: "handler", Name: "王强", Days: [][]punch.Half{{half, {Class: punch.Absent}}}, Month: punch.Add([][]punch.Half{{half}}), Year: punch.Tally{Halves: map[punch.Class]int{punch.Late: 1}},
			Marks: []attendance.Decided{{Number: "KQ2026-000002", At: month, Result: "off_post"}}, OffPosts: 1, Dismiss: "公务员法第八十八条第五项",
		}},
	}, nil
}

func (f attendanceFake) BringPunches(_ context.Context, _ casework.Principal, t attendance.Table) (attendance.Brought, error) {
	got := attendance.Brought{Clock: punch.Export{Name: "中控考勤机", NameEn: "ZKTeco"}, Lines: len(t.Rows) - 1, Fresh: 1, From: at("2026-10-01 08:21"), To: at("2026-10-08 08:21"), Persons: 1, Gaps: []time.Time{at("2026-10-09 12:00")}, Unknown: []attendance.Unknown{{Number: "7", Cell: "line[2].日期时间"}}}
	if !t.Dry && t.People["7"] == "" {
		return got, casework.FieldError(casework.Invalid, "line[2].日期时间", "person")
	}
	return got, nil
}

func (attendanceFake) SignAttendance(context.Context, casework.Principal, string, time.Time) error {
	return nil
}

func (attendanceFake) PublishAttendance(context.Context, casework.Principal, string, time.Time) error {
	return casework.FieldError(casework.Stale, "month", "R179")
}

// A month is read and handed out; a file is looked at first, and whose a number is, is asked.
func TestAttendancePage(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	doc, status := v.get("/attendance?unit=permits&month=2026-10")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, doc.Find("tbody").First().Text(), "王强")
	require.Contains(t, doc.Find("tbody").First().Text(), "▽")
	require.Equal(t, "/cases/KQ2026-000001", doc.Find("tbody a").First().AttrOr("href", ""))
	require.Contains(t, doc.Text(), "脱岗")
	require.Equal(t, "/register/", doc.Find(`a[href^="/register/"]`).First().AttrOr("href", "")[:10])

	res := uploading(t, v, "/attendance/punches", "clock.csv", "考勤号码,日期时间\n7,2026-10-01 08:21\n", nil)
	require.Equal(t, http.StatusOK, res.StatusCode)
	doc = v.read(res)
	require.Contains(t, doc.Find("[role=status]").Text(), "中控考勤机：1 次打卡")
	require.Contains(t, doc.Find("[role=status]").Text(), "2026年10月9日")
	require.Equal(t, "7", doc.Find("input[name='number.0']").AttrOr("value", ""))

	res = uploading(t, v, "/attendance/punches", "clock.csv", "考勤号码,日期时间\n7,2026-10-01 08:21\n", map[string]string{"take": "1"})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, v.read(res).Find("#summary").Text(), "这个工号还没有说明是谁的")
	res = uploading(t, v, "/attendance/punches", "clock.csv", "考勤号码,日期时间\n7,2026-10-01 08:21\n", map[string]string{"take": "1", "number.0": "7", "whose.0": "handler"})
	require.Equal(t, "/attendance?month=2026-10", res.Header.Get("Location"))

	_, status = v.get("/attendance/sheet?unit=permits&month=2026-10&format=csv")
	require.Equal(t, http.StatusOK, status)
	require.True(t, strings.HasPrefix(v.lang, "zh"))
}
