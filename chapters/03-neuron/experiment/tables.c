/* tables.c - the tables of the runs. */
#include "tables.h"
#include "csv.h"
#include "score.h"

#include <stdlib.h>

bool start_table(const char *dir, const char *name, const char *header,
                 Csv *csv)
{
    return csv_open(dir, name, getenv("EXPERIMENT_KEY"), header, csv);
}

void write_result(Csv *csv, const char *what, Score train, Score test)
{
    csv_row(csv, "%s,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f", what, train.loss,
            test.loss, train.accuracy, test.accuracy, test.recall,
            test.balanced);
}
