/* Channels: the named curves that a strategy writes. */
#ifndef MIEN_CHANNEL_H
#define MIEN_CHANNEL_H

#include <stdint.h>

/* Kinds of channel and the floats that each takes in a row. A host refuses kinds that it does not know. */
#define MIEN_CHANNEL_WEIGHT 0u      /* 1: blend-shape weight, 0..1, rest 0 */
#define MIEN_CHANNEL_ANGLE 1u       /* 1: radians, rest 0 */
#define MIEN_CHANNEL_ROTATION 2u    /* 4: unit quaternion x y z w, VRM normalised local, rest 0 0 0 1 */
#define MIEN_CHANNEL_TRANSLATION 3u /* 3: metres from rest, rest 0 0 0 */

/* A channel. It lies in arrays and has no size of its own: it never grows.
 * Owned, with its name, by whoever declares it; the array that holds it says how long it is valid. */
typedef struct mien_channel {
  const char *name;  /* ARKit camelCase (`jawOpen`), `<bone>.rotation`, `<bone>.translation` with VRM 1.0 bone
                      * names, `gaze.yaw`, `gaze.pitch`, or a custom name; UTF-8, never null */
  uint32_t kind;     /* MIEN_CHANNEL_... */
  uint32_t reserved; /* 0 */
} mien_channel;

#endif
