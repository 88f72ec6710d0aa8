/* plan.c - a script of ours for the sandbox, command by command. */
#include "plan.h"
#include "base/fault.h"

#include <stdlib.h>

#define PREPARE                                                              \
    "cd in\nexport LC_ALL=C TMPDIR=../tmp TOOL_MARK=../tmp/killed\n"         \
    "trap '[ ! -s $TOOL_MARK ] || exit 75' EXIT\n"

Plan plan_new(void)
{
    return (Plan){.script = format(PREPARE)};
}

void plan_show(Plan *plan, char *from, char *as)
{
    texts_add(&plan->from, "%s", from);
    texts_add(&plan->as, "%s", as);
    free(from);
    free(as);
}

void plan_then(Plan *plan, char *command)
{
    char *longer = format("%s%s\n", plan->script, command);
    free(plan->script);
    free(command);
    plan->script = longer;
}

void plan_free(Plan *plan)
{
    texts_free(&plan->from);
    texts_free(&plan->as);
    texts_free(&plan->results);
    free(plan->script);
}
