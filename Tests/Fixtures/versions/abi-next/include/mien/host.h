/* The host as a plugin sees it. */
#ifndef MIEN_HOST_H
#define MIEN_HOST_H

#include <stddef.h>
#include <stdint.h>

/* Severities of log. A reader takes numbers that it does not know for warnings. */
#define MIEN_LOG_DEBUG 0u
#define MIEN_LOG_NOTE 1u
#define MIEN_LOG_WARNING 2u

/* Owned by the host, with all that it points to; valid and unchanged from create until destroy returns. */
typedef struct mien_host {
  uint32_t size;
  uint32_t reserved;   /* 0 */
  const char *name;    /* UTF-8, never null */
  const char *version; /* semantic version, never null */
  void *context;       /* the host's own; plugins leave it alone */

  /* [control-thread] A host extension by id (`mien.features/1`), or null when there is none; `id` is the
   * caller's and read during the call. The table is the host's; valid and unchanged until destroy returns. */
  const void *(*get_extension)(const struct mien_host *host, const char *id);

  /* [control-thread; never in render] Notes a line for the user. `text` is UTF-8, the caller's, never null;
   * it is copied. */
  void (*log)(const struct mien_host *host, uint32_t severity, const char *text);

  /* since 1.1. [control-thread] Bytes that the strategy may take. */
  uint64_t (*memory)(const struct mien_host *host);
} mien_host;

enum { MIEN_HOST_SIZE_1_0 = offsetof(mien_host, log) + sizeof(void *) };

#endif
