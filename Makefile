# Shixian 时限: build, run and prove. `make help` lists the targets.
# The work is done by three scripts: tools/need.sh brings packages, tools/build.sh
# compiles with visible progress, tools/verify.sh runs checks.

PORT     ?= 8080
DATA_DIR ?= ./data
FUZZTIME ?= 30s
SINCE    ?= HEAD

# Where goroutines share memory. Pure packages and pages, which share nothing, gain nothing from the race detector,
# which needs a C compiler and costs five times the time.
RACE_PKGS ?= ./api/auth/... ./api/edge/... ./api/live/... ./api/upload/... ./worker/... ./internal/counter/core ./internal/counter/rulebook ./internal/notify/... ./internal/privacy/...

# One set of flags for every go command, so that build, vet, linter and tests share one
# cache: the engine's thousand packages are compiled once, not once per flag.
# The version comes from git through -ldflags (tools/build.sh); Go's own stamp would fail
# in a clone owned by another user.
export CGO_ENABLED := 0
export GOFLAGS := $(strip $(GOFLAGS) -trimpath -buildvcs=false)
export SHIXIAN_ENGINE := $(CURDIR)/bin/shixian-engine
export PORT DATA_DIR FUZZTIME ROWS SINCE RACE_PKGS

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build demo deps-demo deps-test test check fmt lint client bench guards prove proof chaos fuzz axe guide clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

build: ## bin/shixian and bin/shixian-engine
	@tools/build.sh shixian engine

demo: deps-demo build ## everything on this machine, with the demo office (PORT, DATA_DIR, DEMO_PASSWORD)
	@exec bin/shixian up --demo --data-dir "$$DATA_DIR"

deps-demo: ## PostgreSQL, unless DATABASE_URL names one
	@[ -n "$$DATABASE_URL" ] || tools/need.sh postgres

deps-test: ## PostgreSQL, Chromium, a Chinese font and a C compiler
	@tools/need.sh postgres chromium fonts cc

test: ## every check there is, cheap ones first
	@tools/verify.sh needs fmt lint workflowcheck client build engine tests

check: ## quick: format, vet, linter, tests of packages changed since SINCE (default HEAD)
	@tools/verify.sh fmt vet lint changed

fmt: ## gofmt both modules
	@go list -f '{{.Dir}}' ./... | xargs gofmt -l -w engine

lint: ## golangci-lint and workflowcheck
	@tools/verify.sh lint engine_lint workflowcheck

client: ## the client of the API that tests use, anew from the document
	@tools/build.sh tools
	@bin/tools/oapi-codegen -config internal/e2e/client/config.yaml api/testdata/openapi-3.0.json

bench: deps-demo build ## bare engine and service case side by side, written to bench.json
	@go run ./internal/bench/run -out bench.json

guards: ## take each mend out in turn, its test must go red (ROWS=A8 or A8.1,B4 for some)
	@tools/verify.sh needs build guards

prove: ## the law proves itself: play every example, take out every declared element, print what nobody misses (RULES="R069 R070")
	@go run ./cmd/shixian law prove $(RULES)

proof: ## a million spiteful lives of the machine (LIVES=1000000, FIRST=500001 to go on from there), some 50 minutes on two cores
	@go test ./workflows/machine -run TestSpite -count=1 -v -timeout 3h -args -first $(or $(FIRST),1001) -lives $(or $(LIVES),1000000)

chaos: ## kill, freeze, fill, poison, reset: each part in turn, under load
	@tools/verify.sh needs build chaos

fuzz: ## every property with new draws, every fuzz target for FUZZTIME (default 30s)
	@tools/verify.sh fuzz

axe: ## every page of the storybook before axe-core, by day and night, desk and phone; axe-core comes by npm and is not kept
	@tools/look.sh axe

guide: ## the pictures of the guides anew, from the storybook
	@tools/look.sh guide

clean: ## remove what was built; data stays
	rm -rf bin
