#include "helgrind.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "finding.h"

/*
 * How it works
 *
 * expat calls element_end() with the text of each element. An <error> is a
 * list of sentences (<xwhat>, <auxwhat>, <xauxwhat>), each perhaps followed by
 * the <stack> it speaks of. So every sentence is looked up in a table, and its
 * function sets `stack` to where the frames that follow belong, or to NULL. A
 * thread is announced once, with the stack that started it, before the first
 * error that names it.
 */

enum { TEXT_ROOM = 512, THREADS_ROOM = 64, CHUNK = 1 << 20 };

struct thread {
    int number;
    struct stack created;
};

struct reader {
    XML_Parser xml;
    struct findings *findings;
    struct finding *finding; /* the open <error>, or NULL */
    struct stack *stack;     /* where frames go, or NULL */
    struct frame *frame;     /* the open <frame>, or NULL */
    char dir[TEXT_ROOM];     /* of the frame */
    char text[TEXT_ROOM];    /* of the open element, cut if longer */
    size_t used;
    bool announcing;
    bool finished; /* Helgrind said so */
    bool closed;   /* the end of the document was there */
    size_t threads;
    struct thread thread[THREADS_ROOM];
};

/* Sentences */

/* Helgrind counts threads from 1 on. */
static int read_thread(const char *text)
{
    if (!text_past(&text, "hread #"))
        return THREAD_UNKNOWN;
    return (int)((strtoul(text, NULL, 10) - 1) & 0xfffffff);
}

static struct access *next_access(struct reader *reader, enum access_verb verb,
                                  const char *text)
{
    struct finding *finding = reader->finding;
    struct access *access;

    if (finding->accesses == 2)
        return NULL;
    access = &finding->access[finding->accesses++];
    access->verb = verb;
    access->thread = read_thread(text);
    reader->stack = &access->stack;
    return access;
}

/* "... read of size 8 ...": one side of a race */
static void on_access(struct reader *reader, const char *text)
{
    bool reads = strstr(text, " read of size ");
    struct access *access =
        next_access(reader, reads ? ACCESS_READS : ACCESS_WRITES, text);

    if (access && text_past(&text, " of size "))
        access->size = (unsigned)strtoul(text, NULL, 10);
}

/* The lock whose address stands at the text; -1 if there is no room. */
static int read_lock(struct reader *reader, const char *text)
{
    char name[16];

    finding_keep(name, sizeof name, text,
                 strspn(text, "0123456789abcdefABCDEFx"));
    return finding_lock(reader->finding, name);
}

static void set_order(struct access *access, int takes, int holds)
{
    if (!access)
        return;
    access->takes = takes;
    access->locks_known = true;
    access->held = holds >= 0 ? 1u << holds : 0;
}

/* 'Thread #3: lock order "0x10C060 before 0x10C0A0" violated' */
static void on_order(struct reader *reader, const char *text)
{
    struct access *access = next_access(reader, ACCESS_LOCKS, text);
    int first, second;

    if (!text_past(&text, "lock order \""))
        return;
    first = read_lock(reader, text);
    if (!text_past(&text, " before "))
        return;
    second = read_lock(reader, text);
    set_order(access, first, second);
}

/* "Required order was established by acquisition of lock at 0x10C060" */
static void on_first_lock(struct reader *reader, const char *text)
{
    int index = -1;

    if (text_past(&text, "lock at "))
        index = read_lock(reader, text);
    if (index >= 0)
        reader->stack = &reader->finding->lock[index].created;
}

/* "followed by a later acquisition of lock at 0x10C0A0" */
static void on_second_lock(struct reader *reader, const char *text)
{
    struct access *access = next_access(reader, ACCESS_LOCKS, text);

    if (text_past(&text, "lock at "))
        set_order(access, read_lock(reader, text), 0);
}

