/* A disk that refuses: the Nth write, sync, truncate, rename or unlink below one folder fails, is cut short, or is the
   last thing that the process does. Loaded before the C library (LD_PRELOAD); without `disk_arm` it changes nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/types.h>
#include <unistd.h>

enum how { ONCE, ALWAYS, SHORT, DIES };

static char folder[PATH_MAX];
static size_t length;
static long wanted = -1, seen;
static int how, refusal;

#define REAL(name) ({ static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); real; })

/* Count from here: the number `at`, from 0, is refused (below 0: none); `error` is its errno. */
void disk_arm(const char *below, long at, int in_what_way, int error) {
    strncpy(folder, below, sizeof folder - 1);
    length = strlen(folder);
    wanted = at;
    how = in_what_way;
    refusal = error;
    seen = 0;
}

/* Let everything pass again; return how many there were. */
long disk_disarm(void) {
    length = 0;
    return seen;
}

static int is_below_path(const char *path) {
    char whole[PATH_MAX];
    if (!length || !path) return 0;
    if (path[0] == '/') return !strncmp(path, folder, length);
    if (!getcwd(whole, sizeof whole)) return 0;
    return !strncmp(whole, folder, length);
}

static int is_below(int fd) {
    char link[64], path[PATH_MAX];
    if (!length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return is_below_path(path);
}

/* Whether this one is refused, with errno set. */
static int refused(void) {
    long number = seen++;
    if (wanted < 0 || (how == ALWAYS ? number < wanted : number != wanted)) return 0;
    if (how == DIES) kill(getpid(), SIGKILL);
    errno = refusal;
    return 1;
}

static size_t half(size_t count) { return count > 1 ? count / 2 : 1; }

ssize_t write(int fd, const void *data, size_t count) {
    if (is_below(fd)) {
        if (wanted == seen && (how == SHORT || how == DIES) && count > 1) {
            ssize_t done = REAL(write)(fd, data, half(count));
            if (how == DIES) kill(getpid(), SIGKILL);
            seen++;
            return done;
        }
        if (refused()) return -1;
    }
    return REAL(write)(fd, data, count);
}

#define WRITES_AT(name, offset)                                                      \
    ssize_t name(int fd, const void *data, size_t count, offset at) {                \
        if (is_below(fd)) {                                                          \
            if (wanted == seen && (how == SHORT || how == DIES) && count > 1) {      \
                ssize_t done = REAL(name)(fd, data, half(count), at);                \
                if (how == DIES) kill(getpid(), SIGKILL);                            \
                seen++;                                                              \
                return done;                                                         \
            }                                                                        \
            if (refused()) return -1;                                                \
        }                                                                            \
        return REAL(name)(fd, data, count, at);                                      \
    }
WRITES_AT(pwrite, off_t)
WRITES_AT(pwrite64, off64_t)

/* Copies of whole files go past `write`. */
ssize_t sendfile(int to, int from, off_t *at, size_t count) {
    if (is_below(to) && refused()) return -1;
    return REAL(sendfile)(to, from, at, count);
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t count) {
    if (is_below(to) && refused()) return -1;
    return REAL(sendfile64)(to, from, at, count);
}

/* What is written stays when a process dies: a real sync would only cost time. */
int fsync(int fd) {
    if (!is_below(fd)) return REAL(fsync)(fd);
    return refused() ? -1 : 0;
}
int fdatasync(int fd) {
    if (!is_below(fd)) return REAL(fdatasync)(fd);
    return refused() ? -1 : 0;
}

int ftruncate(int fd, off_t size) {
    if (is_below(fd) && refused()) return -1;
    return REAL(ftruncate)(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    if (is_below(fd) && refused()) return -1;
    return REAL(ftruncate64)(fd, size);
}

int rename(const char *old, const char *new) {
    if ((is_below_path(old) || is_below_path(new)) && refused()) return -1;
    return REAL(rename)(old, new);
}
int unlink(const char *path) {
    if (is_below_path(path) && refused()) return -1;
    return REAL(unlink)(path);
}
int link(const char *old, const char *new) {
    if (is_below_path(new) && refused()) return -1;
    return REAL(link)(old, new);
}
