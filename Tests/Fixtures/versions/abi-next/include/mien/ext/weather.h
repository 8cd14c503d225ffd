/* Host extension `mien.weather/1`: what it is like outside. Made up, to stand for what a next minor brings. */
#ifndef MIEN_EXT_WEATHER_H
#define MIEN_EXT_WEATHER_H

#include <stddef.h>
#include <stdint.h>

#include "../host.h"

#define MIEN_EXT_WEATHER "mien.weather/1"

/* Owned by the host; valid and unchanged until destroy returns. */
typedef struct mien_weather {
  uint32_t size;
  uint32_t reserved; /* 0 */

  /* [control-thread, from prepare on] Degrees Celsius. */
  double (*temperature)(const mien_host *host);
} mien_weather;

enum { MIEN_WEATHER_SIZE_1 = offsetof(mien_weather, temperature) + sizeof(void *) };

#endif
