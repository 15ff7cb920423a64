/* policy.c - see policy.h */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy_parts.h"

/* Words of the source that switch detectors off, speak to them, or ask how
 * the code is compiled. */
static const char *const words[] = {
    "dlopen",
    "dlsym",
    "dlvsym",
    "constructor",
    "__constructor__",
    "_GLOBAL_OFFSET_TABLE_", /* compilers refer to it on their own */
    "destructor",
    "__destructor__",
    "ifunc",
    "__ifunc__",
    "__builtin_constant_p",
    "__builtin_object_size",
    "__builtin_dynamic_object_size",
};

/* Attributes that keep a function, or what is in a structure, from being
 * watched; also between "__". */
static const char *const unwatched[] = {"no_sanitize",
                                        "no_sanitize_thread",
                                        "no_sanitize_address",
                                        "no_sanitize_undefined",
                                        "no_sanitize_coverage",
                                        "no_instrument_function",
                                        "no_profile_instrument_function",
                                        "disable_sanitizer_instrumentation",
                                        "scalar_storage_order"};

/* What the linker tells of where variables and code begin and end. */
static const char *const edges[] = {
    "_end",       "end",          "_edata",       "edata",
    "_etext",     "etext",        "__etext",      "__bss_start",
    "data_start", "__data_start", "__ehdr_start", "__executable_start"};

/* Beginnings of names that belong to the detectors. */
static const char *const tool_names[] = {
    "__tsan_",  "__asan_",      "__ubsan_",       "__sanitizer_", "__lsan_",
    "__wrap_",  "__real_",      "Annotate",       "VALGRIND_",    "PMPI_",
    "mini_",    "rank_compute", "rank_hands_off", "rank_stir",    "parcours_",
    "explore_", NULL,
};

/* And of what else a worker is linked from. */
static const char *const worker_names[] = {"model_", "trouble_", "driver_",
                                           NULL};

/* Functions of the C library that checks rely on: not to be replaced. */
static const char *const watched_names[] = {
    "pthread_", "sem_", "thrd_", "mtx_", "cnd_",    "sched_", "clock_get",
    "GOMP_",    "omp_", "ompt_", "kmp_", "__kmpc_", "MPI_",   NULL};
static const char *const memory_names[] = {"malloc",  "calloc", "realloc",
                                           "free",    "memcpy", "memset",
                                           "memmove", "mmap",   "munmap"};

/* Ways past the functions that the checks watch. */
static const char *const back_doors[] = {"__pthread_mutex", "__pthread_rwlock",
                                         "__sem_",          "__new_sem_",
                                         "__libc_",         "__clone",
                                         "dlsym",           "dlvsym",
                                         "dlopen",          "syscall",
                                         "dl_iterate_phdr", "dladdr",
                                         "_r_debug",        "_DYNAMIC",
                                         "_rtld_",          "_dl_",
                                         "getauxval",       "__sched_yield",
                                         "__nanosleep",     "__select",
                                         "__read",          NULL};

/* What a program's start and end call, if it is there. */
static const char *const edge_names[] = {
    "__gmon_start__",   "_ITM_", "__cxa_", "_Jv_", "__deregister_frame",
    "__register_frame", NULL};

/* A reader of preprocessed text that knows where it is. */
struct reader {
    const char *text, *at;
    const char *file;
    bool own;      /* in the learner's file, not in a header */
    unsigned line; /* of that file */
};

/* "# 12 "counter.c" 2" says where the next line comes from. */
static void read_marker(struct reader *r)
{
    char *end;
    r->line = (unsigned)strtoul(r->at + 2, &end, 10);
    const char *name = strchr(end, '"');
    const char *stop = name == NULL ? NULL : strchr(name + 1, '"');
    r->own = stop != NULL && (size_t)(stop - name - 1) == strlen(r->file) &&
             strncmp(name + 1, r->file, strlen(r->file)) == 0;
    r->at += strcspn(r->at, "\n");
    r->at += *r->at == '\n';
}

