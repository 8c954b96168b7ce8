package e2e

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
)

// api is where the JSON API lives.
const api = "/api/v1"

// person is somebody signed in to the JSON API.
type person struct {
	t    *testing.T
	url  string
	http *http.Client
}

// args are the body of a command.
type args map[string]any

// as signs a person of the demo office in, once.
func (h *house) as(name string) *person {
	h.t.Helper()
	p, ok := h.signed.Load(name)
	if !ok {
		p, _ = h.signed.LoadOrStore(name, signIn(h.t, h.url, name, password))
	}
	return p.(*person)
}

// signIn signs somebody in who must be let in.
func signIn(t *testing.T, url, name, password string) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	p := &person{t: t, url: url, http: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
	got := p.send(http.MethodPost, "/session", args{"username": name, "password": password}, "")
	require.Equal(t, http.StatusOK, got.status, "sign in %s: %s", name, got.body)
	return p
}

// answer is a response, read.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// try sends one request; the error is the connection's.
func (p *person) try(method, path string, body any, key string) (answer, error) {
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return answer{}, err
		}
	}
	r, err := http.NewRequest(method, p.url+api+path, bytes.NewReader(text))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	if key != "" {
		r.Header.Set(core.KeyField, key)
	}
	resp, err := p.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	got := answer{status: resp.StatusCode, header: resp.Header}
	got.body, err = io.ReadAll(resp.Body)
	return got, err
}

func (p *person) send(method, path string, body any, key string) answer {
	p.t.Helper()
	got, err := p.try(method, path, body, key)
	require.NoError(p.t, err, "%s %s", method, path)
	return got
}

// deliver puts the result into the applicant's hands, for his signature on the receipt:
// one of its own each time, for two acts do not rest on one paper.
func (p *person) deliver(number string, more args) {
	p.t.Helper()
	if more == nil {
		more = args{}
	}
	p.issues(number, resultPapers...)
	more["means"], more["receiver"], more["signer"] = casework.WayDirect, "self", "张三丰"
	more["proof"] = p.attach(number, "送达回证.txt", "已签收 "+rand.Text(), casework.PurposeServed)
	p.do(number, casework.Deliver, more)
}

// resultPapers are those by which a result is told: one of them stands before it is handed over.
var resultPapers = []string{"grant_decision", "result_notice", "denial_decision", "denial_notice"}

// issues freezes the first of these papers that the case is ready for, and returns it.
func (p *person) issues(number string, forms ...string) papers.Paper {
	p.t.Helper()
	var ready papers.CasePapers
	p.read("/cases/"+number+"/papers", &ready)
	for _, f := range ready.Forms {
		if !slices.Contains(forms, f.Code) {
			continue
		}
		asked := map[string]string{}
		for _, q := range f.Asks {
			if q.Required {
				asked[q.Name] = "按申请事项办理"
			}
		}
		body := args{"form": f.Code, "number": number, "asked": asked}
		got := p.send(http.MethodPost, "/papers/draft", body, "")
		require.Equal(p.t, http.StatusOK, got.status, "draft %s: %s", f.Code, got.body)
		body["digest"] = decode[papers.Draft](p.t, got).Digest
		got = p.send(http.MethodPost, "/papers", body, rand.Text())
		require.Equal(p.t, http.StatusCreated, got.status, "issue %s: %s", f.Code, got.body)
		return decode[papers.Paper](p.t, got)
	}
	require.Fail(p.t, "none of these can be issued", "%v of %s", forms, number)
	return papers.Paper{}
}

