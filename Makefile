## Parcours: a course in parallel computing in C that grades itself.
##
##   make list                       the course, and what you have passed
##   make check EPISODE=races        judge what you have written
##       EXERCISE=counter            only that one
##       TOOL=tsan|helgrind|both     race detectors to use (OpenMP: Archer)
##       FORMAT=text|json            for people or for programs; or gradescope,
##                                   html, junit, github, prairielearn,
##                                   autolab
##       EXPLAIN=1                   why each step ran, why points were given
##       DRY_RUN=1                   only show what would be run
##       SUBMISSION=file.c SEED=7    another file; the same random inputs
##       SANDBOX=strict              refuse where others' code could get out
##       GPU=0                       leave a GPU alone; GPU=1: say if there is none
##   make demo EPISODE=races         measure the figures of the lesson here
##   make figures EPISODE=taskgraph  the lesson's pictures, of your machine
##   make hint EPISODE=races EXERCISE=counter         the next hint
##   make replay EPISODE=races EXERCISE=queue        the schedule that failed
##       SCHEDULE=6:2/10 GDB=1       another one; in gdb, where it goes wrong
##   make commit EPISODE=gil EXERCISE=four-cells   your numbers, before the run
##   make debug EPISODE=races EXERCISE=counter        step through it in gdb
##   make reset EPISODE=races EXERCISE=counter        the skeleton again
##   make solution EPISODE=races EXERCISE=counter     ours, once yours passes
##   make doctor                     what this machine can judge
##   make explore FILE=program.c     any program of yours under many schedules
##   make calibrate                  what locks, threads, messages cost here
##   make mpi FILE=program.c RANKS=4 any MPI program of yours under our layer
##       LAUNCHER=srun               on a cluster: setup/slurm/README.md
##   make cuda FILE=program.cu       any CUDA program of yours, without a GPU
##
## For instructors:
##   make grade EPISODE=races SUBMISSIONS=folder      all of them, into a
##       ROSTER=class.csv            gradebook; go on after an interruption
##       GRADEBOOK=gradebook.db JOBS=2 EXERCISE= ONLY=student FORCE=1
##       ENGINE=slurm CHUNK=8        on a cluster, 8 submissions a task
##   make gradebook EPISODE=races    what counts; of one student: ONLY=key
##       EXPORT=csv|canvas|moodle    for a spreadsheet; filled into the
##       FILL=export.csv COLUMN=     platform's own file
##       REPORT=folder               HTML: the class, a page for each student
##       DUE="2026-12-01 23:59" LATE=20     per cent for each day late
##       ONLY=key EXERCISE= POINTS=8 WHO=me NOTE="why"     your word counts
##       DIFF="1 2"                  what changed between two sessions
##   make similar EPISODE=races SUBMISSIONS=folder    pairs that share most of
##       EXERCISE= GRADEBOOK=        their code, for you to look at
##   make gradescope EPISODE=races   the zip that Gradescope wants;
##       TRY=folder                  a dry run with the files in it
##   make github EPISODE=races       a workflow for GitHub Classroom; TRY= too
##
## For authors:
##   make test                       everything; installs what it needs
##   make selftest EPISODE=races REPEAT=20     every specimen, its verdict
##       JOBS=2                      so many side by side
##   make pairs                      four race detectors on pairs of programs
##   make mutants EPISODE=races      the checks against 200 mistakes put into
##       EXERCISE=queue DRY_RUN=1    our solutions; goes on where it stopped
##   make attacks                    the sandbox against code that fights it
##   make honest RUNS=20             right programs in odd clothes, for hours
##   make fuzz SECONDS=60 TARGET=    parsers of what strangers write
##   make slurm                      grading on a private Slurm of four nodes
##   make bench RUNS=100             the figures we promise, measured here
##   make batch-bench EXERCISE=counter     what grading a class costs
##       CLASSES="30 300" STUBS="30 300 3000" JOBS=2
##   make taskgraph-bench            schedulers of tasks, ours and others
##   make gil-bench                  hold and free by the clock
##   make explore-bench              those of the schedule explorer
##   make cuda-bench                 those of the CUDA emulator
##   make gpu-tests PARTS="bench ncu"      what needs a GPU: verdicts, speed
##                                   beside CUB, counters beside Nsight's
##   make mpi-bench                  the layer's cost; collectives and MPICH's
##   make unit lint fmt clean

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
SANDBOX ?=
WITHOUT ?=
REPEAT ?= 1
JOBS ?= 1
SUBMISSION ?=
SCHEDULE ?=
GDB ?=
SUBMISSIONS ?=
ROSTER ?=
GRADEBOOK ?=
ONLY ?=
FORCE ?=
ENGINE ?=
CHUNK ?=
EXPORT ?=
FILL ?=
COLUMN ?=
REPORT ?=
DIFF ?=
DUE ?=
LATE ?=
POINTS ?=
NOTE ?=
WHO ?=

