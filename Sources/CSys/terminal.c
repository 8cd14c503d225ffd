#include "CSys.h"

#include <errno.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

pid_t csys_spawn_on_terminal(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns, int *master) {
  struct winsize size;
  memset(&size, 0, sizeof size);
  size.ws_row = (unsigned short)rows;
  size.ws_col = (unsigned short)columns;
  pid_t child = forkpty(master, NULL, NULL, &size);
  if (child < 0) return -errno;
  if (child == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    execve(path, arguments, environment);
    _exit(127);
  }
  return child;
}
