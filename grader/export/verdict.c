/* verdict.c - what came of the exercises and checks of a view. */
#include "verdict.h"
#include "record/record.h"
#include "view.h"

#include <math.h>
#include <string.h>

/* A run that was not asked for has this check alone, unless there was nothing
 * to run. */
static bool left_out(const json_t *exercise)
{
    if (json_is_true(json_object_get(exercise, "left_out")))
        return true;
    const json_t *check =
        json_array_get(json_object_get(exercise, "checks"), 0);
    return strcmp(text_of(check, "id"), "training") == 0 &&
           strcmp(text_of(check, "status"), status_name(SKIPPED)) == 0;
}

Verdict view_verdict(const json_t *exercise)
{
    static const Verdict verdicts[] = {[PASSED] = RIGHT,
                                       [FAILED] = WRONG,
                                       [SKIPPED] = UNREACHED,
                                       [BROKEN] = UNJUDGED,
                                       [TO_BE_MARKED] = WAITING};
    return left_out(exercise) ? LEFT_OUT
                              : verdicts[exercise_status(exercise)];
}

Verdict view_check(const json_t *exercise, const json_t *check)
{
    Verdict whole = view_verdict(exercise), own = view_verdict(check);
    return whole == LEFT_OUT || (whole == RIGHT && own != RIGHT) ? LEFT_OUT
                                                                 : own;
}

bool view_crashed(const json_t *check)
{
    static const char *const begins[] = {"your ", "did not finish in time"};
    const char *says = text_of(check, "message");
    return strncmp(says, begins[0], strlen(begins[0])) == 0 ||
           strcmp(says, begins[1]) == 0;
}

double view_points(const json_t *exercise)
{
    Verdict verdict = view_verdict(exercise);
    return verdict == LEFT_OUT || verdict == UNJUDGED
               ? 0
               : number_of(exercise, "points");
}

double view_score(const json_t *exercise)
{
    Verdict verdict = view_verdict(exercise);
    return verdict == LEFT_OUT || verdict == UNJUDGED
               ? 0
               : number_of(exercise, "score");
}

double view_adjustment(const json_t *view)
{
    size_t i;
    double sum = 0;
    json_t *exercise;
    json_array_foreach(json_object_get(view, "exercises"), i, exercise) sum +=
        view_score(exercise);
    double rest = number_of(view, "score") - sum;
    return fabs(rest) < 1e-6 ? 0 : rest;
}

const json_t *view_first_failed(const json_t *exercise)
{
    size_t i;
    json_t *check;
    json_array_foreach(json_object_get(exercise, "checks"), i, check)
    {
        if (view_check(exercise, check) == WRONG)
            return check;
    }
    return NULL;
}

const char *view_unfit(const json_t *view)
{
    size_t i;
    json_t *exercise;
    if (view_problem(view))
        return "the submission could not be read";
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
    {
        if (view_verdict(exercise) == UNJUDGED &&
            number_of(exercise, "points") > 0)
            return "exercises could not be judged, by the grader's own "
                   "fault; grade it again";
    }
    return NULL;
}
