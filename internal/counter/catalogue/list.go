package catalogue

import (
	"context"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/sheet"
)

// most is how many matters one list may bring.
const most = 2_000

// Wrong is what is wrong with one cell of a list: its row, counted from 1 as a spreadsheet
// does, and its column; no column where it is the row as a whole.
type Wrong struct {
	Row    int
	Column string
	Cause  *casework.Error
}

// Taken is one matter of a list and what it changes.
type Taken struct {
	ID, Name string
	New      bool
	Changes  []Change // none: it stands there already
}

// Imported is what a list would do, or did. Where anything is wrong nothing of it is kept.
type Imported struct {
	Dry   bool
	Items []Taken
	Wrong []Wrong
}

// Drafted counts the matters that became drafts.
func (i Imported) Drafted() (n int) {
	for _, t := range i.Items {
		if len(t.Changes) > 0 {
			n++
		}
	}
	return n
}

// ExportItems writes what the catalogue offers as a table, a matter in as many rows as it has
// materials or questions. head says in words what a column is; a reader goes by the name
// behind.
func (c *Room) ExportItems(ctx context.Context, p casework.Principal, format string, head func(column string) string) ([]byte, error) {
	if err := c.Installation(ctx, p, access.PolicyView); err != nil {
		return nil, err
	}
	items, err := c.own.Items(ctx)
	if err != nil {
		return nil, err
	}
	return sheet.Write(format, Table(items, head))
}

// Table sets items out below a head.
func Table(items []policy.Item, head func(string) string) [][]string {
	var top []string
	for _, col := range columns {
		top = append(top, strings.TrimSpace(head(col.Name)+" "+col.Name))
	}
	out := [][]string{top}
	for _, it := range items {
		for _, row := range Rows(it) {
			row["id"] = it.ID // every row says whose it is: a list sorted in a spreadsheet still reads
			cells := make([]string, len(columns))
			for i, col := range columns {
				cells[i] = row[col.Name]
			}
			out = append(out, cells)
		}
	}
	return out
}

// partly tells of a list whether a table has some of its columns and not all: then it would
// be a guess what becomes of the others.
func partly(names []string, list string) bool {
	has, all := 0, 0
	for _, c := range columns {
		if c.Of() != list {
			continue
		}
		if all++; slices.Contains(names, c.Name) {
			has++
		}
	}
	return has > 0 && has < all
}

// read puts the matter together: what the table has no column for stays as it is in force.
func (l *listed) read(names []string, stand []Matter) []Wrong {
	rows := l.rows
	if i := slices.IndexFunc(stand, func(m Matter) bool { return m.ID == l.rows[0]["id"] && len(m.Versions) > 0 }); i >= 0 {
		rows = l.beside(Rows(stand[i].Versions[0].Item), names)
	}
	var refused core.Refusals
	l.item, refused = Item(rows)
	l.item.ID = l.rows[0]["id"]
	return l.placed(refused)
}

// beside adds to the rows what the table has no column for.
func (l *listed) beside(now []map[string]string, names []string) []map[string]string {
	out := make([]map[string]string, max(len(l.rows), len(now)))
	for n := range out {
		out[n] = map[string]string{}
		for _, c := range columns {
			switch {
			case slices.Contains(names, c.Name) && n < len(l.rows):
				out[n][c.Name] = l.rows[n][c.Name]
			case !slices.Contains(names, c.Name) && n < len(now):
				out[n][c.Name] = now[n][c.Name]
			}
		}
	}
	return out
}

// listed is one matter as a list has it, with the numbers of its rows.
type listed struct {
	item policy.Item
	rows []map[string]string
	at   []int
}

// ImportItems reads a list of matters. Each that says anything new becomes a draft of who
// brings it, to be asked for and consented to as every other; what stands there already, or
// in his own draft, changes nothing. dry: it only tells. The list is taken whole or not at
// all; what is wrong is told by cell. Refusals of the file itself are those of package sheet.
func (c *Room) ImportItems(ctx context.Context, p casework.Principal, raw []byte, dry bool) (Imported, error) {
	out := Imported{Dry: dry}
	if err := c.Installation(ctx, p, access.ItemAdmin); err != nil {
		return out, err
	}
	table, err := sheet.Read(raw)
	if err != nil {
		return out, err
	}
	all, names, wrong := arrange(table)
	stand, err := c.Catalogue(ctx, p)
	if err != nil {
		return out, err
	}
	house, err := c.house(ctx)
	if err != nil {
		return out, err
	}
	out.Wrong = wrong
	brought := map[string]policy.Item{}
	var ids []string
	for _, l := range all {
		out.Wrong = append(out.Wrong, l.read(names, stand)...)
		t, wrong := l.against(house, stand, p.Person)
		out.Wrong = append(out.Wrong, wrong...)
		out.Items = append(out.Items, t)
		if brought[t.ID] = l.item; len(t.Changes) > 0 {
			ids = append(ids, t.ID)
		}
	}
	slices.SortStableFunc(out.Wrong, func(a, b Wrong) int { return a.Row - b.Row })
	if len(out.Wrong) > 0 || dry || len(ids) == 0 {
		return out, nil
	}
	slices.Sort(ids)
	return out, c.change(ctx, p, "import", ids, func(d *policy.ItemDraft, newest policy.ItemVersion) error {
		if d.Revision > 0 && d.DraftedBy != p.Person {
			return casework.FieldError(casework.ItemDrafted, "item", "")
		}
		return d.Edit(p.Person, d.Revision, newest.Version, brought[d.ID], c.Now())
	})
}