CC := gcc
CFLAGS := -std=gnu11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Wshadow \
          -Wstrict-prototypes -Wno-missing-field-initializers
LDLIBS := -lconfig -ljansson -lexpat -lseccomp -lsqlite3 -larchive -lcsv -lyaml -lm

# MPICH's compiler, also where another MPI's comes first; empty: there is none.
MPICC := $(shell command -v mpicc.mpich || \
           { mpicc -show 2>/dev/null | grep -q mpich && command -v mpicc; })

# The grader's modules in layer order, lowest first: a module includes headers
# of modules to its left only, and those of its own family (verdict and
# verdict_race are one). tests/grader/layers.c holds every include to it.
MODULES := die utf8 text markup prediction page \
           export export_github export_gradescope export_hosts export_html \
           export_junit export_steps \
           files nearest cause process turn flavour exercise options confine \
           machine speedup rounds finding finding_words finding_print tsan \
           helgrind sanitizer blind policy policy_source nvcc gpu artifact artifact_jobs \
           artifact_objects artifact_workers artifact_programs artifact_run \
           artifact_said outcome interleaving interleaving_rows \
           interleaving_table seen facts plan places canary \
           verdict verdict_race verdict_speed verdict_explore \
           verdict_virtual verdict_predict verdict_ranks verdict_count \
           verdict_kernels verdict_gpu steps grade grade_gpu grade_watch \
           progress report_text \
           report_json
COMMANDS := check commit list hint reset solution doctor selftest debug replay grade \
            gradebook similar

