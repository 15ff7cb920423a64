#include "board.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/futex.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <time.h>
#include <unistd.h>

struct board *board;
int board_ranks;

static char path[PATH_MAX];
static int claimed = -1; /* the board's file: locked as long as we live */

/* The ranks can cut the file off; what is missing then is made of zeros. */
static void fill_hole(int number, siginfo_t *info, void *context)
{
    const uintptr_t page = 4096, at = (uintptr_t)info->si_addr & ~(page - 1);
    (void)context;
    if (board && at >= (uintptr_t)board && at < (uintptr_t)(board + 1) &&
        mmap((void *)at, page, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED)
        return;
    signal(number, SIG_DFL); /* not ours: the next one ends the process */
}

static void fill_holes(void)
{
    struct sigaction action = {.sa_sigaction = fill_hole,
                               .sa_flags = SA_SIGINFO | SA_RESTART};
    sigaction(SIGBUS, &action, NULL);
}

static struct board *board_map(int file)
{
    void *map =
        mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return map == MAP_FAILED ? NULL : map;
}

/* Boards whose command was killed: nobody has the lock. One that is just being
 * made may not have it yet. */
static void boards_sweep(const char *folder)
{
    const time_t young = time(NULL) - 60;
    char pattern[PATH_MAX];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/parcours-mpi-??????", folder);
    if (glob(pattern, GLOB_NOSORT, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct stat about;
        int file = open(found.gl_pathv[i],
                        O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (file < 0)
            continue;
        if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) &&
            about.st_mtime < young && flock(file, LOCK_EX | LOCK_NB) == 0)
            unlink(found.gl_pathv[i]);
        close(file);
    }
    globfree(&found);
}

static int board_file(void)
{
    const char *other = getenv("TMPDIR");
    const char *const folders[] = {"/dev/shm", other ? other : "/tmp"};
    for (int i = 0; i < 2; i++) {
        boards_sweep(folders[i]);
        snprintf(path, sizeof path, "%s/parcours-mpi-XXXXXX", folders[i]);
        int file = mkostemp(path, O_CLOEXEC);
        if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0)
            return file;
        if (file >= 0) {
            close(file);
            unlink(path);
        }
    }
    return -1;
}

static void lock_init(void)
{
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&board->lock, &kind);
    pthread_mutexattr_destroy(&kind);
}

static void board_prepare(int ranks)
{
    lock_init();
    board->ranks = board_ranks = ranks;
    board->cores = get_nprocs();
    board->strict = true;
    board->free_op = NONE;
    for (int i = 0; i < BOARD_RANKS; i++) {
        struct rank *rank = &board->rank[i];
        rank->sends = rank->sends_last = NONE;
        rank->receives = rank->receives_last = NONE;
    }
}

const char *board_create(int ranks)
{
    claimed = board_file();
    if (claimed < 0)
        return NULL;
    if (ftruncate(claimed, sizeof *board) < 0 ||
        !(board = board_map(claimed))) {
        unlink(path);
        close(claimed);
        return NULL;
    }
    fill_holes();
    board_prepare(ranks);
    return path;
}

void board_destroy(void)
{
    if (!board)
        return;
    unlink(path);
    close(claimed);
    munmap(board, sizeof *board);
    board = NULL;
}

bool board_attach(const char *from)
{
    int file = open(from, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return false;
    board = board_map(file);
    close(file);
    return board != NULL;
}

static int within(int value, int most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

void board_settle(void)
{
    board->choices = within(board->choices, BOARD_CHOICES);
    for (int i = 0; i < board->choices; i++)
        board->choice[i].rank = within(board->choice[i].rank, board_ranks - 1);
    for (int i = 0; i < board_ranks; i++)
        board->rank[i].call[BOARD_NAME - 1] = '\0';
    findings_restore();
    lock_init(); /* nobody is left who could hold it */
}

/* It is held for less time than it takes to go to sleep. */
enum { TRIES = 200 };

void board_lock(void)
{
    int error = EBUSY;
    for (int i = 0; error == EBUSY && i < TRIES; i++)
        error = pthread_mutex_trylock(&board->lock);
    if (error == EBUSY)
        error = pthread_mutex_lock(&board->lock);
    if (error == EOWNERDEAD)
        pthread_mutex_consistent(&board->lock);
}

void board_unlock(void)
{
    pthread_mutex_unlock(&board->lock);
}

/* A rank that goes to sleep says so first and looks at its bell after; we ring
 * first and look whether it sleeps after: one of us sees the other. */
static void bell_ring(struct rank *rank)
{
    atomic_fetch_add(&rank->bell, 1);
    if (atomic_load(&rank->asleep))
        syscall(SYS_futex, &rank->bell, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

void board_advance(int rank)
{
    atomic_fetch_add(&board->version, 1);
    if (rank >= 0)
        bell_ring(&board->rank[rank]);
}

/* To be put to sleep and woken by another takes longer than most waits for a
 * short message, so it pays to look for a moment first. Not for long, and not
 * by sched_yield: on a busy machine that holds up the one we wait for. */
enum { LOOK = 20000 }; /* ns */

static bool bell_rings_soon(const _Atomic uint32_t *bell, uint32_t seen)
{
    for (int64_t end = board_now() + LOOK; board_now() < end;)
        if (atomic_load(bell) != seen)
            return true;
    return false;
}

void board_sleep(int rank, uint32_t seen, int64_t nanoseconds)
{
    struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    struct rank *me = &board->rank[rank];
    if (board->ranks <= board->cores && bell_rings_soon(&me->bell, seen))
        return;
    atomic_store(&me->asleep, true);
    syscall(SYS_futex, &me->bell, FUTEX_WAIT, seen, &time, NULL, 0);
    atomic_store(&me->asleep, false);
}

int64_t board_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

void board_name(char *to, size_t size, const char *name)
{
    if (!memccpy(to, name, '\0', size))
        to[size - 1] = '\0';
}
