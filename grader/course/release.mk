# release.mk - what students get.

# The visible checks, sealed: compiled, without sources, and without a name by
# which other code could call them. Those of the checks themselves stay, for
# make debug. One object for each kind of machine whose compiler is here.
EVERYWHERE := x86_64 aarch64
SEALED_FOR := $(foreach m,$(EVERYWHERE),$(if $(wildcard \
    $(addsuffix /$(m)-linux-gnu-gcc,$(subst :, ,$(PATH)))),$(m)))
define compiled
build/sealed/$(1)/%.o: %.c
	@mkdir -p $$(@D)
	@echo "  $(1)  $$<"
	$(1)-linux-gnu-gcc $$(filter-out -g,$$(CFLAGS)) $$(double_flags) \
	    $$(INCLUDES) -idirafter /usr/include -MMD -MP -c $$< -o $$@
endef
define seal
build/sealed/$(1)/$(2).sealed: \
    $(patsubst %.c,build/sealed/$(1)/%.o,$(call checks,$(2)))
	@mkdir -p $$(@D)
	$(1)-linux-gnu-gcc -r -nostdlib -o $$@.open $$^
	$(1)-linux-gnu-objcopy --wildcard --strip-unneeded --localize-symbol='*' \
	    --keep-symbol='*_impl' --keep-symbol='*_meta' $$@.open $$@
	@rm $$@.open
endef
$(foreach m,$(SEALED_FOR),$(eval $(call compiled,$(m))) \
    $(foreach c,$(OPEN),$(eval $(call seal,$(m),$(c)))))
CHECKS := $(foreach c,$(OPEN),build/checks/$(c).txt \
    $(foreach m,$(SEALED_FOR),build/sealed/$(m)/$(c).sealed))

# Whether a release shows an answer.
build/grader/scan: $(call objects,double,$(wildcard grader/release/*.c)) \
    build/grader/rooms.a
	@mkdir -p $(@D)
	$(CC) -o $@ $^

.PHONY: release release-parts
release-parts: build/grader/course build/grader/scan build/texmf/.warm $(CHECKS) \
    build/transcripts/begin.txt build/transcripts/attempt.txt
	@rm -f $(filter-out $(CHECKS),$(wildcard build/sealed/*/*.sealed))
release: export OUT := $(if $(filter file,$(origin OUT)),release,$(OUT))
release: setup release-parts ## what students of a course get (COURSE= OUT=release)
	@grader/course/release.sh

.PHONY: courses
courses: grader report-tools ## the reference, with training, under every course (COURSE= for one)
	@env -u OUT -u SEED -u TRAIN grader/tests/courses/full.sh $$COURSE
