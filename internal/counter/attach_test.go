package counter_test

import (
	"archive/zip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
)

const pdf = "%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"

func content(t testing.TB, text string) *core.Content {
	t.Helper()
	c, err := core.ReadContent(strings.NewReader(text))
	require.NoError(t, err)
	return c
}

// plain is a file of that name, sent under a key.
func plain(t testing.TB, key, name, text string) cases.Upload {
	return func() (cases.Sent, error) {
		return cases.Sent{Key: key, File: &core.File{Name: name, Content: content(t, text)}}, nil
	}
}

// upload is one with an audience.
func upload(t testing.TB, key, name, text, audience string) cases.Upload {
	return func() (cases.Sent, error) {
		return cases.Sent{
			Key: key, File: &core.File{Name: name, Content: content(t, text)}, Raw: map[string]any{"audience": audience},
		}, nil
	}
}

func TestAttach(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	answer, err := b.Attach(t.Context(), handler(), number, plain(t, "key", `C:\桌面\现场.html`, "情况属实"))
	require.NoError(t, err)
	require.True(t, answer.Verdict.Accepted)
	sent := b.engine.Updates[0]
	require.Equal(t, casework.Args{Attachment: answer.ID}, sent.Args, "neither name nor content goes to the engine")
	require.Equal(t, b.now, sent.At)

	rows, err := b.Attachments(t.Context(), handler(), number)
	require.NoError(t, err)
	require.Equal(t, []casework.Attachment{{
		ID: answer.ID, Number: number, Name: "现场.html.txt", Media: "text/plain; charset=utf-8", Size: 12,
		By: countertest.Handler, At: b.now, Digest: []byte("digest of 现场.html.txt"),
	}}, rows, "the type is the content's, and the name says so")
	got, body, err := b.Attachment(t.Context(), handler(), number, answer.ID)
	require.NoError(t, err)
	require.Equal(t, rows[0], got)
	text, err := io.ReadAll(body)
	require.NoError(t, err)
	require.Equal(t, "情况属实", string(text))
	require.Equal(t, []string{
		countertest.Handler + " " + access.CasePersonal + " " + number + " attachments",
		countertest.Handler + " " + access.CasePersonal + " " + number + " attachment " + answer.ID,
	}, b.store.Audits, "every reading is on record, what was read is not")

	again, err := b.Attach(t.Context(), handler(), number, plain(t, "key", `C:\桌面\现场.html`, "情况属实"))
	require.NoError(t, err)
	require.Equal(t, answer, again)
	_, err = b.Attach(t.Context(), handler(), number, plain(t, "key", "现场.html", "情况不属实"))
	require.Equal(t, casework.KeyReused, casework.CodeOf(err))

	same, err := b.Attach(t.Context(), leader(), number, plain(t, "another", "复印件.txt", "情况属实"))
	require.NoError(t, err)
	require.True(t, same.Same)
	require.Equal(t, answer.ID, same.ID, "stored once, answered as the same")
	require.Len(t, b.engine.Updates, 1)
	require.Equal(t, 1, b.store.Kept())
}

// slides are a presentation as far as anybody looks into one.
func slides(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	z := zip.NewWriter(&out)
	w, err := z.Create("[Content_Types].xml")
	require.NoError(t, err)
	_, err = io.WriteString(w, `<Types><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>`)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return out.String()
}