/* Preprocessed text begins with a marker. */
static struct reader start(const char *text, const char *file)
{
    struct reader r = {.text = text, .at = text, .file = file};
    if (text[0] == '#' && text[1] == ' ')
        read_marker(&r);
    return r;
}

static void skip_literal(struct reader *r)
{
    char quote = *r->at++;
    while (*r->at != '\0' && *r->at != quote && *r->at != '\n')
        r->at += r->at[0] == '\\' && r->at[1] != '\0' ? 2 : 1;
    r->at += *r->at == quote;
}

/* The next identifier of the learner's own file; length 0 at the end. */
static size_t next_word(struct reader *r, const char **word)
{
    bool line_start = r->at != r->text && r->at[-1] == '\n';
    for (;;) {
        if (line_start && r->at[0] == '#' && r->at[1] == ' ') {
            read_marker(r);
            continue; /* still at the start of a line */
        }
        line_start = *r->at == '\n';
        if (*r->at == '\0') {
            return 0;
        } else if (*r->at == '\n') {
            r->line++;
            r->at++;
        } else if (*r->at == '"' || *r->at == '\'') {
            skip_literal(r);
        } else if (isalpha((unsigned char)*r->at) || *r->at == '_') {
            *word = r->at;
            while (isalnum((unsigned char)*r->at) || *r->at == '_')
                r->at++;
            if (r->own)
                return (size_t)(r->at - *word);
        } else if (isdigit((unsigned char)*r->at)) {
            /* 1'000 in C++; in C nothing compiles that looks so */
            while (isalnum((unsigned char)*r->at) || *r->at == '_' ||
                   (*r->at == '\'' && isalnum((unsigned char)r->at[1])))
                r->at++;
        } else {
            r->at++;
        }
    }
}

bool policy_is(const char *word, size_t length, const char *other)
{
    return strlen(other) == length && strncmp(word, other, length) == 0;
}

void policy_refuse(struct policy *p, unsigned line, const char *name,
                   size_t length, const char *why)
{
    if (p->refused)
        return;
    p->refused = true;
    p->refused_line = line;
    snprintf(p->refusal, sizeof p->refusal, "%.*s %s",
             length < 60 ? (int)length : 60, name, why);
}

static bool has_prefix(const char *word, size_t length,
                       const char *const *prefixes)
{
    for (; *prefixes != NULL; prefixes++) {
        size_t n = strlen(*prefixes);
        if (length >= n && strncmp(word, *prefixes, n) == 0)
            return true;
    }
    return false;
}

static bool is_word(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (policy_is(word, length, words[i]))
            return true;
    if (length > 4 && strncmp(word, "__", 2) == 0 &&
        strncmp(word + length - 2, "__", 2) == 0) {
        word += 2;
        length -= 4;
    }
    for (size_t i = 0; i < sizeof unwatched / sizeof *unwatched; i++)
        if (policy_is(word, length, unwatched[i]))
            return true;
    return false;
}

/* A reference to one; a variable of one's own may be called "end". */
static bool is_edge(const char *name, size_t length, char type)
{
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        if (policy_is(name, length, edges[i]))
            return strchr("Uwv", type) != NULL;
    return false;
}

/* An empty template only keeps the compiler from moving accesses. */
static bool harmless_assembler(const char *at)
{
    at += strspn(at, " \n");
    if (strncmp(at, "volatile", 8) == 0 || strncmp(at, "__volatile__", 12) == 0)
        at += strspn(at, "volatie_");
    at += strspn(at, " \n");
    at += *at == '(';
    at += strspn(at, " \n");
    if (strncmp(at, "\"\"", 2) != 0 && strncmp(at, "\"pause\"", 7) != 0)
        return false;
    at = strchr(at + 1, '"') + 1;
    at += strspn(at, " \n");
    return *at == ')' || *at == ':'; /* not a string in several pieces */
}

/* Functions of the compiler that stand for one instruction, which reads or
 * writes memory where no detector looks: of Intel's _mm_ names those that are
 * more than a load or a store by a pointer. And functions of the C library that
 * write where ThreadSanitizer does not look, unlike memcpy. */
