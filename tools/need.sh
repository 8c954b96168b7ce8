#!/usr/bin/env bash
# need.sh PART...: makes sure that each part is on this machine. PART: postgres chromium fonts cc.
# What is missing is installed with apt-get when we may (root, or sudo without a password);
# otherwise it is named, with the command that brings it, and the exit code is 1.
# It never starts a service and never touches a PostgreSQL cluster that is there already.
set -euo pipefail

# have PART: is it here? PostgreSQL means the server's own programs, not only psql.
have() {
  local dir
  case $1 in
    postgres)
      for dir in ${PATH//:/ } /usr/lib/postgresql/*/bin; do
        [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ] && return 0
      done
      return 1 ;;
    # The shell without a window does what tests ask for a third of the processor time; where
    # Debian's packages are not to be had, any Chromium will do.
    chromium) command -v chromium-headless-shell ||
      { ! command -v apt-get && { command -v chromium || command -v chromium-browser || command -v google-chrome; }; } ;;
    fonts) command -v fc-list && [ -n "$(fc-list :lang=zh-cn)" ] ;;
    cc) command -v "${CC:-gcc}" && [ -e /usr/include/stdlib.h ] ;;
    *) echo "need.sh: unknown part $1" >&2; exit 2 ;;
  esac >/dev/null
}

packages_of() {
  case $1 in
    postgres) echo postgresql ;;
    chromium) echo chromium-headless-shell ;;
    fonts) echo fontconfig fonts-noto-cjk ;;
    cc) echo gcc libc6-dev ;;
  esac
}

missing=() packages=()
for part in "$@"; do
  have "$part" && continue
  missing+=("$part")
  read -ra names <<<"$(packages_of "$part")"
  packages+=("${names[@]}")
done
[ ${#missing[@]} -gt 0 ] || exit 0
echo "missing: ${missing[*]} (Debian packages: ${packages[*]})"

if ! command -v apt-get >/dev/null; then
  echo "install what these packages hold with your system's package manager, then run make again" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
    echo "not root and no sudo without a password; ask whoever may to run:" >&2
    echo "  apt-get update && apt-get install -y --no-install-recommends ${packages[*]}" >&2
    exit 1
  fi
  as_root=(sudo -n)
fi

# Debian's PostgreSQL package makes a cluster and starts it. We bring our own private one,
# so for the length of this install a drop-in says no; later installs behave as ever.
dropin=/etc/postgresql-common/createcluster.d/shixian.conf
quiet_cluster() {
  "${as_root[@]}" mkdir -p "${dropin%/*}"
  echo 'create_main_cluster = false' | "${as_root[@]}" tee "$dropin" >/dev/null
}
log=$(mktemp)
trap '"${as_root[@]}" rm -f "$dropin"; rm -f "$log"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y "$@" </dev/null >>"$log" 2>&1; }

echo "installing ${packages[*]} ..."
start=$SECONDS
[[ " ${missing[*]} " != *" postgres "* ]] || quiet_cluster
if ! apt update || ! apt install --no-install-recommends "${packages[@]}"; then
  tail -n 30 "$log" >&2
  echo "could not install: ${packages[*]}" >&2
  exit 1
fi
for part in "${missing[@]}"; do
  have "$part" || { echo "installed ${packages[*]}, yet $part is still not found" >&2; exit 1; }
done
echo "installed in $((SECONDS - start)) s"