// What is refused leaves nothing behind.
func TestAttachRefusesBeforeItKeeps(t *testing.T) {
	t.Parallel()
	asks := errors.New("read")
	unread := func() (cases.Sent, error) { return cases.Sent{}, asks }
	for name, tt := range map[string]struct {
		who   casework.Principal
		read  cases.Upload
		code  casework.Code
		field string
	}{
		"nothing sent":        {handler(), func() (cases.Sent, error) { return cases.Sent{Key: "k"}, nil }, casework.Invalid, "file"},
		"an empty file":       {handler(), plain(t, "k", "a.txt", ""), casework.FileEmpty, "file"},
		"a page named a PDF":  {handler(), plain(t, "k", "a.pdf", "<html><script>alert(1)</script>"), casework.FileType, "file"},
		"an old letter":       {handler(), plain(t, "k", "a.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), casework.FileOld, "file"},
		"a telephone's photo": {handler(), plain(t, "k", "a.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), casework.FilePicture, "file"},
		"a film":              {handler(), plain(t, "k", "a.mov", "\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00"), casework.FileFilm, "file"},
		"a recording":         {handler(), plain(t, "k", "a.amr", "#!AMR\n\x3c"), casework.FileSound, "file"},
		"an archive":          {handler(), plain(t, "k", "a.rar", "Rar!\x1a\x07\x00"), casework.FileArchive, "file"},
		"slides":              {handler(), plain(t, "k", "a.pptx", slides(t)), casework.FileSlides, "file"},
		"text of GBK":         {handler(), plain(t, "k", "a.txt", "\xc7\xe9\xbf\xf6\xca\xf4\xca\xb5"), casework.FileGBK, "file"},
		"half a document":     {handler(), plain(t, "k", "a.pdf", "%PDF-1.7"), casework.FileDamaged, "file"},
		"no key":              {handler(), plain(t, "", "a.pdf", pdf), casework.Invalid, core.KeyField},
		"a word too many":     {handler(), upload(t, "k", "a.pdf", pdf, "sealed"), casework.UnknownField, "audience"},
		"not his case":        {countertest.Principal(countertest.Stranger), unread, casework.NotFound, "number"},
		"nobody's bytes read": {countertest.Principal(countertest.Admin), unread, casework.NotFound, "number"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.handling()
			_, err := b.Attach(t.Context(), tt.who, number, tt.read)
			require.Equal(t, tt.code, casework.CodeOf(err), "%v", err)
			require.Equal(t, tt.field, core.RefusalsOf(err)[0].Field)
			require.Zero(t, b.store.Kept())
			require.Empty(t, b.engine.Updates)
		})
	}
	b := setup(t)
	b.handling()
	_, err := b.Do(t.Context(), handler(), number, casework.Attach, nil, "k")
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "a command that takes a file is nothing without one")
	_, err = b.Do(t.Context(), handler(), number, casework.Attach, map[string]any{"file": "a.pdf"}, "k")
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "a name is no file")
	require.Zero(t, b.store.Kept())
}

func TestFileTooLarge(t *testing.T) {
	t.Parallel()
	exact, err := core.ReadContent(io.LimitReader(endless{}, casework.MaxFile))
	require.NoError(t, err)
	require.EqualValues(t, casework.MaxFile, exact.Size())
	_, err = core.ReadContent(io.LimitReader(endless{}, casework.MaxFile+1))
	require.Equal(t, casework.FileTooLarge, casework.CodeOf(err))
	_, err = core.ReadContent(endless{})
	require.Equal(t, casework.FileTooLarge, casework.CodeOf(err), "it stops reading")
}

func TestAFileCutOffIsNone(t *testing.T) {
	t.Parallel()
	for _, size := range []int64{0, 10, 1 << 20, 1<<20 + 1} {
		_, err := core.ReadContent(io.MultiReader(io.LimitReader(endless{}, size), iotest.ErrReader(io.ErrUnexpectedEOF)))
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestContentIsReadAnywhere(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("0123456789", 300_000) // 3 MB: three pieces
	c := content(t, text)
	require.Len(t, c.Pieces(), 3)
	require.EqualValues(t, len(text), c.Size())
	for _, at := range []int64{0, 1<<20 - 5, 2<<20 - 1, int64(len(text)) - 3} {
		p := make([]byte, 10)
		n, err := c.ReadAt(p, at)
		require.Equal(t, text[at:min(int(at)+10, len(text))], string(p[:n]))
		if n < len(p) {
			require.ErrorIs(t, err, io.EOF)
		}
	}
	_, err := c.ReadAt(make([]byte, 1), c.Size())
	require.ErrorIs(t, err, io.EOF)
}

// Engine away: kept, and shown once the verdict is in.
func TestAttachWhileTheEngineIsAway(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling()
	b.engine.SetAway(true)
	answer, err := b.Attach(t.Context(), handler(), number, plain(t, "k", "a.pdf", pdf))
	require.NoError(t, err)
	require.True(t, answer.Pending)
	rows, err := b.Attachments(t.Context(), handler(), number)
	require.NoError(t, err)
	require.Empty(t, rows)
	require.Empty(t, b.store.Audits, "nothing was read")

	b.engine.SetAway(false)
	require.Equal(t, 1, b.Sweep(t.Context()).Decided)
	rows, err = b.Attachments(t.Context(), handler(), number)
	require.NoError(t, err)
	require.Len(t, rows, 1)
}

func TestAClosedCaseTakesNoFile(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.handling(closed)
	answer, err := b.Attach(t.Context(), handler(), number, plain(t, "k", "a.pdf", pdf))
	require.Equal(t, casework.CaseIsClosed, casework.CodeOf(err))
	_, _, err = b.Attachment(t.Context(), handler(), number, answer.ID)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

// Who reads what of a complaint (R082).
func TestFilesOfAComplaint(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const number = "TS2026-000001"
	state := casework.State{
		Number: number, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Run: 1, Revision: 3, Stage: casework.StageHandle,
	}
	b.store.Put(state)
	view := b.store.Cases[number]
	view.RegisteredBy = countertest.Clerk
	b.store.Cases[number] = view
	b.engine.Run(number, true)
	who := countertest.Principal
	attach := func(person, text, audience string) string {
		t.Helper()
		answer, err := b.Attach(t.Context(), who(person), number, upload(t, person+strings.ReplaceAll(text, " ", "-"), "a.txt", text, audience))
		require.NoError(t, err)
		return answer.ID
	}
	own := attach(countertest.Efficiency, "complainant's", "")
	passed := attach(countertest.Efficiency, "for the unit", casework.AudienceUnit)
	brought := attach(countertest.Clerk, "at the window", "")
	answered := attach(countertest.Handler, "the unit's", "")
	other := attach(countertest.Handler, "complainant's", "")
	require.NotEqual(t, own, other, "that the complainant sent the same is not told by answering it as the same")

	read := func(person string) []string {
		rows, err := b.Attachments(t.Context(), who(person), number)
		require.NoError(t, err)
		ids := []string{}
		for _, a := range rows {
			ids = append(ids, a.ID)
		}
		return ids
	}
	require.Equal(t, []string{own, passed, brought, answered, other}, read(countertest.Efficiency))
	require.Equal(t, []string{passed, answered, other}, read(countertest.Handler))
	require.Equal(t, []string{passed, answered, other}, read(countertest.Head))
	require.Equal(t, []string{brought}, read(countertest.Clerk), "what he brought himself, and no more")
	for _, person := range []string{countertest.Leader, countertest.Chief} {
		_, err := b.Attachments(t.Context(), who(person), number)
		require.Equal(t, casework.Forbidden, casework.CodeOf(err), person)
	}
	_, _, err := b.Attachment(t.Context(), who(countertest.Handler), number, own)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "as if it were not there")
	for _, person := range []string{countertest.Handler, countertest.Clerk} {
		_, err := b.Attach(t.Context(), who(person), number, upload(t, "k", "a.txt", "x", map[string]string{
			countertest.Handler: casework.AudienceSealed, countertest.Clerk: casework.AudienceUnit,
		}[person]))
		require.Equal(t, casework.Invalid, casework.CodeOf(err), "%s does not choose", person)
		require.Equal(t, "audience", core.RefusalsOf(err)[0].Field)
	}

	// Given to another unit, that one reads what the office passed on and no more.
	state.Unit, state.Post = "other", "other-1"
	b.store.Put(state)
	require.Equal(t, []string{passed}, read(countertest.Stranger))
}

// The person concerned reads back what he brought to his own case and no other file of
// it, and a letter that became a complaint is sealed from whoever brought a file too.
func TestWhatOneBroughtOneReadsBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const account = "ZZ2026-000001"
	b.store.Put(casework.State{
		Number: account, Kind: casework.Accountability, Unit: "efficiency", Post: "efficiency", Run: 1, Revision: 2, Stage: casework.StageHear,
		Cause: &casework.Cause{Number: number, Post: "permit-1"}, Facts: map[string]string{"person": countertest.Handler},
	})
	b.engine.Run(account, true)
	theirs, err := b.Attach(t.Context(), efficiency(), account, plain(t, "k1", "findings.txt", "内部材料"))
	require.NoError(t, err)
	his, err := b.Attach(t.Context(), handler(), account, plain(t, "k2", "defence.txt", "申辩材料"))
	require.NoError(t, err)
	rows, err := b.Attachments(t.Context(), handler(), account)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, his.ID, rows[0].ID)
	_, _, err = b.Attachment(t.Context(), handler(), account, theirs.ID)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
	require.Contains(t, b.store.Audits, countertest.Handler+" "+access.CasePersonal+" "+account+" attachments", "his own, and on record")
	rows, err = b.Attachments(t.Context(), efficiency(), account)
	require.NoError(t, err)
	require.Len(t, rows, 2)
}

// The files of a letter go along where its words do: the complaint it became shows
// them to who may read them, from under their own number; a complaint takes none along.
func TestFilesGoAlong(t *testing.T) {
	t.Parallel()
	b := sorted(t)
	state := casework.State{Number: letter, Kind: casework.Document, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageAssign}
	b.store.Put(state)
	b.engine.Run(letter, true)
	scan, err := b.Attach(t.Context(), handler(), letter, plain(t, "k", "scan.txt", "来信扫描"))
	require.NoError(t, err)
	state.Stage, state.ClosedAt = casework.StageClosed, b.now
	b.store.Put(state)
	b.store.Ties = map[string][]casework.Tie{
		letter: {{Number: fresh, Kind: casework.Complaint, Relation: casework.ConvertedTo}},
		fresh:  {{Number: letter, Kind: casework.Document, Relation: casework.ConvertedTo, Back: true}},
	}
	view := b.store.Cases[letter]
	view.Result = "converted"
	b.store.Cases[letter] = view
	rows, err := b.Attachments(t.Context(), efficiency(), fresh)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, []string{scan.ID, letter, "scan.txt", casework.AudienceSealed}, []string{rows[0].ID, rows[0].Number, rows[0].Name, rows[0].Audience})
	_, body, err := b.Attachment(t.Context(), efficiency(), fresh, scan.ID)
	require.NoError(t, err)
	text, err := io.ReadAll(body)
	require.NoError(t, err)
	require.Equal(t, "来信扫描", string(text))
	for _, p := range []casework.Principal{handler(), chief()} {
		rows, _ := b.Attachments(t.Context(), p, fresh)
		require.Empty(t, rows, p.Person)
	}
	_, err = b.Attachments(t.Context(), handler(), letter)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "sealed also from who brought it")

	const retold = "DB2026-000077"
	b.store.Put(casework.State{Number: retold, Kind: casework.Supervision, Unit: "permits", Post: "permit-1", Stage: casework.StageIssue})
	_, err = b.Attach(t.Context(), efficiency(), fresh, upload(t, "k3", "evidence.txt", "投诉人的证据", ""))
	require.NoError(t, err)
	b.store.Ties[retold] = []casework.Tie{{Number: fresh, Kind: casework.Complaint, Relation: casework.ConvertedTo, Back: true}}
	rows, err = b.Attachments(t.Context(), handler(), retold)
	require.NoError(t, err)
	require.Empty(t, rows)
}

// That something was attached is told to whoever may read it.
func TestTheTimelineKeepsSealedFiles(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const number = "TS2026-000001"
	b.store.Put(casework.State{Number: number, Kind: casework.Complaint, Unit: "permits", Post: "permit-1", Stage: casework.StageHandle})
	for _, audience := range casework.Audiences {
		b.store.Events[number] = append(b.store.Events[number], casework.TimelineRow{
			Name: casework.Attached, Detail: map[string]string{"attachment": "x", "audience": audience},
		})
	}
	for person, want := range map[string]int{countertest.Efficiency: 2, countertest.Handler: 1, countertest.Chief: 1} {
		rows, err := b.Timeline(t.Context(), countertest.Principal(person), number)
		require.NoError(t, err)
		require.Len(t, rows, want, person)
	}
}
