/* A strategy that writes down what it knows: how many records it was given, which was the last word, how far
 * the audio can be read, and whether anything came before its time, after it, or out of order. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ledger.h"

enum { RECEIVED, WORDS, LAST_WORD, EARLY, LATE, DISORDER, OWN_ROWS, OWN_SAMPLES, PARTNER_ROWS, BEYOND,
       CONTENT, RANDOM, FRAME, PRESENT, HELD, HEAD, WIDTH = HEAD + 4 };
enum { LOOKAHEAD, FAIL, REFUSE, NOT_FINITE, BAD_ACTIVITY, PEEK, ACTIVITY, PARAMETERS };

static const mien_channel channels[] = {
    {"ledger.received", MIEN_CHANNEL_WEIGHT, 0},    {"ledger.words", MIEN_CHANNEL_WEIGHT, 0},
    {"ledger.lastWord", MIEN_CHANNEL_WEIGHT, 0},    {"ledger.early", MIEN_CHANNEL_WEIGHT, 0},
    {"ledger.late", MIEN_CHANNEL_WEIGHT, 0},        {"ledger.disorder", MIEN_CHANNEL_WEIGHT, 0},
    {"ledger.ownRows", MIEN_CHANNEL_WEIGHT, 0},     {"ledger.ownSamples", MIEN_CHANNEL_WEIGHT, 0},
    {"ledger.partnerRows", MIEN_CHANNEL_WEIGHT, 0}, {"ledger.beyond", MIEN_CHANNEL_WEIGHT, 0},
    {"ledger.content", MIEN_CHANNEL_WEIGHT, 0},     {"ledger.random", MIEN_CHANNEL_WEIGHT, 0},
    {"ledger.frame", MIEN_CHANNEL_WEIGHT, 0},       {"ledger.present", MIEN_CHANNEL_WEIGHT, 0},
    {"ledger.held", MIEN_CHANNEL_WEIGHT, 0},        {"head.rotation", MIEN_CHANNEL_ROTATION, 0},
};
enum { CHANNELS = sizeof channels / sizeof channels[0] };

static const mien_parameter parameters[PARAMETERS] = {
    {sizeof(mien_parameter), 0, "lookahead", "frames of lookahead", "frames", 0, 700, 0},
    {sizeof(mien_parameter), 0, "fail", "frame at which to fail", "frame", -1, 1e9, -1},
    {sizeof(mien_parameter), 0, "refuse", "refuse to prepare", "", 0, 1, 0},
    {sizeof(mien_parameter), 0, "nan", "frame at which a number is NaN", "frame", -1, 1e9, -1},
    {sizeof(mien_parameter), 0, "badActivity", "frame at which an activity is NaN", "frame", -1, 1e9, -1},
    {sizeof(mien_parameter), 0, "peek", "rows to look at past the known ones", "rows", 0, 100, 0},
    {sizeof(mien_parameter), 0, "activity", "activity of held and head", "", 0, 1, 1},
};

typedef struct ledger {
  mien_strategy table;
  const mien_host *host;
  const mien_feature_stream *own, *partner;
  double values[PARAMETERS];
  uint64_t seed;
  int64_t numerator, denominator, newest, oldest_new, last_arrival;
  double received, words, last_word, early, late, disorder;
  float present;
} ledger;

static int64_t time_of(const ledger *l, int64_t frame) {
  int64_t product = frame * MIEN_FLICKS_PER_SECOND * l->denominator;
  return product / l->numerator + ((product % l->numerator) * 2 >= l->numerator ? 1 : 0);
}

static mien_status prepare(mien_strategy *s, const mien_session *session, mien_binding *binding) {
  ledger *l = (ledger *)s;
  if (l->values[REFUSE] > 0) return MIEN_UNSUPPORTED;
  l->seed = session->seed;
  l->numerator = session->rate_numerator;
  l->denominator = session->rate_denominator;
  l->newest = l->last_arrival = INT64_MIN;
  l->oldest_new = INT64_MAX;
  for (uint32_t i = 0; i < session->channel_count; i++) l->present += session->channel_present[i];
  const mien_features *features = l->host->get_extension(l->host, MIEN_EXT_FEATURES);
  if (features) {
    l->own = features->stream(l->host, 0);
    l->partner = features->stream(l->host, 1);
  }
  binding->lookahead_frames = (uint32_t)l->values[LOOKAHEAD];
  l->host->log(l->host, MIEN_LOG_NOTE, "the ledger is open");
  return MIEN_OK;
}

static mien_status receive(mien_strategy *s, const mien_record *record, uint32_t count) {
  ledger *l = (ledger *)s;
  for (uint32_t i = 0; i < count; i++, record = mien_record_next(record)) {
    l->received += 1;
    if (record->arrival < l->last_arrival) l->disorder += 1;
    if (strlen(record->text) != record->text_length) l->disorder += 1;
    l->last_arrival = record->arrival;
    if (record->arrival > l->newest) l->newest = record->arrival;
    if (record->arrival < l->oldest_new) l->oldest_new = record->arrival;
    if (record->kind != MIEN_RECORD_WORD || record->op != MIEN_OP_ANNOUNCE) continue;
    l->words += 1;
    uint32_t hash = 5381;
    for (uint32_t c = 0; c < record->text_length; c++) hash = hash * 33 + (unsigned char)record->text[c];
    l->last_word = hash % 65536;
  }
  return MIEN_OK;
}

static double beyond(const mien_feature_stream *stream, int rows) {
  double sum = 0;
  if (!stream) return 0;
  for (uint64_t i = 0; i < (uint64_t)rows * stream->column_count; i++)
    sum += stream->rows[stream->known_rows * stream->column_count + i] != 0;
  for (int i = 0; i < rows * 160; i++) sum += stream->samples[stream->known_samples + (uint64_t)i] != 0;
  return sum;
}

static float content(const mien_feature_stream *stream) {
  float sum = 0;
  if (!stream || stream->known_rows == 0) return 0;
  for (uint32_t c = 0; c < stream->column_count; c++)
    sum += stream->rows[(stream->known_rows - 1) * stream->column_count + c];
  return sum;
}

static float draw(uint64_t seed, int64_t frame) {
  uint64_t z = seed + (uint64_t)(frame + 1) * UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return (float)((z ^ (z >> 31)) >> 40) * 0x1p-24f;
}

static mien_status render(mien_strategy *s, const mien_input *input, const mien_output *output) {
  ledger *l = (ledger *)s;
  int64_t lookahead = (int64_t)l->values[LOOKAHEAD];
  int64_t first = input->first_frame;
  /* Nothing may come before its frame, and nothing that the frame before could have had. */
  if (l->newest != INT64_MIN && l->newest > time_of(l, first + lookahead)) l->early += 1;
  if (first > 0 && l->oldest_new != INT64_MAX && l->oldest_new <= time_of(l, first - 1 + lookahead)) l->late += 1;
  l->oldest_new = INT64_MAX;
  for (uint32_t i = 0; i < input->frame_count; i++) {
    int64_t frame = first + i;
    if (frame == (int64_t)l->values[FAIL]) return MIEN_FAILED;
    float *row = output->rows + (size_t)i * output->row_stride;
    float *activity = output->activity + (size_t)i * output->activity_stride;
    row[RECEIVED] = (float)l->received;
    row[WORDS] = (float)l->words;
    row[LAST_WORD] = (float)l->last_word;
    row[EARLY] = (float)l->early;
    row[LATE] = (float)l->late;
    row[DISORDER] = (float)l->disorder;
    row[OWN_ROWS] = l->own ? (float)l->own->known_rows : -1;
    row[OWN_SAMPLES] = l->own ? (float)l->own->known_samples : -1;
    row[PARTNER_ROWS] = l->partner ? (float)l->partner->known_rows : -1;
    row[BEYOND] = (float)(beyond(l->own, (int)l->values[PEEK]) + beyond(l->partner, (int)l->values[PEEK]));
    row[CONTENT] = content(l->own) + content(l->partner);
    row[RANDOM] = draw(l->seed, frame);
    row[FRAME] = (float)frame;
    row[PRESENT] = l->present;
    row[HELD] = 1;
    /* A turn of 240 degrees, whose w is negative. */
    row[HEAD + 1] = 0.8660254f;
    row[HEAD + 3] = -0.5f;
    activity[CHANNELS - 2] = activity[CHANNELS - 1] = frame < 10 ? 1 : (float)l->values[ACTIVITY];
    if (frame == (int64_t)l->values[NOT_FINITE]) row[HEAD] = NAN;
    if (frame == (int64_t)l->values[BAD_ACTIVITY]) activity[CHANNELS - 2] = NAN;
  }
  return MIEN_OK;
}

