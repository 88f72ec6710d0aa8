# release.mk - what students get.

.PHONY: release
release: export OUT := $(if $(filter file,$(origin OUT)),release,$(OUT))
release: setup build/grader/course build/texmf/.warm ## what students of a course get (COURSE= OUT=release)
	@grader/course/release.sh

.PHONY: courses
courses: grader report-tools ## the reference, with training, under every course (COURSE= for one)
	@env -u OUT -u SEED -u TRAIN grader/tests/courses/full.sh $$COURSE
