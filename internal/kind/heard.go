package kind

import "github.com/shixian/shixian/internal/casework"

// heard is the order in which cases listened to commands before each kind declared its
// own; Set.Commands says why it stays.
var heard = []string{
	casework.OneTimeNotice, casework.Supplement, casework.Accept, casework.Decline, casework.Complete,
	casework.Deny, casework.Deliver, casework.Pause, casework.Resume, casework.RequestExtension,
	casework.DecideExtension, casework.WithdrawExtension, casework.Transfer, casework.Chase, casework.Explain,
	casework.Withdraw, casework.Correct, casework.Reopen, casework.Propose, casework.Instruct,
	casework.Assign, casework.Return, casework.DecideReturn, casework.NoticeSpecial, casework.ConfirmConsent,
	casework.File, casework.Screen, casework.Forward, casework.Disclaim, casework.Reply,
	casework.Confirm, casework.Relay, casework.Disclose, casework.WithdrawDisclosure, casework.Rate,
	casework.Advise, casework.Report, casework.SelfReport, casework.Issue, casework.ConfirmReceipt,
	casework.AssignStep, casework.CompleteStep, casework.SpecialReport, casework.SignOff, casework.Object,
	casework.DecideObjection, casework.FileDuty, casework.DecidePoints, casework.Approve, casework.ReportReturn,
	casework.FilePapers, casework.Designate, casework.Manned, casework.StateFacts, casework.Hear,
	casework.Split, casework.Recommend, casework.Decide, casework.Serve, casework.AskReview,
	casework.DecideReview, casework.Close, casework.Link, casework.Unlink, casework.Merge,
	casework.Unmerge, casework.Convert, casework.Follow, casework.Accounted, casework.Attach,
	casework.Recount, casework.AskUrgent, casework.DecideUrgent, casework.Countersign,
}
