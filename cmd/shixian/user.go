package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/doors"
)

// userCmd keeps the accounts of the people of the office. Who they are, and on
// which posts they stand, the office file says.
type userCmd struct {
	Add     userAddCmd     `cmd:"" help:"Let people of the office sign in; prints a password for each, once."`
	Passwd  userPasswdCmd  `cmd:"" help:"Give somebody another password; his sessions end."`
	Disable userDisableCmd `cmd:"" help:"Lock somebody out; his sessions end. He stays on his posts: the office file ends that."`
	Session userSessionCmd `cmd:"" name:"sessions" help:"Who is signed in, from where and since when; end one or all of a person."`
	List    userListCmd    `cmd:"" help:"Who may sign in, and when he last did."`
}

type userAddCmd struct {
	Stdin   bool     `help:"Read the password from the first line of standard input instead of making one."`
	All     bool     `help:"Everybody who works here and has no account yet."`
	Persons []string `arg:"" optional:"" help:"Ids of people, as the office file has them."`
}

// Run looks at everybody named before it opens the first account.
func (c *userAddCmd) Run(ctx context.Context, k *kong.Kong) error {
	return withAccounts(ctx, func(b *books) error {
		named := c.Persons
		if c.All {
			for _, a := range b.accounts {
				if a.Active && !a.Open && a.Epoch == 0 {
					named = append(named, a.ID)
				}
			}
		} else if len(named) == 0 {
			return errors.New("name people, or --all / 请写明人员编号，或者用 --all")
		}
		for _, id := range named {
			if a, err := b.find(id); err != nil {
				return err
			} else if a.Open {
				return fmt.Errorf("%s 已有账号，换密码用 shixian user passwd / %s has an account; another password: shixian user passwd %s", id, id, id)
			}
		}
		return b.give(ctx, k.Stdout, named, c.Stdin)
	})
}

type userPasswdCmd struct {
	Stdin  bool   `help:"Read the password from the first line of standard input instead of making one."`
	Person string `arg:"" help:"Id of the person."`
}

// Run also opens the door again to who was locked out.
func (c *userPasswdCmd) Run(ctx context.Context, k *kong.Kong) error {
	return withAccounts(ctx, func(b *books) error {
		if a, err := b.find(c.Person); err != nil {
			return err
		} else if !a.Open && a.Epoch == 0 {
			return fmt.Errorf("%s 还没有账号 / %s has no account yet: shixian user add %s", c.Person, c.Person, c.Person)
		}
		return b.give(ctx, k.Stdout, []string{c.Person}, c.Stdin)
	})
}

type userDisableCmd struct {
	Persons []string `arg:"" help:"Ids of people."`
}

// Run may be repeated; it also serves those who have left.
func (c *userDisableCmd) Run(ctx context.Context, k *kong.Kong) error {
	return withAccounts(ctx, func(b *books) error {
		for _, id := range c.Persons {
			if !slices.ContainsFunc(b.accounts, func(a doors.Account) bool { return a.ID == id }) {
				return nobody(id)
			}
		}
		for _, id := range c.Persons {
			if _, err := b.db.SetPassword(ctx, operator(), id, "", false); err != nil {
				return err
			}
			fmt.Fprintf(k.Stdout, "%s 不能再登录，已有的登录已退出 / %s is locked out and signed out everywhere\n", id, id)
		}
		return nil
	})
}

type userSessionCmd struct {
	End    bool   `help:"End it, or all of the person."`
	Person string `arg:"" optional:"" help:"Id of a person, or of a session to end."`
}

// Run lists sessions or ends them. What it prints opens no door.
func (c *userSessionCmd) Run(ctx context.Context, k *kong.Kong) error {
	return withStore(ctx, func(db *store.Store, _ *privacy.Keyring) error {
		if !c.End {
			all, err := db.OpenSessions(ctx, c.Person)
			tab := tabwriter.NewWriter(k.Stdout, 0, 4, 2, ' ', 0)
			for _, s := range all {
				fmt.Fprintf(tab, "%s\t%s\t%s\t%s\n", s.ID, s.Person, s.Address, s.Seen.Local().Format("2006-01-02 15:04"))
			}
			return errors.Join(err, tab.Flush())
		}
		if c.Person == "" {
			return errors.New("name a person or a session / 请写明人员或者会话的编号")
		}
		n, err := db.EndSessions(ctx, operator(), c.Person)
		if err == nil {
			fmt.Fprintf(k.Stdout, "已结束 %d 个登录 / %d sessions ended\n", n, n)
		}
		return err
	})
}

