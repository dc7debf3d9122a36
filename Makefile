# easel: make run. Everything else: make help.
SHELL := /bin/bash
PREFIX ?= /usr/local
BINARY := .build/release/easel
# One file, linked for a quick start, since half of a start is the loader's: no symbols, nothing exported (nobody links against
# it), its 140,000 addresses packed where the C library can unpack them (glibc 2.36), and what gets foreign bytes only as text
# that was made safe or bound comes along: the C++ runtime, curses, SQLite. A fix there needs a new build; the picture
# libraries and zlib, which read hostile bytes, stay the system's own.
STATIC := .build/static
PACKED := $(shell printf '2.36\n%s\n' "$$(getconf GNU_LIBC_VERSION | cut -d' ' -f2)" | sort -CV && \
	echo -Xlinker -z -Xlinker pack-relative-relocs)
LINK_FLAGS := --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -s -Xlinker --no-export-dynamic -Xlinker --as-needed \
	-Xlinker -L$(STATIC) $(PACKED)
# A dependency that a room does not declare stops the build.
BUILD_FLAGS := -c release $(LINK_FLAGS) --explicit-target-dependency-import-check error
SOURCES := $(shell find -L Sources themes Package.swift Package.resolved -type f -not -name '.*' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: run build test check fuzz bench install format clean help

## run: build what has changed, then open the studio (ARGS="generate a fox" for anything else)
run: $(BINARY)
	@exec $(BINARY) $(ARGS)

## build: the release binary, .build/release/easel
build: $(BINARY)

$(BINARY): $(SOURCES) Makefile
	@.ci/packages build
	@mkdir -p $(STATIC)
	@for name in stdc++ ncursesw tinfo sqlite3; do ln -sf "$$(clang -print-file-name=lib$$name.a)" $(STATIC)/lib$$name.a; done
	@ln -sf "$$(clang -print-file-name=libgcc_eh.a)" $(STATIC)/libgcc_s.a
	swift build $(BUILD_FLAGS) --product easel
	@touch $@

## test: all tests
# All at once, the tests that wait for other programs would wait for each other, beyond any limit.
test:
	@.ci/packages test
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=24 swift test --explicit-target-dependency-import-check error

## check: formatting, and who may import whom
check:
	swift format lint --strict --recursive Sources Tests Package.swift
	@.ci/packages test
	swift build --build-tests --explicit-target-dependency-import-check error

## fuzz: every parser fed with damaged input (SECONDS=60 each, SEED=1, PARSERS="toml config" for some)
fuzz:
	@.ci/packages test
	swift build --build-tests --explicit-target-dependency-import-check error
	@.ci/fuzz $(or $(SECONDS),60) $(or $(SEED),1) $(PARSERS)

## bench: how fast, beside other programs and the physical limit (ROWS=1,13 for some)
bench: $(BINARY)
	@.ci/packages bench
	swift build $(BUILD_FLAGS) --product easel-bench
	Tests/Bench/run $(if $(ROWS),--rows $(ROWS))

## install: copy easel to PREFIX/bin (PREFIX=/usr/local)
install: $(BINARY)
	install -D -m 755 -s $(BINARY) "$(DESTDIR)$(PREFIX)/bin/easel"

## format: format all Swift files in place
format:
	swift format --in-place --recursive Sources Tests Package.swift

## clean: remove all that was built
clean:
	rm -rf .build

help:
	@sed -n 's/^## \([a-z]*\): \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18
