# judge.mk - the judge, its workers, and for each chapter the two sides of
# the link that its signature table makes. For CHAPTER:
#   build/judge/CHAPTER/tests             its tests, calling through proxies
#   build/judge/CHAPTER/experiment-double, -float   its experiment, in the
#                                         precisions it asks for
#   build/VARIANT/judge/stubs/CHAPTER.o   goes into the student's library
# and for all: build/judge/worker-{plain,asan,float}, build/grader/box,
# and build/judge/try.

JUDGE := grader/judge
JUDGE_FLAGS := -DLIBRARIES='"/usr/lib/$(machine)-linux-gnu"'
grader_objects = $(foreach f,$(2),build/$(1)/grader/$(f).o)
$(foreach v,double float asan,build/$(v)/grader/judge/%.o): \
    CFLAGS += $(JUDGE_FLAGS)

# What is told of crashes, in grading as in practice.
build/judge/told/crashes.h: grader/check/crashes.tsv
	@mkdir -p $(@D)
	awk -F '\t' '{printf "{\"%s\", %s, \"%s\"},\n", $$1, \
	    $$2 == "damage" ? "true" : "false", $$3}' $< > $@
EXPLAINS := $(foreach v,double float asan,build/$(v)/$(JUDGE)/proxy/explain.o)
$(EXPLAINS): CFLAGS += -Ibuild/judge/told
$(EXPLAINS): build/judge/told/crashes.h

# The program inside the sandbox, once for each kind of library.
WORKER_PARTS := $(addprefix judge/worker/,worker serve memory) box/confine judge/calls
define worker
build/judge/worker-$(1): $(call grader_objects,$(2),$(WORKER_PARTS))
	@mkdir -p $$(@D)
	$$(CC) $(filter -fsanitize=%,$($(2)_flags)) -Wl,--no-as-needed \
	    -o $$@ $$^ -lseccomp -lm -lgcc_s
endef
$(eval $(call worker,plain,double))
$(eval $(call worker,asan,asan))
$(eval $(call worker,float,float))
WORKERS := $(addprefix build/judge/worker-,plain asan float)

# For scripts and tests.
build/grader/box: build/double/grader/box/box_main.o build/grader/rooms.a
build/judge/try: build/double/grader/judge/try.o build/grader/rooms.a
build/grader/box build/judge/try:
	@mkdir -p $(@D)
	$(CC) -o $@ $^

# The two sides of a chapter's link, and what its tests may use of ours:
# given code, weakened, since proxies take the place of what they name.
PROXY_PARTS := \
    $(addprefix judge/proxy/,proxy marshal lane link asan explain verdict) \
    $(addprefix box/,harmless usage) judge/calls
sides = $(JUDGE)/sig.awk $(JUDGE)/$(2)/$(1).awk $(wildcard chapters/*/*.sig)
generate = awk -v chapter=$* -v dir=chapters -f $(JUDGE)/sig.awk \
    -f $(JUDGE)/$(2)/$(1).awk $(wildcard chapters/$*/*.sig)

build/judge/%/proxies.c: $(call sides,proxies,proxy)
	@mkdir -p $(@D)
	$(call generate,proxies,proxy) > $@
# The stubs refer weakly to all they call, and a weak reference takes nothing
# out of an archive: what a student's library needs of the given code is
# asked for by name.
build/judge/%/given: build/double/below/%.a build/judge/%/stubs.c
	nm --defined-only $< | cat - build/judge/$*/stubs.c | awk ' \
	    $$2 == "T" {there[$$3]} \
	    /^#pragma weak/ && $$3 in there {print "-Wl,-u," $$3}' > $@
build/judge/%/stubs.c: $(call sides,stubs,worker)
	@mkdir -p $(@D)
	$(call generate,stubs,worker) > $@

