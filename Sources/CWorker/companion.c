#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct watched {
  int fd;
  pid_t parent;
} watched;

static void *watch(void *context) {
  watched host = *(watched *)context;
  free(context);
  for (;;) {
    // A descriptor that is closed meanwhile shows only in the next call.
    struct pollfd peer = {host.fd, POLLRDHUP, 0};
    if (poll(&peer, 1, 1000) > 0 && (peer.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL))) _exit(0);
    // Another socket may have been put in the place of the host's.
    if (getppid() != host.parent) _exit(0);
  }
  return NULL;
}

int cworker_end_with_host(int fd) {
  watched *host = malloc(sizeof *host);
  if (!host) return ENOMEM;
  *host = (watched){fd, getppid()};
  pthread_attr_t attributes;
  int failure = pthread_attr_init(&attributes);
  if (failure != 0) {
    free(host);
    return failure;
  }
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 128 * 1024);
  // The thread inherits the mask: signals are for the others.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  failure = pthread_create(&thread, &attributes, watch, host);
  if (failure != 0) free(host);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  return failure;
}
