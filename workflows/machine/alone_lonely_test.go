package machine_test

import (
	"flag"
	"slices"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Nobody escapes alone (R048): after one act of one person, in the last working day before
// a clock is due and once it is late, every clock that ran runs on to its instant, or was
// met by an act that meets it, or the act waits for a second person. What may be done alone
// all the same is lonely, each with its rule.

var (
	aloneLives = flag.Int("alone", 10000, "random lives in which nobody escapes alone")
	aloneWalks = flag.Int("walks", 40, "lives of each kind in which every act is tried")
)

// lonely acts end, stop or move a clock unmet, or meet one that another act is there for,
// and are one person's all the same, by the rule named.
var lonely = map[string]may{
	"complaint reply jurisdiction":   {rule: "R071: the right to disclaim it is not used"},
	"petition ask-review serve":      {rule: "R087: who asks for a review has his answer"},
	"supervision object objection":   {rule: "R121: the right is used"},
	"rectification object rectify":   {rule: "R120: nothing is owed while the finding is contested; rejected, its limit runs whole"},
	"rectification report object":    {rule: "R120: the right to object is not used"},
	"absence withdraw approve":       {rule: "本单位规定: who asked for himself takes it back"},
	"absence withdraw leave":         {rule: "本单位规定: who asked for himself takes it back"},
	"absence withdraw handover":      {rule: "本单位规定: who asked for himself takes it back"},
	"absence report-return handover": {rule: "R168: he is back, and nothing changes hands any more"},
	"absence report-return taken":    {rule: "R168: he is back, and nothing changes hands any more"},
	"absence withdraw papers":        {rule: "本单位规定: who asked for himself takes it back"},

	"accountability accept appeal_outside": {rule: "R143: accepted, and the sixty days of the other organ run from there, once"},

	"complaint convert forward":       {rule: "R067: passed on where it belongs, which answers the sorting"},
	"complaint screen forward":        {rule: "R067, R075: sorted, and told with the reason"},
	"complaint disclaim jurisdiction": {rule: "R071: not ours, said in time", only: inTime("jurisdiction")},
	"complaint disclaim handle":       {rule: "R071: not ours, said in time", only: inTime("jurisdiction")},
	"document confirm-consent return": {rule: "R055: the right to send it back is not used"},
	"document confirm-consent handle": {rule: "R061: the law has answered"},
	"document confirm-consent chase":  {rule: "R061: the law has answered"},
	"document decide-return handle":   {rule: "R055: the unit asked, and whoever assigned it consents"},
	"document decide-return chase":    {rule: "R055: the unit asked, and whoever assigned it consents"},
	"document decide-return consent":  {rule: "R055: the unit asked, and whoever assigned it consents"},
	"document special-notice consent": {rule: "R060: the sender was told in time that silence is none here"},
	"complaint forward jurisdiction":  {rule: "R072: a dispute over competence is decided, and the limit runs on", only: heldTo},
	"complaint forward act_on_advice": {rule: "R072: a dispute over competence is decided", only: func(_ casework.Command, st casework.State) bool { return st.Stage == casework.StageScreen }},
	"document assign handle":          {rule: "R055: the unit asked to send it back, and another is given it", only: returned},
	"document assign chase":           {rule: "R055: the unit asked to send it back, and another is given it", only: returned},
	"document assign consent":         {rule: "R055: the unit asked to send it back, and another is given it", only: returned},
	"document assign return":          {rule: "R055: the right to send it back was used, late as the matter was", only: returned},
	"document decide-return return":   {rule: "R055: the right to send it back was used, late as the matter was"},
	"document assign propose":         {rule: "R051: given out at once"},
	"document assign instruct":        {rule: "R051: given out at once"},
	"document convert propose":        {rule: "R066: passed on where it belongs, which answers the sorting"},
	"document convert assign":         {rule: "R066: passed on where it belongs, which answers the sorting"},
	"document complete return":        {rule: "R055: the right to send it back is not used"},
	"document complete chase":         {rule: "R057: chased until it is done"},
	"document complete consent":       {rule: "R061: answered, so that silence says nothing"},
	"document return return":          {rule: "R055: not ours, said in time"},
	"document return handle":          {rule: "R055: not ours, said in time", only: inTime("return")},
	"document return consent":         {rule: "R055: not ours, said in time", only: inTime("return")},
	"document return chase":           {rule: "R055: not ours, said in time", only: inTime("return")},

	"disclosure vet handle":       {rule: "R204: not true, it is never public; who let its days go by is asked after at once"},
	"disclosure approve handle":   {rule: "R204: not approved, it is never public; who let its days go by is asked after at once"},
	"disclosure reply ask_leader": {rule: "R203: answered, and there is nothing to ask any more"},
	"disclosure take-down check":  {rule: "R205: what is public no more is not checked"},
	"promise end-promise check":   {rule: "R199: what is promised no more is not checked"},
	"contact reply guide":         {rule: "R050: answered, and the leader need not say how any more", unlessLate: true},
	"contact decline put_off":     {rule: "R018: explained counts as answered, and that is the day's answer"},
	"contact decline guide":       {rule: "R018: explained, and the leader need not say how any more", unlessLate: true},

	"proposal return return":           {rule: "R091: not ours, said in time"},
	"proposal reply return":            {rule: "R091: the right to send it back is not used"},
	"proposal reply follow_up":         {rule: "R230: looked into until it is answered"},
	"proposal assign handle":           {rule: "R091: the unit said that it is another's, and another is given it", only: saidNotOurs},
	"proposal assign decide_return":    {rule: "R091: the unit said that it is another's, and another is given it"},
	"proposal decide-return handle":    {rule: "R091: the unit asked, and another sends it back"},
	"proposal decide-return assign":    {rule: "R091: one asked, and another sends it back"},
	"proposal decide-return return":    {rule: "R091: the right is used"},
	"proposal decide-return redo":      {rule: "R091: the unit asked, and another sends it back"},
	"proposal decide-return receipt":   {rule: "R091: nothing is made of a part where it goes back"},
	"proposal decide-return follow_up": {rule: "R230: looked into until it goes back"},

	"contact convert handle":    {rule: "R004, R065: it goes on as the case it is"},
	"contact convert follow_up": {rule: "R004, R065: it goes on as the case it is, and counts from the day of the question"},
	"contact decline handle":    {rule: "R018: explained with the reason and the law; an objection goes up"},
	"contact file-up handle":    {rule: "R012: filed upward, and the day told"},
	"contact reply follow_up":   {rule: "R012: followed up until it is answered"},
	"contact guide-out handle":  {rule: "R011: led to the body that is competent, with the help given"},
	"contact guide-out put_off": {rule: "R011: led to the body that is competent, and that is the day's answer"},
	"contact guide-out guide":   {rule: "R050: led to the body that is competent, and the leader need not say how any more", unlessLate: true},
	"contact convert put_off":   {rule: "R004, R065: it goes on as the case it is, and counts from the day of the question"},

	"service complete guide":       {rule: "R005: decided, and the leader need not say how any more", unlessLate: true},
	"service deny guide":           {rule: "R026: decided, and the leader need not say how any more", unlessLate: true},
	"service decide guide":         {rule: "R005: decided, and the leader need not say how any more", unlessLate: true},
	"service deliver explain":      {rule: "R005: its paper shows that it was served in time, and there is nothing to explain", only: shown},
	"service deliver guide":        {rule: "R005: done, and the leader need not say how any more", unlessLate: true},
	"service decline guide":        {rule: "R026: refused, and the leader need not say how any more", unlessLate: true},
	"service turn-away guide":      {rule: "R034: another's matter, and the leader need not say how any more", unlessLate: true},
	"service deny step":            {rule: "R044: nothing is made of a part where it is denied", unlessLate: true},
	"service decide step":          {rule: "R044: nothing is made of a part where it is denied", unlessLate: true},
	"service deny receipt":         {rule: "R044: nothing is made of a part where it is denied", unlessLate: true},
	"service decide receipt":       {rule: "R044: nothing is made of a part where it is denied", unlessLate: true},
	"service deny feedback":        {rule: "R029: the decision is what he was to be told"},
	"service complete feedback":    {rule: "R029: the decision is what he was to be told"},
	"service decline feedback":     {rule: "R029: the refusal is what he was to be told"},
	"service turn-away feedback":   {rule: "R029: the refusal is what he was to be told"},
	"service decide feedback":      {rule: "R029: the decision is what he was to be told"},
	"service decide handle":        {rule: "R005: proposed by one, reviewed and decided by others"},
	"service decide statutory":     {rule: "R005: proposed by one, reviewed and decided by others"},
	"service turn-away intake":     {rule: "R034: told at once, in writing, with the reason"},
	"service decline supplement":   {rule: "R026: the decision, with reason and basis"},
	"service turn-away supplement": {rule: "R034: told at once, in writing, with the reason"},

	"service deny handle":            {rule: "R026: the decision, with reason and basis"},
	"service deny statutory":         {rule: "R026: the decision, with reason and basis"},
	"service decline intake":         {rule: "R026: the decision, with reason and basis"},
	"service one-time-notice intake": {rule: "R024: what is missing is told once"},
	"service pause handle":           {rule: "R028: with its paper, within its cap", only: briefly},
	"service pause statutory":        {rule: "R028: with its paper, within its cap", only: briefly},

	"petition pause final_review": {rule: "R087: a hearing with its paper, within its cap", only: heard},

	"supervision reply receipt":      {rule: "R095: who answers has received it"},
	"supervision sign-off follow_up": {rule: "R097: followed up until it is signed off"},
}

// may says by which rule an act is one person's, and within what.
type may struct {
	rule string
	// unlessLate: what is late already, its owner answers for all the same.
	unlessLate bool
	only       func(c casework.Command, st casework.State) bool
}

// shown: it counts from the day that a paper on record shows.
func shown(c casework.Command, _ casework.State) bool {
	return c.Args.Proof != "" && !c.Args.Received.IsZero()
}

func inTime(right string) func(casework.Command, casework.State) bool {
	return func(_ casework.Command, st casework.State) bool {
		handle := st.Clock("handle") // what is late already is not used in time
		return st.Clock(right).Status == casework.Running && (handle == nil || handle.Status != casework.Breached)
	}
}

// saidNotOurs: somebody else said so before.
func saidNotOurs(c casework.Command, st casework.State) bool {
	return st.Facts[kind.FactReturn] != "" && st.Facts[casework.FactReturner] != c.Actor
}

func returned(_ casework.Command, st casework.State) bool { return st.Facts["late_return"] == "asked" }

// heldTo: the desk that has it keeps it, by the final word.
func heldTo(c casework.Command, st casework.State) bool {
	return c.Args.Approve != nil && *c.Args.Approve && c.Args.Post == st.Post
}

// briefly: a paper tells of it, and it is no longer than the thirty working days that the
// office has set. The first of them may be the day after.
func briefly(c casework.Command, st casework.State) bool {
	book, err := shelf()
	if err != nil {
		panic(err)
	}
	cal, _, err := book.Calendar(st.Calendar)
	if err != nil {
		panic(err)
	}
	longest, err := cal.Due(c.At, calendar.Limit{N: 31, Unit: calendar.WorkingDays})
	return err == nil && c.Args.Proof != "" && !c.Args.Until.After(longest.At)
}

// heard: a paper tells of the hearing, and it is no longer than thirty days.
func heard(c casework.Command, _ casework.State) bool {
	return c.Args.Proof != "" && !c.Args.Until.After(c.At.AddDate(0, 0, 31))
}

// anywhere are acts that are one person's in every kind.
var anywhere = map[string]may{
	casework.VoidCase: {rule: "R048: a registration is voided by who made it, the same working day, before any paper or other act; the number is kept and listed", unlessLate: true},
	casework.Close: {rule: "R048: on a declared ground, by what shows it", only: func(c casework.Command, _ casework.State) bool {
		return c.Args.Ground != "" && (c.Args.Proof != "" || c.Args.Case != "")
	}},
	casework.DecideExtension: {rule: "R043: never by him who asked for it"},
	casework.Withdraw: {rule: "the applicant's own, with his paper; a complainant or petitioner is called by another than who owes the next act", only: func(c casework.Command, st casework.State) bool {
		return c.Args.Proof != "" && (st.Kind == casework.Service || !slices.Contains(c.Roles, st.Turn))
	}},
}