type userListCmd struct {
	JSON bool `help:"Print one JSON object a line."`
}

type userLine struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Unit     string     `json:"unit"`
	State    string     `json:"state"`
	LastSeen *time.Time `json:"last_seen,omitempty"`
}

// Run prints everybody of the office.
func (c *userListCmd) Run(ctx context.Context, k *kong.Kong) error {
	return withAccounts(ctx, func(b *books) error {
		enc := json.NewEncoder(k.Stdout)
		enc.SetEscapeHTML(false)
		tab := tabwriter.NewWriter(k.Stdout, 0, 4, 2, ' ', 0)
		for _, a := range b.accounts {
			state := stateOf(a)
			if c.JSON {
				if err := enc.Encode(userLine{a.ID, a.Name, a.Unit, state, a.LastSeen}); err != nil {
					return err
				}
				continue
			}
			seen := "—"
			if a.LastSeen != nil {
				seen = a.LastSeen.Local().Format("2006-01-02 15:04")
			}
			fmt.Fprintf(tab, "%s\t%s\t%s\t%s\t%s\n", a.ID, state, seen, a.Name, a.Unit)
		}
		return tab.Flush()
	})
}

// stateOf says in a word whether somebody may sign in.
func stateOf(a doors.Account) string {
	switch {
	case !a.Active:
		return "left" // the office file says so
	case a.Open && a.Temporary:
		return "given" // has not chosen a password of his own yet
	case a.Open:
		return "open"
	case a.Epoch > 0:
		return "disabled"
	}
	return "none"
}

// books are the accounts of an office, read once for a command.
type books struct {
	db       *store.Store
	accounts []doors.Account
}

func withAccounts(ctx context.Context, do func(*books) error) error {
	return withStore(ctx, func(db *store.Store, _ *privacy.Keyring) error {
		accounts, err := db.Accounts(ctx, access.SessionBegin)
		if err != nil {
			return err
		}
		return do(&books{db, accounts})
	})
}

// find is somebody who works here.
func (b *books) find(id string) (doors.Account, error) {
	i := slices.IndexFunc(b.accounts, func(a doors.Account) bool { return a.ID == id })
	switch {
	case i < 0:
		return doors.Account{}, nobody(id)
	case !b.accounts[i].Active:
		return doors.Account{}, fmt.Errorf("%s 已不在本单位工作 / %s works here no longer", id, id)
	}
	return b.accounts[i], nil
}

func nobody(id string) error {
	return fmt.Errorf("没有“%s”这个人；人员写在单位文件里 / there is no person %q; people stand in the office file: shixian office import", id, id)
}

// give sets passwords and prints those it made, once. Whoever is given one is asked
// for his own when he signs in. None ever comes as an argument, which every process
// of the machine can read.
func (b *books) give(ctx context.Context, out io.Writer, people []string, typed bool) error {
	word := ""
	if typed {
		if len(people) != 1 {
			return errors.New("--stdin is for one person / --stdin 只用于一个人")
		}
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		word = strings.TrimRight(line, "\r\n")
		if err := auth.StrongEnough("password", people[0], word); err != nil {
			return inWords(err)
		}
	}
	tab := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	defer tab.Flush() // what was set is printed, whatever follows
	for _, id := range people {
		chosen := word
		if !typed {
			chosen = privacy.RandomPassword()
		}
		hash, err := privacy.HashPassword(ctx, chosen)
		if err != nil {
			return err
		}
		if _, err := b.db.SetPassword(ctx, operator(), id, hash, true); err != nil {
			return err
		}
		if typed {
			chosen = "✓"
		}
		a, _ := b.find(id)
		fmt.Fprintf(tab, "  %s\t%s\t%s\t%s\n", id, chosen, a.Name, a.Title)
	}
	return nil
}
