# How C is compiled: every source PATH.c becomes build/VARIANT/PATH.o, and
# chapters are found, not listed. Variants:
#   double  gradients are checked        float  networks are trained
#   asan    double, with AddressSanitizer and UBSan

CC := gcc
WARN := -Wall -Wextra -Werror
CFLAGS := -std=gnu17 -g -fPIC $(WARN)
double_flags := -O2
# Neither flag changes a value: they let loops with sqrt() or ?: vectorise.
float_flags := -O3 -fno-math-errno -fno-trapping-math -DREAL=float
asan_flags := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
    -fno-sanitize-recover=undefined

CHAPTERS := $(notdir $(sort $(wildcard chapters/[0-9]*)))
TESTED := $(patsubst chapters/%/tests.c,%,$(sort \
    $(wildcard chapters/[0-9]*/tests.c)))
INCLUDES := $(addprefix -I,$(wildcard chapters/[0-9]*) datasets grader/check)
# What the student's code is compiled against, in practice and in grading.
CONTRACTS := $(wildcard chapters/[0-9]*/*.h datasets/*.h)

# One short line for each file; V=1 shows the commands, too.
define variant
build/$(1)/%.o: %.c
	@mkdir -p $$(@D)
	@echo "  $(1)  $$<"
	$$(CC) $$(CFLAGS) $$($(1)_flags) $$(INCLUDES) -MMD -MP -c $$< -o $$@
endef
$(foreach v,double float asan,$(eval $(call variant,$(v))))
-include $(shell [ -d build ] && find build -name '*.d' -not -path 'build/root/*')

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

# A student's lower chapter may warn, and where it does not compile its
# skeleton stands in, so that a higher chapter can be checked all the same.
define lower_variant
build/$(1)/$(WORK)/%.o: $(WORK)/%.c
	@mkdir -p $$(@D)
	compile() { $$(CC) $$(CFLAGS) -w $$($(1)_flags) $$(INCLUDES) \
	    -MMD -MP -x c -c "$$$$1" -o $$@; }; \
	skeleton=$$(wildcard skeletons/$$*.c); \
	compile $$< 2>/dev/null || compile $$$${skeleton:-/dev/null}
endef
ifneq ($(LOWER),solutions)
$(foreach v,double float asan,$(eval $(call lower_variant,$(v))))
endif

below = $(shell printf '%s\n' $(CHAPTERS) | awk '$$0 < "$(1)"')
objects = $(patsubst %.c,build/$(1)/%.o,$(2))
given = $(filter-out %/tests.c %/experiment.c %/judged.c, \
    $(wildcard chapters/$(1)/*.c))

# build/VARIANT/below/CHAPTER.a: all that the student's code of one chapter
# stands on: data sets, given code up to that chapter, solutions below it.
define below_archive
build/$(1)/below/$(2).a: $(call objects,$(1),$(wildcard datasets/*.c) \
    $(foreach c,$(call below,$(2)),$(call given,$(c)) \
        $(wildcard $(LOWER)/$(c)/*.c)) $(call given,$(2)))
	@mkdir -p $$(@D) && rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach v,double float asan,$(foreach c,$(CHAPTERS), \
    $(eval $(call below_archive,$(v),$(c)))))

# What practice links to the student's code: the tests, and the kit.
KIT := $(call objects,double,$(addprefix grader/check/,check.c patterns.c answers.c main.c))
PRACTICE := $(KIT) build/double/grader/check/practice.o \
    $(foreach c,$(TESTED),build/double/chapters/$(c)/tests.o \
        build/double/below/$(c).a)

# An experiment is built against the student's whole work, and against the
# solutions for the book: build/experiment/{work,solutions}/CHAPTER-PRECISION.