# Families of their own: the sandbox, which is the judge's too, and what
# grading a class needs besides.
SANDBOX_SOURCES := $(wildcard grader/sandbox/*.c)
FOLDERS := $(SANDBOX_SOURCES) $(wildcard grader/gradebook/*.c \
           grader/batch/*.c)

SOURCES := $(MODULES:%=grader/%.c) $(FOLDERS) grader/commands/ask.c \
           $(COMMANDS:%=grader/commands/%.c) grader/main.c
OBJECTS := $(SOURCES:%.c=build/%.o)

# A variable as one word for the shell, whatever is in it.
quoted = '$(subst ','\'',$(value $(1)))'

# The names that were typed, as in EPISODE=races: one that is misspelt would be
# passed over in silence.
TYPED := $(strip $(foreach v,$(.VARIABLES),$(if $(filter command,$(origin $v)),$v)))

ASK = --typed=$(call quoted,TYPED) --episode=$(call quoted,EPISODE) \
      --exercise=$(call quoted,EXERCISE) \
      --tool=$(call quoted,TOOL) --format=$(call quoted,FORMAT) \
      --seed=$(call quoted,SEED) --explain=$(call quoted,EXPLAIN) \
      --dry-run=$(call quoted,DRY_RUN) --yes=$(call quoted,YES) \
      --repeat=$(call quoted,REPEAT) --jobs=$(call quoted,JOBS) \
      --schedule=$(call quoted,SCHEDULE) --gdb=$(call quoted,GDB) \
      --submission=$(call quoted,SUBMISSION) \
      --submissions=$(call quoted,SUBMISSIONS) \
      --roster=$(call quoted,ROSTER) --gradebook=$(call quoted,GRADEBOOK) \
      --only=$(call quoted,ONLY) --engine=$(call quoted,ENGINE) \
      --chunk=$(call quoted,CHUNK) --force=$(call quoted,FORCE) \
      --export=$(call quoted,EXPORT) --fill=$(call quoted,FILL) \
      --report=$(call quoted,REPORT) --column=$(call quoted,COLUMN) \
      --diff=$(call quoted,DIFF) --due=$(call quoted,DUE) \
      --late=$(call quoted,LATE) --points=$(call quoted,POINTS) \
      --note=$(call quoted,NOTE) --who=$(call quoted,WHO) \
      --sandbox=$(call quoted,SANDBOX) --without=$(call quoted,WITHOUT)

build/%.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -MMD -MP -c $< -o $@

# Checks of kind "explore" link it into the worker.
EXPLORER := build/explore/explorer.o build/explore/names.map

# Has gcc tell of all accesses, see there; gcc takes plugins of its own version.
ANNOUNCE := build/announce.so

build/gcc.version: FORCE
	@mkdir -p $(@D)
	@gcc -v 2>&1 | cmp -s - $@ || gcc -v 2>$@

$(ANNOUNCE): grader/compiler/announce.cc build/gcc.version
	@g++ -std=gnu++14 -O1 -g -fno-rtti -Wall -Wextra -shared -fPIC \
		-isystem "$$(gcc -print-file-name=plugin)/include" $< -o $@

.PHONY: FORCE
FORCE:

build/parcours: $(OBJECTS) | $(EXPLORER) $(ANNOUNCE) mpi-build cuda-build
	@$(CC) $(CFLAGS) $^ -o $@ $(LDLIBS)

# The first build takes a while and is silent: who waits is told, on stderr, as
# stdout may be a result.
SAY_FIRST = @test -x build/parcours || \
	echo "parcours: builds the grader, for the first time: a minute or so" >&2

.PHONY: setup
setup:
	@setup/install run
	$(SAY_FIRST)
	@$(MAKE) -s -j2 build/parcours

.PHONY: $(COMMANDS)
$(COMMANDS): setup
	@build/parcours $@ $(ASK)

# The demonstrations behind the figures of an episode's lesson.
DEMO = episodes/$(EPISODE)/demo/run

.PHONY: demo
demo: setup
	@test -n "$(EPISODE)" || \
		{ echo "parcours: say which episode: make demo EPISODE=races" \
		"(make list shows all)"; exit 2; }
	@test -x "$(DEMO)" || \
		{ echo "parcours: there is no $(DEMO); make list shows the" \
		"episodes"; exit 2; }
	@$(DEMO)

# The pictures of a lesson, drawn anew into build/figures/<episode> from what
# this machine does; ours lie in the episode's folder `figures`.
FIGURES = episodes/$(EPISODE)/figures/run

.PHONY: figures
figures: setup
	@setup/install figures
	@test -n "$(EPISODE)" || \
		{ echo "parcours: say which episode: make figures" \
		"EPISODE=taskgraph (make list shows all)"; exit 2; }
	@test -x "$(FIGURES)" || \
		{ echo "parcours: there is no $(FIGURES): this lesson has no" \
		"pictures"; exit 2; }
	@mkdir -p build/figures/$(EPISODE)
	@$(FIGURES) build/figures/$(EPISODE)

# Ready-made hosts. With TRY=, what was built is tried with a folder of files.
TRY ?=
HOST_NEEDS = @test -n "$(EPISODE)" || { echo "parcours: say which episode:" \
	"make $@ EPISODE=races"; exit 2; }; \
	test -e "episodes/$(EPISODE)/episode.conf" -a \
		-d "episodes/$(EPISODE)/$(EXERCISE)" || \
	{ echo "parcours: there is no episodes/$(EPISODE)/$(EXERCISE);" \
	"make list shows all"; exit 2; }

.PHONY: gradescope github
gradescope:
	$(HOST_NEEDS)
	@setup/gradescope/build build/gradescope.zip $(EPISODE) $(EXERCISE)
	@test -z "$(TRY)" || \
		setup/gradescope/build --try build/gradescope.zip "$(TRY)"

github:
	$(HOST_NEEDS)
	@setup/github/build build/classroom.yml $(EPISODE) $(EXERCISE)
	@test -z "$(TRY)" || \
		setup/github/build --try build/classroom.yml "$(TRY)"

# --- tests ----------------------------------------------------------------

# Unit tests: the pure modules, with our own runner for all suites. Built
# twice, the second time with the address and undefined-behaviour sanitizers.
UNIT := $(wildcard tests/grader/*.c tests/lib/*.c) tests/unit.c
UNIT_OBJECTS := $(UNIT:%.c=build/%.o) $(MODULES:%=build/grader/%.o) \
                $(FOLDERS:%.c=build/%.o) build/grader/judge/linear.o \
                build/grader/judge/patch.o \
                build/grader/judge/random.o build/lib/team.o \
                build/lib/graph.o build/lib/trace.o \
                $(patsubst %.c,build/%.o,$(wildcard lib/draw/*.c lib/pico/*.c))
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined

build/unit: $(UNIT_OBJECTS)
	@$(CC) $(CFLAGS) $^ -o $@ -lcheck -lsubunit -lrt $(LDLIBS)

build/sanitized/%.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -O1 $(SANITIZE) -MMD -MP -c $< -o $@

build/sanitized/unit: $(UNIT_OBJECTS:build/%=build/sanitized/%)
	@$(CC) $(CFLAGS) $(SANITIZE) $^ -o $@ -lcheck -lsubunit -lrt $(LDLIBS)

build/sanitized/parcours: $(OBJECTS:build/%=build/sanitized/%) | $(EXPLORER) \
		$(ANNOUNCE) mpi-build cuda-build
	@$(CC) $(CFLAGS) $(SANITIZE) $^ -o $@ $(LDLIBS)

.PHONY: test unit
test:
	@setup/install run test
	$(SAY_FIRST)
	@$(MAKE) -s -j2 build/parcours build/unit build/sanitized/unit \
		build/sanitized/parcours explore-tests mpi-build sandbox-tests \
		cuda-build fuzz-targets
	@tests/run

unit: build/unit
	@build/unit

# RUNS=100 gradings of each specimen under load; the default is 10.
.PHONY: bench
bench: setup sandbox-tests
	@RUNS=$(RUNS) tests/bench/run

# Classes of so many, a third each right, wrong and hostile; and of so many who
# hand in a stub. JOBS as for grade, but by default as many as there are cores.
CLASSES ?= 30 300
STUBS ?= 30 300 3000

.PHONY: batch-bench
batch-bench: setup sandbox-tests
	@EXERCISE=$(EXERCISE) CLASSES="$(CLASSES)" STUBS="$(STUBS)" \
		$(if $(filter command line,$(origin JOBS)),JOBS=$(JOBS)) \
		tests/bench/batch/run

# Our solutions of `run` and `steal` beside other systems, on ten graphs of
# 100,000 empty tasks; in build/bench/taskgraph.
.PHONY: taskgraph-bench
taskgraph-bench: setup
	@setup/install bench
	@tests/bench/taskgraph/measure

.PHONY: gil-bench
gil-bench: setup
	@tests/bench/gil/measure

# 200 mutants of our solutions, judged by the grader.
MUTANTS := $(patsubst tests/mutants/%.c,build/tests/mutants/%.o, \
             $(wildcard tests/mutants/*.c))

build/mutants/mutants: $(MUTANTS) $(MODULES:%=build/grader/%.o) \
                       $(FOLDERS:%.c=build/%.o)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $^ -o $@ $(LDLIBS)

.PHONY: mutants
mutants: setup
	@$(MAKE) -s -j2 build/mutants/mutants
	@build/mutants/mutants $(or $(EPISODE),races) \
		$(if $(DRY_RUN),list,$(or $(EXERCISE),all))

-include $(MUTANTS:.o=.d)

OURS := $(wildcard lib/*.[ch] lib/*/*.[ch] grader/*.[ch] grader/*/*.[ch] grader/*/*/*.[ch] tests/mpi/*.c \
          tests/mpi/programs/*.c tests/*.[ch] tests/mutants/*.[ch] \
          tests/grader/*.[ch] tests/lib/*.[ch] tests/episodes/*/*.c \
          tests/fuzz/*.[ch] tests/bench/*/*.[ch] \
          grader/compiler/*.cc tests/explore/*.c tests/explore/*/*.c \
          tests/openmp/*.[ch] tests/naps/*.c \
          tests/fixtures/programs/*.[ch] \
          tests/bench/batch/stub/*.c tests/bench/batch/stub/add/*.[ch] \
          tests/sandbox/*.c tests/attacks/*.h \
          tests/sandbox/programs/*.c \
          episodes/*/*/*.[ch] solutions/*/*.c tests/specimens/*/*/*.c)

