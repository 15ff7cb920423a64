/* reported.c - see reported.h */
#include "reported.h"

#include <stdio.h>
#include <string.h>

#include "../worker/wire.h"
#include "judge.h"
#include "session.h"

json_t *reported(struct subject *subject, bool (*has_form)(const json_t *))
{
    char mark[64];
    size_t from, length;
    subject_log(subject, &from);
    uint64_t number = subject_send(subject, 0, WIRE_OP_REPORT, NULL);
    if (!subject_wait(subject, 0))
        session_trouble(subject);
    snprintf(mark, sizeof mark, WIRE_REPORT, (unsigned long long)number);
    const char *log = subject_log(subject, &length);
    const char *at = strstr(log + from, mark);
    json_t *report = at == NULL ? NULL
                                : json_loads(at + strlen(mark),
                                             JSON_DISABLE_EOF_CHECK, NULL);
    if (!has_form(report))
        judge_fail(CAUSE_PROTOCOL,
                   "something answered in place of the explorer");
    return report;
}
