package offline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/docs"
	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/schema"
)

// Law reads the regulations the binary carries, for an official; it needs no server.
type Law struct {
	List  lawListCmd  `cmd:"" help:"List every rule and the articles it rests on."`
	Show  lawShowCmd  `cmd:"" help:"Print a rule, or an article and the rules that rest on it."`
	Prove lawProveCmd `cmd:"" help:"Play the examples of rules, take out what is declared under them, and tell what nobody misses."`
}

type lawListCmd struct {
	JSON bool `help:"Print one JSON object a line."`
}

type lawLine struct {
	ID     string   `json:"id"`
	ZH     string   `json:"zh"`
	EN     string   `json:"en"`
	On     []string `json:"on"`
	Cites  []string `json:"cites"`
	Status string   `json:"status,omitempty"`
}

// Run prints one rule a line.
func (c *lawListCmd) Run(k *kong.Kong) error {
	book, err := reference.Articles()
	if err != nil {
		return err
	}
	ledger, err := law.Ledger(docs.Regulations)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(k.Stdout)
	enc.SetEscapeHTML(false)
	tab := tabwriter.NewWriter(k.Stdout, 0, 4, 2, ' ', 0)
	for _, r := range book.Rules {
		line := lawLine{ID: r.ID, ZH: r.ZH, EN: r.EN, Status: ledger[r.ID].Status}
		for _, p := range r.On {
			line.On, line.Cites = append(line.On, p.Ref()), append(line.Cites, book.Name(p))
		}
		if c.JSON {
			err = enc.Encode(line)
		} else {
			_, err = fmt.Fprintf(tab, "%s\t%s\t%s\n", r.ID, r.ZH, strings.Join(line.Cites, "；"))
		}
		if err != nil {
			return err
		}
	}
	return tab.Flush()
}

type lawShowCmd struct {
	What string `arg:"" help:"A rule, an address or a citation, such as R069 or 效能投诉处理暂行办法/10."`
}

// Run prints it in Chinese, as the law is.
func (c *lawShowCmd) Run(k *kong.Kong) error {
	book, err := reference.Articles()
	if err != nil {
		return err
	}
	if r, known := book.Rule(c.What); known {
		return showRule(k.Stdout, book, r)
	}
	p, err := lawPlace(book, c.What)
	if err != nil {
		return err
	}
	showPlace(k.Stdout, book, p)
	on := book.RestOn(p)
	if len(on) == 0 {
		fmt.Fprintln(k.Stdout, "没有规则以它为依据。")
	}
	for _, r := range on {
		fmt.Fprintf(k.Stdout, "%s  %s\n", r.ID, r.ZH)
	}
	return nil
}

// lawPlace finds what an address or a citation opens.
func lawPlace(book *law.Book, what string) (law.Place, error) {
	name, address, _ := strings.Cut(what, "/")
	places := book.Find(name, address)
	if pieces := book.Read(what); len(places) == 0 && len(pieces) == 1 {
		places = pieces[0].Opens
	}
	switch len(places) {
	case 0:
		return law.Place{}, fmt.Errorf("没有这条规则，也没有这个条文：%s", what)
	case 1:
		return places[0], nil
	}
	var which []string
	for _, p := range places {
		which = append(which, p.Ref())
	}
	return law.Place{}, fmt.Errorf("%s不止一处，请写明是哪一处：%s", what, strings.Join(which, "、"))
}

var standings = map[string]string{
	"enforced": "软件保证", "claimed": "尚未证明", "recorded": "人办、软件记录", "configured": "由本单位设定", "duplicate": "与另一条规则相同", "outside": "由人执行，软件不涉及", "absent": "尚未建成",
}

func showRule(w io.Writer, book *law.Book, r *law.Rule) error {
	ledger, err := law.Ledger(docs.Regulations)
	if err != nil {
		return err
	}
	said, err := law.Statements(schema.Law)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s  %s\n", r.ID, r.ZH)
	fmt.Fprintf(w, "台账：%s\n", cmp.Or(standings[ledger[r.ID].Status], "尚未列入"))
	if s, spoken := said[r.ID]; spoken {
		fmt.Fprintf(w, "软件怎么做：%s。\n", s.NoteZH)
	}
	if r.NoteZH != "" {
		fmt.Fprintf(w, "说明：%s。\n", r.NoteZH)
	}
	for _, p := range r.On {
		fmt.Fprintln(w)
		showPlace(w, book, p)
	}
	return nil
}

func showPlace(w io.Writer, book *law.Book, p law.Place) {
	fmt.Fprintf(w, "%s  %s\n", book.Name(p), p.Ref())
	fmt.Fprintf(w, "%s，%s", p.In.Title, p.In.By)
	if p.In.From != "" {
		fmt.Fprintf(w, "，%s起", p.In.From)
	}
	if p.In.Until != "" {
		fmt.Fprintf(w, "至%s", p.In.Until)
	}
	fmt.Fprintf(w, "\n来源：%s\n", p.In.Source)
	if !p.In.Checked {
		fmt.Fprintln(w, "未核对原文：以下是内容提要，不是条文。")
	}
	for _, line := range p.Text() {
		fmt.Fprintln(w, "    "+line)
	}
}