.PHONY: lint fmt
lint:
	@setup/install extra
	@clang-format --dry-run --Werror $(OURS)
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability \
		--inline-suppr --suppress=missingIncludeSystem \
		--suppress=va_end_missing:grader/die.c \
		--suppress=syntaxError:grader/worker/libgomp/wrap.c \
		--suppress=syntaxError:grader/mpi/calls_openmp.c \
		--suppress=preprocessorErrorDirective:grader/explore/calls_gomp_loop.c \
		--suppress=invalidPrintfArgType_s:grader/explore/variables.c \
		--library=setup/cppcheck.cfg \
		--error-exitcode=1 -Ilib -Igrader/worker -Igrader/judge \
		grader lib
	@shellcheck -s sh -x setup/install setup/gradescope/build \
		setup/gradescope/setup.sh setup/gradescope/run_autograder \
		setup/github/build tests/hosts/run \
		tests/bad/run tests/setup/install.sh tests/setup/bare.sh \
		tests/fixtures/programs/record.sh .ci/run \
		tests/fuzz/run tests/slurm/run tests/slurm/cluster tests/slurm/mpi \
		setup/slurm/task tests/run tests/bench/run \
		tests/explore/run tests/explore/pairs/run tests/mpi/run \
		tests/mpi/odd \
		tests/sandbox/run tests/attacks/run tests/attacks/honest \
		tests/batch/bad tests/batch/run \
		tests/cuda/run tests/cuda/counters/run tests/cuda/bad/run \
		tests/cuda/maths/run \
		tests/cuda/bench tests/cuda/gpu/run tests/cuda/gpu/control \
		tests/cuda/gpu/standin/nvcc \
		tests/cuda/gpu/standin/compute-sanitizer tests/bench/taskgraph/measure tests/bench/mpi/run \
		tests/bench/gil/measure tests/openmp/run tests/naps/run \
		tests/bench/batch/run \
		episodes/*/demo/run $(wildcard episodes/*/figures/run)
	@echo "lint: nothing to complain about"

