package local

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	superuser = "shixian"
	// vacateWithin bounds the wait for a former server's last processes.
	vacateWithin = 30 * time.Second
)

// cluster is the part of the data directory that belongs to PostgreSQL.
type cluster struct {
	home     string // <data directory>/postgres
	binDir   string
	password string
	runAs    *syscall.Credential // nil: as ourselves
	lock     *os.File
}

// openCluster makes the directory on first use, and holds it until release:
// a second process of Shixian on the same data directory is refused.
func openCluster(ctx context.Context, config Config) (c *cluster, err error) {
	dir, err := filepath.Abs(config.Dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	c = &cluster{home: filepath.Join(dir, "postgres"), binDir: config.BinDir}
	if c.lock, err = lockFile(filepath.Join(dir, "postgres.lock")); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			c.release()
		}
	}()
	if c.binDir == "" {
		major, _ := os.ReadFile(filepath.Join(c.data(), "PG_VERSION")) // none before initdb
		if c.binDir, err = findPostgres(strings.TrimSpace(string(major))); err != nil {
			return nil, err
		}
	}
	if err := c.own(); err != nil {
		return nil, err
	}
	if err := c.readPassword(); err != nil {
		return nil, err
	}
	return c, c.initialize(ctx, config.Fast)
}

func (c *cluster) data() string { return filepath.Join(c.home, "data") }

func (c *cluster) release() { _ = giveUp(c.lock) }

var errInUse = errors.New("data directory in use")

func lockFile(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, fmt.Errorf("%w (%s): %w", errInUse, path, err)
	}
	return file, nil
}

// giveUp ends a lock for whoever else holds the same open file, too: a child that another
// goroutine has forked, and that has not come to its exec yet, keeps what is only closed.
func giveUp(lock *os.File) error {
	return errors.Join(syscall.Flock(int(lock.Fd()), syscall.LOCK_UN), lock.Close())
}

// own decides as whom PostgreSQL runs: the owner the directory already has;
// a directory made by root goes to an unprivileged user.
func (c *cluster) own() error {
	if err := os.Mkdir(c.home, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("data directory: %w", err)
	}
	info, err := os.Stat(c.home)
	if err != nil {
		return fmt.Errorf("data directory: %w", err)
	}
	owner := info.Sys().(*syscall.Stat_t)
	switch self := os.Geteuid(); {
	case self != 0 && int(owner.Uid) == self:
		return nil
	case self != 0:
		return fmt.Errorf("%s belongs to user id %d: run as that user, or as root", c.home, owner.Uid)
	case owner.Uid != 0:
		c.runAs = &syscall.Credential{Uid: owner.Uid, Gid: owner.Gid}
		return nil
	}
	if c.runAs, err = unprivileged(); err != nil {
		return err
	}
	return os.Chown(c.home, int(c.runAs.Uid), int(c.runAs.Gid))
}

// unprivileged is Debian's postgres, else nobody.
func unprivileged() (*syscall.Credential, error) {
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.ParseUint(account.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(account.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(uidErr, gidErr)
	}
	return nil, errors.New("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")
}

// readPassword makes the superuser's password before there is a cluster to
// take it.
func (c *cluster) readPassword() error {
	path := filepath.Join(c.home, "password")
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		content = []byte(rand.Text())
		err = os.WriteFile(path, content, 0o600)
	}
	if err == nil && c.runAs != nil {
		err = os.Chown(path, int(c.runAs.Uid), int(c.runAs.Gid))
	}
	if err != nil {
		return fmt.Errorf("cluster password: %w", err)
	}
	c.password = string(content)
	return nil
}

// initialize runs initdb beside the place and moves the result there: a
// machine that dies in the middle leaves no half cluster.
func (c *cluster) initialize(ctx context.Context, fast bool) error {
	if _, err := os.Stat(c.data()); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.RemoveAll(c.data() + ".new"); err != nil {
		return err
	}
	cmd, home, done, err := c.command("initdb")
	if err != nil {
		return err
	}
	defer done()
	cmd.Args = append(cmd.Args, "--pgdata="+home+"/data.new", "--username="+superuser,
		"--auth=scram-sha-256", "--pwfile="+home+"/password", "--encoding=UTF8", "--locale=C")
	if fast {
		cmd.Args = append(cmd.Args, "--no-sync")
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	initdb, err := startChild("initdb", cmd, syscall.SIGKILL)
	if err != nil {
		return err
	}
	select {
	case <-initdb.ended:
	case <-ctx.Done():
		return errors.Join(fmt.Errorf("initdb: %w", ctx.Err()), initdb.kill())
	}
	if !cmd.ProcessState.Success() {
		return fmt.Errorf("initdb in %s: %s\n%s", c.home, cmd.ProcessState, out.String())
	}
	return os.Rename(c.data()+".new", c.data())
}

// command prepares one of PostgreSQL's programs; home is the cluster's
// directory as the program sees it. done is called after the start.
func (c *cluster) command(program string) (cmd *exec.Cmd, home string, done func(), err error) {
	cmd = exec.Command(filepath.Join(c.binDir, program))
	cmd.Env = []string{"LC_ALL=C", "TZ=UTC", "PATH=" + os.Getenv("PATH")}
	if c.runAs == nil {
		return cmd, c.home, func() {}, nil
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.runAs}
	home, opened, err := inherit(cmd, c.home)
	if err != nil {
		return nil, "", nil, fmt.Errorf("%s: %w", program, err)
	}
	return cmd, home, func() { opened.Close() }, nil
}

// clear removes what a server that was killed left behind. The directory is
// locked and nobody works in it, so its pid file is stale, even if that number
// now belongs to another process and PostgreSQL would take it for a server.
func (c *cluster) clear(ctx context.Context) error {
	if err := awaitVacant(ctx, c.data()); err != nil {
		return err
	}
	err := os.Remove(filepath.Join(c.data(), "postmaster.pid"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
