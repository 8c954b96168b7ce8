// Command shixian is the whole house in one binary; each role is a subcommand.
// It refuses to count, decide or store anything itself: it wires the packages
// that do.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/cmd/shixian/offline"
	"github.com/shixian/shixian/internal/kind"
)

// version is set when built; see tools/build.sh.
var version = "dev"

var cli struct {
	kinds *kind.Set // what this binary is built with, once its declarations were found sound

	DataDir string           `help:"Where this machine keeps its servers' data and keys." default:"data" env:"DATA_DIR" placeholder:"DIR"`
	Version kong.VersionFlag `help:"Print the version and quit."`

	Up       upCmd            `cmd:"" help:"Run everything on this machine: PostgreSQL and the engine unless they are named, worker, API and pages."`
	API      apiCmd           `cmd:"" name:"api" help:"Run the API and the pages; any number may run."`
	Worker   workerCmd        `cmd:"" help:"Run workflows, sweep and courier; any number may run."`
	Migrate  migrateCmd       `cmd:"" help:"Bring the database to this version: tables, policies, calendar."`
	Seed     seedCmd          `cmd:"" help:"What migrate brings, and the demo office with --demo."`
	Setup    setupCmd         `cmd:"" help:"Print another one-time code for the first set-up in the browser."`
	Office   officeCmd        `cmd:"" help:"Bring in the office from a file, and write it out again."`
	User     userCmd          `cmd:"" help:"Keep the accounts: add, passwd, disable, sessions, list."`
	Due      offline.Due      `cmd:"" help:"Count a due date; needs no server."`
	Items    offline.Items    `cmd:"" help:"List the catalogue; needs no server."`
	Draw     offline.Draw     `cmd:"" help:"Make the seed of a draw, and draw again what was drawn; needs no server."`
	Policy   policyCmd        `cmd:"" help:"List, compare and check policies; needs no server."`
	Backtest backtestCmd      `cmd:"" help:"Hold a policy that is not in force yet against closed cases."`
	Law      offline.Law      `cmd:"" help:"Read the rules of the house and the articles they rest on; needs no server."`
	Simulate offline.Simulate `cmd:"" help:"Run a case in virtual time; needs no server."`
	Calendar calendarCmd      `cmd:"" help:"Import holiday lists; preview and apply what they move."`
	Case     caseCmd          `cmd:"" help:"Release a case that stands still; bring cases in from a table, and out again."`
	Audit    auditCmd         `cmd:"" help:"Check the audit trail."`
	Keys     keysCmd          `cmd:"" help:"Make, list and check the key file."`
	Engine   engineCmd        `cmd:"" help:"Prepare the engine's namespace."`
	Doctor   doctorCmd        `cmd:"" help:"Look at everything that may be wrong with this installation, and name what mends it."`
}

func main() { os.Exit(run(kind.Product)) }

// collectAt is by how many parts in a hundred the heap grows before it is collected. What stays,
// the templates of all pages, is large and what a page leaves is small: at the usual 100 a page in
// twenty waited for it to be looked through. GOGC says otherwise.
const collectAt = 300

// run is main with its deferred calls done before the exit code is given.
func run(built func() (*kind.Set, error)) int {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	k := kong.Parse(&cli, kong.Name("shixian"), kong.UsageOnError(), kong.Vars{"version": version},
		kong.Description("时限 Shixian keeps an office to its word."))
	var err error
	if cli.kinds, err = built(); err != nil {
		k.Errorf("%s", err)
		return 1
	}
	k.BindTo(ctx, (*context.Context)(nil))
	k.Bind(cli.kinds)
	said, err := setting("SHIXIAN_LOG")
	if err != nil {
		k.Errorf("%s", err)
		return 1
	}
	logger, err := newLogger(said, os.Stderr)
	if err != nil {
		k.Errorf("%s", err)
		return 1
	}
	k.Bind(logger)
	if err := k.Run(); err != nil {
		k.Errorf("%s", err)
		return 1
	}
	return 0
}
