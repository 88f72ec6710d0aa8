# tests.mk - what the project's own tests are built from.

# Unit tests: build/VARIANT/unit/NAME.
UNITS := $(patsubst grader/tests/unit/%.c,%,$(wildcard grader/tests/unit/*.c))
BASE := $(wildcard datasets/*.c) $(call given,00-ground)
define unit
build/$(1)/unit/$(2): $(call objects,$(1),grader/tests/unit/$(2).c $(BASE))
	@mkdir -p $$(@D)
	$$(CC) $$($(1)_flags) -o $$@ $$^ -lcriterion -lz -lmd -lm
endef
$(foreach v,double float asan,$(foreach u,$(UNITS), \
    $(eval $(call unit,$(v),$(u)))))
# what the kit reads for tests, without the kit
$(foreach v,double float asan,$(eval build/$(v)/unit/answers: \
    $(call objects,$(v),$(wildcard grader/check/answers/*.c))))
UNIT_TESTS := $(foreach v,double float asan,$(UNITS:%=build/$(v)/unit/%))
.PHONY: units
units: $(UNIT_TESTS)

# Measurements. Timing is never a test.
build/float/bench: $(call objects,float,$(wildcard grader/measure/bench/*.c)) \
    $(call objects,float,$(wildcard solutions/07-cifar/*.c)) \
    build/float/below/07-cifar.a
	$(CC) -o $@ $^ -lz -lm
.PHONY: bench
bench: build/float/bench grader ## products, training and grading, measured
	@$<
	@grader/measure/bench/grading.sh

# Fuzzing the loaders: build/fuzz/NAME with clang's libFuzzer, and
# build/asan/fuzz/NAME, which replays the corpus without it.
FUZZED := $(filter-out replay,$(patsubst grader/tests/fuzz/%.c,%, \
    $(wildcard grader/tests/fuzz/*.c)))
build/fuzz/%: grader/tests/fuzz/%.c grader/tests/fuzz/fuzz.h $(BASE)
	@mkdir -p $(@D)
	clang -std=gnu17 -g -O1 $(WARN) -fsanitize=fuzzer,address,undefined \
	    -fno-sanitize-recover=undefined $(INCLUDES) -o $@ \
	    $(filter %.c,$^) -lz -lmd -lm
define replay
build/asan/fuzz/$(1): $(call objects,asan,grader/tests/fuzz/$(1).c \
    grader/tests/fuzz/replay.c $(BASE))
	@mkdir -p $$(@D)
	$$(CC) $$(asan_flags) -o $$@ $$^ -lz -lmd -lm
endef
$(foreach f,$(FUZZED),$(eval $(call replay,$(f))))

# SECONDS_EACH for each loader; new inputs go to build/fuzz/corpus/.
SECONDS_EACH ?= 600
.PHONY: fuzz fuzz-replay
fuzz-replay: $(FUZZED:%=build/asan/fuzz/%)
fuzz: $(FUZZED:%=build/fuzz/%) ## fuzz the loaders (SECONDS_EACH=600; needs clang)
	@for f in $(FUZZED); do mkdir -p build/fuzz/corpus/$$f; \
	    build/fuzz/$$f -max_total_time=$(SECONDS_EACH) -max_len=16384 \
	        -print_final_stats=1 -verbosity=0 -rss_limit_mb=2048 \
	        build/fuzz/corpus/$$f grader/tests/fuzz/corpus/$$f || exit; done

# How hard the stand-ins are: datasets/standin/standin.csv, committed.
build/float/standin-figures: build/float/grader/measure/bench/standin/figures.o \
    $(call objects,float,$(wildcard solutions/07-cifar/*.c)) \
    build/float/below/07-cifar.a
	$(CC) -o $@ $^ -lz -lm
.PHONY: standin-figures
standin-figures: build/float/standin-figures
	$< datasets/standin

# What takes long: a class of 200 (half an hour), and one of 40 under Slurm.
.PHONY: class-test slurm-test
class-test: grader build/grader/class class-tools ## a class of 200: grades, time, memory, kills (PART=time, compare, kill)
	@grader/tests/full/class.sh $$PART
slurm-test: grader build/grader/class class-tools ## a class of 40 under Slurm, whose node dies
	@grader/tests/course/slurm.sh 40

# Hostile submissions: all of them, in every setting. SANITIZED=1: with the
# grader's own programs built with the sanitizers.
build/hostile/alone: grader/tests/hostile/alone.c
	@mkdir -p $(@D)
	$(CC) -std=gnu17 -O2 $(WARN) -o $@ $<
# What talks to workers, for those who look for its own mistakes.
define sanitized_tests
build/asan/judge/$(1)/tests: build/asan/checks/$(1).o \
    $(call objects,asan,$(KIT_PARTS)) \
    build/asan/judge/proxies/$(1).o $(call grader_objects,asan,$(PROXY_PARTS)) \
    build/asan/judge/given/$(1).a
	@mkdir -p $$(@D)
	$$(CC) $$(asan_flags) -o $$@ $$^ -lcriterion $$(GIVEN_NEEDS)
$(call judged_given,asan,$(1))
endef
$(foreach c,$(MARKED),$(eval $(call sanitized_tests,$(c))))
SANITIZED_GRADER := build/asan/grade $(MARKED:%=build/asan/judge/%/tests)
HOSTILE_SETTINGS := own user landlock bare
.PHONY: redteam
redteam: setup ## hostile submissions in every setting (SANITIZED=1)
	@$(MAKE) -s grader build/hostile/alone $(if $(SANITIZED),$(SANITIZED_GRADER))
	@failed=0; for s in $(HOSTILE_SETTINGS); do \
	    grader/tests/hostile/run.sh $$s >/dev/null || failed=1; \
	    grep -v '^ok' build/hostile/$$s$(if $(SANITIZED),-sanitized).log; done; \
	grader/tests/hostile/run.sh --table > build/hostile/table.tsv; \
	column -t -s "$$(printf '\t')" build/hostile/table.tsv; \
	cp build/hostile/table.tsv grader/tests/hostile-results.tsv; exit $$failed
