/* Host extension `mien.features/1`: speech audio as features and as samples.
 *
 * A stream's rows and samples are there up to what is known at the frame being rendered and no further:
 * the host raises known_rows and known_samples before each render and never keeps later ones in the
 * buffers. A strategy that asks for audio is therefore rendered in spans of few frames. */
#ifndef MIEN_EXT_FEATURES_H
#define MIEN_EXT_FEATURES_H

#include <stddef.h>
#include <stdint.h>

#include "../host.h"

#define MIEN_EXT_FEATURES "mien.features/1"

/* One participant's audio. Owned by the host, with all that it points to; pointers stay where they are until
 * destroy returns, while known_rows, known_samples and what they count grow before calls of render. */
typedef struct mien_feature_stream {
  uint32_t size;
  uint32_t column_count;
  uint32_t rows_per_second;    /* 100; row r describes the frame that ends at (r + 1) / rows_per_second */
  uint32_t samples_per_second; /* 16000 */
  const char *const *columns;  /* names of the columns, UTF-8; bind by name, never by position */
  const float *rows;           /* row-major, known_rows x column_count */
  const float *samples;        /* mono, full scale 1, from session time 0 */
  uint64_t known_rows;
  uint64_t known_samples;
  double gain; /* since 1.1 */
} mien_feature_stream;

enum { MIEN_FEATURE_STREAM_SIZE_1 = offsetof(mien_feature_stream, known_samples) + sizeof(uint64_t) };

/* Owned by the host; valid and unchanged until destroy returns. */
typedef struct mien_features {
  uint32_t size;

  /* [control-thread, from prepare on] The stream of a participant (0 = the one performed), or null when there
   * is no audio, no such participant, or the strategy did not ask for it. Owned by the host, valid until
   * destroy returns, readable in render. */
  const mien_feature_stream *(*stream)(const mien_host *host, uint32_t participant);
  double (*latency)(const mien_host *host); /* since 1.1 */
} mien_features;

enum { MIEN_FEATURES_SIZE_1 = offsetof(mien_features, stream) + sizeof(void *) };

#endif