static void destroy(mien_strategy *s) {
  ledger *l = (ledger *)s;
  /* The host is there until destroy returns. */
  l->host->log(l->host, MIEN_LOG_NOTE, l->host->name);
  free(l);
}

static uint32_t count(mien_strategy *s) { return (void)s, PARAMETERS; }
static const mien_parameter *parameter(mien_strategy *s, uint32_t index) {
  return (void)s, index < PARAMETERS ? &parameters[index] : NULL;
}
static mien_status set(mien_strategy *s, uint32_t index, double value) {
  if (index >= PARAMETERS) return MIEN_BAD_ARGUMENT;
  ((ledger *)s)->values[index] = value;
  return MIEN_OK;
}
static const void *get_extension(mien_strategy *s, const char *id) {
  static const mien_params params = {sizeof(mien_params), count, parameter, set};
  return (void)s, strcmp(id, MIEN_EXT_PARAMS) == 0 ? &params : NULL;
}
static const char *last_error(mien_strategy *s) {
  return (void)s, "the ledger is closed;\nask the clerk";
}

static const mien_strategy_descriptor descriptor_table = {
    sizeof(mien_strategy_descriptor), MIEN_NEEDS_WORDS | MIEN_NEEDS_OWN_AUDIO | MIEN_NEEDS_PARTNER_AUDIO,
    "ledger", "1.2.3", "Ledger", "Writes down what it knows.", "Mien", channels, CHANNELS, 0};

static const mien_strategy_descriptor *descriptor(uint32_t index) { return index == 0 ? &descriptor_table : NULL; }

static mien_status create(uint32_t index, const mien_host *host, mien_strategy **result) {
  if (index != 0) return MIEN_BAD_ARGUMENT;
  ledger *l = calloc(1, sizeof *l);
  if (!l) return MIEN_OUT_OF_MEMORY;
  l->table = (mien_strategy){sizeof(mien_strategy), 0, l, prepare, receive, render, destroy, get_extension, last_error};
  l->host = host;
  for (int i = 0; i < PARAMETERS; i++) l->values[i] = parameters[i].initial;
  *result = &l->table;
  return MIEN_OK;
}

MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t major, uint32_t minor) {
  static const mien_entry entry = {sizeof(mien_entry), MIEN_ABI_MAJOR, MIEN_ABI_MINOR, 1, descriptor, create};
  return (void)minor, major == MIEN_ABI_MAJOR ? &entry : NULL;
}