static bool is_instruction(const char *word, size_t length)
{
    static const char *const begins[] = {
        "_addcarry", "_subborrow", "_xsave",  "_fxsave",      "_rdrand",
        "_rdseed",   "_movdir",    "_enqcmd", "_directstore", NULL};
    static const char *const within[] = {
        "stream", "mask",   "scatter", "gather", "compress", "expand",
        "storel", "storeh", "loadl",   "loadh",  "lddqu",    "clzero"};
    static const char *const writers[] = {
        "swab",     "memfrob",   "memccpy",  "wmemcpy",  "wmempcpy",
        "wmemmove", "wmemset",   "wcscpy",   "wcsncpy",  "wcpcpy",
        "wcpncpy",  "swprintf",  "swscanf",  "lsearch",  "strfromd",
        "strfromf", "vswprintf", "vswscanf", "strfroml", "strfry"};
    static const char builtin[] = "__builtin_ia32_";
    if (strncmp(word, builtin, strlen(builtin)) == 0)
        return !policy_is(word, length, "__builtin_ia32_pause");
    if (has_prefix(word, length, begins))
        return true;
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (policy_is(word, length, writers[i]))
            return true;
    for (size_t i = 0; i < sizeof within / sizeof *within; i++)
        if (strncmp(word, "_mm", 3) == 0 &&
            memmem(word, length, within[i], strlen(within[i])) != NULL)
            return true;
    return false;
}

/* True for "mtx_lock" if "mtx_lock" or "mtx_*" is in the list. */
static bool is_forbidden(const char *word, size_t length, char *const *forbids)
{
    for (; *forbids != NULL; forbids++) {
        size_t n = strlen(*forbids);
        bool begins = n > 0 && (*forbids)[n - 1] == '*';
        if (begins ? length >= n - 1 && strncmp(word, *forbids, n - 1) == 0
                   : policy_is(word, length, *forbids))
            return true;
    }
    return false;
}

static const char not_here[] =
    "is not for this exercise: its header says what it wants to be solved with";

static void check_words(struct policy *p, const char *text, const char *file,
                        char *const *forbids)
{
    struct reader r = start(text, file);
    const char *word;
    size_t length;
    while ((length = next_word(&r, &word)) > 0) {
        if (is_word(word, length))
            policy_refuse(
                p, r.line, word, length,
                "is not allowed: the checks must see all of the code");
        if (has_prefix(word, length, tool_names))
            policy_refuse(p, r.line, word, length,
                          "is a name of the checking tools: leave it to them");
        if (is_forbidden(word, length, forbids))
            policy_refuse(p, r.line, word, length, not_here);
        bool assembler = policy_is(word, length, "asm") ||
                         policy_is(word, length, "__asm__") ||
                         policy_is(word, length, "__asm");
        if (p->asm_line == 0 && ((assembler && !harmless_assembler(r.at)) ||
                                 is_instruction(word, length)))
            p->asm_line = r.line;
    }
}

/* The next character of the learner's own file that is no white space; '\0'
 * at the end. */
static char next_char(struct reader *r)
{
    for (;;) {
        bool line_start = r->at != r->text && r->at[-1] == '\n';
        if (line_start && r->at[0] == '#' && r->at[1] == ' ')
            read_marker(r);
        else if (*r->at == '\0')
            return '\0';
        else if (*r->at == '\n')
            r->line++, r->at++;
        else if (r->own && !isspace((unsigned char)*r->at))
            return *r->at++;
        else
            r->at++;
    }
}

/* Code that is there only when no detector looks. */
static void compare(struct policy *p, const char *plain, const char *tsan,
                    const char *file)
{
    struct reader a = start(plain, file), b = start(tsan, file);
    char x, y;
    do {
        x = next_char(&a);
        y = next_char(&b);
    } while (x == y && x != '\0');
    if (x != y)
        policy_refuse(p, x != '\0' ? a.line : b.line, "this line", 9,
                      "is compiled differently under a race detector");
}