/* '0x10c028 is 0 bytes inside data symbol "hits"', or a block, or a stack */
static void on_location(struct reader *reader, const char *text)
{
    struct memory *memory = &reader->finding->memory;
    const char *inside = text;
    const char *name;

    if (memory->kind == MEMORY_UNKNOWN && strstr(text, "'s stack")) {
        memory->kind = MEMORY_STACK;
        memory->thread = read_thread(text);
    }
    if (!text_past(&inside, " bytes inside "))
        return;
    if (text_past(&text, " is "))
        memory->offset = strtoul(text, NULL, 10);
    if (strstr(inside, "block of size ")) {
        memory->kind = MEMORY_HEAP;
        text_past(&inside, "block of size ");
        memory->size = strtoul(inside, NULL, 10);
        reader->stack = &memory->allocated;
        return;
    }
    memory->kind = strstr(inside, "local var") ? MEMORY_STACK : MEMORY_GLOBAL;
    name = inside;
    if (text_past(&name, "\""))
        memory_name(memory, name, strcspn(name, "\""));
    else
        memory_name(memory, inside, strcspn(inside, ", "));
}

/* "declared at stack.c:14, in frame #3 of thread 1" */
static void on_declared(struct reader *reader, const char *text)
{
    struct memory *memory = &reader->finding->memory;
    const char *colon = strrchr(text, ':');
    const char *from = text;

    if (!text_past(&from, "declared at ") || !colon || colon < from)
        return;
    finding_keep(memory->definition.file, sizeof memory->definition.file, from,
                 (size_t)(colon - from));
    memory->definition.line = (unsigned)strtoul(colon + 1, NULL, 10);
    if (text_past(&colon, " of thread ")) {
        memory->kind = MEMORY_STACK;
        memory->thread = (int)((strtoul(colon, NULL, 10) - 1) & 0xfffffff);
    }
}

/* Sentences after the first, by a part of them. */
static const struct {
    const char *part;
    void (*read)(struct reader *reader, const char *text);
} sentences[] = {
    {"This conflicts with a previous ", on_access},
    {"Required order was established ", on_first_lock},
    {"followed by a later acquisition ", on_second_lock},
    {"declared at ", on_declared},
    {"Address 0x", on_location},
    {"Location 0x", on_location},
};

/* Errors */

static const struct report {
    const char *name; /* of <kind>; the last one fits all */
    enum finding_kind kind;
    enum access_verb verb;
} reports[] = {
    {"Race", FINDING_RACE, ACCESS_READS},
    {"LockOrder", FINDING_LOCK_ORDER, ACCESS_LOCKS},
    {"UnlockUnlocked", FINDING_BAD_UNLOCK, ACCESS_UNLOCKS},
    {"UnlockForeign", FINDING_BAD_UNLOCK, ACCESS_UNLOCKS},
    {"UnlockBogus", FINDING_BAD_UNLOCK, ACCESS_UNLOCKS},
    {"Dubious", FINDING_ADVICE, ACCESS_CALLS},
    {"", FINDING_MISUSE, ACCESS_CALLS}, /* PthAPIerror, Misc */
};

static void on_kind(struct reader *reader, const char *text)
{
    const struct report *report = reports;

    while (report->name[0] && strcmp(text, report->name) != 0)
        report++;
    reader->finding->kind = report->kind;
    reader->finding->access[0].verb = report->verb;
}

/* The first sentence, without "Thread #1: " or "Thread #1's ". */
static void on_what(struct reader *reader, const char *text)
{
    struct finding *finding = reader->finding;
    const char *rest = text;

    if (strncmp(text, "Thread #", 8) == 0) {
        rest += 8 + strspn(text + 8, "0123456789");
        rest += strncmp(rest, "'s ", 3) == 0 ? 2 : 0;
        rest += strspn(rest, ": ");
    }
    finding_keep(finding->what, sizeof finding->what, rest, strlen(rest));
    if (strstr(text, "dubious"))
        finding->kind = FINDING_ADVICE;
    if (finding->kind == FINDING_RACE)
        on_access(reader, text);
    else if (finding->kind == FINDING_LOCK_ORDER)
        on_order(reader, text);
    else
        next_access(reader, finding->access[0].verb, text);
}

