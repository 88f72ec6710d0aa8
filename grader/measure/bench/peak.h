/* peak.h - what this core could do at most. */
#ifndef PEAK_H
#define PEAK_H

/** Billions of operations a second that multiply-adds reach when all
 *  operands stay in registers, with the vectors of one kernel.
 *  @param kernel a name that mat_kernel() gives */
double peak_gflops(const char *kernel);

/** Seconds of processor time that this process has used. */
double processor_seconds(void);

#endif
