#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "CWorker.h"

// One removal. However deep the tree is, two folders are open: the top, and one of those in it; what lies
// deeper is first moved into the top, under the next free number.
typedef struct removal {
  int top;
  unsigned long long number;
  int failure;   // the first
  int progress;  // whether this round removed or moved something
} removal;

static void note(removal *r, int error) {
  if (r->failure == 0) r->failure = error;
}

// Opens a folder, never a link to one, after its owner got all rights to it; -1 and errno.
static int enter(int parent, const char *name) {
  int place = openat(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (place < 0) return -1;
  struct stat folder;
  if (fstat(place, &folder) == 0 && (folder.st_mode & 0700) != 0700) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", place);
    (void)chmod(path, 0700);  // What it did not help with, opening says.
  }
  int fd = openat(place, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int error = errno;
  close(place);
  errno = error;
  return fd;
}

// Removes a file or an empty folder: 0, EISDIR for a folder that holds something, or another errno.
static int drop(int parent, const char *name) {
  if (unlinkat(parent, name, 0) == 0 || errno == ENOENT) return 0;
  if (errno != EISDIR && errno != EPERM) return errno;
  if (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT) return 0;
  return errno == ENOTEMPTY || errno == EEXIST ? EISDIR : errno;
}

// Moves a folder into the top. Moving it takes the right to write in it.
static int lift(removal *r, int parent, const char *name) {
  int fd = enter(parent, name);
  if (fd < 0) return errno;
  close(fd);
  for (;;) {
    char number[32];
    snprintf(number, sizeof number, "%llu", r->number++);
    if (renameat(parent, name, r->top, number) == 0) return 0;
    // The number is taken, by what will be removed as well.
    if (errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR) return errno;
  }
}

typedef int treatment(removal *r, int parent, const char *name);

// Does `treat` to all that is in a folder, and closes it.
static void each(removal *r, int fd, treatment *treat) {
  DIR *folder = fdopendir(fd);
  if (!folder) {
    note(r, errno);
    close(fd);
    return;
  }
  for (struct dirent *entry; (entry = readdir(folder));) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    int failure = treat(r, fd, entry->d_name);
    if (failure == 0) r->progress = 1;
    else note(r, failure);
  }
  closedir(folder);
}

static int drop_or_lift(removal *r, int parent, const char *name) {
  int failure = drop(parent, name);
  return failure == EISDIR ? lift(r, parent, name) : failure;
}

static int empty_and_drop(removal *r, int parent, const char *name) {
  int failure = drop(parent, name);
  if (failure != EISDIR) return failure;
  int fd = enter(parent, name);
  if (fd < 0) return errno;
  each(r, fd, drop_or_lift);
  failure = drop(parent, name);
  return failure == EISDIR ? ENOTEMPTY : failure;
}

static int remove_at(int parent, const char *name) {
  removal r = {enter(parent, name), 0, 0, 1};
  if (r.top < 0) return errno;
  int last = 0;
  while (r.progress) {
    r.progress = r.failure = 0;
    int again = openat(r.top, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (again < 0) note(&r, errno);
    else each(&r, again, empty_and_drop);
    if (last == 0) last = r.failure;
  }
  close(r.top);
  if (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT) return 0;
  return last != 0 ? last : errno;
}

int cworker_remove_tree(const char *path) {
  char *copy = strdup(path);
  if (!copy) return ENOMEM;
  // Behind a slash a link would be followed.
  size_t length = strlen(copy);
  while (length > 1 && copy[length - 1] == '/') copy[--length] = 0;
  const char *slash = strrchr(copy, '/');
  const char *last = slash ? slash + 1 : copy;
  int named = strcmp(last, ".") != 0 && strcmp(last, "..") != 0 && strcmp(copy, "/") != 0;
  int failure = named ? remove_at(AT_FDCWD, copy) : EINVAL;
  free(copy);
  return failure;
}

// The number in prefix + number + "-" + anything, 0 when the name is none such.
static pid_t number_in(const char *name, const char *prefix) {
  size_t length = strlen(prefix);
  if (strncmp(name, prefix, length) != 0) return 0;
  const char *digit = name + length;
  if (*digit == '0') return 0;
  long long number = 0;
  for (; *digit >= '0' && *digit <= '9' && number <= INT_MAX; digit++) number = number * 10 + (*digit - '0');
  return *digit == '-' && number <= INT_MAX ? (pid_t)number : 0;
}

static int sweep(int parent, const char *name, const char *prefix) {
  pid_t pid = number_in(name, prefix);
  struct stat folder;
  if (pid <= 0 || fstatat(parent, name, &folder, AT_SYMLINK_NOFOLLOW) != 0) return 0;
  if (!S_ISDIR(folder.st_mode) || folder.st_uid != geteuid()) return 0;
  if (kill(pid, 0) == 0 || errno != ESRCH) return 0;
  int failure = remove_at(parent, name);
  return failure == ENOENT ? 0 : failure;
}

int cworker_sweep(const char *folder, const char *prefix) {
  DIR *entries = opendir(folder);
  if (!entries) return errno;
  int first = 0;
  for (struct dirent *entry; (entry = readdir(entries));) {
    int failure = sweep(dirfd(entries), entry->d_name, prefix);
    if (first == 0) first = failure;
  }
  closedir(entries);
  return first;
}
