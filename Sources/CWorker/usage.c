#define _GNU_SOURCE
#include "CWorker.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static uint64_t nanoseconds(clockid_t clock) {
  struct timespec time;
  if (clock_gettime(clock, &time) != 0) return 0;
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

uint64_t cworker_nanoseconds(void) { return nanoseconds(CLOCK_MONOTONIC); }

uint64_t cworker_cpu_nanoseconds(pid_t pid) {
  clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
  if (pid < 0 || (pid > 0 && clock_getcpuclockid(pid, &clock) != 0)) return 0;
  return nanoseconds(clock);
}

uint64_t cworker_resident(pid_t pid) {
  char path[48];
  char text[128];
  if (pid < 0) return 0;
  if (pid == 0) snprintf(path, sizeof path, "/proc/self/statm");
  else snprintf(path, sizeof path, "/proc/%ld/statm", (long)pid);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) return 0;
  text[length] = 0;
  char *rest = text;
  strtoull(rest, &rest, 10);  // the whole address space; what is resident comes second
  return (uint64_t)strtoull(rest, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}