static void on_sentence(struct reader *reader, const char *text)
{
    if (!reader->finding->what[0]) {
        on_what(reader, text);
        return;
    }
    if (strncmp(text, "with error code", 15) == 0)
        return; /* belongs to the sentence before, whose stack follows */
    reader->stack = NULL;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (strstr(text, sentences[i].part)) {
            sentences[i].read(reader, text);
            return;
        }
}

static void error_end(struct reader *reader)
{
    struct finding *finding = reader->finding;

    reader->finding = NULL;
    reader->stack = NULL;
    reader->frame = NULL;
    if (!finding)
        return;
    if (!finding->accesses) {
        findings_drop_last(reader->findings);
        return;
    }
    for (unsigned i = 0; i < finding->accesses; i++)
        for (size_t j = 0; j < reader->threads; j++)
            if (reader->thread[j].number == finding->access[i].thread)
                finding->access[i].created = reader->thread[j].created;
}

/* Frames */

static void frame_end(struct reader *reader)
{
    struct frame *frame = reader->frame;
    char path[2 * TEXT_ROOM];
    size_t length, cut;

    if (reader->dir[0] && frame->file[0]) {
        length = (size_t)snprintf(path, sizeof path, "%s/%s", reader->dir,
                                  frame->file);
        cut = length < sizeof frame->file ? 0 : length - sizeof frame->file + 1;
        finding_keep(frame->file, sizeof frame->file, path + cut, length - cut);
    }
    reader->frame = NULL;
}

static void frame_member(struct reader *reader, const char *name)
{
    struct frame *frame = reader->frame;
    const char *text = reader->text;
    const char *slash = strrchr(text, '/');

    if (strcmp(name, "fn") == 0)
        finding_keep(frame->function, sizeof frame->function, text,
                     reader->used);
    else if (strcmp(name, "file") == 0)
        finding_keep(frame->file, sizeof frame->file, text, reader->used);
    else if (strcmp(name, "line") == 0)
        frame->line = (unsigned)strtoul(text, NULL, 10);
    else if (strcmp(name, "dir") == 0)
        strcpy(reader->dir, text);
    else if (strcmp(name, "obj") == 0) {
        text = slash ? slash + 1 : text;
        finding_keep(frame->module, sizeof frame->module, text, strlen(text));
    }
}

/* The document */

static void announce_start(struct reader *reader)
{
    struct thread *thread;

    reader->announcing = true;
    reader->stack = NULL;
    if (reader->threads == THREADS_ROOM)
        return;
    thread = &reader->thread[reader->threads++];
    *thread = (struct thread){.number = THREAD_UNKNOWN};
    reader->stack = &thread->created;
}

static void XMLCALL element_start(void *data, const XML_Char *name,
                                  const XML_Char **attributes)
{
    struct reader *reader = data;

    (void)attributes;
    reader->used = 0;
    reader->text[0] = '\0';
    if (strcmp(name, "announcethread") == 0) {
        announce_start(reader);
    } else if (strcmp(name, "error") == 0) {
        error_end(reader);
        reader->finding = findings_add(reader->findings, FINDING_HELGRIND);
        reader->stack = NULL;
    } else if (strcmp(name, "stack") == 0) {
        if (reader->stack)
            reader->stack->count = 0;
    } else if (strcmp(name, "frame") == 0) {
        reader->frame = reader->stack ? stack_push(reader->stack) : NULL;
        reader->dir[0] = '\0';
    }
}

/* Elements of no fixed place that only an open error understands. */
static void error_member(struct reader *reader, const char *name)
{
    if (strcmp(name, "kind") == 0)
        on_kind(reader, reader->text);
    else if (strcmp(name, "text") == 0 || strcmp(name, "what") == 0 ||
             strcmp(name, "auxwhat") == 0)
        on_sentence(reader, reader->text);
    else if (strcmp(name, "error") == 0)
        error_end(reader);
}

