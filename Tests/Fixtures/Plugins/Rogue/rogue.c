/* The honest half, which all strategies of this library share. The list of misdeeds is in misdeeds.h. */
#include <stdlib.h>
#include <string.h>

#include "misdeeds.h"

static const mien_channel channels[CHANNELS] = {
    {"jawOpen", MIEN_CHANNEL_WEIGHT, 0},
    {"browInnerUp", MIEN_CHANNEL_WEIGHT, 0},
    {"mouthSmileLeft", MIEN_CHANNEL_WEIGHT, 0},
    {"head.rotation", MIEN_CHANNEL_ROTATION, 0},
};

static const mien_parameter at_parameter = {
    sizeof(mien_parameter), 0, "at", "frame of the misdeed", "frame", 0, 1e6, 30};

#define DESCRIPTOR(name, id, lookahead, reach)                                                                \
  {sizeof(mien_strategy_descriptor), MIEN_NEEDS_WORDS | (name == PEEK ? MIEN_NEEDS_OWN_AUDIO : 0), id,        \
   "1.0.0", id, "Misbehaves for tests.", "Mien", channels, CHANNELS,                         \
   name == TOLERANT ? 2.0f : 0.0f},
static const mien_strategy_descriptor descriptors[MISDEED_COUNT] = {MISDEEDS(DESCRIPTOR)};

#define LOOKAHEAD(name, id, lookahead, reach) lookahead,
static const uint32_t lookaheads[MISDEED_COUNT] = {MISDEEDS(LOOKAHEAD)};

#define REACH(name, id, lookahead, reach) reach,
static const int64_t reaches[MISDEED_COUNT] = {MISDEEDS(REACH)};

static int64_t time_of(const rogue *r, int64_t frame) {
  int64_t product = frame * MIEN_FLICKS_PER_SECOND * r->denominator;
  return product / r->numerator + ((product % r->numerator) * 2 >= r->numerator ? 1 : 0);
}

static mien_status prepare(mien_strategy *s, const mien_session *session, mien_binding *binding) {
  rogue *r = (rogue *)s;
  r->numerator = session->rate_numerator;
  r->denominator = session->rate_denominator;
  r->reach = reaches[r->deed];
  binding->lookahead_frames = lookaheads[r->deed];
  const mien_features *features =
      r->deed == PEEK ? r->host->get_extension(r->host, MIEN_EXT_FEATURES) : NULL;
  if (features) r->own = features->stream(r->host, 0);
  r->prepared = 1;
  return misdeed_in_prepare(r, binding);
}

static int remember(rogue *r, int64_t word) {
  if (r->word_count == r->word_room) {
    uint64_t room = r->word_room ? r->word_room * 2 : 64;
    int64_t *words = realloc(r->words, room * sizeof *words);
    if (!words) return 0;
    r->words = words;
    r->word_room = room;
  }
  r->words[r->word_count++] = word;
  return 1;
}

static mien_status receive(mien_strategy *s, const mien_record *record, uint32_t count) {
  rogue *r = (rogue *)s;
  for (uint32_t i = 0; i < count; i++, record = mien_record_next(record)) {
    if (++r->records >= 3 && r->deed == DEAF) {
      r->error = "the third record was one too many";
      return MIEN_FAILED;
    }
    if (record->kind != MIEN_RECORD_WORD || record->op != MIEN_OP_ANNOUNCE) continue;
    int is_question = record->text && strchr(record->text, '?') != NULL;
    if (!remember(r, record->arrival * 2 + is_question)) return MIEN_OUT_OF_MEMORY;
  }
  return MIEN_OK;
}

static mien_status render(mien_strategy *s, const mien_input *input, const mien_output *output) {
  rogue *r = (rogue *)s;
  for (uint32_t i = 0; i < input->frame_count; i++) {
    int64_t frame = input->first_frame + i;
    float *row = output->rows + (size_t)i * output->row_stride;
    while (r->shown < r->word_count && r->words[r->shown] / 2 <= time_of(r, frame + r->reach))
      r->questions += (uint64_t)(r->words[r->shown++] & 1);
    int64_t phase = frame % 40;
    row[0] = (float)(phase < 20 ? phase : 40 - phase) / 20.0f;
    row[1] = (float)(r->shown % 16) / 16.0f;
    row[REPORT] = r->report;
    float t = row[0] * 0.1f, length = 1 + t * t; /* t is the tangent of a quarter of the angle */
    row[HEAD] = 2 * t / length;
    row[HEAD + 1] = row[HEAD + 2] = 0;
    row[HEAD + 3] = (1 - t * t) / length;
    mien_status status = misdeed_in_render(r, input, output, frame);
    if (status != MIEN_OK) return status;
  }
  return MIEN_OK;
}

