/* Decoder of Mien's packets and clips. Plain C99, no library, no allocation: the caller gives all memory.
 *
 * A receiver does, in this order:
 *   mtc_schema_parse      checks the schema packet and says how large things are;
 *   mtc_schema_channel    names the channels: bind them once, by name;
 *   mtc_decoder_size      bytes of memory that a decoder of this schema takes;
 *   mtc_decoder_init      makes the decoder in that memory;
 *   mtc_decoder_packet    reads a packet, in any order they arrive;
 *   mtc_decoder_pose      writes the floats of one frame.
 * A clip holds its schema: mtc_clip_open finds it, mtc_clip_pose gives any frame.
 *
 * Every structure starts with its size in bytes, set by the caller; later versions add fields at the end only.
 * No function crashes on any bytes. Values never leave the range that the schema declares for their channel.
 * Results have the same bits on every processor with IEEE 754 floats: compile without contraction of floats
 * (-ffp-contract=off) and without fast-math.
 * Functions may be called from any thread; one decoder by one thread at a time. */
#ifndef MIEN_CTRACKCODEC_H
#define MIEN_CTRACKCODEC_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Version of the format that this decoder reads: this major, this minor and every earlier one. */
#define MTC_MAJOR 1
#define MTC_MINOR 0

typedef enum mtc_status {
  MTC_OK = 0,
  MTC_ERROR_ARGUMENT = 1,    /* a null pointer, or a structure smaller than the first version's */
  MTC_ERROR_SCHEMA = 2,      /* no schema, damaged, or out of limits */
  MTC_ERROR_VERSION = 3,     /* written by a later version of the format */
  MTC_ERROR_MEMORY = 4,      /* less memory than mtc_decoder_size says, or not aligned to 8 bytes */
  MTC_ERROR_CLIP = 5,        /* no clip, damaged, or not of this decoder's schema */
  MTC_ERROR_FRAME = 6,       /* not decoded, no longer kept, or outside the clip */
  MTC_ERROR_ROOM = 7         /* fewer floats than a frame has */
} mtc_status;

/* What became of a packet. */
typedef enum mtc_outcome {
  MTC_DECODED = 0,           /* frames first_frame .. first_frame + frame_count - 1 can be shown */
  MTC_HELD = 1,              /* kept until the packet before it comes */
  MTC_WAITING_FOR_KEY = 2,   /* builds on what is lost or has not come: dropped */
  MTC_STALE = 3,             /* its frames or its epoch are over: dropped */
  MTC_CORRUPT = 4,           /* damaged, or no packet: dropped */
  MTC_FOREIGN = 5            /* of another session, schema or version: dropped */
} mtc_outcome;

typedef enum mtc_kind {
  MTC_WEIGHT = 0,            /* one float, a blend-shape weight */
  MTC_ANGLE = 1,             /* one float, radians */
  MTC_ROTATION = 2,          /* four floats, unit quaternion x y z w */
  MTC_TRANSLATION = 3        /* three floats, metres */
} mtc_kind;

typedef struct mtc_schema {
  uint32_t size;             /* sizeof(mtc_schema) */
  uint32_t channel_count;
  uint32_t component_count;  /* coded integers of a frame */
  uint32_t width;            /* floats of a frame */
  uint32_t frames_per_packet;
  uint32_t rate_numerator;   /* frames per second = numerator / denominator */
  uint32_t rate_denominator;
  uint32_t audio_rate;       /* samples per second, 0 for none */
  uint32_t hash;             /* by which packets name this schema */
} mtc_schema;

typedef struct mtc_channel {
  uint32_t size;             /* sizeof(mtc_channel) */
  uint32_t kind;             /* mtc_kind */
  const char *name;          /* UTF-8, not terminated; lies in the schema's bytes */
  uint32_t name_length;
  uint32_t column;           /* its first float in a frame */
  float minimum;             /* of weights, angles and translations' first axis */
  float maximum;
} mtc_channel;

typedef struct mtc_packet {
  uint32_t size;             /* sizeof(mtc_packet) */
  uint32_t outcome;          /* mtc_outcome */
  uint32_t first_frame;      /* where MTC_DECODED */
  uint32_t frame_count;
  uint32_t epoch;            /* of the decoder; when it changes, drop what was shown ahead and blend */
  uint32_t reserved;
  int64_t audio_sample;      /* that sounds at first_frame */
} mtc_packet;

typedef struct mtc_clip {
  uint32_t size;             /* sizeof(mtc_clip) */
  uint32_t frame_count;
  uint32_t block_frames;     /* a seek decodes at most this many */
  uint32_t block_count;
  uint32_t schema_offset;    /* where the schema packet lies in the clip */
  uint32_t schema_length;
  int64_t audio_sample;      /* that sounds at frame 0 */
} mtc_clip;

typedef struct mtc_decoder mtc_decoder;

/* Checks a schema packet. */
mtc_status mtc_schema_parse(const uint8_t *bytes, size_t count, mtc_schema *schema);

/* Describes channel `index` of a schema packet. */
mtc_status mtc_schema_channel(const uint8_t *bytes, size_t count, uint32_t index, mtc_channel *channel);

/* Bytes that a decoder takes; 0 when `schema` was not filled by mtc_schema_parse. */
size_t mtc_decoder_size(const mtc_schema *schema);

/* Makes a decoder in `memory`, which must be aligned to 8 bytes and live as long as the decoder. The schema's bytes
 * are not needed afterwards. */
mtc_status mtc_decoder_init(void *memory, size_t size, const uint8_t *schema, size_t count, mtc_decoder **decoder);

/* Forgets the stream; the next full key packet begins another. */
void mtc_decoder_reset(mtc_decoder *decoder);

/* Reads a packet; `packet` says what became of it. */
mtc_status mtc_decoder_packet(mtc_decoder *decoder, const uint8_t *bytes, size_t count, mtc_packet *packet);

/* Writes the floats of a decoded frame; the last 64 frames are kept. */
mtc_status mtc_decoder_pose(const mtc_decoder *decoder, uint32_t frame, float *floats, size_t count);

/* Checks a clip's header and index; blocks are checked when they are read. */
mtc_status mtc_clip_open(const uint8_t *bytes, size_t count, mtc_clip *clip);

/* Writes the floats of any frame of a clip. Frames in order cost one frame each, a jump up to a block. The decoder
 * must have been made from the clip's own schema and then serves this clip only. */
mtc_status mtc_clip_pose(mtc_decoder *decoder, const uint8_t *bytes, size_t count, uint32_t frame, float *floats,
                         size_t float_count);

#ifdef __cplusplus
}
#endif
#endif
