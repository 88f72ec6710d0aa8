/**
 * @file data_key.h
 * Which real data a training run would find, as a hash.
 */
#ifndef DATA_KEY_H
#define DATA_KEY_H

/** SHA-256 over the contents of the data files that a training run would
 *  use; of the stand-ins none, which the grader's own hash covers. What a
 *  file holds is looked at once: as long as its size and time of change stay,
 *  build/grader/data.tsv tells. Ends the program as the grader's fault when
 *  what $DATASETS names is no set that is known: no student loses by that. */
void data_key(char key[65]);

#endif
