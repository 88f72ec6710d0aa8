# alternatives.mk - right code keeps its marks: alternatives to the solutions,
# and the solutions themselves with many seeds.

.PHONY: alternatives seeds
alternatives: $(GRADER) ## right code of another kind keeps its marks (CH= SEEDS= RUNS=1 JOBS=)
	@grader/measure/alternatives/run.sh $(asked)

seeds: $(GRADER) ## the solutions keep theirs with 1,000 seeds (N= CH= RUNS=1 JOBS=)
	@SOLUTIONS=1 SEEDS=$(N) grader/measure/alternatives/run.sh $(asked)
