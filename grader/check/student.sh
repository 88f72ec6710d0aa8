#!/bin/bash
# student.sh DIR - prints the first id of DIR/student.txt, trimmed, in lower
# case; nothing when there is none. Numbers of a student's own hang on it.
sed -n 's/^[[:space:]]*id:[[:space:]]*//p' "$1/student.txt" 2>/dev/null |
    head -n1 | sed 's/[,;].*//; s/[[:space:]]*$//' | tr '[:upper:]' '[:lower:]'
