#define _GNU_SOURCE
#include "CWorker.h"

#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static void *watch(void *context) {
  int fd = (int)(intptr_t)context;
  for (;;) {
    // A descriptor that is closed meanwhile shows only in the next call.
    struct pollfd host = {fd, POLLRDHUP, 0};
    if (poll(&host, 1, 1000) > 0 && (host.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL))) _exit(0);
  }
  return NULL;
}

int cworker_end_with_host(int fd) {
  pthread_attr_t attributes;
  int failure = pthread_attr_init(&attributes);
  if (failure != 0) return failure;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 128 * 1024);
  // The thread inherits the mask: signals are for the others.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  failure = pthread_create(&thread, &attributes, watch, (void *)(intptr_t)fd);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  return failure;
}
