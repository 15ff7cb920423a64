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

# The grader's modules in layer order, lowest first: a module may include
# headers of its own layer's left and of layers above this line only.
# tests/grader/layers.c holds every include to it.
LAYERS := die text files nearest cause process random flavour exercise options \
          machine speedup rounds finding tsan helgrind policy artifact outcome \
          facts plan canary places verdict grade progress report_text \
          report_json ask
COMMANDS := check list hint reset solution doctor selftest debug

MODULES := $(filter-out random ask,$(LAYERS))
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

-include $(OBJECTS:.o=.d)

.PHONY: setup
setup:
	@setup/install run
	@$(MAKE) -s -j2 build/parcours

.PHONY: $(COMMANDS)
$(COMMANDS): setup
	@build/parcours $@ $(ASK)