fmt:
	@setup/install extra
	@clang-format -i $(OURS)

.PHONY: help
help:
	@sed -n '/^## /s/^## \{0,1\}//p' Makefile

# --- the schedule explorer: a library and a command of its own ------------

# make explore FILE=program.c: runs it under many schedules.
EXPLORE_SOURCES := $(wildcard grader/explore/*.c)
EXPLORE_MAIN := main build scan simd
EXPLORE_COMMAND := $(EXPLORE_MAIN) calibrate
# What the CUDA emulator uses as well.
EXPLORE_LINES := context cursor elf_file lines
EXPLORE_OBJECTS := $(EXPLORE_SOURCES:grader/explore/%.c=build/explore/%.o)
EXPLORE_TESTS := $(patsubst tests/explore/%.c,build/explore/%, \
                   $(wildcard tests/explore/test_*.c))
EXPLORE_FLAGS := -std=gnu11 -O2 -g -Wall -Wextra -Wshadow -Wstrict-prototypes

build/explore/%.o: grader/explore/%.c
	@mkdir -p $(@D)
	@$(CC) $(EXPLORE_FLAGS) -MMD -MP -c $< -o $@

build/explore/names.map: grader/explore/names.map
	@mkdir -p $(@D)
	@cp $< $@

build/explore/libexplore.a: $(filter-out $(EXPLORE_COMMAND:%=build/explore/%.o), \
                              $(EXPLORE_OBJECTS))
	@rm -f $@
	@ar rcs $@ $^

# The same for a worker, in one piece that shows no names but those that others
# are to call: a learner may have a function team_run, too.
build/explore/explorer.o: $(filter-out $(EXPLORE_COMMAND:%=build/explore/%.o) \
                            build/explore/program.o, $(EXPLORE_OBJECTS))
	@$(CC) -r -nostdlib $^ -o $@
	@objcopy --wildcard --keep-global-symbol='explore_*' \
		--keep-global-symbol='__tsan_*' \
		--keep-global-symbol='__sanitizer_*' $@

build/explore/parcours-explore: $(EXPLORE_MAIN:%=build/explore/%.o) \
		build/explore/libexplore.a build/explore/names.map \
		| $(ANNOUNCE)
	@$(CC) $(EXPLORE_MAIN:%=build/explore/%.o) -o $@

build/explore/parcours-calibrate: build/explore/calibrate.o
	@$(CC) $< -o $@ -pthread

# Measures the costs of virtual time (grader/explore/costs.h) and of messages
# (grader/mpi/mini/costs.h) on this machine.
.PHONY: calibrate
calibrate: build/explore/parcours-calibrate \
		$(if $(MPICC),build/mpi/parcours-mpi-calibrate)
	@$< build/costs.conf
	@if [ -x build/mpi/parcours-mpi-calibrate ]; then \
		UCX_TLS=posix,self \
			$$(command -v mpiexec.hydra || command -v mpiexec) \
			-launcher fork -n 2 build/mpi/parcours-mpi-calibrate \
			build/mpi-costs.conf; \
	fi

build/explore/test_%: tests/explore/test_%.c build/explore/libexplore.a \
		build/explore/scan.o build/explore/simd.o
	@$(CC) $(EXPLORE_FLAGS) -no-pie -Igrader/explore $< \
		build/explore/scan.o build/explore/simd.o \
		build/explore/libexplore.a -lcheck -lsubunit -ljansson -lrt -lm \
		-o $@

.PHONY: explore explore-tests
explore: setup
	@$(MAKE) -s -j2 build/explore/parcours-explore
	@build/explore/parcours-explore $(if $(FILE),$(call quoted,FILE))

# Our explorer, ThreadSanitizer, Archer and Helgrind on racy and clean pairs.
.PHONY: pairs
pairs: setup
	@setup/install test
	@$(MAKE) -s -j2 build/explore/parcours-explore
	@tests/explore/pairs/run

explore-tests: build/explore/parcours-explore $(EXPLORE_TESTS)

EXPLORE_BENCHES := build/explore/bench build/explore/bench_virtual

$(EXPLORE_BENCHES): build/explore/%: tests/explore/%.c
	@mkdir -p $(@D)
	@$(CC) $(EXPLORE_FLAGS) $< -o $@ -lm

# The explorer beside plain runs and ThreadSanitizer; predicted and measured
# speed-ups on two cores, by our costs and by those of this machine.
.PHONY: explore-bench
explore-bench: build/explore/parcours-explore $(EXPLORE_BENCHES) calibrate
	@EXPLORE_DIR=build/explore build/explore/bench \
		tests/explore/programs/*.c
	@EXPLORE_DIR=build/explore build/explore/bench_virtual \
		-r 60 -c build/costs.conf tests/explore/timed/*.c

-include $(EXPLORE_OBJECTS:.o=.d)

# Grading on a cluster, with a private Slurm of four nodes on this machine.
.PHONY: slurm
slurm: setup
	@tests/slurm/run
	@$(MAKE) -s -j2 mpi-build
	@tests/slurm/mpi

# --- fuzz targets -----------------------------------------------------------

# SECONDS=60 of new inputs for each target, TARGET=csv for one of them; needs
# clang's libFuzzer, and has no target where that is missing.
FUZZ_CC := $(firstword $(foreach c,clang clang-14, \
             $(if $(shell ls "$$($(c) -print-resource-dir 2>/dev/null)"/lib/*/libclang_rt.fuzzer*.a \
               2>/dev/null),$(c))))
