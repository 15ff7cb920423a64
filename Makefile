# Parcours - make help shows what can be asked for.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

EPISODE ?=
EXERCISE ?=
TOOL ?=
FORMAT ?=
SEED ?=
EXPLAIN ?=
DRY_RUN ?=
YES ?=
REPEAT ?= 1
SUBMISSION ?=

CC := gcc
CFLAGS := -std=gnu11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Wshadow \
          -Wstrict-prototypes -Wno-missing-field-initializers
LDLIBS := -lconfig -ljansson -lexpat -lm

# The grader's modules in layer order, lowest first: a module includes headers
# of modules to its left only, and those of its own family (verdict and
# verdict_race are one). tests/grader/layers.c holds every include to it.
MODULES := die utf8 text files nearest cause process flavour exercise options \
           machine speedup rounds finding finding_words finding_print tsan \
           helgrind blind policy artifact outcome facts plan canary places \
           verdict verdict_race verdict_speed grade progress report_text \
           report_json
COMMANDS := check list hint reset solution doctor selftest debug

SOURCES := $(MODULES:%=grader/%.c) grader/commands/ask.c \
           $(COMMANDS:%=grader/commands/%.c) grader/main.c
OBJECTS := $(SOURCES:%.c=build/%.o)

ASK := --episode=$(EPISODE) --exercise=$(EXERCISE) --tool=$(TOOL) \
       --format=$(FORMAT) --seed=$(SEED) --explain=$(EXPLAIN) \
       --dry-run=$(DRY_RUN) --yes=$(YES) --repeat=$(REPEAT) \
       --submission=$(SUBMISSION)

build/%.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -MMD -MP -c $< -o $@

build/parcours: $(OBJECTS)
	@$(CC) $(CFLAGS) $^ -o $@ $(LDLIBS)

.PHONY: setup
setup:
	@setup/install run
	@$(MAKE) -s -j2 build/parcours

.PHONY: $(COMMANDS)
$(COMMANDS): setup
	@build/parcours $@ $(ASK)

# --- tests ----------------------------------------------------------------

# Unit tests: the pure modules, with our own runner for all suites. Built
# twice, the second time with the address and undefined-behaviour sanitizers.
UNIT := $(wildcard tests/grader/*.c tests/lib/*.c) tests/unit.c
UNIT_OBJECTS := $(UNIT:%.c=build/%.o) $(MODULES:%=build/grader/%.o) \
                build/grader/judge/random.o build/lib/team.o
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined

build/unit: $(UNIT_OBJECTS)
	@$(CC) $(CFLAGS) $^ -o $@ -lcheck -lsubunit -lrt $(LDLIBS)

build/sanitized/%.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -O1 $(SANITIZE) -MMD -MP -c $< -o $@

build/sanitized/unit: $(UNIT_OBJECTS:build/%=build/sanitized/%)
	@$(CC) $(CFLAGS) $(SANITIZE) $^ -o $@ -lcheck -lsubunit -lrt $(LDLIBS)

build/sanitized/parcours: $(OBJECTS:build/%=build/sanitized/%)
	@$(CC) $(CFLAGS) $(SANITIZE) $^ -o $@ $(LDLIBS)

.PHONY: test unit
test:
	@setup/install run test
	@$(MAKE) -s -j2 build/parcours build/unit build/sanitized/unit \
		build/sanitized/parcours
	@tests/run

unit: build/unit
	@build/unit

.PHONY: clean
clean:
	@rm -rf build

-include $(OBJECTS:.o=.d) $(UNIT_OBJECTS:.o=.d) \
         $(UNIT_OBJECTS:build/%.o=build/sanitized/%.d)
