#!/usr/bin/env bash
# make.sh: makes the databases of commit cbde149 that TestUpgradeFromCbde149 upgrades, as root, with PostgreSQL 15 and git
# history at hand. It builds that commit in a tree of its own, fills its demo office through its JSON API (make/), and dumps
# the three databases with the key file of that office, which holds nobody's data.
#
# complaint@1 and absence@1 were edited in place before cbde149. An office seeded by the first commit that had them keeps the
# first text; make/ puts those texts, as 6e26231 published them, into the rows of policies after half of the cases were
# taken in, so that both kinds of case are there.
#
# Run it again only for another commit: the dumps are what an office has, and never change.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(git -C "$here" rev-parse --show-toplevel)
engine=${SHIXIAN_ENGINE:-$root/bin/shixian-engine}
bin=$(ls -d /usr/lib/postgresql/15/bin)
work=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$work/tree" 2>/dev/null || true; rm -rf "$work"' EXIT
git -C "$root" worktree add --detach "$work/tree" cbde149
(cd "$work/tree" && CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$work/shixian" ./cmd/shixian)
mkdir "$work/first"
for name in complaint@1 absence@1; do git -C "$root" show "6e26231:schema/reference/policies/$name.json" >"$work/first/$name.json"; done
chmod 755 "$work"
mkdir -m 755 "$work/data" # for the user PostgreSQL runs as
(cd "$here/make" && go run . "$work/shixian" "$engine" "$work/data" "$here" "$work/first" "$bin/psql" "$bin/pg_dump")
