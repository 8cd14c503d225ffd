#define _GNU_SOURCE
#include "CSys.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

int csys_pipe(int ends[2], int nonblocking) {
  return pipe2(ends, O_CLOEXEC | (nonblocking ? O_NONBLOCK : 0)) == 0 ? 0 : errno;
}

static volatile sig_atomic_t target = -1;

static void deliver(int signal) {
  int saved = errno;
  unsigned char byte = (unsigned char)signal;
  if (target >= 0) {
    ssize_t written = write(target, &byte, 1);
    (void)written;  // A full pipe already holds enough to wake the reader.
  }
  errno = saved;
}

int csys_signals_to(int descriptor, const int *signals, int count) {
  target = descriptor;
  for (int index = 0; index < count; index++) {
    struct sigaction before;
    if (sigaction(signals[index], NULL, &before) != 0) return errno;
    if (before.sa_handler == SIG_IGN) continue;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = deliver;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    if (sigaction(signals[index], &action, NULL) != 0) return errno;
  }
  return 0;
}

static void pass_over(int signal) { (void)signal; }

int csys_ignore_broken_pipes(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = pass_over;  // Unlike SIG_IGN, a handler ends with exec: children die of broken pipes.
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  // A file that outgrows its limit is an error of the write, like a full disk.
  if (sigaction(SIGXFSZ, &action, NULL) != 0) return errno;
  return sigaction(SIGPIPE, &action, NULL) == 0 ? 0 : errno;
}

int csys_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}
