# Everything here needs Go and make, nothing else. `make` alone lists the targets.

BIN      := bin/genaiops
FUZZTIME := 60s

# Pinned, so that the same tree gives the same findings tomorrow.
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: pictures packages help build assess test check soak lint bench fuzz update cover

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

# Version and commit are the ones that Go itself records from git; see
# `genaiops version`. There is nothing to pass here.
build: ## build the program into bin/genaiops
	@go build -trimpath -ldflags '-s -w' -o $(BIN) ./cmd/genaiops

# make passes ANSWERS on in the environment, and the shell expands it there: a
# file name may hold spaces or quotes. To stop before the end is no error.
assess: build ## run an assessment; ANSWERS=file scores that sheet, ARGS='…' adds flags
	@$(BIN) assess $(if $(ANSWERS),--answers "$$ANSWERS") $(ARGS) || { status=$$?; [ $$status = 130 ] || exit $$status; }

test: ## run all tests
	go test ./...

check: ## run exactly what CI runs
	@.ci/run

soak: ## type ahead, type at random and kill the asking program, 200 rounds each
	go test ./internal/cli -run 'TestTypingAhead|TestKilled|TestRandomInput' -count=1 -soak

lint: ## vet, staticcheck, gofumpt and the rest of .golangci.yml
	@go vet ./...
	@$(GOLANGCI) run

# Start-up and the roll-up are measured apart, as whole processes.
bench: ## run the benchmarks, start-up and many teams beside other programs included
	go test -run '^$$' -bench . -skip '^BenchmarkStartup$$' -benchmem ./...
	go test -run '^$$' -bench '^BenchmarkStartup$$' -benchtime 50x ./internal
	@.ci/many/run

fuzz: ## run every fuzz target in turn; FUZZTIME=60s each
	@.ci/fuzz $(FUZZTIME)

# go test refuses a flag that a package does not define, hence the search.
update: ## rewrite the golden files; review the difference before committing
	@packages=$$(grep -rl --include='*_test.go' '("update",' cmd internal levels questions \
		| sed 's|^|./|; s|/[^/]*$$||' | sort -u); \
	if [ -z "$$packages" ]; then echo 'no package has golden files'; else go test $$packages -update; fi

cover: ## run all tests and print how much of the code they reach
	@go test -coverpkg=./... -coverprofile=coverage.out ./...
	@go tool cover -func=coverage.out | tail -n 1

packages: ## build what a release has, twice, compare and install it; needs git
	@.ci/packages

pictures: ## make the pictures of README.md from the real program
	@.ci/pictures
