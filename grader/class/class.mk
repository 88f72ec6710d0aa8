# class.mk - grading a class.

# The program; of the grade program it takes all but its main().
CLASS_SOURCES := $(wildcard grader/class/*.c)
$(foreach v,double asan,$(eval $(call objects,$(v),$(CLASS_SOURCES)): \
    CFLAGS += -D_GNU_SOURCE))
CLASS_GRADE := $(filter-out grader/grade/grade.c,$(GRADE_SOURCES))
build/grader/class: $(call objects,double,$(CLASS_SOURCES) $(CLASS_GRADE)) \
    $(GRADE_PARTS)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(GRADE_LIBRARIES) -lyaml

# The same with the sanitizers, for the project's own tests.
build/asan/class: $(call objects,asan,$(CLASS_SOURCES) $(CLASS_GRADE)) \
    $(GRADE_PARTS)
	$(CC) $(asan_flags) -o $@ $^ $(GRADE_LIBRARIES) -lyaml

class-tools: build/grader/class

# It ends with make, however that ends.
.PHONY: class
class: grader class-tools $(if $(filter 1,$(REPORT)),report-tools) ## grade a class: SUBMISSIONS= OUT= (COURSE= JOBS= ENGINE=slurm TRAIN=0 MARKS= ROSTER= REPORT=1)
	@setpriv --pdeathsig KILL build/grader/class
