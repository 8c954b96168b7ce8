package attendance

import (
	"encoding/base64"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/attendance"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/sheet"
)

// holds is the longest file a page keeps between telling what would come of it and taking it,
// whose the most numbers it asks for at once.
const (
	holds = 512 << 10
	whose = 500
)

// bring looks at a file, or takes it in.
func (s *Room) bring(v *visit) error {
	_, raw, err := v.File("file")
	if err != nil {
		return err
	}
	if held := v.Form("held"); len(raw) == 0 && held != "" {
		if raw, err = base64.StdEncoding.DecodeString(held); err != nil {
			return casework.FieldError(casework.Invalid, "file", "")
		}
	}
	in := attendance.Table{People: map[string]string{}, OtherYears: v.Form("other_years") != "", Dry: v.Form("take") == ""}
	for i := range whose {
		n := strconv.Itoa(i)
		if number := v.Form("number." + n); number != "" {
			in.People[number] = v.Form("whose." + n)
		}
	}
	var got attendance.Brought
	if len(raw) == 0 {
		err = casework.FieldError(casework.Invalid, "file", "required")
	} else if in.Rows, err = sheet.Read(raw); err == nil {
		got, err = s.counter.BringPunches(v.Ctx, v.Who, in)
	}
	view := &monthView{}
	switch refused := core.RefusalsOf(err); {
	case len(refused) > 0 && casework.CodeOf(err) != casework.Forbidden:
		view.Wrong = v.wrong(refused)
		if view.Wrong != nil {
			err = nil
		}
		view.looked(v, raw, got, in.People)
		return s.show(v, http.StatusUnprocessableEntity, view, "", "", err)
	case err != nil:
		return err
	case in.Dry:
		view.looked(v, raw, got, in.People)
		return s.show(v, http.StatusOK, view, "", "", nil)
	}
	s.Flash(v.Visit, "attendance.taken", "")
	return v.Redirect("/attendance?month=" + v.Local(got.To).Format("2006-01"))
}

// looked says what a file holds and what would come of it.
func (view *monthView) looked(v *visit, raw []byte, got attendance.Brought, people map[string]string) {
	if got.Lines == 0 {
		return
	}
	view.Shown = true
	view.Told = append(view.Told, v.T("attendance.sum", v.Pick(got.Clock.Name, got.Clock.NameEn), got.Lines, got.Fresh, got.Known, got.Repeated))
	if !got.From.IsZero() {
		view.Told = append(view.Told, v.T("attendance.span", v.Stamp(got.From), v.Stamp(got.To), got.Persons))
	}
	if len(got.Gaps) > 0 {
		var days []string
		for _, d := range got.Gaps {
			days = append(days, v.DateOnly(d))
		}
		view.Told = append(view.Told, v.T("attendance.gaps", strings.Join(days, v.T("comma"))))
	}
	for _, u := range got.Unknown[:min(whose, len(got.Unknown))] {
		view.Unknown = append(view.Unknown, unknownView{u.Number, people[u.Number]})
	}
	for _, number := range sorted(people) { // what was said and is not kept yet
		if !slices.ContainsFunc(view.Unknown, func(u unknownView) bool { return u.Number == number }) {
			view.Unknown = append(view.Unknown, unknownView{number, people[number]})
		}
	}
	if len(raw) <= holds {
		view.Held = base64.StdEncoding.EncodeToString(raw)
	}
}

func sorted(people map[string]string) (out []string) {
	for number, person := range people {
		if person != "" {
			out = append(out, number)
		}
	}
	slices.Sort(out)
	return out
}

// cell is how a refusal names one of a table.
var cell = regexp.MustCompile(`^line\[(\d+)\](?:\.(.+))?$`)

// wrong are the refusals that name a cell.
func (v *visit) wrong(refused []*casework.Error) (out []wrongCell) {
	for _, e := range refused {
		m := cell.FindStringSubmatch(e.Field)
		if m == nil {
			return nil
		}
		text := *e
		text.Field = m[2]
		w := wrongCell{Row: m[1], Column: m[2], Text: v.Refusal(&text)}
		if year, of := strings.CutPrefix(e.Rule, "year:"); of {
			w.Text = v.T("attendance.another_year", year)
		}
		if e.Rule == "person" {
			w.Text = v.T("attendance.whose_is_it")
		}
		if e.Code == casework.UnknownField {
			w.Text = v.T("attendance.no_clock")
		}
		out = append(out, w)
	}
	return out
}
