package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// composed is what this test knows of a compose file; a service that needs more is
// not what is tested here.
type composed struct {
	Services map[string]service
	Secrets  map[string]struct{ File string }
}

type service struct {
	Entrypoint, Command, Secrets, Profiles []string
	Environment                            map[string]string
	DependsOn                              map[string]struct{ Condition string } `yaml:"depends_on"`
	Healthcheck                            struct{ Test []string }
	ReadOnly                               bool `yaml:"read_only"`
}

// TestFirstStartUnderCompose goes the way of deploy/README.md with the commands,
// environments, secrets and order of deploy/compose.yaml, against an empty server.
// Containers it does not make: there is no daemon where tests run.
func TestFirstStartUnderCompose(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(deployDir + "compose.yaml")
	require.NoError(t, err)
	var file composed
	require.NoError(t, yaml.Unmarshal(raw, &file))
	page := section(t, deployDir+"README.md", "## compose")
	c := &composition{deployment: newDeployment(t), file: file, running: map[string]*process{}}

	image := file.Services["postgres"].Environment // what the image's own first start does
	db := observe(t, c.superuser)
	for _, statement := range []string{
		"CREATE ROLE app SUPERUSER LOGIN PASSWORD '" + deployPassword + "'", "CREATE DATABASE " + image["POSTGRES_DB"] + " OWNER app",
	} {
		_, err := db.ExecContext(t.Context(), statement)
		require.NoError(t, err)
	}
	c.secret("database_url", c.here(strings.Split(lineIn(t, page, "postgres://"+image["POSTGRES_USER"]), "`")[1]))
	c.secret("database", deployPassword)
	require.Contains(t, page, "run --rm keys")
	c.finish(c.environment("keys"), "shixian", file.Services["keys"].Command...)

	for _, name := range []string{"api", "worker"} {
		c.up(name)
	}
	address := "http://" + c.at["127.0.0.1:8080"]
	eventually(t, readyWithin, "the API is ready", func() bool { return get(address+"/readyz") == http.StatusOK })
	imported := commandOf(t, page, "shixian office")
	imported[len(imported)-1] = exampleOffice // which comes by standard input there
	require.Contains(t, c.finish(c.environment("api"), "shixian", imported...), "written: 59 new")
	given := passwords(c.finish(c.environment("api"), "shixian", commandOf(t, page, "shixian user")...))
	firstCase(t, address, given)
	c.wroteNothing()
}

// composition is a deployment by a compose file.
type composition struct {
	*deployment
	file    composed
	running map[string]*process
}

func (c *composition) secretPath(name string) string {
	return filepath.Join(c.etc, filepath.Base(c.file.Secrets[name].File))
}

func (c *composition) secret(name, value string) {
	c.t.Helper()
	require.NoError(c.t, os.WriteFile(c.secretPath(name), []byte(value+"\n"), 0o600))
}

// environment is a service's, with the secrets it is given and no other.
func (c *composition) environment(name string) (env []string) {
	c.t.Helper()
	s := c.file.Services[name]
	require.True(c.t, s.ReadOnly, "%s writes nothing into its container", name)
	for key, value := range s.Environment {
		if file, isSecret := strings.CutPrefix(value, "/run/secrets/"); isSecret {
			require.Contains(c.t, s.Secrets, file, "%s reads a secret it is not given", name)
			value = c.secretPath(file)
		}
		value = strings.Replace(value, "/secrets/", c.etc+"/", 1) // where the service keys writes
		env = append(env, key+"="+c.here(value))
	}
	return env
}

// up starts a service after what it depends on.
func (c *composition) up(name string) {
	c.t.Helper()
	if c.running[name] != nil || name == "postgres" { // which runs
		return
	}
	s := c.file.Services[name]
	require.Empty(c.t, s.Profiles, name)
	for other := range s.DependsOn {
		c.up(other)
	}
	for other, on := range s.DependsOn {
		c.await(other, on.Condition)
	}
	words := slices.Concat(s.Entrypoint, s.Command)
	if len(s.Entrypoint) == 0 {
		words = append([]string{"shixian"}, words...) // the image's
	}
	for i, w := range words {
		words[i] = strings.Replace(c.here(w), "/tmp/", c.etc+"/", 1)
	}
	c.running[name] = c.launch(c.environment(name), words[0], words[1:]...)
}

// await waits as compose does.
func (c *composition) await(name, condition string) {
	c.t.Helper()
	if name == "postgres" {
		require.Equal(c.t, "service_healthy", condition)
		return
	}
	p := c.running[name]
	switch condition {
	case "service_completed_successfully":
		p.awaitEnd(c.t, readyWithin)
		require.Zero(c.t, p.cmd.ProcessState.ExitCode(), "%s: %s", name, p.log)
	case "service_healthy":
		check := c.file.Services[name].Healthcheck.Test
		require.Equal(c.t, []string{"CMD", "test", "-s", "/tmp/ready"}, check, "what this test can ask itself")
		eventually(c.t, readyWithin, name+" is healthy", func() bool {
			info, err := os.Stat(filepath.Join(c.etc, "ready"))
			return err == nil && info.Size() > 0
		})
	default:
		require.Fail(c.t, "a condition this test does not know", condition)
	}
}

// lineIn is the first line that holds a text.
func lineIn(t *testing.T, page, text string) string {
	t.Helper()
	for line := range strings.Lines(page) {
		if strings.Contains(line, text) {
			return line
		}
	}
	require.Fail(t, "no such line", text)
	return ""
}
