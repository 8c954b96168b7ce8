#!/usr/bin/env bash
# verify.sh STEP...: runs the named checks in order, stops at the first that fails and closes
# with what ran and how long it took. Each step is a function below; the Makefile says which
# steps make a target and sets the environment. No step changes a source file, none may skip.
set -euo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
read -ra race <<<"${RACE_PKGS:-}"

step_fmt() {
  local bad
  bad=$(go list -f '{{.Dir}}' ./... | xargs gofmt -l engine)
  [ -z "$bad" ] || { printf 'not gofmt-clean (make fmt):\n%s\n' "$bad"; return 1; }
}

step_needs() { tools/need.sh postgres chromium fonts cc; }

# Most of it is linking, on one core each.
step_build() {
  local engine rc=0
  tools/build.sh engine &
  engine=$!
  tools/build.sh shixian || rc=$?
  wait "$engine" || rc=$?
  return "$rc"
}

step_vet() { go vet ./...; }

step_lint() {
  tools/build.sh tools
  GOGC=400 bin/tools/golangci-lint run ./... # a fifth of it was collecting its garbage
}

step_workflowcheck() {
  tools/build.sh tools
  bin/tools/workflowcheck ./workflows/...
}

# The generated client is the one that the document as it is gives.
step_client() {
  tools/build.sh tools
  local fresh
  fresh=$(mktemp -d)
  sed "s#^output: .*#output: $fresh/client.gen.go#" internal/e2e/client/config.yaml >"$fresh/config.yaml"
  bin/tools/oapi-codegen -config "$fresh/config.yaml" api/testdata/openapi-3.0.json
  cmp "$fresh/client.gen.go" internal/e2e/client/client.gen.go || { echo 'make client'; return 1; }
  rm -rf "$fresh"
}

# Properties draw the same examples at each check, so that a change is refused for what it
# did; make fuzz draws new ones.
export RAPID_SEED=1

# tests ARGUMENT...: go test, its lines kept for the closing count; softly: under what.
# What only computes lets the others go first, and takes memory rather than time: a fifth of
# what it did was collecting its garbage. (Houses of many processes do not: they are slower for it.)
computing='nice -n 19 env GOGC=400'
tests() { ${softly:-} go test "$@" </dev/null 2>&1 | tee -a "$log"; }

# Three lanes beside each other, so that no core waits while another's clock runs on the wall.
# Results are never taken from the cache where a test talks to PostgreSQL or the engine: Go does not
# see that those changed. Vet is one of the linters.
#
# Two lanes keep time on the wall and run whole houses, one package after the other: e2e, that sees
# within two seconds what is due; and the worker's play of an outage, bench and local, that wait for an
# api as a clerk would, testkit for a timer. What only computes runs beside them, and lets them go first.
#
# The race detector watches where goroutines share memory (RACE_PKGS), at seven times the cost. Of
# shared those tests are raced that work on one thing at once (shares: what counts many cases and
# sweeps, what is heard, throttled and given up), and all run without. plain is not raced: two houses
# that play side by side against the clock on the wall, of which the busier one would come seconds late.
# TEMPORAL_DEBUG: on a crowded machine the SDK takes a wait of a second for a deadlock.
lived=./internal/e2e
timed=(./internal/bench ./internal/local ./internal/testkit)
played=./worker
plain='^TestTheRecordIsThatOfAnEngineNeverAway$'
shared=(./api ./internal/counter)
shares='Recount|Backtest|Preview|Sweep|Hears|ARequestEnds|SignIn|AreCounted'
common=(-vet=off -count=1 -timeout 25m)
racing() { CGO_ENABLED=1 tests -race "${common[@]}" -skip "^TestChaos|$plain" "$@"; }

lane_lived() { TEMPORAL_DEBUG=true tests "${common[@]}" -skip '^TestChaos' "$lived"; }

