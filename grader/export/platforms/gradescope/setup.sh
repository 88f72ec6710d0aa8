#!/bin/bash
# setup.sh - Gradescope runs this once, as root, when it builds the image of
# the autograder: packages, and everything that a grading needs, so that a
# submission takes seconds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/project"
export DEBIAN_FRONTEND=noninteractive
apt-get -q update
apt-get -q install -y --no-install-recommends make
find . -name '*.sh' -exec chmod a+x {} +
make setup
make -j2 grader build/grader/export
rm -rf /var/lib/apt/lists/*
