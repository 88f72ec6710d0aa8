/* threat C29: includes files of the machine under names that macros make
 * expect: No such file|empty */
#define _GNU_SOURCE
#include "activations.h"

#define TEXT(x) #x
#define NAME(x) TEXT(x)
#define ROOT / etc /
#define FILE_OF(dir, name) NAME(dir##name)
#include NAME(/ etc / passwd)
#include_next NAME(/ proc / self / environ)
#define ANGLES </home/ada/.ssh/id_rsa>
#include ANGLES
#include "\
/etc/hostname"

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
