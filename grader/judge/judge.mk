# judge.mk - the judge, its workers, and for each chapter the two sides of
# the link that its signature table makes.
