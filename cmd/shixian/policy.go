package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/words"
)

// policyCmd reads and checks policies: those of the database that DATABASE_URL
// names, else those the binary carries.
type policyCmd struct {
	List     policyListCmd     `cmd:"" help:"List every version."`
	Show     policyShowCmd     `cmd:"" help:"Print one version as JSON."`
	Compare  policyCompareCmd  `cmd:"" help:"Tell what one version says otherwise than another."`
	Validate policyValidateCmd `cmd:"" help:"Tell what stands against publishing a policy."`
}

type policyListCmd struct{}

// Run prints one version a line.
func (policyListCmd) Run(ctx context.Context, k *kong.Kong) error {
	versions, _, err := readPolicies(ctx)
	if err != nil {
		return err
	}
	tab := tabwriter.NewWriter(k.Stdout, 0, 4, 2, ' ', 0)
	for _, v := range versions {
		fmt.Fprintf(tab, "%s\t%s\t%s\t%s\n", v.Ref(), v.State, v.Kind, v.Title)
	}
	return tab.Flush()
}

type policyShowCmd struct {
	Ref string `arg:"" help:"service-permit@1"`
}

// Run prints the document a draft could be made from.
func (c policyShowCmd) Run(ctx context.Context, k *kong.Kong) error {
	p, _, err := policyOf(ctx, c.Ref)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(k.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(p)
}

type policyCompareCmd struct {
	Old  string `arg:"" help:"service-permit@1, or a file."`
	New  string `arg:"" help:"service-permit@2, or a file."`
	JSON bool   `help:"Print one JSON object a line."`
}

// Run prints one difference a line.
func (c policyCompareCmd) Run(ctx context.Context, k *kong.Kong) error {
	was, _, err := policyOf(ctx, c.Old)
	if err != nil {
		return err
	}
	is, _, err := policyOf(ctx, c.New)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(k.Stdout)
	enc.SetEscapeHTML(false)
	tab := tabwriter.NewWriter(k.Stdout, 0, 4, 2, ' ', 0)
	for _, d := range policy.Compare(was, is) {
		if c.JSON {
			err = enc.Encode(d)
		} else {
			_, err = fmt.Fprintf(tab, "%s\t%s\t%s\t→ %s\n", d.Clock, d.Field, d.Old, d.New)
		}
		if err != nil {
			return err
		}
	}
	return tab.Flush()
}

type policyValidateCmd struct {
	File string `arg:"" help:"A policy as JSON." type:"existingfile"`
}

var errNotPublishable = errors.New("this policy cannot be published")

// Run prints one problem a line, with its field and rule, and ends with an error
// where there is one.
func (c policyValidateCmd) Run(ctx context.Context, k *kong.Kong) error {
	p, items, err := policyOf(ctx, c.File)
	if err != nil {
		return err
	}
	ref, err := reference.Load(cli.kinds)
	if err != nil {
		return err
	}
	articles, err := reference.Articles()
	if err != nil {
		return err
	}
	p.Version = max(p.Version, 1) // the office numbers
	var problems policy.Problems
	if err := policy.Publishable(ref.Kinds, p, items, ref.Presets, articles); err != nil && !errors.As(err, &problems) {
		return err
	}
	return tellProblems(k.Stdout, problems)
}

func tellProblems(out io.Writer, problems policy.Problems) error {
	if len(problems) == 0 {
		_, err := fmt.Fprintln(out, "可以发布 / may be published")
		return err
	}
	tab := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, e := range problems {
		fmt.Fprintf(tab, "%s\t%s\t%s\t%s (%s)\n", e.Field, e.Rule, words.Refusal(words.Chinese, e), words.Refusal(words.English, e), e.Note)
	}
	return errors.Join(tab.Flush(), errNotPublishable)
}

// policyOf reads a version by its ref, or a file; beside it the catalogue.
func policyOf(ctx context.Context, name string) (policy.Policy, []policy.Item, error) {
	versions, items, err := readPolicies(ctx)
	if err != nil {
		return policy.Policy{}, nil, err
	}
	i := slices.IndexFunc(versions, func(v policy.Version) bool { return v.Ref() == name })
	if i >= 0 {
		return versions[i].Policy, items, nil
	}
	p, err := policyFile(name)
	switch {
	case err != nil:
		return policy.Policy{}, nil, err
	case p == nil:
		return policy.Policy{}, nil, fmt.Errorf("%s is neither a version nor a file: %w", strconv.Quote(name), fs.ErrNotExist)
	}
	return *p, items, nil
}

// policyFile reads a policy from a file; nil where there is none of that name.
func policyFile(name string) (*policy.Policy, error) {
	raw, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	}
	p := &policy.Policy{}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(p); err != nil {
		return nil, fmt.Errorf("%s: %w", name, &casework.Error{Code: casework.NotJSON, Note: err.Error()})
	}
	return p, nil
}

func readPolicies(ctx context.Context) (versions []policy.Version, items []policy.Item, err error) {
	s, err := readSettings(cli.DataDir, cli.kinds)
	if err != nil {
		return nil, nil, err
	}
	if s.databaseURL != "" {
		err = withStore(ctx, func(db *store.Store, _ *privacy.Keyring) error {
			if versions, err = db.PolicyVersions(ctx); err != nil {
				return err
			}
			items, err = db.Items(ctx)
			return err
		})
		return versions, items, err
	}
	ref, err := reference.Load(cli.kinds)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range ref.Policies {
		versions = append(versions, policy.Version{Policy: p, Drafted: policy.Drafted{State: policy.Published, Revision: 1}})
	}
	return versions, ref.Items, nil
}
