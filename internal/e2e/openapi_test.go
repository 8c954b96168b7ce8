package e2e

import (
	"cmp"
	"net/http"
	"net/http/cookiejar"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/e2e/client"
)

// stranger is another office's system: it knows the document and nothing of the house.
func (h *house) stranger(name string) *client.ClientWithResponses {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(h.t, err)
	c, err := client.NewClientWithResponses(h.url, client.WithHTTPClient(&http.Client{Jar: jar, Timeout: 30 * time.Second}))
	require.NoError(h.t, err)
	in, err := c.SignInWithResponse(h.t.Context(), client.Credentials{Username: name, Password: password})
	require.NoError(h.t, err)
	require.NotNil(h.t, in.JSON200, "%s", in.Body)
	return c
}

// TestAGeneratedClientDoesTheMainJob: what the document says is enough to register a
// permit, ask for more time, have it granted, complete and deliver, in types alone.
func TestAGeneratedClientDoesTheMainJob(t *testing.T) {
	t.Parallel()
	h := open(t)
	ctx := t.Context()
	clerk, handler, leader := h.stranger("clerk"), h.stranger("handler"), h.stranger("leader_in_charge")

	form := foodPermit()
	var matter client.NewCase
	require.NoError(t, matter.FromRegistration(client.Registration{
		Kind: "service", Item: form.Item, Fields: &form.Fields, Materials: &form.Materials, Examine: new(true),
	}))
	made, err := clerk.RegisterCaseWithResponse(ctx, &client.RegisterCaseParams{IdempotencyKey: "one"}, matter)
	require.NoError(t, err)
	receipt := cmp.Or(made.JSON201, made.JSON202) // a crowded engine has it a moment later
	require.NotNil(t, receipt, "%s", made.Body)
	number := receipt.Number
	h.as("clerk").begun(number)
	again, err := clerk.RegisterCaseWithResponse(ctx, &client.RegisterCaseParams{IdempotencyKey: "one"}, matter)
	require.NoError(t, err)
	require.NotNil(t, again.JSON200, "%s", again.Body)
	require.Equal(t, number, again.JSON200.Number)

	accepted, err := handler.AcceptWithResponse(ctx, number, &client.AcceptParams{IdempotencyKey: "accept"}, client.AcceptArgs{})
	require.NoError(t, err)
	settled(t, handler, accepted.Body, accepted.JSON200, accepted.JSON202)
	asked, err := handler.RequestExtensionWithResponse(ctx, number, &client.RequestExtensionParams{IdempotencyKey: "more"},
		client.RequestExtensionArgs{Clock: "handle", Days: 2, Reason: "现场核查遇暴雨"})
	require.NoError(t, err)
	settled(t, handler, asked.Body, asked.JSON200, asked.JSON202)
	var lent client.DecideExtensionArgs
	require.NoError(t, lent.FromDecideExtensionServiceDocumentComplaintPetitionSupervisionAccountabilityRectificationArgs(
		client.DecideExtensionServiceDocumentComplaintPetitionSupervisionAccountabilityRectificationArgs{CaseKind: "service", Clock: "handle", Approve: true, Reason: "同意"}))
	granted, err := leader.DecideExtensionWithResponse(ctx, number, &client.DecideExtensionParams{IdempotencyKey: "grant"}, lent)
	require.NoError(t, err)
	id := settled(t, leader, granted.Body, granted.JSON200, granted.JSON202)
	verdict, err := leader.GetCommandWithResponse(ctx, id)
	require.NoError(t, err)
	require.True(t, verdict.JSON200.Verdict.Accepted)
	none, err := clerk.GetCommandWithResponse(ctx, id)
	require.NoError(t, err)
	require.Equal(t, string(casework.NotFound), none.ApplicationproblemJSON404.Code, "another's command")

	var done client.CompleteArgs
	require.NoError(t, done.FromCompleteServiceArgs(client.CompleteServiceArgs{CaseKind: "service"}))
	completed, err := handler.CompleteWithResponse(ctx, number, &client.CompleteParams{IdempotencyKey: "complete"}, done)
	require.NoError(t, err)
	settled(t, handler, completed.Body, completed.JSON200, completed.JSON202)
	h.as("handler").issues(number, resultPapers...)
	signer, self := "张三丰", client.DeliverArgsReceiver("self")
	handed := client.DeliverArgs{
		Means: casework.WayDirect, Receiver: &self, Signer: &signer,
		Proof: h.as("handler").attach(number, "送达回证.txt", "已签收", casework.PurposeServed),
	}
	twice := handed
	twice.Proof = h.as("handler").attach(number, "送达回证.txt", "再次签收", casework.PurposeServed)
	delivered, err := handler.DeliverWithResponse(ctx, number, &client.DeliverParams{IdempotencyKey: "deliver"}, handed)
	require.NoError(t, err)
	settled(t, handler, delivered.Body, delivered.JSON200, delivered.JSON202)
	late, err := handler.DeliverWithResponse(ctx, number, &client.DeliverParams{IdempotencyKey: "deliver-twice"}, twice)
	require.NoError(t, err)
	require.NotNil(t, late.ApplicationproblemJSON409, "%d %s", late.StatusCode(), late.Body)
	require.Equal(t, string(casework.CaseIsClosed), late.ApplicationproblemJSON409.Code)

	end, err := clerk.GetCaseWithResponse(ctx, number)
	require.NoError(t, err)
	require.Equal(t, string(casework.StageClosed), end.JSON200.Stage)
	require.Equal(t, "completed", *end.JSON200.Result)
}

// settled waits for the verdict on a command, and returns the command's id.
func settled(t *testing.T, by *client.ClientWithResponses, body []byte, answers ...*client.Answer) string {
	t.Helper()
	answer := cmp.Or(answers...)
	require.NotNil(t, answer, "%s", body)
	eventually(t, answeredWithin, "a verdict on "+answer.Id, func() bool {
		got, err := by.GetCommandWithResponse(t.Context(), answer.Id)
		require.NoError(t, err)
		return got.JSON200 != nil && got.JSON200.Verdict != nil && got.JSON200.Verdict.Accepted
	})
	return answer.Id
}
