#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8u
#endif

static int sealed(const char *name, uint64_t bytes, int seals, int *result) {
  if (bytes == 0 || bytes > INT64_MAX) return EINVAL;
  int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);
  // Kernels before 6.3 do not know files in memory that cannot be programs.
  if (fd < 0 && errno == EINVAL) fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) return errno;
  if (ftruncate(fd, (off_t)bytes) != 0 || fcntl(fd, F_ADD_SEALS, seals | F_SEAL_SEAL) != 0) {
    int failure = errno;
    close(fd);
    return failure;
  }
  *result = fd;
  return 0;
}

int cworker_memory(uint64_t bytes, int *fd) { return sealed("mien-memory", bytes, F_SEAL_SHRINK, fd); }

int cworker_notepad(int *fd) {
  return sealed("mien-notes", CWORKER_NOTEPAD_BYTES, F_SEAL_SHRINK | F_SEAL_GROW, fd);
}

int cworker_read_notepad(int fd, uint64_t from, char *bytes, size_t capacity, size_t *length) {
  *length = 0;
  if (from >= CWORKER_NOTEPAD_BYTES || capacity == 0) return 0;
  ssize_t count;
  do count = pread(fd, bytes, capacity, (off_t)from);
  while (count < 0 && errno == EINTR);
  if (count < 0) return errno;
  // What nobody wrote reads as zeros.
  *length = strnlen(bytes, (size_t)count);
  return 0;
}
