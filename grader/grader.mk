# grader.mk - the main job, the trusted grader, and the project's own tests.

.PHONY: all
all: setup reference-report ## set up, grade the reference solutions, write their report

include grader/judge/judge.mk

# Of a reference's object only what is asked for is lent: see compile.c.
$(foreach v,double asan float,$(call objects,$(v), \
    $(wildcard solutions/[0-9]*/*.c))): CFLAGS += -ffunction-sections

# What the grader is made of, in an order in which each room knows only those
# before it; their READMEs say what each is for.
ROOMS := base box judge course intake record rules grade
MAINS := course/main box/box_main judge/try grade/grade
ROOM_SOURCES := $(filter-out $(MAINS:%=grader/%.c), \
    $(wildcard $(ROOMS:%=grader/%/*.c)))
ROOM_OBJECTS = $(call objects,$(1),$(ROOM_SOURCES))
GRADE_LIBRARIES := -larchive -ljansson -linih -lunistring -lmd -lseccomp -lz -lm
quoted = -D$(1)_FLAGS='"$(2)"'
STUDENT_FLAGS := $(call quoted,PLAIN,$(double_flags)) \
    $(call quoted,OWN,$(OWN_FLAGS)) $(call quoted,ASAN,$(asan_flags)) \
    $(call quoted,FLOAT,$(float_flags))
$(foreach v,double asan,$(call objects,$(v), \
    $(addprefix grader/grade/,compile.c hiding.c))): \
    CFLAGS += $(STUDENT_FLAGS)
build/grader/rooms.a: $(call ROOM_OBJECTS,double)
	@mkdir -p $(@D) && rm -f $@
	ar rcs $@ $^
build/asan/rooms.a: $(call ROOM_OBJECTS,asan)
	@mkdir -p $(@D) && rm -f $@
	ar rcs $@ $^

# The program, and the same with the sanitizers for the project's own tests.
# Of the ground it asks one thing: which kernel makes the products.
GRADE_PARTS := build/grader/rooms.a build/double/below/00-ground.a
ASAN_PARTS := build/asan/rooms.a build/asan/below/00-ground.a
build/grader/grade: build/double/grader/grade/grade.o $(GRADE_PARTS)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(GRADE_LIBRARIES)
build/asan/grade: build/asan/grader/grade/grade.o $(ASAN_PARTS)
	$(CC) $(asan_flags) -o $@ $^ $(GRADE_LIBRARIES)

# What a record has to hold comes from the trusted programs themselves, and
# has to agree with the chapter's table of exercises.
# A chapter without prose is still being written.
MARKED := $(filter $(patsubst chapters/%/chapter.md,%, \
    $(wildcard chapters/[0-9]*/chapter.md)),$(GRADED))
TRAINED := $(filter $(MARKED),$(EXPERIMENTS))
build/judge/%/tests.list: build/judge/%/tests grader/compare.awk \
    chapters/%/exercises.tsv
	$< --list > $@
	awk -f grader/compare.awk -v kind=code $@ chapters/$*/exercises.tsv
define experiment_list
build/judge/$(1)/experiment-$(2).list: build/judge/$(1)/experiment-$(2) \
    grader/compare.awk chapters/$(1)/exercises.tsv
	$$< --list > $$@
	awk -f grader/compare.awk -v kind=run $$@ chapters/$(1)/exercises.tsv
endef
$(foreach c,$(TRAINED),$(foreach v,$(call precisions,$(c)), \
    $(eval $(call experiment_list,$(c),$(v)))))

build/grader/functions/%.tsv: grader/functions.awk
	@mkdir -p $(@D)
	awk -f $^ > $@
$(foreach c,$(MARKED),$(eval build/grader/functions/$(c).tsv: \
    $(wildcard solutions/$(c)/*.c)))

# One number for all that decides a verdict. Taken each time, so that a file
# that went away counts, too; replaced when it differs.
build/grader/sources.sha256: FORCE
	@mkdir -p $(@D)
	@sum=$$(LC_ALL=C find chapters solutions datasets grader \
	    -not -path 'grader/tests/*' -not -path 'grader/measure/*' \
	    -not -path 'grader/class/*' -not -path 'grader/export/*' \
	    -not -path 'grader/release/*' -not -path 'grader/replay/*' \
	    -type f \( -name '*.[ch]' -o -name '*.inc' -o -name '*.sig' \
	    -o -name '*.tsv' -o -name '*.gz' -o -name '*.awk' -o -name '*.mk' \
	    -o -name '*.csv' -o -name order.txt -o -name build.sh \
	    -o -name tool.sh \) | LC_ALL=C sort | xargs -d '\n' sha256sum | \
	    sha256sum | cut -c1-64); \
	[ "$$sum" = "$$(cat $@ 2>/dev/null)" ] || \
	    { echo "$$sum" > $@.$$$$ && mv $@.$$$$ $@; }

build/grader/tool.sh: grader/check/tool.sh
	@mkdir -p $(@D)
	cp $< $@

# Everything that grading needs.
GRADER := build/grader/grade build/grader/sources.sha256 \
    build/grader/tool.sh $(JUDGED) \
    $(foreach c,$(MARKED),build/grader/functions/$(c).tsv \
        build/judge/$(c)/tests.list build/judge/$(c)/given \
        build/wanted/$(c) \
        $(foreach v,double asan float,build/$(v)/below/$(c).a \
            $(call objects,$(v),$(wildcard solutions/$(c)/*.c)))) \
    $(foreach c,$(TRAINED),$(foreach v,$(call precisions,$(c)), \
        build/judge/$(c)/experiment-$(v).list))

.PHONY: grader grade reference-grade
grader: setup $(GRADER)
grade: grader report-tools ## grade SUBMISSION= (COURSE= OUT= SEED= TRAIN=0 MARKS=)
	@build/grader/grade
	@book/report.sh "$$OUT"

# The reference solutions, graded as anybody's. Their marks for answers are
# those that the model answers deserve by their own rubrics.
reference-grade: setup build/reference/result.json
build/reference/result.json: $(GRADER) $(wildcard solutions/* solutions/*/*)
	@env -u NAME -u COURSE -u SEED -u TRAIN SUBMISSION=solutions OUT=$(@D) \
	    MARKS=grader/model-marks.csv build/grader/grade

# Numbers that chapters hand out in place of code that would be an answer:
# committed, and made by programs that nobody is handed.
build/grader/tables/patients: build/double/grader/tables/patients.o \
    build/double/below/04-linear.a
	@mkdir -p $(@D)
	$(CC) -o $@ $^ -lm
.PHONY: tables
tables: build/grader/tables/patients ## the numbers that stand in place of answers, made anew
	@$< numbers > build/patients.inc && $< digests > build/bug_hunt.inc
	@mv build/patients.inc chapters/04-linear/
	@mv build/bug_hunt.inc chapters/04-linear/tests/

.PHONY: setup-optional
setup-optional: ## the packages, too, that serve one feature or one test each
	@grader/setup.sh optional

.PHONY: test
test: setup ## every test of the project
	@$(MAKE) -s -j "$$(nproc)" grader report-tools class-tools build/judge/try \
	    build/grader/replay build/grader/export $(PRACTICE) release-parts
	@grader/tests/run.sh
