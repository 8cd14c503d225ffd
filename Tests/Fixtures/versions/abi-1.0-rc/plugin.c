/* A strategy of contract 1.0 that uses every struct and every extension of it, and writes down what it found.
 * It stands for all plugins built with these headers: hosts of later minors must go on serving it. */
#include <mien.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS, WORDS, TEXT, TIMES, ROWS, LAST, SHEET, FILES, SESSIONS, MOTION, GAIN, PRESENT, HEAD };

static const mien_channel channels[] = {
    {"almanac.records", MIEN_CHANNEL_WEIGHT, 0}, {"almanac.words", MIEN_CHANNEL_WEIGHT, 0},
    {"almanac.text", MIEN_CHANNEL_WEIGHT, 0},    {"almanac.times", MIEN_CHANNEL_WEIGHT, 0},
    {"almanac.rows", MIEN_CHANNEL_WEIGHT, 0},    {"almanac.last", MIEN_CHANNEL_WEIGHT, 0},
    {"almanac.sheet", MIEN_CHANNEL_WEIGHT, 0},   {"almanac.files", MIEN_CHANNEL_WEIGHT, 0},
    {"almanac.sessions", MIEN_CHANNEL_WEIGHT, 0}, {"almanac.motion", MIEN_CHANNEL_WEIGHT, 0},
    {"almanac.gain", MIEN_CHANNEL_WEIGHT, 0},    {"almanac.present", MIEN_CHANNEL_WEIGHT, 0},
    {"head.rotation", MIEN_CHANNEL_ROTATION, 0},
};
enum { CHANNELS = sizeof channels / sizeof channels[0] };

static const mien_strategy_descriptor description = {
    sizeof description,
    MIEN_NEEDS_WORDS | MIEN_NEEDS_PHONES | MIEN_NEEDS_OWN_AUDIO | MIEN_NEEDS_PARTNER_AUDIO | MIEN_NEEDS_REHEARSAL,
    "almanac", "1.0.0", "Almanac", "Uses all of contract 1.0.", "Mien", channels, CHANNELS, 0};

static const mien_parameter gain = {sizeof gain, 0, "gain", "size of what is written", "", 0, 2, 1};

typedef struct almanac {
  mien_strategy table;
  const mien_host *host;
  const mien_feature_stream *audio;
  int prepared;
  struct { double records, words, text, times, gain; } known; /* the state */
  double sheet, files, sessions, motion, present;
  char error[64];
} almanac;

static mien_status fail(almanac *a, const char *why, mien_status status) {
  strncpy(a->error, why, sizeof a->error - 1);
  return status;
}

static mien_status prepare(mien_strategy *s, const mien_session *session, mien_binding *binding) {
  almanac *a = s->context;
  if (session->size < MIEN_SESSION_SIZE_1_0 || binding->size < MIEN_BINDING_SIZE_1_0)
    return fail(a, "small session", MIEN_BAD_ARGUMENT);
  if (session->rate_numerator == 0 || session->rate_denominator == 0 || session->largest_span == 0)
    return fail(a, "no frames", MIEN_UNSUPPORTED);
  if (session->channel_count != CHANNELS || session->participant_count == 0)
    return fail(a, "other channels", MIEN_UNSUPPORTED);
  for (uint32_t i = 0; i < session->channel_count; i++) a->present += session->channel_present[i];
  const mien_features *features = a->host->get_extension(a->host, MIEN_EXT_FEATURES);
  if (features && features->size >= MIEN_FEATURES_SIZE_1) a->audio = features->stream(a->host, 0);
  if (a->audio && a->audio->size < MIEN_FEATURE_STREAM_SIZE_1) return fail(a, "small stream", MIEN_FAILED);
  const mien_sheet *sheet = a->host->get_extension(a->host, MIEN_EXT_SHEET);
  a->sheet = sheet && sheet->size >= MIEN_SHEET_SIZE_1 ? sheet->number(a->host, "style.energy", -2) : -1;
  const mien_resources *files = a->host->get_extension(a->host, MIEN_EXT_RESOURCES);
  a->files = files && files->size >= MIEN_RESOURCES_SIZE_1
                 ? (double)(strlen(files->folder(a->host)) + strlen(files->scratch(a->host))) : -1;
  const mien_rehearsal *rehearsal = a->host->get_extension(a->host, MIEN_EXT_REHEARSAL);
  a->sessions = rehearsal && rehearsal->size >= MIEN_REHEARSAL_SIZE_1 ? (double)rehearsal->count(a->host) : -1;
  for (uint32_t i = 0; a->sessions > i; i++) {
    const mien_rehearsal_session *one = rehearsal->session(a->host, i);
    if (!one || one->size < MIEN_REHEARSAL_SESSION_SIZE_1) return fail(a, "small rehearsal", MIEN_FAILED);
    for (uint64_t k = 0; k < one->frame_count; k++) a->motion += one->rows[k * one->row_stride];
    a->motion += one->channel_count * 1000.0 + (strcmp(one->channels[0].name, "jawOpen") ? 0 : 100);
  }
  binding->lookahead_frames = (uint32_t)strlen(session->participant) + (uint32_t)strlen(session->language);
  a->host->log(a->host, MIEN_LOG_NOTE, a->host->name);
  a->prepared = 1;
  return MIEN_OK;
}

