/* A strategy built against the minor after 1.0, whose structs have all grown (include/ beside it). Under an
 * older host it must do without what that host lacks: it asks for the extension and finds null, and it looks at
 * the size of a struct before it touches a field that came later. -1 in a channel says "was not there". */
#include <mien.h>
#include <stdlib.h>
#include <string.h>

enum { TEMPERATURE, PLACE, MEMORY, TAIL, CONFIDENCE, DAYLIGHT, RECORDS, WEATHERS, MINOR, CHANNELS };

static const mien_channel channels[CHANNELS] = {
    {"forecast.temperature", MIEN_CHANNEL_WEIGHT, 0}, {"forecast.place", MIEN_CHANNEL_WEIGHT, 0},
    {"forecast.memory", MIEN_CHANNEL_WEIGHT, 0},      {"forecast.tail", MIEN_CHANNEL_WEIGHT, 0},
    {"forecast.confidence", MIEN_CHANNEL_WEIGHT, 0},  {"forecast.daylight", MIEN_CHANNEL_WEIGHT, 0},
    {"forecast.records", MIEN_CHANNEL_WEIGHT, 0},     {"forecast.weathers", MIEN_CHANNEL_WEIGHT, 0},
    {"forecast.minor", MIEN_CHANNEL_WEIGHT, 0},
};

static const mien_strategy_descriptor description = {
    sizeof description, MIEN_NEEDS_WORDS | MIEN_NEEDS_WEATHER, "forecast", "2.0.0", "Forecast",
    "Lives in the next minor.", "Mien", channels, CHANNELS, 0, "https://example.org/forecast"};

static uint32_t host_minor;

typedef struct forecast {
  mien_strategy table;
  const mien_host *host;
  double temperature, place, memory, tail, confidence, records, weathers, gain;
} forecast;

static mien_status prepare(mien_strategy *s, const mien_session *session, mien_binding *binding) {
  forecast *f = s->context;
  const mien_weather *weather = f->host->get_extension(f->host, MIEN_EXT_WEATHER);
  f->temperature = weather && weather->size >= MIEN_WEATHER_SIZE_1 ? weather->temperature(f->host) : -1;
  f->place = MIEN_HOLDS(mien_session, session, place) ? (double)strlen(session->place) : -1;
  f->memory = MIEN_HOLDS(mien_host, f->host, memory) ? (double)f->host->memory(f->host) : -1;
  f->tail = -1;
  if (MIEN_HOLDS(mien_binding, binding, tail_frames)) f->tail = binding->tail_frames = 12;
  f->confidence = -1;
  binding->lookahead_frames = 3;
  return MIEN_OK;
}

static mien_status receive(mien_strategy *s, const mien_record *record, uint32_t count) {
  forecast *f = s->context;
  for (uint32_t i = 0; i < count; i++, record = mien_record_next(record)) {
    f->records += 1;
    if (record->kind == MIEN_RECORD_WEATHER) f->weathers += 1;
    f->confidence = MIEN_HOLDS(mien_record, record, confidence) ? record->confidence : -1;
  }
  return MIEN_OK;
}

static mien_status render(mien_strategy *s, const mien_input *input, const mien_output *output) {
  forecast *f = s->context;
  for (uint32_t i = 0; i < input->frame_count; i++) {
    float *row = output->rows + (size_t)i * output->row_stride;
    row[TEMPERATURE] = (float)f->temperature;
    row[PLACE] = (float)f->place;
    row[MEMORY] = (float)f->memory;
    row[TAIL] = (float)f->tail;
    row[CONFIDENCE] = (float)f->confidence;
    row[DAYLIGHT] = MIEN_HOLDS(mien_input, input, daylight) ? (float)input->daylight : -1;
    row[RECORDS] = (float)(f->records * f->gain);
    row[WEATHERS] = (float)f->weathers;
    row[MINOR] = (float)host_minor;
    if (MIEN_HOLDS(mien_output, output, confidence))
      for (uint32_t c = 0; c < CHANNELS; c++) output->confidence[i * output->activity_stride + c] = 0.25f;
  }
  return MIEN_OK;
}

static void destroy(mien_strategy *s) { free(s->context); }
static mien_status rest(mien_strategy *s) { return (void)s, MIEN_OK; }

static const mien_parameter gain = {sizeof gain, 0, "gain", "size of what is written", "", 0, 2, 1, 0.1};
static uint32_t count(mien_strategy *s) { return (void)s, 1; }
static const mien_parameter *parameter(mien_strategy *s, uint32_t index) { return (void)s, index ? NULL : &gain; }
static mien_status set(mien_strategy *s, uint32_t index, double value) {
  return index ? MIEN_BAD_ARGUMENT : (((forecast *)s->context)->gain = value, MIEN_OK);
}
static double get(mien_strategy *s, uint32_t index) { return (void)index, ((forecast *)s->context)->gain; }

static const void *get_extension(mien_strategy *s, const char *id) {
  static const mien_params params = {sizeof params, count, parameter, set, get};
  return (void)s, strcmp(id, MIEN_EXT_PARAMS) == 0 ? &params : NULL;
}
static const char *last_error(mien_strategy *s) { return (void)s, NULL; }

static const mien_strategy_descriptor *describe(uint32_t index) { return index ? NULL : &description; }
static const char *license(void) { return "MIT"; }

static mien_status create(uint32_t index, const mien_host *host, mien_strategy **strategy) {
  if (index || host->size < MIEN_HOST_SIZE_1_0) return MIEN_BAD_ARGUMENT;
  forecast *f = calloc(1, sizeof *f);
  if (!f) return MIEN_OUT_OF_MEMORY;
  mien_strategy table = {sizeof table, 0, f, prepare, receive, render, destroy, get_extension, last_error, rest};
  f->table = table;
  f->host = host;
  f->gain = gain.initial;
  *strategy = &f->table;
  return MIEN_OK;
}

MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t major, uint32_t minor) {
  static const mien_entry entry = {
      sizeof entry, MIEN_ABI_MAJOR, MIEN_ABI_MINOR, 1, describe, create, license};
  host_minor = minor;
  return major == MIEN_ABI_MAJOR ? &entry : NULL;
}
