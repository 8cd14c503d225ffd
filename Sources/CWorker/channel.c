#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

int cworker_channel(int ends[2]) {
  return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : errno;
}

int cworker_send(int fd, const void *bytes, size_t length) {
  if (length == 0) return EINVAL;  // It would look like the end of the connection.
  while (send(fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) {
    if (errno == EINTR) continue;
    return errno == EPIPE || errno == ECONNRESET ? ENOTCONN : errno;
  }
  return 0;
}

// One look; EAGAIN when nothing is there. With flags 0 it sleeps.
static int take(int fd, void *bytes, size_t capacity, int flags, size_t *length) {
  int resets = 0;
  for (;;) {
    ssize_t count = recv(fd, bytes, capacity, flags | MSG_TRUNC);
    if (count > 0) {
      *length = (size_t)count;
      return (size_t)count > capacity ? EMSGSIZE : 0;
    }
    if (count == 0) return ENOTCONN;
    if (errno == EINTR) continue;
    // A peer that left with something unread: what it sent before is still to be had.
    if (errno == ECONNRESET && resets++ == 0) continue;
    return errno == ECONNRESET || errno == EPIPE ? ENOTCONN : errno;
  }
}

static void pause_core(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

int cworker_receive(int fd, void *bytes, size_t capacity, int timeout_ms, int spin_us, size_t *length) {
  *length = 0;
  if (timeout_ms < 0 && spin_us <= 0) return take(fd, bytes, capacity, 0, length);
  uint64_t begin = cworker_nanoseconds();
  uint64_t spin_end = begin + (spin_us > 0 ? (uint64_t)spin_us * 1000u : 0);
  int result;
  while ((result = take(fd, bytes, capacity, MSG_DONTWAIT, length)) == EAGAIN) {
    if (cworker_nanoseconds() >= spin_end) break;
    for (int beat = 0; beat < 8; beat++) pause_core();
  }
  if (result != EAGAIN) return result;
  if (timeout_ms < 0) return take(fd, bytes, capacity, 0, length);
  uint64_t end = begin + (uint64_t)timeout_ms * 1000000u;
  for (;;) {
    uint64_t now = cworker_nanoseconds();
    uint64_t rest = now < end ? end - now : 0;
    struct timespec pause = {(time_t)(rest / 1000000000u), (long)(rest % 1000000000u)};
    struct pollfd ready = {fd, POLLIN, 0};
    int count = ppoll(&ready, 1, &pause, NULL);
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) {
      result = take(fd, bytes, capacity, MSG_DONTWAIT, length);
      if (result != EAGAIN) return result;
    } else if (rest == 0) {
      return ETIMEDOUT;
    }
  }
}
