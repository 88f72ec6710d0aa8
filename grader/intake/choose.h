/**
 * @file choose.h
 * Which of the files that lie in a submission are handed in, and as what.
 * People pack folders into folders, whole checkouts, or files without their
 * folders: what is clear is taken and told, what is not is refused.
 */
#ifndef CHOOSE_H
#define CHOOSE_H

#include "place.h"
#include "submission.h"

/** A file that may be handed in. */
typedef struct {
    char *path; /**< as it lies there, see place_path() */
    Place place;
    Handed file; /**< its bytes, or why it is not taken */
} Candidate;

typedef struct {
    Candidate *item;
    size_t count;
} Candidates;

/** Does any of them belong to a chapter? */
bool choose_any(const Candidates *candidates);

/** Moves the files that are meant into the submission, in the order of their
 *  paths, and tells in its flags what was not clear. Ends the program where
 *  two sets of chapters may be meant.
 *  @param shown the submission's path, printable
 *  @param ignored receives the paths of all others
 *  The candidates are empty afterwards. */
void choose_files(Candidates *candidates, const char *shown, Submission *s,
                  Texts *ignored);

/** Releases them. */
void candidates_free(Candidates *candidates);

/** Releases a file. */
void handed_free(Handed *file);

/** Takes a file's bytes away. Takes `why` over. */
void handed_leave_out(Handed *file, char *why);

#endif
