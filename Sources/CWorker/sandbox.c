#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/prctl.h>

#include "confinement.h"

void remark(remarks *said, const char *format, ...) {
  if (!said->text || said->length + 1 >= said->capacity) return;
  if (said->length > 0) {
    int joined = snprintf(said->text + said->length, said->capacity - said->length, "; ");
    said->length += joined > 0 ? (size_t)joined : 0;
    if (said->length + 1 >= said->capacity) return;
  }
  va_list values;
  va_start(values, format);
  int added = vsnprintf(said->text + said->length, said->capacity - said->length, format, values);
  va_end(values);
  if (added > 0) said->length += (size_t)added;
}

int cworker_sandbox_for(
    const char *program, const char *const *read_paths, const char *const *write_paths, int allow_network,
    char *said, size_t capacity) {
  remarks notes = {capacity > 0 ? said : NULL, capacity, 0};
  if (notes.text) notes.text[0] = 0;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  confine_files(read_paths, write_paths, allow_network, &notes);
  confine_calls(allow_network, program, &notes);
  return 0;
}

int cworker_sandbox(
    const char *const *read_paths, const char *const *write_paths, int allow_network, char *said,
    size_t capacity) {
  return cworker_sandbox_for(NULL, read_paths, write_paths, allow_network, said, capacity);
}