lane_timed() {
  local rc=0
  racing "$played" || rc=$?
  tests "${common[@]}" -run "$plain" "$played" || rc=$?
  TEMPORAL_DEBUG=true tests "${common[@]}" -p 1 -skip '^TestChaos' "${timed[@]}" || rc=$?
  return "$rc"
}

lane_computing() {
  local rc=0 raced computed softly=$computing
  mapfile -t raced < <(go list "${race[@]}" | grep -vxF "$(go list "$played")")
  mapfile -t computed < <(comm -23 <(go list ./... | sort) <(go list "$lived" "$played" "${raced[@]}" "${timed[@]}" | sort))
  racing -p 2 "${raced[@]}" || rc=$?
  racing -p 2 -run "$shares" "${shared[@]}" || rc=$?
  TEMPORAL_DEBUG=true tests "${common[@]}" -p 2 -skip '^TestChaos' "${computed[@]}" || rc=$?
  return "$rc"
}

step_tests() {
  local lane lanes=() rc=0
  for lane in lived timed computing; do
    "lane_$lane" &
    lanes+=($!)
  done
  for lane in "${lanes[@]}"; do wait "$lane" || rc=$?; done
  return "$rc"
}

# What asks every package of Temporal what it knows of itself took two minutes of a fresh machine, for
# the thousand lines of engine/: make lint asks all, make test what looks at these lines alone.
asking=exhaustive,govet,staticcheck,unused,bodyclose,nilerr,noctx,rowserrcheck,sqlclosecheck
step_engine() {
  (cd engine && ../bin/tools/golangci-lint run --config ../.golangci.yml -D "$asking" ./...)
  tests -C engine -count=1 -timeout 10m ./...
}

step_engine_lint() { (cd engine && ../bin/tools/golangci-lint run --config ../.golangci.yml ./...); }

step_changed() {
  local dirs
  mapfile -t dirs < <({ git diff --name-only --diff-filter=d "$SINCE" -- '*.go'; git ls-files -o --exclude-standard -- '*.go'; } |
    grep -v '^engine/' | xargs -r -n1 dirname | sort -u | sed 's#^#./#')
  [ ${#dirs[@]} -gt 0 ] || { echo "no Go file changed since $SINCE"; return 0; }
  tests -skip '^TestChaos' "${dirs[@]}"
}

# Each mend of internal/guards is taken out, and its test must go red: hours, for all of them.
step_guards() { go run ./internal/guards/run -id "${ROWS:-}"; }

step_chaos() { tests ./internal/e2e -run Chaos -count=1 -timeout 30m; }

step_fuzz() {
  local file target drawing
  export RAPID_SEED=0 RAPID_CHECKS=3000
  mapfile -t drawing < <(grep -rlF 'rapid.Check(' --include='*_test.go' internal workflows | xargs -n1 dirname | sort -u | sed 's#^#./#')
  tests "${drawing[@]}" -count=1 -timeout 2h
  while IFS=: read -r file target; do
    tests "./$(dirname "$file")" -run '^$' -fuzz "^$target\$" -fuzztime "$FUZZTIME"
  done < <(grep -roHE '^func Fuzz[A-Za-z0-9_]+' --include='*_test.go' api activities internal worker workflows | sed 's/func //')
}

report="" current=""
finish() {
  local rc=$? passed failed
  passed=$(grep -cE '^ok ' "$log" || true) failed=$(grep -cE '^FAIL\s+\S+\s' "$log" || true)
  rm -f "$log"
  printf '\n%s' "$report"
  [ "$rc" = 0 ] || printf '  FAILED %s\n' "$current"
  [ "$((passed + failed))" = 0 ] || printf 'packages: %d passed, %d failed\n' "$passed" "$failed"
  exit "$rc"
}
trap finish EXIT

for current in "$@"; do
  printf '\n== %s\n' "$current"
  start=$SECONDS
  "step_$current"
  report+=$(printf '  ok %-14s %4d s' "$current" $((SECONDS - start)))$'\n'
done
