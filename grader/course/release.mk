# release.mk - what students get.

.PHONY: release
release: export OUT := $(if $(filter file,$(origin OUT)),release,$(OUT))
release: setup build/grader/course build/texmf/.warm ## what students of a course get (COURSE= OUT=release)
	@grader/course/release.sh