// arrange sorts the rows of a table by matter: a row that names none is of the one above.
func arrange(table [][]string) (out []listed, names []string, wrong []Wrong) {
	start := slices.IndexFunc(table, func(row []string) bool { return strings.Join(row, "") != "" })
	if start < 0 {
		return nil, nil, []Wrong{{Row: 1, Cause: casework.FieldError(casework.EmptyList, "file", "")}}
	}
	names, wrong = heads(table[start], start+1)
	index := map[string]int{}
	last := -1
	for n, row := range table[start+1:] {
		number, cells := start+n+2, map[string]string{}
		for i, cell := range row {
			switch {
			case cell == "":
			case i >= len(names):
				wrong = append(wrong, Wrong{number, "", casework.FieldError(casework.BadList, "file", "")})
			case names[i] != "":
				cells[names[i]] = cell
			}
		}
		if len(cells) == 0 {
			continue
		}
		id := cells["id"]
		i, known := index[id]
		switch {
		case id == "" && last < 0:
			wrong = append(wrong, Wrong{number, "id", casework.FieldError(casework.Invalid, "id", "required")})
			continue
		case id == "":
			i = last
		case !known && (!matterID.MatchString(id) || slices.Contains(reserved, id)):
			wrong = append(wrong, Wrong{number, "id", casework.FieldError(casework.Invalid, "id", "a-z 0-9 -")})
			continue
		case !known && len(out) == most:
			return out, names, append(wrong, Wrong{number, "", casework.FieldError(casework.TooLarge, "file", "")})
		case !known:
			i, index[id] = len(out), len(out)
			out = append(out, listed{})
		}
		last = i
		out[i].rows, out[i].at = append(out[i].rows, cells), append(out[i].at, number)
	}
	if len(out) == 0 && len(wrong) == 0 {
		wrong = append(wrong, Wrong{start + 1, "", casework.FieldError(casework.EmptyList, "file", "")})
	}
	return out, names, wrong
}

// heads reads the first row: of each cell the last word names the column.
func heads(row []string, number int) (names []string, wrong []Wrong) {
	for _, cell := range row {
		words := strings.Fields(cell)
		name := ""
		if len(words) > 0 {
			name = words[len(words)-1]
		}
		known := slices.ContainsFunc(columns, func(c Column) bool { return c.Name == name })
		switch {
		case name == "":
		case !known:
			wrong = append(wrong, Wrong{number, cell, casework.FieldError(casework.Invalid, "file", "choice")})
			name = ""
		case slices.Contains(names, name):
			wrong = append(wrong, Wrong{number, cell, casework.FieldError(casework.Invalid, "file", "unique")})
			name = ""
		}
		names = append(names, name)
	}
	for _, list := range []string{"materials", "fields"} {
		if partly(names, list) {
			wrong = append(wrong, Wrong{number, list, casework.FieldError(casework.Invalid, "file", "all columns")})
		}
	}
	if !slices.Contains(names, "id") {
		wrong = append(wrong, Wrong{number, "id", casework.FieldError(casework.Invalid, "id", "required")})
	}
	return names, wrong
}

// placed puts refusals of a matter at the cells they belong to.
func (l listed) placed(refused core.Refusals) (out []Wrong) {
	for _, e := range refused {
		col, n := Find(e.Field)
		at := l.at[0]
		for i, row := range l.rows { // the n-th row that says something of that list
			if col.list < 0 {
				break
			}
			if says(row, col.list) {
				at, n = l.at[i], n-1
			}
			if n < 0 {
				break
			}
		}
		out = append(out, Wrong{at, col.Name, e})
	}
	return out
}

// against tells what a matter of the list changes, and what stands against it.
func (l listed) against(h policy.House, stand []Matter, by string) (Taken, []Wrong) {
	t := Taken{ID: l.item.ID, Name: l.item.Name, New: true}
	var m Matter
	if i := slices.IndexFunc(stand, func(m Matter) bool { return m.ID == l.item.ID }); i >= 0 {
		m = stand[i]
	}
	newest := policy.ItemVersion{}
	if len(m.Versions) > 0 {
		newest, t.New = m.Versions[0], false
	}
	same := newest.Version > 0 && newest.Same(l.item)
	switch {
	case same && m.Draft == nil, m.Draft != nil && m.Draft.Same(l.item):
		return t, nil
	case m.Draft != nil && m.Draft.DraftedBy != by:
		return t, l.placed(core.Refusals{casework.FieldError(casework.ItemDrafted, "id", "")})
	case same: // his own draft is what differs: it says again what is in force
		return t, nil
	}
	t.Changes = Compare(newest.Item, l.item)
	return t, l.placed(against(h, policy.ItemDraft{Item: l.item, Upon: newest.Version}, newest))
}