define sides_objects
build/$(1)/judge/proxies/%.o: build/judge/%/proxies.c $(JUDGE)/proxy/proxy.h
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS) $$($(1)_flags) $$(INCLUDES) $$(JUDGE_FLAGS) -MMD -MP \
	    -c $$< -o $$@
build/$(1)/judge/stubs/%.o: build/judge/%/stubs.c $(JUDGE)/worker/stub.h
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS) $$($(1)_flags) $$(INCLUDES) $$(JUDGE_FLAGS) -MMD -MP \
	    -c $$< -o $$@
# One object, so that its parts find each other: a weak reference takes
# nothing out of an archive. Weak are what it defines, and what it wants of
# the student's code; what it wants of libraries stays strong.
build/$(1)/judge/given/%.a:
	@mkdir -p $$(@D) && rm -f $$@
	$$(CC) -r -nostdlib -o $$(@:.a=.o) $$^
	{ nm -g --defined-only $$(@:.a=.o) | awk '{print $$$$3}' && \
	    sed -n 's/^[A-Za-z_0-9]* \([a-z_0-9]*\)(.*/\1/p' chapters/*/*.sig; \
	} > $$(@:.a=.weak)
	objcopy --weaken-symbols=$$(@:.a=.weak) $$(@:.a=.o)
	ar rcs $$@ $$(@:.a=.o)
endef
$(foreach v,double float asan,$(eval $(call sides_objects,$(v))))

GRADED := $(foreach c,$(OPEN),$(if $(wildcard chapters/$(c)/*.sig),$(c)))
# What `experiment:` in chapter.md's header says, CHAPTER:PRECISION for each.
PRECISIONS := $(shell awk 'FNR > 9 {nextfile} sub(/^experiment: */, "") { \
    split(FILENAME, path, "/"); \
    for (i = 1; i <= NF; i++) print path[2] ":" $$i}' \
    $(wildcard chapters/[0-9]*/chapter.md) /dev/null)
precisions = $(or $(patsubst $(1):%,%,$(filter $(1):%,$(PRECISIONS))),float)
GIVEN_NEEDS := -lseccomp -lz -lmd -lm
define judged_given
build/$(1)/judge/given/$(2).a: $(call objects,$(1), \
    $(wildcard datasets/*.c) \
    $(foreach c,$(call below,$(2)) $(2),$(call given,$(c)) \
        $(wildcard chapters/$(c)/judged.c)))
endef
define judged_chapter
build/judge/$(1)/tests: build/double/checks/$(1).o $(KIT) \
    build/double/judge/proxies/$(1).o \
    $(call grader_objects,double,$(PROXY_PARTS)) \
    build/double/judge/given/$(1).a
	$$(CC) -o $$@ $$^ -lcriterion $(GIVEN_NEEDS)
endef
define judged_experiment
build/judge/$(1)/experiment-$(2): build/$(2)/experiment/$(1).o \
    build/$(2)/grader/check/experiment.o build/$(2)/judge/proxies/$(1).o \
    $(call grader_objects,$(2),$(PROXY_PARTS)) \
    build/$(2)/judge/given/$(1).a
	$$(CC) -o $$@ $$^ $(GIVEN_NEEDS)
endef
$(foreach c,$(GRADED),$(eval $(call judged_chapter,$(c))) \
    $(foreach v,double float,$(eval $(call judged_given,$(v),$(c)))))
$(foreach c,$(filter $(GRADED),$(EXPERIMENTS)), \
    $(foreach v,$(call precisions,$(c)), \
        $(eval $(call judged_experiment,$(c),$(v)))))

# All that grading needs besides the student's code.
JUDGED := $(WORKERS) build/grader/box \
    $(foreach c,$(GRADED),build/judge/$(c)/tests \
        $(foreach v,double asan float,build/$(v)/judge/stubs/$(c).o)) \
    $(foreach c,$(filter $(GRADED),$(EXPERIMENTS)), \
        $(foreach v,$(call precisions,$(c)), \
            build/judge/$(c)/experiment-$(v)))
.SECONDARY:
