// Command make fills an installation of commit cbde149 with open cases of every
// kind and dumps its databases; see make.sh beside it, which builds that commit
// and runs this. It speaks to the old program by its JSON API alone, so that it
// needs nothing of the tree it lies in.
package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	password = "cbde149-Password-2026"
	listen   = "127.0.0.1:28149"
)

// office is the old program under way.
type office struct {
	binary, dir, engine string
	cmd                 *exec.Cmd
	people              map[string]*http.Client
	numbers             map[string]string // by what the case is about
}

type fields map[string]any

func main() {
	log.SetFlags(0)
	o := &office{binary: os.Args[1], engine: os.Args[2], dir: os.Args[3], numbers: map[string]string{}}
	out, texts, psql, dump := os.Args[4], os.Args[5], os.Args[6], os.Args[7]
	o.start()
	o.services()
	o.documents()
	o.complaints("as it stands at cbde149")
	o.absences("as it stands at cbde149")
	o.supervisions()
	o.duties()
	o.liability()
	o.stop(psql, func(url func(string) string) {
		for _, name := range []string{"complaint@1", "absence@1"} {
			text := must(os.ReadFile(filepath.Join(texts, name+".json")))
			id, _, _ := strings.Cut(name, "@")
			sql(psql, url("shixian"), fmt.Sprintf("SET session_replication_role = replica; UPDATE policies SET doc = $t$%s$t$ WHERE id = '%s' AND version = 1", text, id))
		}
	})
	o.start()
	o.complaints("as first published")
	o.absences("as first published")
	o.settle()
	o.lastMinute()
	o.stop(psql, func(url func(string) string) {
		for _, db := range []string{"shixian", "shixian_engine", "shixian_engine_visibility"} {
			dumpTo(dump, url(db), filepath.Join(out, db+".sql.gz"))
		}
	})
	copyFile(filepath.Join(o.dir, "keys.json"), filepath.Join(out, "keys.json"))
	index := must(json.MarshalIndent(o.numbers, "", "  "))
	check(os.WriteFile(filepath.Join(out, "cases.json"), append(index, '\n'), 0o644))
}

func (o *office) start() {
	o.people = map[string]*http.Client{}
	o.cmd = exec.Command(o.binary, "up", "--demo", "--data-dir", o.dir)
	o.cmd.Env = append(os.Environ(), "DATABASE_URL=", "TEMPORAL_ADDRESS=", "SHIXIAN_ENGINE="+o.engine, "SHIXIAN_LISTEN="+listen, "DEMO_PASSWORD="+password)
	o.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	pipe := must(o.cmd.StdoutPipe())
	check(o.cmd.Start())
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "ready ") {
			go func() { _, _ = io.Copy(io.Discard, pipe) }()
			return
		}
	}
	log.Fatal("the old program did not start")
}

// stop ends the program in order, then lets do work on its PostgreSQL alone.
func (o *office) stop(psql string, do func(url func(database string) string)) {
	check(o.cmd.Process.Signal(syscall.SIGTERM))
	_ = o.cmd.Wait()
	bin := filepath.Dir(psql)
	home := filepath.Join(o.dir, "postgres")
	secret := strings.TrimSpace(string(must(os.ReadFile(filepath.Join(home, "password")))))
	run(exec.Command("runuser", "-u", "postgres", "--", filepath.Join(bin, "pg_ctl"), "-w", "-D", filepath.Join(home, "data"),
		"-o", "-c listen_addresses=127.0.0.1 -c port=28150 -c unix_socket_directories=''", "-l", "/tmp/cbde149-pg.log", "start"))
	end := func() {
		run(exec.Command("runuser", "-u", "postgres", "--", filepath.Join(bin, "pg_ctl"), "-w", "-m", "fast", "-D", filepath.Join(home, "data"), "stop"))
	}
	fatal = func() { end() }
	do(func(database string) string {
		return "postgres://shixian:" + secret + "@127.0.0.1:28150/" + database + "?sslmode=disable"
	})
	fatal = func() {}
	end()
}
func (o *office) as(name string) *http.Client {
	if c := o.people[name]; c != nil {
		return c
	}
	c := &http.Client{Jar: must(cookiejar.New(nil)), Timeout: 30 * time.Second}
	o.people[name] = c
	o.send(c, http.MethodPost, "/session", fields{"username": name, "password": password}, http.StatusOK)
	return c
}

func (o *office) send(c *http.Client, method, path string, body any, want int) (answer map[string]any) {
	r := must(http.NewRequest(method, "http://"+listen+"/api/v1"+path, bytes.NewReader(must(json.Marshal(body)))))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", rand.Text())
	resp := must(c.Do(r))
	defer resp.Body.Close()
	text := must(io.ReadAll(resp.Body))
	if resp.StatusCode != want {
		log.Fatalf("%s %s: %d %s", method, path, resp.StatusCode, text)
	}
	_ = json.Unmarshal(text, &answer)
	return answer
}

// file takes a case in and remembers it by what it is about.
func (o *office) file(about, who string, body fields) string {
	got := o.send(o.as(who), http.MethodPost, "/cases", body, http.StatusCreated)
	o.numbers[about] = got["number"].(string)
	return o.numbers[about]
}

func (o *office) do(number, who, command string, body fields) {
	if body == nil {
		body = fields{}
	}
	o.send(o.as(who), http.MethodPost, "/cases/"+number+"/"+command, body, http.StatusOK)
}

func (o *office) view(number string) map[string]any {
	return o.send(o.as("efficiency_office"), http.MethodGet, "/cases/"+number, nil, http.StatusOK)
}

// long ago, and years ahead.
const past = "2025-03-03T09:30:00+08:00"

func ahead(years int) string { return time.Now().AddDate(years, 0, 0).Format(time.RFC3339) }

// fatal is what is to be ended before this program gives up.
var fatal = func() {}

func run(cmd *exec.Cmd) {
	if out, err := cmd.CombinedOutput(); err != nil {
		fatal()
		log.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
}

func sql(psql, url, statement string) {
	run(exec.Command(psql, "-v", "ON_ERROR_STOP=1", "-qX", "-c", statement, url))
}

// dumpTo writes plain SQL that any client can run: inserts, no owner, no psql
// commands. Who was a member of the engine's ring then is nobody's business now.
func dumpTo(dump, url, file string) {
	cmd := exec.Command(dump, "--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=50",
		"--exclude-table-data=cluster_membership", "--exclude-table-data=sessions", url)
	plain := must(cmd.Output())
	var kept bytes.Buffer
	for line := range bytes.Lines(plain) {
		if !bytes.HasPrefix(line, []byte(`\`)) {
			kept.Write(line)
		}
	}
	zip := exec.Command("gzip", "-9n")
	zip.Stdin = &kept
	check(os.WriteFile(file, must(zip.Output()), 0o644))
}

func copyFile(from, to string) { check(os.WriteFile(to, must(os.ReadFile(from)), 0o644)) }

func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
