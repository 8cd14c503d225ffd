/* Host extension `mien.resources/1`: the files that come with a strategy, and a place to write. */
#ifndef MIEN_EXT_RESOURCES_H
#define MIEN_EXT_RESOURCES_H

#include <stddef.h>
#include <stdint.h>

#include "../host.h"

#define MIEN_EXT_RESOURCES "mien.resources/1"

/* Owned by the host; valid and unchanged until destroy returns. */
typedef struct mien_resources {
  uint32_t size;
  uint32_t reserved; /* 0 */

  /* [control-thread] Absolute path of the bundle's `resources` folder, "" when it has none. What is in it
   * belongs to the bundle's identity and is only read. UTF-8, never null, owned by the host, valid until
   * destroy returns. */
  const char *(*folder)(const mien_host *host);

  /* [control-thread] Absolute path of a folder in which the strategy may write, "" when there is none. It is
   * empty at first and goes with the process; nothing of it may show in the output. UTF-8, never null,
   * owned by the host, valid until destroy returns. */
  const char *(*scratch)(const mien_host *host);
  const char *(*cache)(const mien_host *host); /* since 1.1 */
} mien_resources;

enum { MIEN_RESOURCES_SIZE_1 = offsetof(mien_resources, scratch) + sizeof(void *) };

#endif