/* What stands behind the name of a weak reference. */
static bool is_weak(const char *type)
{
    return type[0] == ' ' && (type[1] == 'w' || type[1] == 'v') &&
           (type[2] == ' ' || type[2] == '\n');
}

/* Lower case means local, but for the kinds of weak and unique ones. */
static bool is_local(char type)
{
    return islower((unsigned char)type) && strchr("uvw", type) == NULL;
}

/* Weak references to watched functions are references, not definitions, and
 * no honest submission needs them either. */
static bool is_watched(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof memory_names / sizeof *memory_names; i++)
        if (policy_is(name, length, memory_names[i]))
            return true;
    return has_prefix(name, length, watched_names);
}

/* Nobody knows what is in a text or list that is too long. */
static bool is_known(struct policy *p, const char *text)
{
    if (text == NULL)
        policy_refuse(
            p, 0, "this file", 9,
            "has more in it than the checks can look through: shorten it");
    return text != NULL;
}

/* Lines of nm -P: name, type, value, size. Local names are the learner's. */
void policy_check_symbols(struct policy *p, const char *symbols,
                          char *const *forbids)
{
    if (!is_known(p, symbols))
        return;
    while (*symbols != '\0') {
        size_t length = strcspn(symbols, " \n");
        char type = symbols[length] == ' ' ? symbols[length + 1] : '\0';
        if (has_prefix(symbols, length, tool_names) ||
            (!is_local(type) && has_prefix(symbols, length, worker_names)))
            policy_refuse(p, 0, symbols, length,
                          "is a name of the checking tools: use another one");
        else if (strchr("Uwv", type) == NULL && !is_local(type) &&
                 has_prefix(symbols, length, edge_names))
            policy_refuse(p, 0, symbols, length,
                          "is not a name for you: no code of yours may run "
                          "outside of the calls");
        else if (type == 'i' && p->asm_line > 0)
            policy_refuse(p, p->asm_line, symbols, length,
                          "is a function that is looked up as the program "
                          "starts: no code of yours may run then");
        else if (type != 'U' && !is_local(type) && is_watched(symbols, length))
            policy_refuse(p, 0, symbols, length,
                          "is a name of the C library: use another one");
        else if (has_prefix(symbols, length, back_doors))
            policy_refuse(p, 0, symbols, length,
                          "is not allowed: call functions by their public "
                          "names");
        else if (is_weak(symbols + length) &&
                 !has_prefix(symbols, length, edge_names))
            policy_refuse(
                p, 0, symbols, length,
                "is a weak reference: what code does must not hang on "
                "what it is linked with");
        else if (is_edge(symbols, length, type))
            policy_refuse(p, 0, symbols, length,
                          "is not allowed: where the program's variables lie "
                          "is not your affair");
        else if (type == 'U' && is_forbidden(symbols, length, forbids))
            policy_refuse(p, 0, symbols, length, not_here);
        symbols += strcspn(symbols, "\n");
        symbols += *symbols == '\n';
    }
}

void policy_check_texts(struct policy *p, const char *plain, const char *tsan,
                        const char *file, char *const *forbids)
{
    if (!is_known(p, plain) || !is_known(p, tsan))
        return;
    check_words(p, plain, file, forbids);
    compare(p, plain, tsan, file);
}

static const char outside[] =
    "is not a section for you: no code of yours may run outside of the calls";

/* Code that runs before and after all others', which C++ has for its own; and
 * what the linker takes for code that is still to be compiled, in place of all
 * that the checks have seen. */
static const struct {
    const char *begins, *why;
    bool for_cplusplus;
} no_sections[] = {
    {".init", outside, true},
    {".preinit_array", outside, true},
    {".fini", outside, true},
    {".ctors", outside, true},
    {".dtors", outside, true},
    {".gnu.lto_",
     "is not a section for you: nobody could see which code is in it", false},
};

/* The line of readelf's list: its flags are the fourth word from the end, if
 * it has any. What is before may have blanks in its name. */
