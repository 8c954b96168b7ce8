#!/usr/bin/env bash
# build.sh TARGET...: compiles into bin/ and says what it is doing every 15 s; a first build
# of the engine takes minutes. TARGET: shixian engine tools. It installs nothing outside bin/
# and leaves to Go's build cache what need not be built again.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p bin/tools
log=$(mktemp) watcher=""
trap 'rm -f "$log"; [ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true' EXIT

# version PATH...: the newest tag, else the commit, else "dev". With paths, the commit that
# last changed them: the engine is not linked again for a commit that did not touch it.
version() {
  if [ $# -gt 0 ]; then
    git log -1 --format=%h -- "$@" 2>/dev/null | grep . || echo dev
  else
    git describe --tags --always --dirty 2>/dev/null || echo dev
  fi
}

# watch NAME DIR PACKAGE: one line every 15 s until killed.
watch() {
  local start=$SECONDS tick=0 total=""
  while sleep 1 >/dev/null 2>&1; do
    tick=$((tick + 1))
    [ $((tick % 15)) = 0 ] || continue
    total=${total:-$(go list -C "$2" -deps "$3" 2>/dev/null | wc -l)}
    printf '  %s: %d s, %d modules downloaded, %d packages compiled of at most %d\n' "$1" $((SECONDS - start)) \
      "$(grep -c '^go: downloading' "$log")" "$(grep -cE '^[[:alnum:]_./-]+$' "$log")" "$total"
  done
}

# compile NAME DIR ARGUMENT...: go build, the last argument being the package.
compile() {
  local name=$1 dir=$2 start=$SECONDS
  shift 2
  : >"$log"
  watch "$name" "$dir" "${@: -1}" & watcher=$!
  if ! go build -C "$dir" -v "$@" 2>"$log"; then
    grep -vE '^([[:alnum:]_./-]+|go: downloading .*)$' "$log" >&2 || true
    echo "  $name: does not build" >&2
    exit 1
  fi
  kill "$watcher"
  wait "$watcher" 2>/dev/null || true
  watcher=""
  echo "  $name: built in $((SECONDS - start)) s"
}

for target in "$@"; do
  case $target in
    shixian) compile bin/shixian . -ldflags "-s -w -X main.version=$(version)" -o bin/shixian ./cmd/shixian ;;
    engine) compile bin/shixian-engine engine -ldflags "-s -w -X main.version=$(version engine)" -o ../bin/shixian-engine . ;;
    tools) compile bin/tools tools -ldflags '-s -w' -o ../bin/tools/ tool ;;
    *) echo "build.sh: unknown target $target" >&2; exit 2 ;;
  esac
done