static void announce_member(struct reader *reader, const char *name)
{
    if (strcmp(name, "announcethread") == 0)
        reader->announcing = false;
    else if (strcmp(name, "hthreadid") == 0 && reader->stack)
        reader->thread[reader->threads - 1].number =
            (int)((strtoul(reader->text, NULL, 10) - 1) & 0xfffffff);
}

static void XMLCALL element_end(void *data, const XML_Char *name)
{
    struct reader *reader = data;

    if (strcmp(name, "frame") == 0 && reader->frame)
        frame_end(reader);
    else if (reader->frame)
        frame_member(reader, name);
    else if (strcmp(name, "stack") == 0)
        reader->stack = NULL;
    else if (reader->announcing)
        announce_member(reader, name);
    else if (reader->finding)
        error_member(reader, name);
    else if (strcmp(name, "state") == 0)
        reader->finished = strcmp(reader->text, "FINISHED") == 0;
    else if (strcmp(name, "valgrindoutput") == 0)
        reader->closed = true;
    reader->used = 0;
    reader->text[0] = '\0';
}

static void XMLCALL element_text(void *data, const XML_Char *text, int length)
{
    struct reader *reader = data;
    size_t more = (size_t)length;

    if (more > TEXT_ROOM - 1 - reader->used)
        more = TEXT_ROOM - 1 - reader->used;
    memcpy(reader->text + reader->used, text, more);
    reader->used += more;
    reader->text[reader->used] = '\0';
}

/* Valgrind declares no document type: entities would only be an attack. */
static void XMLCALL doctype(void *data, const XML_Char *name,
                            const XML_Char *system, const XML_Char *public,
                            int subset)
{
    struct reader *reader = data;

    (void)name;
    (void)system;
    (void)public;
    (void)subset;
    XML_StopParser(reader->xml, XML_FALSE);
}

/* Gives expat the log in pieces that an int can count. */
static bool feed(XML_Parser xml, const char *log, size_t length)
{
    while (length > CHUNK) {
        if (XML_Parse(xml, log, CHUNK, 0) != XML_STATUS_OK)
            return false;
        log += CHUNK;
        length -= CHUNK;
    }
    return XML_Parse(xml, log, (int)length, 1) == XML_STATUS_OK;
}

static void read_log(struct reader *reader, const char *log, size_t length,
                     struct tool_state *state)
{
    XML_Parser xml = reader->xml;
    bool whole;

    XML_SetUserData(xml, reader);
    XML_SetElementHandler(xml, element_start, element_end);
    XML_SetCharacterDataHandler(xml, element_text);
    XML_SetStartDoctypeDeclHandler(xml, doctype);
    whole = feed(xml, log, length);
    error_end(reader);
    state->ran_to_end = whole && reader->finished && reader->closed;
    if (!whole)
        snprintf(state->failure, sizeof state->failure,
                 "Helgrind did not finish: its log breaks off in line %lu (%s)",
                 (unsigned long)XML_GetCurrentLineNumber(xml),
                 XML_ErrorString(XML_GetErrorCode(xml)));
    else if (!state->ran_to_end)
        snprintf(state->failure, sizeof state->failure,
                 "Helgrind did not finish: its log has no end mark");
}

void helgrind_parse(const char *log, size_t length, struct findings *findings,
                    struct tool_state *state)
{
    struct reader *reader = calloc(1, sizeof *reader);
    XML_Parser xml = XML_ParserCreate(NULL);

    *state = (struct tool_state){0};
    if (reader && xml) {
        reader->xml = xml;
        reader->findings = findings;
        read_log(reader, log, length, state);
    } else {
        strcpy(state->failure, "no memory to read the log of Helgrind");
    }
    if (xml)
        XML_ParserFree(xml);
    free(reader);
}
