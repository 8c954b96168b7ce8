#!/usr/bin/env bash
# make.sh: keeps how commit cbde149, the release before this one, reads policies, items and calendars from the database. Run it
# again only for another commit, when that one has become the release before; it needs the history of the repository.
set -euo pipefail
cd "$(dirname "$0")"
rooms="internal/policy internal/calendar internal/casework" # they import the standard library alone
(cd "$(git rev-parse --show-toplevel)" && git archive --format=tar cbde149 $rooms ':!*_test.go') | gzip -9n >cbde149.tar.gz
