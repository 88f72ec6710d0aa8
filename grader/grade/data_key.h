/**
 * @file data_key.h
 * Which real data a training run would find, as a hash.
 */
#ifndef DATA_KEY_H
#define DATA_KEY_H

/** SHA-256 over names and contents of the data files below $DATASETS and
 *  build/data. What a file holds is looked at once: as long as its size and
 *  time of change stay, build/grader/data.tsv tells. */
void data_key(char key[65]);

#endif
