# list.awk - the checks of a chapter's tests.c, in its order: the exercise, a
# tab, the check as a sentence. A long name may stand on the line after "Test(".
/^Test\(/ || head != "" {
    head = head $0
    if (head !~ /[,)] *[^,)]*[,)]/) next
    sub(/^Test\(/, "", head)
    split(head, field, /[ ,)]+/)
    gsub(/_/, " ", field[2])
    print field[1] "\t" field[2]
    head = ""
}