static bool may_run(const char *line)
{
    const char *at = line + strcspn(line, "\n");
    for (unsigned word = 0; word < 4 && at > line; word++) {
        while (at > line && at[-1] == ' ')
            at--;
        while (at > line && at[-1] != ' ')
            at--;
    }
    return memchr(at, 'X', strcspn(at, " \n")) != NULL;
}

static bool is_code(const char *sections, unsigned number)
{
    char word[24];
    snprintf(word, sizeof word, " [%2u] ", number);
    const char *line = strstr(sections, word);
    return line != NULL && may_run(line);
}

/* Numbers that can be run are code that no detector sees. */
static void check_numbers(struct policy *p, const char *sections)
{
    for (const char *line = sections; *line != '\0';) {
        char type[16];
        unsigned section;
        if (sscanf(line, " %*u: %*x %*s %15s %*s %*s %u", type, &section) ==
                2 &&
            strcmp(type, "OBJECT") == 0 && is_code(sections, section))
            policy_refuse(p, 0, "a variable", 10,
                          "lies where code does: the checks must see all code");
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
}

void policy_check_sections(struct policy *p, const char *sections,
                           bool cplusplus)
{
    if (!is_known(p, sections))
        return;
    for (size_t i = 0; i < sizeof no_sections / sizeof *no_sections; i++) {
        const char *name = no_sections[i].begins;
        char word[32];
        snprintf(word, sizeof word, " %s", name);
        if (strstr(sections, word) != NULL &&
            !(cplusplus && no_sections[i].for_cplusplus))
            policy_refuse(p, 0, name, strlen(name), no_sections[i].why);
    }
    check_numbers(p, sections);
}

/* Ways between ranks, and out of them, that are not MPI's; blanks between. */
static const char *const other_ways[] = {
    /* what is in files, and by descriptors */
    "open openat creat fopen freopen fdopen tmpfile mkstemp mkstemps "
    "mkostemp mkostemps read pread readv preadv write pwrite writev "
    "pwritev dprintf vdprintf lseek fcntl ioctl flock lockf truncate "
    "ftruncate fallocate posix_fallocate copy_file_range sendfile splice "
    "vmsplice tee aio_read aio_write lio_listio setmntent utmpname "
    "pututline pututxline updwtmp updwtmpx monstartup moncontrol wordexp",
    /* that a file is there, or what is known of it, is a message, too */
    "mkdir mkdirat mkdtemp mknod mknodat mkfifo mkfifoat symlink "
    "symlinkat link linkat rename renameat renameat2 unlink unlinkat "
    "remove rmdir chdir fchdir chmod fchmod fchmodat lchmod chown fchown "
    "lchown fchownat utime utimes lutimes futimes futimesat futimens "
    "utimensat setxattr lsetxattr fsetxattr access eaccess euidaccess "
    "faccessat stat fstat lstat fstatat statx xstat fxstat lxstat "
    "fxstatat statfs fstatfs statvfs fstatvfs getxattr lgetxattr "
    "fgetxattr readlink readlinkat realpath opendir fdopendir scandir "
    "scandirat ftw nftw fts_open glob",
    /* memory and queues */
    "mmap mremap mprotect shm_open shm_unlink shmget shmat shmctl memfd_create "
    "sem_open sem_unlink semget semctl mq_open mq_unlink msgget msgctl "
    "process_vm_readv process_vm_writev",
    /* pipes and sockets */
    "pipe pipe2 socket socketpair eventfd connect bind send sendto "
    "sendmsg sendmmsg recv recvfrom recvmsg recvmmsg posix_openpt",
    /* processes: to make them, and what one can tell of another */
    "fork vfork clone daemon posix_spawn posix_spawnp popen system execl "
    "execle execlp execv execve execvp execvpe execveat fexecve kill "
    "killpg tgkill sigqueue ptrace wait wait3 wait4 waitid waitpid setsid "
    "getsid setpgid getpgid setpgrp setpriority getpriority prlimit "
    "sched_setaffinity pthread_setaffinity_np clock_getcpuclockid",
    NULL};

static bool is_other_way(const char *name, size_t length)
{
    for (const char *const *way = other_ways; *way != NULL; way++)
        for (const char *at = *way; *at != '\0';
             at += strcspn(at, " "), at += *at == ' ')
            if (strcspn(at, " ") == length && strncmp(at, name, length) == 0)
                return true;
    return false;
}

/* The name as it is written: "read" for "__read_chk", "open" for "open64". */
static size_t plain_name(const char **name, size_t length)
{
    static const char *const endings[] = {"_chk", "_2", "64"};
    while (length > 0 && **name == '_') {
        ++*name;
        length--;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (length > n && strncmp(*name + length - n, endings[i], n) == 0)
            length -= n;
    }
    return length;
}

void policy_check_ranks(struct policy *p, const char *symbols)
{
    if (p->asm_line > 0)
        policy_refuse(p, p->asm_line, "assembler", 9,
                      "is not for ranks: nobody sees what it does");
    while (is_known(p, symbols) && *symbols != '\0') {
        size_t length = strcspn(symbols, " \n");
        char type = symbols[length] == ' ' ? symbols[length + 1] : '\0';
        const char *name = symbols;
        size_t n = plain_name(&name, length);
        if ((type == 'U' || type == 'w') && is_other_way(name, n))
            policy_refuse(p, 0, symbols, length,
                          "is not for ranks: they talk to each other by "
                          "MPI, and to nobody else");
        symbols += strcspn(symbols, "\n");
        symbols += *symbols == '\n';
    }
}

/* What the emulator of grader/cuda is made of. Names of C++ have another form,
 * so that a function of the learner's own can have any of these. */
static const char *const emulator_names[] = {
    "access_",  "barrier_", "count_",   "device_",       "error_",
    "finding_", "gpu_",     "guard_",   "known_",        "launch_",
    "lines_",   "memory_",  "order_",   "place_",        "shadow_",
    "stream_",  "worker",   "settings", "parcours_mode", NULL};

/* Ways to keep what the emulator says from those it is said to, besides those
 * that are not for ranks either. */
static const char *const silencers[] = {
    "close",      "close_range", "dup",       "dup2",          "dup3",
    "fcntl",      "ioctl",       "signal",    "sigaction",     "sigprocmask",
    "alarm",      "setitimer",   "atexit",    "at_quick_exit", "on_exit",
    "mprotect",   "munmap",      "setrlimit", "longjmp",       "siglongjmp",
    "setcontext", "swapcontext", NULL};

static bool is_one_of(const char *name, size_t length, const char *const *list)
{
    while (*list != NULL && !policy_is(name, length, *list))
        list++;
    return *list != NULL;
}

void policy_check_kernels(struct policy *p, const char *symbols)
{
    while (is_known(p, symbols) && *symbols != '\0') {
        size_t length = strcspn(symbols, " \n");
        char type = symbols[length] == ' ' ? symbols[length + 1] : '\0';
        bool ours = has_prefix(symbols, length, emulator_names) ||
                    has_prefix(symbols, length, worker_names);
        bool defined = type != 'U' && !is_local(type);
        const char *plain = symbols;
        size_t n = plain_name(&plain, length);
        if (!defined &&
            (is_one_of(plain, n, silencers) || is_other_way(plain, n)))
            policy_refuse(p, 0, symbols, length,
                          "is not for kernels and those who launch them: they "
                          "work on what they are given");
        if (ours && !is_local(type))
            policy_refuse(p, 0, symbols, length,
                          "is a name of the emulator: use another one");
        else if (defined && (has_prefix(symbols, length, tool_names) ||
                             is_watched(symbols, length)))
            policy_refuse(p, 0, symbols, length,
                          "is a name of the C library: use another one");
        else if (has_prefix(symbols, length, back_doors))
            policy_refuse(p, 0, symbols, length,
                          "is not allowed: call functions by their public "
                          "names");
        symbols += strcspn(symbols, "\n");
        symbols += *symbols == '\n';
    }
}