FUZZ_PARSERS := text utf8 files nearest cause exercise tsan helgrind finding \
                finding_words finding_print facts rounds speedup flavour \
                interleaving explore/schedule \
                batch/grid batch/roster batch/intake batch/layout \
                batch/metadata prediction judge/form judge/mpi/job \
                mpi/board mpi/finding seen sanitizer
FUZZ_SHARED := $(FUZZ_PARSERS:%=build/fuzz/grader/%.o) \
               build/fuzz/tests/fuzz/fuzz.o
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,build/fuzz/%.target, \
                  $(filter-out tests/fuzz/fuzz.c,$(wildcard tests/fuzz/*.c)))

build/fuzz/%.o: %.c
	@mkdir -p $(@D)
	@$(FUZZ_CC) -std=gnu11 -D_GNU_SOURCE -O1 -g -w -Igrader/judge \
		-fsanitize=fuzzer-no-link,address -MMD -MP -c $< -o $@

build/fuzz/%.target: build/fuzz/tests/fuzz/%.o $(FUZZ_SHARED)
	@$(FUZZ_CC) -fsanitize=fuzzer,address $^ -o $@ $(LDLIBS)

# It is its own launch_run.
build/fuzz/ranks.target: build/fuzz/grader/mpi/orders.o

.PHONY: fuzz fuzz-targets
fuzz-targets: $(if $(FUZZ_CC),$(FUZZ_TARGETS))
fuzz: setup
	@$(MAKE) -s -j2 fuzz-targets
	@FUZZ_SECONDS=$(SECONDS) TARGET=$(TARGET) tests/fuzz/run

-include $(wildcard build/fuzz/grader/*.d build/fuzz/grader/*/*.d \
           build/fuzz/tests/fuzz/*.d)

# --- the sandbox's own tests ----------------------------------------------

# All attacks in every tier; ATTACK=name: only those.
ATTACK ?=

.PHONY: attacks
attacks: setup
	@$(MAKE) -s -j2 explore-tests sandbox-tests
	@tests/attacks/run "$(ATTACK)"

.PHONY: honest
honest: setup
	@RUNS=$(or $(RUNS),20) tests/attacks/honest "$(or $(ATTACK),.)"

build/sandbox/%: tests/sandbox/%.c $(SANDBOX_SOURCES:%.c=build/%.o)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $^ -o $@ -lseccomp

.PHONY: sandbox-tests
sandbox-tests: build/sandbox/confined build/sandbox/bench

# --- the layer under MPI programs: a library and a command of its own -----

# make mpi FILE=program.c RANKS=4: runs it under mpiexec, or Slurm's srun with
# LAUNCHER=srun, and the layer. The
# command is plain C; only the library needs MPICH, and is built when it is
# there.
RANKS ?= 4
MPI_COMMAND := main count program launch report_text report_json place trace \
               orders \
               board finding
MPI_SOURCES := $(wildcard grader/mpi/*.c)
MPI_LAYER := $(filter-out calibrate $(filter-out board finding,$(MPI_COMMAND)), \
               $(MPI_SOURCES:grader/mpi/%.c=%))
MPI_FLAGS := $(CFLAGS) -fPIC -pthread

build/mpi/%.o: grader/mpi/%.c
	@mkdir -p $(@D)
	@$(CC) $(MPI_FLAGS) -MMD -MP -c $< -o $@

build/mpi/layer/%.o: grader/mpi/%.c
	@mkdir -p $(@D)
	@$(MPICC) $(MPI_FLAGS) -MMD -MP -c $< -o $@

# It shows no names but those that programs call: none is to reach its board.
build/mpi/libparcoursmpi.so: $(MPI_LAYER:%=build/mpi/layer/%.o) \
		grader/mpi/layer.map
	@$(MPICC) -shared -pthread $(filter %.o,$^) -o $@ \
		-Wl,--version-script=grader/mpi/layer.map

build/mpi/parcours-mpi-calibrate: build/mpi/layer/calibrate.o
	@$(MPICC) $< -o $@

build/mpi/parcours-mpi: $(MPI_COMMAND:%=build/mpi/%.o)
	@$(CC) -pthread $^ -o $@ -ljansson

MINI := $(patsubst grader/mpi/mini/%.c,build/mpi/mini/%.o, \
          $(wildcard grader/mpi/mini/*.c))

build/mpi/mini/%.o: grader/mpi/mini/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -MMD -MP -c $< -o $@

build/mpi/mini/mpi.h build/mpi/wrap.ld: build/mpi/%: grader/mpi/%
	@mkdir -p $(@D)
	@cp $< $@

# In one piece that shows no names but MPI's: a program may have a function
# comm_of, too.
build/mpi/mini.o: $(MINI)
	@$(CC) -r -nostdlib $^ -o $@
	@objcopy --wildcard --keep-global-symbol='MPI_*' \
		--keep-global-symbol=main --keep-global-symbol=mini_compute $@

# Where MPICH's header and library are, as its compiler wrapper says.
build/mpi/mpich.include build/mpi/mpich.link:
	@mkdir -p $(@D)
	@$(MPICC) -show | tr ' ' '\n' | sed -n 's/^-I/-isystem/p' \
		>build/mpi/mpich.include
	@$(MPICC) -show | tr ' ' '\n' | grep '^-[Ll]' >build/mpi/mpich.link

.PHONY: mpi mpi-build
mpi-build: build/mpi/parcours-mpi build/mpi/mini/mpi.h build/mpi/mini.o \
		build/mpi/wrap.ld $(ANNOUNCE) \
		$(if $(MPICC),build/mpi/libparcoursmpi.so build/mpi/mpich.include)

mpi: setup
	@case "$(LAUNCHER)" in \
	'' | srun | mpiexec) ;; \
	*) echo "parcours: LAUNCHER is srun or mpiexec, not $(LAUNCHER)"; \
		exit 2 ;; \
	esac
	@$(MAKE) -s -j2 mpi-build
	@build/mpi/parcours-mpi $(if $(filter srun,$(LAUNCHER)),--srun) \
		-n $(call quoted,RANKS) $(if $(FILE),$(call quoted,FILE))

# What the layer adds to a message; our collectives beside MPICH's.
.PHONY: mpi-bench
mpi-bench: setup
	@$(MAKE) -s -j2 mpi-build
	@tests/bench/mpi/run

-include $(wildcard build/mpi/*.d build/mpi/*/*.d)

# --- the CUDA emulator: a library and a command of its own ----------------

# make cuda FILE=program.cu: translates it, runs it under several schedules.
CUDA_COMMAND := main translate translate_token operations variables program \
                report
CUDA_SOURCES := $(wildcard grader/cuda/*.c)
CUDA_RUNTIME := $(filter-out $(CUDA_COMMAND),$(CUDA_SOURCES:grader/cuda/%.c=%))
CUDA_HEADERS := $(patsubst grader/cuda/%,build/cuda/%, \
                  $(wildcard grader/cuda/include/*.h grader/cuda/include/*/*.h))

