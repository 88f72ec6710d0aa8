# How C is compiled: every source PATH.c becomes build/VARIANT/PATH.o, and
# chapters are found, not listed. Variants:
#   double  gradients are checked        float  networks are trained
#   asan    double, with AddressSanitizer and UBSan

CC := gcc
# As in x86_64-pc-linux-gnu.
machine := $(firstword $(subst -, ,$(MAKE_HOST)))
WARN := -Wall -Wextra -Werror
CFLAGS := -std=gnu17 -g -fPIC $(WARN)
double_flags := -O2
# Neither flag changes a value: they let loops with sqrt() or ?: vectorise.
float_flags := -O3 -fno-math-errno -fno-trapping-math -DREAL=float
asan_flags := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
    -fno-sanitize-recover=undefined
# What a file of a student's is compiled with besides, in practice and in
# grading; the compiler's words are for people. Without -pipe the assembler
# names a file that is another one each time.
OWN_FLAGS := -std=gnu17 -g -fPIC -fno-lto -pipe -Wall -Wextra \
    -Wno-unused-parameter -Werror=trampolines -fmax-errors=20 \
    -fdiagnostics-color=never -fdiagnostics-urls=never \
    -fno-diagnostics-show-caret

CHAPTERS := $(notdir $(sort $(wildcard chapters/[0-9]*)))
# The visible checks of a chapter are its tests/EXERCISE.c or, in a release,
# sealed: an object for each kind of machine, and the list of what they ask.
checks = $(wildcard chapters/$(1)/tests/*.c)
OPEN := $(foreach c,$(CHAPTERS),$(if $(call checks,$(c)),$(c)))
SEALED := $(filter-out $(OPEN),$(sort $(patsubst chapters/%/checks/list.txt,%, \
    $(wildcard chapters/[0-9]*/checks/list.txt))))
TESTED := $(sort $(OPEN) $(SEALED))
INCLUDES := $(addprefix -I,$(wildcard chapters/[0-9]*) datasets grader grader/check)
# What the student's code is compiled against, in practice and in grading.
CONTRACTS := $(wildcard chapters/[0-9]*/*.h datasets/*.h)
OWN_INCLUDES := $(addprefix -I,$(wildcard chapters/[0-9]*) datasets)
# The kit that every check stands on; practice links one part more.
KIT_PARTS := $(addprefix grader/check/, \
    check.c mistakes.c patterns.c main.c unnamed.c \
    answers/answers.c answers/letters.c answers/numbers.c)
KIT := $(KIT_PARTS:%.c=build/double/%.o)
PRACTICE_KIT := $(KIT) build/double/grader/check/practice.o
# The same for the scripts that run build.sh and link.sh.
build/flags.sh: chapters/build.mk chapters
	@mkdir -p $(@D)
	printf "%s='%s'\n" own_flags '$(OWN_FLAGS) $(OWN_INCLUDES)' \
	    double_flags '$(double_flags)' float_flags '$(float_flags)' \
	    asan_flags '$(asan_flags)' kit '$(PRACTICE_KIT)' > $@

# One short line for each file; V=1 shows the commands, too.
define variant
build/$(1)/%.o: %.c
	@mkdir -p $$(@D)
	@echo "  $(1)  $$<"
	$$(CC) $$(CFLAGS) $$($(1)_flags) $$(INCLUDES) -MMD -MP -c $$< -o $$@
endef
$(foreach v,double float asan,$(eval $(call variant,$(v))))
# The grader's own code knows the system as GNU does.
$(foreach v,double float asan,build/$(v)/grader/%.o): CFLAGS += -D_GNU_SOURCE=
-include $(shell [ -d build ] && find build -name '*.d' -not -path 'build/root/*')

# A source that is gone leaves nothing newer behind. What is made of several,
# such as archives, is made anew then.
ifneq ($(wildcard build),)
$(shell find chapters solutions datasets -name '*.[ch]' -o -name '*.sig' \
    2>/dev/null | LC_ALL=C sort > build/sources.$$PPID; \
    LC_ALL=C comm -23 build/sources build/sources.$$PPID 2>/dev/null | \
    grep -q . && rm -rf build/checks build/wanted build/grader/functions \
        build/judge/[0-9]* build/sealed/*/*.sealed build/*/checks \
        build/*/below build/*/given build/*/given-names build/*/experiment \
        build/*/judge; \
    mv build/sources.$$PPID build/sources)
