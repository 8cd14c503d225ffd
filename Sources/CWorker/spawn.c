#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

enum { SOURCES = 4, FIRST_TARGET = 3, FIRST_FREE = 6 };

// The smallest number from `*next` on that is no source, so that a copy to it destroys none.
static int free_number(const int *sources, int *next) {
  for (;;) {
    int candidate = (*next)++;
    int taken = 0;
    for (int index = 0; index < SOURCES; index++) taken |= sources[index] == candidate;
    if (!taken) return candidate;
  }
}

static int arrange(posix_spawn_file_actions_t *actions, const int *sources) {
  int copies[SOURCES];
  int next = FIRST_FREE;
  int failure = 0;
  // Away from the targets first: a source may bear the number of another's target.
  for (int index = 0; index < SOURCES; index++) {
    copies[index] = sources[index] < 0 ? -1 : free_number(sources, &next);
    if (copies[index] < 0) continue;
    failure = posix_spawn_file_actions_adddup2(actions, sources[index], copies[index]);
    if (failure != 0) return failure;
  }
  failure = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
  for (int number = 1; number <= 2 && failure == 0; number++)
    failure = copies[SOURCES - 1] < 0
                  ? posix_spawn_file_actions_addopen(actions, number, "/dev/null", O_WRONLY, 0)
                  : posix_spawn_file_actions_adddup2(actions, copies[SOURCES - 1], number);
  for (int index = 0; index < SOURCES - 1 && failure == 0; index++)
    failure = copies[index] < 0
                  ? posix_spawn_file_actions_addclose(actions, FIRST_TARGET + index)
                  : posix_spawn_file_actions_adddup2(actions, copies[index], FIRST_TARGET + index);
  return failure != 0 ? failure : posix_spawn_file_actions_addclosefrom_np(actions, FIRST_FREE);
}

static int set_apart(posix_spawnattr_t *attributes) {
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  int failure = posix_spawnattr_setsigdefault(attributes, &all);
  if (failure == 0) failure = posix_spawnattr_setsigmask(attributes, &none);
  if (failure == 0) failure = posix_spawnattr_setpgroup(attributes, 0);
  if (failure != 0) return failure;
  return posix_spawnattr_setflags(
      attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
}

int cworker_spawn(
    const char *path, char *const argv[], char *const envp[], int fd_socket, int fd_memory, int fd_scratch,
    int fd_stdio, pid_t *pid) {
  const int sources[SOURCES] = {fd_socket, fd_memory, fd_scratch, fd_stdio};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int failure = posix_spawn_file_actions_init(&actions);
  if (failure != 0) return failure;
  failure = posix_spawnattr_init(&attributes);
  if (failure == 0) {
    failure = arrange(&actions, sources);
    if (failure == 0) failure = set_apart(&attributes);
    pid_t child = 0;
    if (failure == 0) failure = posix_spawn(&child, path, &actions, &attributes, argv, envp);
    if (failure == 0) *pid = child;
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}