build/cuda/%.o: grader/cuda/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -fno-tree-loop-distribute-patterns -MMD -MP -c $< -o $@

build/cuda/include/%: grader/cuda/include/%
	@mkdir -p $(@D)
	@cp $< $@

build/cuda/libparcourscuda.a: $(CUDA_RUNTIME:%=build/cuda/%.o) \
		$(EXPLORE_LINES:%=build/explore/%.o)
	@rm -f $@
	@ar rcs $@ $^

build/cuda/parcours-cuda: $(CUDA_COMMAND:%=build/cuda/%.o)
	@$(CC) $^ -o $@ -ljansson

.PHONY: cuda cuda-build
cuda-build: build/cuda/parcours-cuda build/cuda/libparcourscuda.a \
		$(CUDA_HEADERS) $(ANNOUNCE)

cuda: setup
	@$(MAKE) -s -j2 cuda-build
	@build/cuda/parcours-cuda $(if $(FILE),$(call quoted,FILE))

# Speed without checks and with, and what a barrier costs.
.PHONY: cuda-bench
cuda-bench: setup
	@$(MAKE) -s -j2 cuda-build
	@tests/cuda/bench

# With a GPU: our solutions and all specimens with it and without, speed beside
# a copy and CUB, counters beside Nsight Compute. Without one: status 77.
PARTS ?= solutions specimens bench ncu

.PHONY: gpu-tests
gpu-tests: setup
	@PARTS="$(PARTS)" tests/cuda/gpu/run

-include $(wildcard build/cuda/*.d)

.PHONY: clean
clean:
	@rm -rf build

DEPENDENCIES := $(OBJECTS:.o=.d) $(UNIT_OBJECTS:.o=.d)
-include $(DEPENDENCIES) $(DEPENDENCIES:build/%=build/sanitized/%) \
         $(UNIT_OBJECTS:build/%.o=build/sanitized/%.d)
