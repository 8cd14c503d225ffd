/* Host extension `mien.sheet/1`: the character's sheet, by dotted keys. */
#ifndef MIEN_EXT_SHEET_H
#define MIEN_EXT_SHEET_H

#include <stddef.h>
#include <stdint.h>

#include "../host.h"

#define MIEN_EXT_SHEET "mien.sheet/1"

/* Owned by the host; valid and unchanged until destroy returns. */
typedef struct mien_sheet {
  uint32_t size;

  /* [control-thread, from prepare on] A number of the sheet (`style.energy`, `signature.blinkRate`,
   * `limits.jawOpen.max`), or `fallback` when the sheet does not say; the same in every call. `key` is UTF-8,
   * the caller's, and read during the call. */
  double (*number)(const mien_host *host, const char *key, double fallback);
  const char *(*text)(const mien_host *host, const char *key); /* since 1.1 */
} mien_sheet;

enum { MIEN_SHEET_SIZE_1 = offsetof(mien_sheet, number) + sizeof(void *) };

#endif
