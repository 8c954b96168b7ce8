package local

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// ErrNoPostgres is returned when no usable PostgreSQL is installed.
var ErrNoPostgres = errors.New("找不到 PostgreSQL（postgres 和 initdb），请安装：apt-get install postgresql，" +
	"或用 SHIXIAN_PG_BIN 指定其 bin 目录 / no PostgreSQL (postgres and initdb) found, " +
	"install it: apt-get install postgresql, or name its bin directory in SHIXIAN_PG_BIN")

// ErrNoEngine is returned when the engine's binary is not there.
var ErrNoEngine = errors.New("找不到引擎程序 shixian-engine，请运行 make build，或用 SHIXIAN_ENGINE 指定 / " +
	"no shixian-engine found, run make build, or name it in SHIXIAN_ENGINE")

// debianBins is where Debian keeps its servers, out of PATH, one per major
// version.
const debianBins = "/usr/lib/postgresql/*/bin"

// FindPostgres returns the directory that holds postgres and initdb:
// SHIXIAN_PG_BIN, else that of PATH, else Debian's highest version.
func FindPostgres() (binDir string, err error) { return findPostgres("") }

// findPostgres prefers, among Debian's, the major version a cluster was made
// with: after an upgrade of the distribution two are installed.
func findPostgres(major string) (string, error) {
	if dir := os.Getenv("SHIXIAN_PG_BIN"); dir != "" {
		if !hasServer(dir) {
			return "", fmt.Errorf("SHIXIAN_PG_BIN %s: %w", dir, ErrNoPostgres)
		}
		return dir, nil
	}
	if dir := filepath.Join(filepath.Dir(filepath.Dir(debianBins)), major, "bin"); major != "" && hasServer(dir) {
		return dir, nil
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil && hasServer(filepath.Dir(real)) {
			return filepath.Dir(real), nil
		}
	}
	installed, err := filepath.Glob(debianBins)
	if err != nil {
		return "", err
	}
	installed = slices.DeleteFunc(installed, func(dir string) bool { return !hasServer(dir) })
	if len(installed) == 0 {
		return "", ErrNoPostgres
	}
	return slices.MaxFunc(installed, func(a, b string) int { return cmp.Compare(majorOf(a), majorOf(b)) }), nil
}

// majorOf reads 15 from /usr/lib/postgresql/15/bin, so that 9 < 15.
func majorOf(binDir string) int {
	version, _ := strconv.Atoi(filepath.Base(filepath.Dir(binDir)))
	return version
}

func hasServer(dir string) bool {
	return executable(filepath.Join(dir, "postgres")) && executable(filepath.Join(dir, "initdb"))
}

// FindEngine returns the engine's binary: SHIXIAN_ENGINE, else shixian-engine
// beside the running program, else that of PATH.
func FindEngine() (string, error) {
	if path := os.Getenv("SHIXIAN_ENGINE"); path != "" {
		if !executable(path) {
			return "", fmt.Errorf("SHIXIAN_ENGINE %s: %w", path, ErrNoEngine)
		}
		return path, nil
	}
	if self, err := os.Executable(); err == nil {
		if path := filepath.Join(filepath.Dir(self), "shixian-engine"); executable(path) {
			return path, nil
		}
	}
	if path, err := exec.LookPath("shixian-engine"); err == nil {
		return path, nil
	}
	return "", ErrNoEngine
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
