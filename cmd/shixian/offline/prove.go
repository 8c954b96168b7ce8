package offline

import (
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/proof"
	"github.com/shixian/shixian/internal/proof/timeline"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/words"
)

type lawProveCmd struct {
	Rules  []string `arg:"" optional:"" help:"Rules to prove, R069 R070; without any, every rule that has examples."`
	Ledger bool     `help:"Print the ledger of the rules as docs/regulations.csv has it."`
}

// Run plays the examples in virtual time and takes out what is declared, one element
// after the other. It fails where an example does not come true, or where something is
// taken out and no example misses it.
func (c *lawProveCmd) Run(k *kong.Kong, kinds *kind.Set) error {
	book, err := reference.Articles()
	if err != nil {
		return err
	}
	house, err := proof.Product(kinds)
	if err != nil {
		return err
	}
	survivors, err := proof.Survivors()
	if err != nil {
		return err
	}
	findings, err := c.find(book, house)
	if err != nil {
		return err
	}
	if c.Ledger {
		return printLedger(k.Stdout, book, house, findings, survivors)
	}
	return c.print(k.Stdout, kinds, book, findings, survivors)
}

func (c *lawProveCmd) find(book *law.Book, house proof.House) ([]proof.Finding, error) {
	if len(c.Rules) == 0 {
		return proof.Whole(house, book)
	}
	for _, id := range c.Rules {
		if _, known := book.Rule(id); !known {
			return nil, fmt.Errorf("没有这条规则：%s", id)
		}
	}
	all, err := examples.All()
	if err != nil {
		return nil, err
	}
	return proof.Prove(house, all, c.Rules)
}

func printLedger(w io.Writer, book *law.Book, house proof.House, findings []proof.Finding, survivors map[string]string) error {
	stated, err := proof.Statements()
	if err != nil {
		return err
	}
	text, err := proof.CSV(proof.Ledger(book, findings, stated, survivors, house.Choices))
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

func (c *lawProveCmd) print(w io.Writer, kinds *kind.Set, book *law.Book, findings []proof.Finding, survivors map[string]string) error {
	red, unnamed, shown, caught, survived := 0, 0, 0, 0, 0
	for _, f := range findings {
		if len(f.Examples) == 0 && len(c.Rules) == 0 {
			continue
		}
		shown++
		if rule, known := book.Rule(f.Rule); known {
			fmt.Fprintf(w, "%s  %s\n", f.Rule, rule.ZH)
		}
		for _, e := range f.Examples {
			red += len(e.Red)
			if len(c.Rules) > 0 || len(e.Red) > 0 {
				printExample(w, kinds, e)
			}
		}
		caught, survived = caught+f.Count(proof.Caught), survived+f.Count(proof.Survived)
		fmt.Fprintf(w, "    例 %d，变异 %d，抓住 %d，漏过 %d\n", len(f.Examples), len(f.Trials)-f.Count(proof.Refused), f.Count(proof.Caught), f.Count(proof.Survived))
		for _, s := range f.Survivors() {
			if survivors[s] == "" {
				unnamed++
				fmt.Fprintf(w, "      漏过 %s\n", s)
			} else if len(c.Rules) > 0 {
				fmt.Fprintf(w, "      漏过 %s：%s\n", s, survivors[s])
			}
		}
	}
	fmt.Fprintf(w, "规则 %d 条，变异抓住 %d，漏过 %d，其中未说明理由 %d；例中不符 %d 处\n", shown, caught, survived, unnamed, red)
	if red+unnamed > 0 {
		return fmt.Errorf("%d 处不符，%d 个变异漏过而未说明理由", red, unnamed)
	}
	return nil
}

var musts = map[string]string{examples.Happens: "必须发生", examples.Never: "决不发生"}

func printExample(w io.Writer, kinds *kind.Set, e proof.Shown) {
	verdict := "绿"
	if len(e.Red) > 0 {
		verdict = "红"
	}
	fmt.Fprintf(w, "  [%s] %s  %s（%s）\n", verdict, e.Name, e.Title.ZH, musts[e.Must])
	fmt.Fprintf(w, "      %s：“%s”\n", e.Article, e.Words)
	for _, m := range timeline.Of(kinds, e.Example, words.Chinese) {
		mark := " "
		if m.Done {
			mark = "▸"
		}
		fmt.Fprintf(w, "      %s %s %s", m.At, mark, m.Says)
		if m.Who != "" {
			fmt.Fprintf(w, "（%s）", m.Who)
		}
		fmt.Fprintln(w)
	}
	for _, n := range timeline.Never(kinds, e.Example, words.Chinese) {
		fmt.Fprintf(w, "      决不：%s\n", n)
	}
	for _, a := range e.Asks {
		fmt.Fprintf(w, "      问：%s\n", a.Says.ZH)
	}
	for _, r := range e.Red {
		fmt.Fprintf(w, "      不符：%s\n", r)
	}
}
