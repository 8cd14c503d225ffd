#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static uint64_t whole_pages(uint64_t bytes) {
  uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
  return (bytes + page - 1) / page * page;
}

int cworker_map_rows(int fd, uint64_t offset, uint64_t bytes, void **start) {
  struct stat file;
  if (fstat(fd, &file) != 0) return errno;
  uint64_t size = file.st_size > 0 ? (uint64_t)file.st_size : 0;
  if (offset % (uint64_t)sysconf(_SC_PAGESIZE) != 0) return EINVAL;
  if (bytes == 0 || offset > size || bytes > size - offset) return EINVAL;
  uint64_t pages = whole_pages(bytes);
  char *reserve = mmap(
      NULL, pages + 2 * (uint64_t)CWORKER_GUARD_BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
      -1, 0);
  if (reserve == MAP_FAILED) return errno;
  char *inside = reserve + CWORKER_GUARD_BYTES;
  if (mmap(inside, pages, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, (off_t)offset) == MAP_FAILED) {
    int failure = errno;
    munmap(reserve, pages + 2 * (uint64_t)CWORKER_GUARD_BYTES);
    return failure;
  }
  *start = inside;
  return 0;
}

int cworker_unmap_rows(void *start, uint64_t bytes) {
  char *reserve = (char *)start - CWORKER_GUARD_BYTES;
  return munmap(reserve, whole_pages(bytes) + 2 * (uint64_t)CWORKER_GUARD_BYTES) == 0 ? 0 : errno;
}
