// The two halves of the sandbox. Each notes in `said` what could not be applied.
#ifndef CONFINEMENT_H
#define CONFINEMENT_H

#include <stddef.h>

typedef struct remarks {
  char *text;
  size_t capacity, length;
} remarks;

/// Adds a remark, formatted as by printf; what has no room is cut.
void remark(remarks *said, const char *format, ...) __attribute__((format(printf, 2, 3)));

/// Files and signals, by landlock; it binds the calling thread and those it starts later.
void confine_files(
    const char *const *read_paths, const char *const *write_paths, int allow_network, remarks *said);

/// System calls, by a seccomp filter for all threads; `program` may be NULL and is what execve may be given.
void confine_calls(int allow_network, const char *program, remarks *said);

#endif