static mien_status receive(mien_strategy *s, const mien_record *record, uint32_t count) {
  almanac *a = s->context;
  for (uint32_t i = 0; i < count; i++, record = mien_record_next(record)) {
    if (record->size < MIEN_RECORD_SIZE_1_0 || record->size % 8) return fail(a, "bad record", MIEN_BAD_ARGUMENT);
    a->known.records += 1;
    a->known.text += record->text_length == strlen(record->text) ? record->text_length : -1e6;
    if (record->kind == MIEN_RECORD_WORD && record->op == MIEN_OP_ANNOUNCE) a->known.words += 1;
    if (record->kind == MIEN_RECORD_PARAMETER && record->flags & MIEN_HAS_VALUE) a->known.gain = record->value;
    if (record->flags & MIEN_HAS_START && record->flags & MIEN_HAS_END)
      a->known.times += (double)(record->end - record->start) / (double)MIEN_FLICKS_PER_SECOND;
  }
  return MIEN_OK;
}

static mien_status render(mien_strategy *s, const mien_input *input, const mien_output *output) {
  almanac *a = s->context;
  if (input->size < MIEN_INPUT_SIZE_1_0 || output->size < MIEN_OUTPUT_SIZE_1_0) return MIEN_BAD_ARGUMENT;
  for (uint32_t i = 0; i < input->frame_count; i++) {
    float *row = output->rows + (size_t)i * output->row_stride;
    row[RECORDS] = (float)a->known.records;
    row[WORDS] = (float)a->known.words;
    row[TEXT] = (float)a->known.text;
    row[TIMES] = (float)a->known.times;
    row[ROWS] = a->audio ? (float)a->audio->known_rows : -1;
    row[LAST] = a->audio && a->audio->known_rows
                    ? a->audio->rows[(a->audio->known_rows - 1) * a->audio->column_count] : -1;
    row[SHEET] = (float)a->sheet;
    row[FILES] = (float)a->files;
    row[SESSIONS] = (float)a->sessions;
    row[MOTION] = (float)a->motion;
    row[GAIN] = (float)a->known.gain;
    row[PRESENT] = (float)a->present;
    row[HEAD + 1] = input->first_frame + i == 1 ? 1 : 0;
    row[HEAD + 3] = input->first_frame + i == 1 ? 0 : 1;
    output->activity[(size_t)i * output->activity_stride + CHANNELS - 1] = 0.5f;
  }
  return MIEN_OK;
}

static void destroy(mien_strategy *s) { free(s->context); }

static uint32_t count(mien_strategy *s) { return (void)s, 1; }
static const mien_parameter *parameter(mien_strategy *s, uint32_t index) { return (void)s, index ? NULL : &gain; }
static mien_status set(mien_strategy *s, uint32_t index, double value) {
  almanac *a = s->context;
  if (index || a->prepared || !(value >= gain.minimum && value <= gain.maximum)) return MIEN_BAD_ARGUMENT;
  a->known.gain = value;
  return MIEN_OK;
}

static mien_status save(mien_strategy *s, void *bytes, uint64_t capacity, uint64_t *length) {
  almanac *a = s->context;
  *length = sizeof a->known;
  if (capacity >= sizeof a->known) memcpy(bytes, &a->known, sizeof a->known);
  return MIEN_OK;
}
static mien_status load(mien_strategy *s, const void *bytes, uint64_t length) {
  almanac *a = s->context;
  if (length != sizeof a->known) return fail(a, "not my state", MIEN_FAILED);
  memcpy(&a->known, bytes, sizeof a->known);
  return MIEN_OK;
}

static const void *get_extension(mien_strategy *s, const char *id) {
  static const mien_params params = {sizeof params, count, parameter, set};
  static const mien_state state = {sizeof state, 0, save, load};
  (void)s;
  if (strcmp(id, MIEN_EXT_PARAMS) == 0) return &params;
  return strcmp(id, MIEN_EXT_STATE) == 0 ? &state : NULL;
}

static const char *last_error(mien_strategy *s) { return ((almanac *)s->context)->error; }

static const mien_strategy_descriptor *describe(uint32_t index) { return index ? NULL : &description; }

static mien_status create(uint32_t index, const mien_host *host, mien_strategy **strategy) {
  if (index || host->size < MIEN_HOST_SIZE_1_0) return MIEN_BAD_ARGUMENT;
  almanac *a = calloc(1, sizeof *a);
  if (!a) return MIEN_OUT_OF_MEMORY;
  mien_strategy table = {sizeof table, 0, a, prepare, receive, render, destroy, get_extension, last_error};
  a->table = table;
  a->host = host;
  a->known.gain = gain.initial;
  *strategy = &a->table;
  return MIEN_OK;
}

MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t major, uint32_t minor) {
  static const mien_entry entry = {sizeof entry, MIEN_ABI_MAJOR, MIEN_ABI_MINOR, 1, describe, create};
  return (void)minor, major == MIEN_ABI_MAJOR ? &entry : NULL;
}