endif

# Skeletons are cut from the solutions and committed.
SKELETONS := $(patsubst solutions/%,skeletons/%, \
    $(wildcard solutions/[0-9]*/*.c solutions/[0-9]*/*.md))
.PHONY: skeletons
skeletons: $(SKELETONS)
skeletons/%: solutions/% grader/skeleton.awk
	@mkdir -p $(@D)
	awk -f grader/skeleton.awk $< > $@

# Lower chapters are linked from the solutions, or, where those are not
# handed out, from the student's own work.
LOWER := $(if $(wildcard solutions),solutions,$(WORK))

# The chapters below one.
lower_ones :=
$(foreach c,$(CHAPTERS),$(eval below/$(c) := $(lower_ones)) \
    $(eval lower_ones += $(c)))
below = $(below/$(1))
objects = $(patsubst %.c,build/$(1)/%.o,$(2))
given = $(filter-out %/experiment.c %/judged.c,$(wildcard chapters/$(1)/*.c))
# build/VARIANT/experiment/CHAPTER.o: the parts of its experiment as one object,
# of which nothing else is seen outside.
EXPERIMENTS := $(patsubst chapters/%/experiment.c,%, \
    $(sort $(wildcard chapters/[0-9]*/experiment.c)))
define experiment_object
build/$(1)/experiment/$(2).o: $(call objects,$(1),chapters/$(2)/experiment.c \
    $(wildcard chapters/$(2)/experiment/*.c))
	@mkdir -p $$(@D)
	$$(CC) -r -nostdlib -o $$@ $$^
	objcopy -G experiment -G run_checks $$@
endef
$(foreach v,double float,$(foreach c,$(EXPERIMENTS), \
    $(eval $(call experiment_object,$(v),$(c)))))
# Linked wherever a student's code may be.
CLOCK := grader/check/clock.c

# What a chapter's student has to define: the names in its table of calls, but
# those of given code.
build/wanted/%: build/double/given-names/% $(wildcard chapters/*/*.sig)
	@mkdir -p $(@D)
	cat $(wildcard chapters/$*/*.sig) /dev/null | \
	    sed -n '/^use /d; s/^[A-Za-z_0-9]* *\([A-Za-z_0-9]*\)(.*/\1/p' | \
	    LC_ALL=C sort | LC_ALL=C comm -23 - $< > $@
define given_names
build/double/given-names/$(1): $(call objects,double,$(call given,$(1)))
	@mkdir -p $$(@D)
	cat /dev/null $$(if $$^,<(nm -g --defined-only $$^)) | \
	    awk 'NF == 3 {print $$$$3}' | LC_ALL=C sort -u > $$@
endef
$(foreach c,$(CHAPTERS),$(eval $(call given_names,$(c))))

# A student's lower chapter is built as in its own check. Where it does not
# compile its skeleton stands in, so that a higher chapter can be checked all
# the same. Its folder is newer than a file that went away.
define lower_variant
build/$(1)/$(WORK)/$(2).o: $(wildcard $(WORK)/$(2) $(WORK)/$(2)/*.[ch]) \
    $(CONTRACTS) build/wanted/$(2) build/$(1)/below/$(2).a build/grader/handed \
    grader/check/build.sh grader/check/take.sh
	@mkdir -p $$(@D)
	below=build/$(1)/below/$(2).a; \
	flags="$(OWN_FLAGS) $(OWN_INCLUDES) $($(1)_flags)"; \
	grader/check/take.sh $$@ $(WORK) $(2) $$$$below "$$$$flags" || \
	grader/check/build.sh $$@ build/wanted/$(2) $$$$below "$$$$flags" \
	    $(wildcard skeletons/$(2)/*.c)
endef
ifneq ($(LOWER),solutions)
$(foreach v,double float asan,$(foreach c,$(CHAPTERS), \
    $(eval $(call lower_variant,$(v),$(c)))))
lower = build/$(1)/$(WORK)/$(2).o
else
lower = $(call objects,$(1),$(wildcard solutions/$(2)/*.c))
endif

# build/VARIANT/below/CHAPTER.a: all that the student's code of one chapter
# stands on: data sets, given code up to that chapter, solutions below it.
define below_archive
build/$(1)/below/$(2).a: $(call objects,$(1),$(CLOCK) $(wildcard datasets/*.c)) \
    $(foreach c,$(call below,$(2)),$(call objects,$(1),$(call given,$(c))) \
        $(call lower,$(1),$(c))) $(call objects,$(1),$(call given,$(2)))
	@mkdir -p $$(@D) && rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach v,double float asan,$(foreach c,$(CHAPTERS), \
    $(eval $(call below_archive,$(v),$(c)))))

# build/checks/CHAPTER.txt: "exercise<TAB>check" for each, in the order of the
# exercises; build/VARIANT/checks/CHAPTER.o: all of them, as one object.
define open_checks
build/checks/$(1).txt: grader/check/list.awk \
    $(wildcard chapters/$(1)/exercises.tsv) $(call checks,$(1))
	@mkdir -p $$(@D)
	awk -f $$^ > $$@
endef
define checks_object
build/$(1)/checks/$(2).o: $(call objects,$(1),$(call checks,$(2)))
	@mkdir -p $$(@D)
	$$(CC) -r -nostdlib -o $$@ $$^
endef
$(foreach c,$(OPEN),$(eval $(call open_checks,$(c))) \
    $(foreach v,double asan,$(eval $(call checks_object,$(v),$(c)))))

# A sealed object is used as it is, where there is one for this machine.
unfit = the checks of this release are for \
    $(patsubst %.sealed,%,$(notdir $^)); this machine is $(machine)
define sealed_checks
build/checks/$(1).txt: chapters/$(1)/checks/list.txt
	@mkdir -p $$(@D)
	cp $$< $$@
build/double/checks/$(1).o: $(wildcard chapters/$(1)/checks/*.sealed)
	$$(if $$(filter %/$$(machine).sealed,$$^),,$$(error $$(unfit)))
	@mkdir -p $$(@D)
	cp chapters/$(1)/checks/$$(machine).sealed $$@
endef
$(foreach c,$(SEALED),$(eval $(call sealed_checks,$(c))))

# What practice links to the student's code, for these chapters: the tests, the
# kit, and what they stand on, which without solutions is checked, too.
standing = $(filter $(TESTED),$(sort $(1) $(if $(filter solutions,$(LOWER)),, \
    $(foreach c,$(1),$(call below,$(c))))))
practice = build/grader/handed build/flags.sh $(PRACTICE_KIT) \
    $(TESTED:%=build/checks/%.txt) $(foreach c,$(standing), \
        build/double/checks/$(c).o build/double/below/$(c).a build/wanted/$(c))
PRACTICE := $(call practice,$(TESTED))

# Which chapters CH names: 2, 02, activations, 02-activations; and in whose
# tables EX stands.
number = $(firstword $(subst -, ,$(1)))
named = $(if $(CH),$(filter $(1) $(number) $(1:$(number)-%=%) $(number:0%=%), \
    $(CH)),all)
lists = $(if $(EX),$(filter $(EX),$(file <chapters/$(1)/exercises.tsv)),all)
NAMED := $(foreach c,$(CHAPTERS),$(if $(call named,$(c)),$(c)))
CHOSEN := $(foreach c,$(NAMED),$(if $(call lists,$(c)),$(c)))

# What the grader would take of a student's work, by its own rules.
HANDED := grader/check/handed.c grader/course/catalogue.c \
    $(patsubst %,grader/base/%.c,fault files plain text) \
    $(patsubst %,grader/intake/%.c,own place student)
build/grader/handed: $(call objects,double,$(HANDED))
	@mkdir -p $(@D)
	$(CC) -o $@ $^

# An experiment is built against the student's whole work, and against the
# solutions for the book: build/experiment/{work,solutions}/CHAPTER-PRECISION.
