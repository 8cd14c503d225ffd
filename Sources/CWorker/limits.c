#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>

// Never above what the caller itself may have.
static int limit(int resource, uint64_t value) {
  struct rlimit now;
  if (getrlimit((__rlimit_resource_t)resource, &now) != 0) return errno;
  rlim_t most = now.rlim_max != RLIM_INFINITY && now.rlim_max < value ? now.rlim_max : (rlim_t)value;
  struct rlimit then = {most, most};
  return setrlimit((__rlimit_resource_t)resource, &then) == 0 ? 0 : errno;
}

int cworker_limits(uint64_t address_space_bytes, uint64_t descriptors) {
  // A program that collects core files is started whatever the limit says, unless there is nothing to dump.
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return errno;
  int failure = limit(RLIMIT_CORE, 0);
  if (failure == 0) failure = limit(RLIMIT_FSIZE, UINT64_C(256) << 20);
  if (failure == 0) failure = limit(RLIMIT_NOFILE, descriptors);
  if (failure == 0 && address_space_bytes > 0) failure = limit(RLIMIT_AS, address_space_bytes);
  return failure;
}