// attach sends a file that the case must take, as the paper it is, and returns its id.
func (p *person) attach(number, name, content, purpose string) string {
	p.t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", name)
	require.NoError(p.t, err)
	_, err = io.WriteString(part, content)
	require.NoError(p.t, err)
	require.NoError(p.t, w.WriteField("purpose", purpose))
	require.NoError(p.t, w.Close())
	r, err := http.NewRequest(http.MethodPost, p.url+api+"/cases/"+number+"/"+casework.Attach, &form)
	require.NoError(p.t, err)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set(core.KeyField, rand.Text())
	resp, err := p.http.Do(r)
	require.NoError(p.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(p.t, err)
	require.Equal(p.t, http.StatusOK, resp.StatusCode, "attach to %s: %s", number, body)
	return decode[cases.Answer](p.t, answer{body: body}).ID
}

// read fetches a resource that must be there.
func (p *person) read(path string, into any) {
	p.t.Helper()
	got := p.send(http.MethodGet, path, nil, "")
	require.Equal(p.t, http.StatusOK, got.status, "GET %s: %s", path, got.body)
	require.NoError(p.t, json.Unmarshal(got.body, into), "GET %s: %s", path, got.body)
}

// decode reads a body.
func decode[T any](t *testing.T, got answer) T {
	t.Helper()
	var out T
	require.NoError(t, json.Unmarshal(got.body, &out), "%d %s", got.status, got.body)
	return out
}

// register takes in a case, and waits where a crowded engine has it a moment later (202).
func (p *person) register(r registration) string {
	p.t.Helper()
	return p.taken(p.send(http.MethodPost, "/cases", r, rand.Text()))
}

// taken is the number of a case that was taken in, once the engine has it.
func (p *person) taken(got answer) (number string) {
	p.t.Helper()
	require.Contains(p.t, []int{http.StatusCreated, http.StatusAccepted}, got.status, "%s", got.body)
	number = decode[core.Receipt](p.t, got).Number
	if got.status == http.StatusAccepted {
		p.begun(number)
	}
	return number
}

// begun waits for the engine to have a case.
func (p *person) begun(number string) {
	p.t.Helper()
	eventually(p.t, answeredWithin, "the engine has "+number, func() bool { return p.view(number).Revision > 0 })
}

// do carries out a command that must be accepted, and returns its verdict.
func (p *person) do(number, command string, a args) casework.Verdict {
	p.t.Helper()
	got := p.send(http.MethodPost, "/cases/"+number+"/"+command, a, rand.Text())
	require.Contains(p.t, []int{http.StatusOK, http.StatusAccepted}, got.status, "%s %s: %s", command, number, got.body)
	out := decode[cases.Answer](p.t, got)
	if got.status == http.StatusAccepted { // a crowded engine answers a moment later
		eventually(p.t, answeredWithin, "a verdict on "+command, func() bool {
			out = decode[cases.Answer](p.t, p.send(http.MethodGet, "/commands/"+out.ID, nil, ""))
			return out.Verdict != nil
		})
	}
	require.NotNil(p.t, out.Verdict, "%s %s: %s", command, number, got.body)
	require.True(p.t, out.Verdict.Accepted, "%s %s: %s", command, number, got.body)
	return *out.Verdict
}

// sign puts the second signature under the act that waits for it (R048).
func (p *person) sign(number string) casework.Verdict {
	p.t.Helper()
	waits := p.view(number).Second
	require.NotNil(p.t, waits, "nothing waits for a second signature: %s", number)
	return p.do(number, casework.Countersign, args{"request": waits.Request, "approve": true})
}

func (p *person) view(number string) (v casework.CaseView) {
	p.t.Helper()
	p.read("/cases/"+number, &v)
	return v
}

// clock finds the latest round of a clock of a case.
func (p *person) clock(number, name string) casework.ClockView {
	p.t.Helper()
	var found *casework.ClockView
	for _, c := range p.view(number).Clocks {
		if c.Name == name && (found == nil || c.Round > found.Round) {
			found = &c
		}
	}
	require.NotNil(p.t, found, "case %s has no clock %s", number, name)
	return *found
}

func (p *person) timeline(number string) (rows []casework.TimelineRow) {
	p.t.Helper()
	p.read("/cases/"+number+"/timeline", &rows)
	return rows
}

func (p *person) ledger(number string) (rows []casework.LedgerRow) {
	p.t.Helper()
	p.read("/cases/"+number+"/ledger", &rows)
	return rows
}

// inbox is every message to the person about a case, oldest first.
func (p *person) inbox(number string) (rows []casework.InboxRow) {
	p.t.Helper()
	for {
		var page cases.Mail
		p.read("/inbox?limit=200&offset="+strconv.Itoa(len(rows)), &page)
		rows = append(rows, page.Rows...)
		if len(page.Rows) == 0 { // the total is counted no further than core.Many
			break
		}
	}
	var out []casework.InboxRow
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].Number == number {
			out = append(out, rows[i])
		}
	}
	return out
}

// desk is one page of open clocks and how many there are in all.
func (p *person) desk(query url.Values) (list core.List[casework.ClockView]) {
	p.t.Helper()
	p.read("/clocks?"+query.Encode(), &list)
	return list
}

// approvals are the extensions that wait for the person's decision.
func (p *person) approvals() (rows []casework.CaseView) {
	p.t.Helper()
	p.read("/approvals", &rows)
	return rows
}
