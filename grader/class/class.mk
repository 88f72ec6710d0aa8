# class.mk - grading a class.

CLASS_SOURCES := $(wildcard grader/class/*.c)
build/grader/class: $(call objects,double,$(CLASS_SOURCES)) $(GRADE_PARTS)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(GRADE_LIBRARIES) -lyaml

# The same with the sanitizers, for the project's own tests.
build/asan/class: $(call objects,asan,$(CLASS_SOURCES)) $(ASAN_PARTS)
	$(CC) $(asan_flags) -o $@ $^ $(GRADE_LIBRARIES) -lyaml

class-tools: build/grader/class

# It ends with make, however that ends.
.PHONY: class
class: grader class-tools $(if $(filter 1,$(REPORT)),report-tools) ## grade a class: SUBMISSIONS= OUT= (COURSE= JOBS= ENGINE=slurm TRAIN=0 MARKS= ROSTER= REPORT=1)
	@setpriv --pdeathsig KILL build/grader/class
