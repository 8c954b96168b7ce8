package local

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Running is where the servers of a data directory answer. It is written by shixian
// up for the commands that look for them, and holds a password: mode 0600.
type Running struct {
	DatabaseURL  string `json:"database_url"`
	Engine       string `json:"engine,omitempty"`        // host:port
	PostgresPort int    `json:"postgres_port,omitempty"` // of the private cluster; 0: none was started
	Namespace    string `json:"namespace"`

	file *os.File
}

const runningFile = "running.json"

// Announce holds the place of dir's servers until Release: a second up on the same
// directory is refused, and commands see that somebody runs.
func Announce(dir string) (*Running, error) {
	path := filepath.Join(dir, runningFile)
	file, err := lockFile(path)
	if err != nil {
		return nil, err
	}
	r := &Running{file: file}
	if err := readRunning(file, r); err != nil {
		*r = Running{file: file} // half written when the machine died: only ports are lost
	}
	return r, nil
}

// Say writes where the servers answer now.
func (r *Running) Say() error {
	content, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("announce servers: %w", err)
	}
	if err := errors.Join(r.file.Chmod(0o600), r.file.Truncate(0)); err != nil {
		return fmt.Errorf("announce servers: %w", err)
	}
	if _, err := r.file.WriteAt(append(content, '\n'), 0); err != nil {
		return fmt.Errorf("announce servers: %w", err)
	}
	return r.file.Sync()
}

// Release says that nobody runs any more; the ports stay on record, to be taken
// again.
func (r *Running) Release() error { return giveUp(r.file) }

// FindRunning tells where the servers of dir answer, nil where none run.
func FindRunning(dir string) (*Running, error) {
	file, err := os.Open(filepath.Join(dir, runningFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for servers: %w", err)
	}
	defer file.Close()
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB); err == nil {
		return nil, nil // nobody holds it
	}
	r := &Running{}
	if err := readRunning(file, r); err != nil {
		return nil, fmt.Errorf("look for servers: %s: %w", file.Name(), err)
	}
	if r.DatabaseURL == "" {
		return nil, errors.New("the servers of this data directory are just starting: try again")
	}
	return r, nil
}

func readRunning(file *os.File, r *Running) error {
	if info, err := file.Stat(); err != nil || info.Size() == 0 {
		return err
	}
	return json.NewDecoder(file).Decode(r)
}

// HasCluster tells whether a data directory has a private PostgreSQL.
func HasCluster(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "postgres", "data"))
	return err == nil
}
