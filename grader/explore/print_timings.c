/* Reports of runs in virtual time: for people, 80 columns, and for programs. */
#include "explore.h"
#include "json.h"

/* ---- text ---- */

static double timing_speedup(const struct explore_timing *timings, size_t i)
{
    double time = (double)timings[i].time;
    return time > 0 ? (double)timings[0].time / time : 0;
}

/* Part of the cores' time in which they worked. */
static double timing_busy(const struct explore_timing *timing)
{
    double all = (double)timing->time * timing->cores;
    return all > 0 ? (double)timing->work / all : 0;
}

static void print_curve(FILE *stream, const struct explore_timing *timings,
                        size_t count)
{
    fprintf(stream, " cores        time  speed-up   busy   transfers\n");
    for (size_t i = 0; i < count; i++) {
        const struct explore_timing *timing = &timings[i];
        fprintf(stream, "%6u %8.3f ms  %8.2f %4.0f %% %11lu\n", timing->cores,
                (double)timing->time / 1e6, timing_speedup(timings, i),
                100 * timing_busy(timing), timing->transfers);
    }
}

static void print_lines(FILE *stream, const struct explore_timing *timing)
{
    fprintf(stream,
            "\nOn %u cores these moved from cache to cache most often:\n\n"
            " transfers   needless  lines  variable\n",
            timing->cores);
    for (size_t i = 0; i < timing->line_count; i++) {
        const struct explore_line_use *use = &timing->lines[i];
        fprintf(stream, "%10lu %10lu %6lu  %.49s\n", use->transfers,
                use->needless, use->lines, use->name);
    }
    if (!timing->line_count)
        fprintf(stream, "         -          -      -  (none)\n");
}

static void print_locks(FILE *stream, const struct explore_timing *timing)
{
    if (!timing->lock_count)
        return;
    fprintf(stream, "\nand these locks were held longest, in microseconds:\n\n"
                    "     taken     waited    longest     in all  lock\n");
    for (size_t i = 0; i < timing->lock_count; i++) {
        const struct explore_lock_use *use = &timing->locks[i];
        fprintf(stream, "%10lu %10lu %10.2f %10.1f  %.34s\n", use->taken,
                use->waited, (double)use->longest / 1e3,
                (double)use->total / 1e3, use->name);
    }
}

void explore_print_timings_text(FILE *stream, const char *name,
                                const struct explore_timing *timings,
                                size_t count, unsigned detail)
{
    const struct explore_timing *last = &timings[count - 1];
    if (last->verdict != EXPLORE_CLEAN) {
        fprintf(stream, "%s: not timed on %u core%s because\n%s\n", name,
                last->cores, last->cores == 1 ? "" : "s",
                last->why ? last->why : "");
        return;
    }
    fprintf(stream, "%s in virtual time:\n\n", name);
    print_curve(stream, timings, count);
    for (size_t i = 0; i < count; i++) {
        if (timings[i].cores != detail)
            continue;
        print_lines(stream, &timings[i]);
        print_locks(stream, &timings[i]);
    }
}

/* ---- JSON ---- */

static void json_lines(FILE *stream, const struct explore_timing *timing)
{
    fputs("\"lines\": [", stream);
    for (size_t i = 0; i < timing->line_count; i++) {
        const struct explore_line_use *use = &timing->lines[i];
        fprintf(stream, "%s{", i ? ", " : "");
        json_member(stream, "name", use->name);
        fprintf(stream,
                "\"transfers\": %lu, \"needless\": %lu, \"lines\": %lu}",
                use->transfers, use->needless, use->lines);
    }
    fputs("], ", stream);
}

static void json_locks(FILE *stream, const struct explore_timing *timing)
{
    fputs("\"locks\": [", stream);
    for (size_t i = 0; i < timing->lock_count; i++) {
        const struct explore_lock_use *use = &timing->locks[i];
        fprintf(stream, "%s{", i ? ", " : "");
        json_member(stream, "name", use->name);
        fprintf(stream,
                "\"taken\": %lu, \"waited\": %lu, \"longest\": %llu, "
                "\"total\": %llu}",
                use->taken, use->waited, (unsigned long long)use->longest,
                (unsigned long long)use->total);
    }
    fputs("]", stream);
}

static void json_timing(FILE *stream, const struct explore_timing *timing)
{
    fprintf(stream,
            "{\"cores\": %u, \"time\": %llu, \"work\": %llu, \"threads\": %u, "
            "\"accesses\": %lu, \"transfers\": %lu, ",
            timing->cores, (unsigned long long)timing->time,
            (unsigned long long)timing->work, timing->threads, timing->accesses,
            timing->transfers);
    json_lines(stream, timing);
    json_locks(stream, timing);
    fputs("}", stream);
}

void explore_print_timings_json(FILE *stream, const char *name,
                                const struct explore_timing *timings,
                                size_t count)
{
    const struct explore_timing *last = &timings[count - 1];
    fputs("{", stream);
    json_member(stream, "name", name);
    json_member(stream, "not_timed", last->why);
    fputs("\"unit\": \"ns\", \"timings\": [", stream);
    for (size_t i = 0; i < count && last->verdict == EXPLORE_CLEAN; i++) {
        fputs(i ? ",\n" : "\n", stream);
        json_timing(stream, &timings[i]);
    }
    fputs("]}\n", stream);
}