static void destroy(mien_strategy *s) {
  rogue *r = (rogue *)s;
  if (r->prepared && r->deed == CRASH_DESTROY) abort();
  while (r->kept) {
    void *next = *(void **)r->kept;
    free(r->kept);
    r->kept = next;
  }
  free(r->words);
  free(r);
}

static uint32_t count(mien_strategy *s) { return (void)s, 1; }
static const mien_parameter *parameter(mien_strategy *s, uint32_t index) {
  return (void)s, index == 0 ? &at_parameter : NULL;
}
static mien_status set(mien_strategy *s, uint32_t index, double value) {
  rogue *r = (rogue *)s;
  if (index != 0) return MIEN_BAD_ARGUMENT;
  if (r->deed == UNSETTABLE && value >= at_parameter.maximum) {
    r->error = "that far it does not go";
    return MIEN_FAILED;
  }
  r->at = value;
  return MIEN_OK;
}

static mien_status save(mien_strategy *s, void *bytes, uint64_t capacity, uint64_t *length) {
  const rogue *r = (const rogue *)s;
  uint64_t head[2] = {r->shown, r->word_count}, tail = r->word_count * sizeof *r->words;
  *length = sizeof head + tail;
  if (*length > capacity) return MIEN_OK;
  memcpy(bytes, head, sizeof head);
  if (tail > 0) memcpy((char *)bytes + sizeof head, r->words, tail);
  return MIEN_OK;
}

static mien_status load(mien_strategy *s, const void *bytes, uint64_t length) {
  rogue *r = (rogue *)s;
  uint64_t head[2];
  if (length < sizeof head) return MIEN_BAD_ARGUMENT;
  memcpy(head, bytes, sizeof head);
  if (head[1] != (length - sizeof head) / 8 || head[0] > head[1]) return MIEN_BAD_ARGUMENT;
  if (r->deed == STATE_LIAR) return MIEN_OK;
  for (uint64_t i = 0; i < head[1]; i++) {
    int64_t word;
    memcpy(&word, (const char *)bytes + sizeof head + i * sizeof word, sizeof word);
    if (!remember(r, word)) return MIEN_OUT_OF_MEMORY;
  }
  r->shown = head[0];
  return MIEN_OK;
}

static const void *get_extension(mien_strategy *s, const char *id) {
  static const mien_params params = {sizeof(mien_params), count, parameter, set};
  static const mien_state state = {sizeof(mien_state), 0, save, load};
  misdeed deed = ((rogue *)s)->deed;
  if (strcmp(id, MIEN_EXT_PARAMS) == 0) return &params;
  return strcmp(id, MIEN_EXT_STATE) == 0 && (deed == HONEST || deed == STATE_LIAR || deed == FORGETFUL) ? &state : NULL;
}

static const char *last_error(mien_strategy *s) { return ((rogue *)s)->error; }

static const mien_strategy_descriptor *descriptor(uint32_t index) {
  return index < MISDEED_COUNT ? &descriptors[index] : NULL;
}

static mien_status create(uint32_t index, const mien_host *host, mien_strategy **result) {
  if (index >= MISDEED_COUNT) return MIEN_BAD_ARGUMENT;
  rogue *r = calloc(1, sizeof *r);
  if (!r) return MIEN_OUT_OF_MEMORY;
  r->table = (mien_strategy){
      sizeof(mien_strategy), 0, r, prepare, receive, render, destroy, get_extension, last_error};
  r->host = host;
  r->deed = (misdeed)index;
  r->at = at_parameter.initial;
  *result = &r->table;
  return MIEN_OK;
}

MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t major, uint32_t minor) {
  static const mien_entry entry = {
      sizeof(mien_entry), MIEN_ABI_MAJOR, MIEN_ABI_MINOR, MISDEED_COUNT, descriptor, create};
  return (void)minor, major == MIEN_ABI_MAJOR ? &entry : NULL;
}
