/* What every plugin in C would write anyway, in one file to include or to leave out (mien.h does not).
 *
 * A strategy is one struct that begins with a mien_glue, a mien_glue_plugin that names its functions, and
 * MIEN_GLUE_EXPORT(plugin, ...) once per library. The glue gives entry, create, destroy, params/1, state/1,
 * error texts, and a loop over records that skips what is not known. Works as C11 and C++17; strategies
 * are made and freed as plain memory, zeroed at first. Link with -lm, compile with -ffp-contract=off. */
#ifndef MIEN_GLUE_H
#define MIEN_GLUE_H

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../mien.h"

typedef struct mien_glue mien_glue;

/* A strategy as the glue needs to know it. All but descriptor, instance_size and render may be 0.
 * Threads are those of mien/strategy.h; functions return MIEN_OK or mien_fail(...). */
typedef struct mien_glue_plugin {
  const mien_strategy_descriptor *descriptor;
  const mien_parameter *parameters;
  uint32_t parameter_count;
  size_t instance_size; /* sizeof the struct that begins with a mien_glue */
  mien_status (*prepare)(mien_glue *glue, const mien_session *session, mien_binding *binding);
  mien_status (*receive_record)(mien_glue *glue, const mien_record *record); /* known kinds and operations */
  mien_status (*render)(mien_glue *glue, const mien_input *input, const mien_output *output);
  void (*destroy)(mien_glue *glue); /* frees what prepare and receive_record took; the glue frees the rest */
  size_t state_offset, state_size;  /* the part of the struct that is state/1: plain bytes, no pointers */
} mien_glue_plugin;

/* First member of every instance. Filled before prepare is called. */
struct mien_glue {
  mien_strategy table;
  const mien_glue_plugin *plugin;
  const mien_host *host;
  double *values; /* of the parameters, by position; follow set and records within their ranges */
  int64_t rate_numerator, rate_denominator;
  uint64_t seed;
  int prepared;
  char error[512];
};

/* Keeps a text for last_error and gives MIEN_FAILED. Allocates nothing. */
static inline mien_status mien_fail(mien_glue *glue, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(glue->error, sizeof glue->error, format, arguments);
  return va_end(arguments), MIEN_FAILED;
}

/* Tells the user something. Never in render. */
static inline void mien_note(const mien_glue *glue, const char *text) {
  glue->host->log(glue->host, MIEN_LOG_NOTE, text);
}

/* ---- Time. ---- */
/* The time of a frame in flicks, to the nearest one. Exact while numerator x denominator < 10^10. */
static inline int64_t mien_time_of_frame(int64_t numerator, int64_t denominator, int64_t frame) {
  int64_t period = MIEN_FLICKS_PER_SECOND * denominator, whole = frame / numerator, rest = frame % numerator;
  int64_t product = rest * period, remainder = product % numerator;
  return whole * period + product / numerator + (remainder * 2 >= numerator);
}
static inline int64_t mien_frame_time(const mien_glue *glue, int64_t frame) {
  return mien_time_of_frame(glue->rate_numerator, glue->rate_denominator, frame);
}
static inline double mien_seconds(int64_t flicks) { return (double)flicks / (double)MIEN_FLICKS_PER_SECOND; }

/* ---- Randomness: SplitMix64 with a stream per label, the same numbers in every binding. ---- */
typedef struct mien_random { uint64_t state; } mien_random;
static inline uint64_t mien_random_next(mien_random *random) {
  uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}
