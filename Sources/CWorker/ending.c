#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Whether a child has ended, which it goes on having until it is reaped: 0, ETIMEDOUT while it runs, or
// ECHILD when it is none. With options 0 it waits.
static int ended(pid_t pid, int options) {
  siginfo_t what;
  int result;
  do {
    what.si_pid = 0;
    result = waitid(P_PID, (id_t)pid, &what, WEXITED | WNOWAIT | options);
  } while (result != 0 && errno == EINTR);
  if (result != 0) return errno;
  return what.si_pid == pid ? 0 : ETIMEDOUT;
}

// The number is the child's own until it is reaped, so the signal can reach no other group.
static int reap(pid_t pid, int *status, long *max_rss_kib) {
  struct rusage usage;
  int code = 0;
  pid_t reaped;
  kill(-pid, SIGKILL);
  kill(pid, SIGKILL);
  do reaped = wait4(pid, &code, 0, &usage);
  while (reaped < 0 && errno == EINTR);
  if (reaped < 0) return errno;
  if (status) *status = code;
  if (max_rss_kib) *max_rss_kib = usage.ru_maxrss;
  return 0;
}

int cworker_end(pid_t pid, int *status, long *max_rss_kib) {
  if (pid <= 1) return EINVAL;
  int failure = ended(pid, WNOHANG);
  return failure == 0 || failure == ETIMEDOUT ? reap(pid, status, max_rss_kib) : failure;
}

int cworker_wait(pid_t pid, int timeout_ms, int *status, long *max_rss_kib) {
  if (pid <= 1) return EINVAL;
  int failure = ended(pid, timeout_ms < 0 ? 0 : WNOHANG);
  if (failure == ETIMEDOUT) {
    uint64_t end = cworker_nanoseconds() + (uint64_t)timeout_ms * 1000000u;
    int handle = (int)syscall(SYS_pidfd_open, pid, 0);
    do {
      uint64_t now = cworker_nanoseconds();
      if (now >= end) break;
      uint64_t rest = end - now;
      // Without a handle to sleep on (old kernels) it looks every two milliseconds.
      if (handle < 0 && rest > 2000000u) rest = 2000000u;
      struct timespec pause = {(time_t)(rest / 1000000000u), (long)(rest % 1000000000u)};
      struct pollfd exit = {handle, POLLIN, 0};
      ppoll(&exit, handle < 0 ? 0 : 1, &pause, NULL);
    } while ((failure = ended(pid, WNOHANG)) == ETIMEDOUT);
    if (handle >= 0) close(handle);
  }
  return failure == 0 ? reap(pid, status, max_rss_kib) : failure;
}

int cworker_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

int cworker_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