static inline mien_random mien_random_stream(uint64_t seed, const char *label) {
  mien_random random = {UINT64_C(0xcbf29ce484222325)};
  for (; *label; label++) random.state = (random.state ^ (unsigned char)*label) * UINT64_C(0x100000001b3);
  random.state ^= seed;
  random.state = mien_random_next(&random);
  return random;
}
/* 0 ..< 1 with 53 random bits. */
static inline double mien_random_unit(mien_random *random) {
  return (double)(mien_random_next(random) >> 11) / 9007199254740992.0;
}
static inline double mien_random_within(mien_random *random, double low, double high) {
  return low + (high - low) * mien_random_unit(random);
}
static inline int mien_random_happens(mien_random *random, double p) { return mien_random_unit(random) < p; }
static inline double mien_random_sign(mien_random *random) { return mien_random_next(random) & 1 ? -1 : 1; }
/* Standard normal (Box and Muller 1958; two draws each). */
static inline double mien_random_normal(mien_random *random) {
  double u = fmax(mien_random_unit(random), 1 / 9007199254740992.0), v = mien_random_unit(random);
  return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

/* Writes a turn about an axis of length 1; right-handed, radians. */
static inline void mien_write_turn(float *at, double x, double y, double z, double radians) {
  double s = sin(radians / 2);
  at[0] = (float)(x * s), at[1] = (float)(y * s), at[2] = (float)(z * s), at[3] = (float)cos(radians / 2);
}
/* Writes a quaternion at length 1; the rest pose when it has none. */
static inline void mien_write_quaternion(float *at, double x, double y, double z, double w) {
  double l = sqrt(x * x + y * y + z * z + w * w);
  if (!(l > 1e-12 && l < 1e12)) x = y = z = 0, w = l = 1;
  at[0] = (float)(x / l), at[1] = (float)(y / l), at[2] = (float)(z / l), at[3] = (float)(w / l);
}

/* ---- What the host has to offer; from prepare on, null where it has not. ---- */
static inline const void *mien_host_extension(const mien_glue *glue, const char *id, uint32_t least) {
  const void *table = glue->host->get_extension(glue->host, id);
  return table && *(const uint32_t *)table >= least ? table : NULL;
}
static inline const mien_feature_stream *mien_audio(const mien_glue *glue, uint32_t participant) {
  const void *table = mien_host_extension(glue, MIEN_EXT_FEATURES, MIEN_FEATURES_SIZE_1);
  return table ? ((const mien_features *)table)->stream(glue->host, participant) : NULL;
}
/* Position of a column of features by name, or -1. */
static inline int32_t mien_column(const mien_feature_stream *stream, const char *name) {
  for (uint32_t i = 0; stream && i < stream->column_count; i++)
    if (strcmp(stream->columns[i], name) == 0) return (int32_t)i;
  return -1;
}
static inline double mien_sheet_number(const mien_glue *glue, const char *key, double fallback) {
  const void *table = mien_host_extension(glue, MIEN_EXT_SHEET, MIEN_SHEET_SIZE_1);
  return table ? ((const mien_sheet *)table)->number(glue->host, key, fallback) : fallback;
}
static inline const mien_resources *mien_files(const mien_glue *glue) {
  return (const mien_resources *)mien_host_extension(glue, MIEN_EXT_RESOURCES, MIEN_RESOURCES_SIZE_1);
}
static inline const mien_rehearsal *mien_recorded(const mien_glue *glue) {
  return (const mien_rehearsal *)mien_host_extension(glue, MIEN_EXT_REHEARSAL, MIEN_REHEARSAL_SIZE_1);
}

/* ---- The contract's tables, over the author's functions. ---- */
static inline mien_status mien_glue_prepare(mien_strategy *s, const mien_session *session, mien_binding *b) {
  mien_glue *glue = (mien_glue *)s;
  glue->error[0] = 0;
  if (session->size < MIEN_SESSION_SIZE_1_0 || b->size < MIEN_BINDING_SIZE_1_0)
    return mien_fail(glue, "the host's session is smaller than contract 1.0 has it"), MIEN_UNSUPPORTED;
  if (!session->rate_numerator || !session->rate_denominator)
    return mien_fail(glue, "the host gave no frame rate"), MIEN_UNSUPPORTED;
  glue->rate_numerator = session->rate_numerator, glue->rate_denominator = session->rate_denominator;
  glue->seed = session->seed, glue->prepared = 1;
  return glue->plugin->prepare ? glue->plugin->prepare(glue, session, b) : MIEN_OK;
}
static inline void mien_glue_adjust(mien_glue *glue, const mien_record *record) {
  if (record->op == MIEN_OP_CANCEL || !(record->flags & MIEN_HAS_VALUE) || !isfinite(record->value)) return;
  for (uint32_t i = 0; i < glue->plugin->parameter_count; i++) {
    const mien_parameter *p = &glue->plugin->parameters[i];
    if (strcmp(p->id, record->text) == 0) glue->values[i] = fmin(fmax(record->value, p->minimum), p->maximum);
  }
}
static inline mien_status mien_glue_receive(mien_strategy *s, const mien_record *record, uint32_t count) {
  mien_glue *glue = (mien_glue *)s;
  glue->error[0] = 0;
  for (uint32_t i = 0; i < count; i++, record = mien_record_next(record)) {
    if (record->size < MIEN_RECORD_SIZE_1_0)
      return mien_fail(glue, "the host gave a record of %u bytes", (unsigned)record->size), MIEN_BAD_ARGUMENT;
    if (record->kind < MIEN_RECORD_TURN || record->kind > MIEN_RECORD_PARAMETER) continue;
    if (record->op < MIEN_OP_ANNOUNCE || record->op > MIEN_OP_CANCEL) continue;
    if (record->kind == MIEN_RECORD_PARAMETER) mien_glue_adjust(glue, record);
    mien_status status = glue->plugin->receive_record ? glue->plugin->receive_record(glue, record) : MIEN_OK;
    if (status != MIEN_OK) return status;
  }
  return MIEN_OK;
}
static inline mien_status mien_glue_render(mien_strategy *s, const mien_input *in, const mien_output *out) {
  ((mien_glue *)s)->error[0] = 0;
  return ((mien_glue *)s)->plugin->render((mien_glue *)s, in, out);
}
static inline void mien_glue_destroy(mien_strategy *s) {
  mien_glue *glue = (mien_glue *)s;
  if (glue->plugin->destroy) glue->plugin->destroy(glue);
  free(glue->values), free(glue);
}
static inline const char *mien_glue_last_error(mien_strategy *s) {
  return ((mien_glue *)s)->error[0] ? ((mien_glue *)s)->error : NULL;
}
static inline uint32_t mien_glue_count(mien_strategy *s) { return ((mien_glue *)s)->plugin->parameter_count; }
static inline const mien_parameter *mien_glue_parameter(mien_strategy *s, uint32_t index) {
  return index < mien_glue_count(s) ? &((mien_glue *)s)->plugin->parameters[index] : NULL;
}
static inline mien_status mien_glue_set(mien_strategy *s, uint32_t index, double value) {
  const mien_parameter *parameter = mien_glue_parameter(s, index);
  if (!parameter || ((mien_glue *)s)->prepared) return MIEN_BAD_ARGUMENT;
  if (!(value >= parameter->minimum && value <= parameter->maximum)) return MIEN_BAD_ARGUMENT;
  ((mien_glue *)s)->values[index] = value;
  return MIEN_OK;
}
static inline mien_status mien_glue_save(mien_strategy *s, void *bytes, uint64_t capacity, uint64_t *length) {
  const mien_glue *glue = (const mien_glue *)s;
  size_t values = glue->plugin->parameter_count * sizeof(double), state = glue->plugin->state_size;
  *length = values + state;
  if (*length > capacity) return MIEN_OK;
  memcpy(bytes, glue->values, values);
  memcpy((char *)bytes + values, (const char *)glue + glue->plugin->state_offset, state);
  return MIEN_OK;
}
static inline mien_status mien_glue_load(mien_strategy *s, const void *bytes, uint64_t length) {
  mien_glue *glue = (mien_glue *)s;
  size_t values = glue->plugin->parameter_count * sizeof(double), state = glue->plugin->state_size;
  glue->error[0] = 0;
  if (length != values + state)
    return mien_fail(glue, "a state of %.0f bytes is not of this build", (double)length);
  memcpy(glue->values, bytes, values);
  memcpy((char *)glue + glue->plugin->state_offset, (const char *)bytes + values, state);
  return MIEN_OK;
}
static inline const void *mien_glue_extension(mien_strategy *s, const char *id) {
  static const mien_params params = {sizeof params, mien_glue_count, mien_glue_parameter, mien_glue_set};
  static const mien_state state = {sizeof state, 0, mien_glue_save, mien_glue_load};
  if (strcmp(id, MIEN_EXT_PARAMS) == 0) return &params;
  return ((mien_glue *)s)->plugin->state_size && strcmp(id, MIEN_EXT_STATE) == 0 ? &state : NULL;
}
static inline mien_status mien_glue_create(
    const mien_glue_plugin *plugin, const mien_host *host, mien_strategy **strategy) {
  mien_glue *glue;
  if (!plugin || host->size < MIEN_HOST_SIZE_1_0) return MIEN_BAD_ARGUMENT;
  if (!(glue = (mien_glue *)calloc(1, plugin->instance_size))) return MIEN_OUT_OF_MEMORY;
  glue->values = (double *)calloc(plugin->parameter_count + 1, sizeof(double));
  if (!glue->values) return free(glue), MIEN_OUT_OF_MEMORY;
  for (uint32_t i = 0; i < plugin->parameter_count; i++) glue->values[i] = plugin->parameters[i].initial;
  mien_strategy table = {sizeof table, 0, glue, mien_glue_prepare, mien_glue_receive, mien_glue_render,
                         mien_glue_destroy, mien_glue_extension, mien_glue_last_error};
  glue->table = table, glue->plugin = plugin, glue->host = host, *strategy = &glue->table;
  return MIEN_OK;
}

/* Exports one or more `const mien_glue_plugin *` as this library's strategies; a semicolon follows. */
#define MIEN_GLUE_EXPORT(...)                                                                               \
  static const mien_glue_plugin *const mien_glue_plugins[] = {__VA_ARGS__};                                 \
  enum { MIEN_GLUE_COUNT = sizeof mien_glue_plugins / sizeof mien_glue_plugins[0] };                        \
  static const mien_strategy_descriptor *mien_glue_descriptor(uint32_t index) {                             \
    return index < MIEN_GLUE_COUNT ? mien_glue_plugins[index]->descriptor : NULL;                           \
  }                                                                                                         \
  static mien_status mien_glue_make(uint32_t index, const mien_host *host, mien_strategy **strategy) {      \
    return mien_glue_create(index < MIEN_GLUE_COUNT ? mien_glue_plugins[index] : NULL, host, strategy);     \
  }                                                                                                         \
  MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t host_major, uint32_t host_minor) {             \
    static const mien_entry entry = {sizeof entry,    MIEN_ABI_MAJOR,       MIEN_ABI_MINOR,                 \
                                     MIEN_GLUE_COUNT, mien_glue_descriptor, mien_glue_make};                \
    return (void)host_minor, host_major == MIEN_ABI_MAJOR ? &entry : NULL;                                  \
  }                                                                                                         \
  typedef int mien_glue_exported

#endif
