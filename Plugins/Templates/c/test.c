/* Loads the built library as a host does and looks at what it renders. No host is needed. */
#include <dlfcn.h>
#include <mien/glue.h>

#define FRAMES 120
#define ROWS 240 /* of features, 100 a second: the frames and some lookahead */
#define GUARD 8  /* floats behind each row that belong to nobody */
#define UNTOUCHED 12345.0f

static int failures;

static void expect(int held, const char *what) {
  printf("%s %s\n", held ? "ok  " : "FAIL", what);
  failures += !held;
}

/* A small host: half a second of silence, half a second of voice, silence; three words, of which the last is
 * taken back before it begins. */
static const char *const columns[] = {"level", "floor", "peak"};
static float features[ROWS * 3];
static mien_feature_stream voice = {sizeof voice, 3, 100, 16000, columns, features, NULL, 0, 0};
static const mien_feature_stream *stream(const mien_host *host, uint32_t participant) {
  return (void)host, participant == 0 ? &voice : NULL;
}
static const void *extension(const mien_host *host, const char *id) {
  static const mien_features table = {sizeof table, stream};
  return (void)host, strcmp(id, MIEN_EXT_FEATURES) == 0 ? &table : NULL;
}
static void log_line(const mien_host *host, uint32_t severity, const char *text) {
  (void)host, (void)severity, puts(text);
}
static const mien_host host = {sizeof host, 0, "test", "1.0.0", NULL, extension, log_line};

/* What is rendered: as many channels and floats a frame as the descriptor says. */
static const mien_strategy_descriptor *described;
static uint32_t width, stride, activity_stride;
static float *activity;

static uint32_t floats(const mien_channel *channel) {
  return channel->kind == MIEN_CHANNEL_ROTATION ? 4 : channel->kind == MIEN_CHANNEL_TRANSLATION ? 3 : 1;
}

/* Where a channel begins in a row, or -1. */
static int column(const char *name) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < described->channel_count; at += floats(&described->channels[i++]))
    if (strcmp(described->channels[i].name, name) == 0) return (int)at;
  return -1;
}

static void *room(size_t bytes) {
  void *memory = malloc(bytes);
  if (!memory) fputs("test: no memory\n", stderr), exit(2);
  return memory;
}

/* Sets rows to rest and activities to 1, as a host does before each call. */
static void rest(float *rows) {
  for (int frame = 0; frame < FRAMES; frame++) {
    float *row = rows + (size_t)frame * stride, *level = activity + (size_t)frame * activity_stride;
    for (uint32_t i = 0; i < stride; i++) row[i] = i < width ? 0 : UNTOUCHED;
    for (uint32_t i = 0; i < activity_stride; i++) level[i] = i < described->channel_count ? 1 : UNTOUCHED;
    for (uint32_t i = 0, at = 0; i < described->channel_count; i++) {
      at += floats(&described->channels[i]);
      if (described->channels[i].kind == MIEN_CHANNEL_ROTATION) row[at - 1] = 1;
    }
  }
}

/* Whether all that was written is a number and stands where it may. */
static int in_place(const float *at, uint32_t held, uint32_t step, const char *what) {
  for (int frame = 0; frame < FRAMES; frame++, at += step)
    for (uint32_t i = 0; i < step; i++)
      if (i < held ? !isfinite(at[i]) : at[i] != UNTOUCHED)
        return printf("     frame %d: %s %u %s\n", frame, what, i, i < held ? "is no number" : "is none of ours"), 0;
  return 1;
}

/* Gives a parameter its starting value. */
static int set(mien_strategy *s, const char *id, double value) {
  const mien_params *params = (const mien_params *)s->get_extension(s, MIEN_EXT_PARAMS);
  for (uint32_t i = 0; params && i < params->count(s); i++)
    if (strcmp(params->parameter(s, i)->id, id) == 0) return params->set(s, i, value) == MIEN_OK;
  return printf("     no parameter '%s'\n", id), 0;
}

static int64_t flicks(double seconds) { return (int64_t)(seconds * (double)MIEN_FLICKS_PER_SECOND); }

static mien_record record(uint64_t id, uint32_t op, double arrival, double start, double end) {
  mien_record r = {sizeof r, MIEN_RECORD_WORD, (uint16_t)op, MIEN_HAS_START | MIEN_HAS_END | MIEN_HAS_TEXT, 0, 0, 0,
                   id, 0, flicks(arrival), flicks(start), flicks(end), 0, "word", 4, 0};
  return r;
}

/* Drives an instance over all frames, in blocks that are cut where something becomes known. */
static int drive(mien_strategy *s, int64_t block, float *rows) {
  mien_record records[] = {record(1, MIEN_OP_ANNOUNCE, 0.2, 0.5, 0.8), record(2, MIEN_OP_ANNOUNCE, 0.2, 0.8, 1),
                           record(3, MIEN_OP_ANNOUNCE, 0.2, 1.5, 1.7), record(3, MIEN_OP_CANCEL, 1, 1.1, 1.1)};
  uint8_t *present = room(described->channel_count);
  const mien_session session = {
      sizeof session, 60, 1, 60, 1, 2, described->channel_count, present, "me", "en"};
  mien_binding binding = {sizeof binding, 0};
  size_t next = 0;
  voice.known_rows = 0;
  memset(present, 1, described->channel_count);
  mien_status prepared = s->prepare(s, &session, &binding);
  free(present); /* valid during prepare */
  if (prepared != MIEN_OK) return 0;
  for (int64_t first = 0, end = 0; first < FRAMES; first = end) {
    int64_t ahead = binding.lookahead_frames, time = mien_time_of_frame(60, 1, first + ahead);
    for (; next < sizeof records / sizeof *records && records[next].arrival <= time; next++)
      if (s->receive(s, &records[next], 1) != MIEN_OK) return 0;
    voice.known_rows = (uint64_t)(time / (MIEN_FLICKS_PER_SECOND / 100)); /* known as it sounds */
    for (end = first + 1; end < FRAMES && end % block != 0; end++) {
      time = mien_time_of_frame(60, 1, end + ahead);
      if ((uint64_t)(time / (MIEN_FLICKS_PER_SECOND / 100)) != voice.known_rows) break;
      if (next < sizeof records / sizeof *records && records[next].arrival <= time) break;
    }
    const mien_input input = {sizeof input, (uint32_t)(end - first), first};
    const mien_output output = {
        sizeof output, stride, activity_stride, 0, rows + first * stride, activity + first * activity_stride};
    if (s->render(s, &input, &output) != MIEN_OK) return 0;
  }
  return in_place(rows, width, stride, "float") &&
         in_place(activity, described->channel_count, activity_stride, "activity");
}

/* A take of a new instance. Says why there is none. */
static int render(const mien_entry *entry, double gain, int64_t block, float *rows) {
  mien_strategy *s = NULL;
  int held;
  rest(rows);
  if (entry->create(0, &host, &s) != MIEN_OK) return 0;
  held = set(s, "gain", gain) && drive(s, block, rows);
  if (!held && s->last_error(s)) printf("     %s\n", s->last_error(s));
  s->destroy(s);
  return held;
}

static double deepest(const float *rows, int column, int from, int to) {
  double most = -1;
  for (int i = from; i < to; i++) most = fmax(most, (double)rows[(size_t)i * stride + (size_t)column]);
  return most;
}

int main(int count, char **arguments) {
  float *rows, *others;
  size_t size;
  int jaw, head;
  mien_strategy_entry_function start = NULL;
  void *library = count > 1 ? dlopen(arguments[1], RTLD_NOW) : NULL;
  void *symbol = library ? dlsym(library, MIEN_ENTRY_SYMBOL) : NULL;
  const mien_entry *entry;
  if (!symbol) return fprintf(stderr, "test: %s\n", count > 1 ? dlerror() : "which library?"), 2;
  memcpy(&start, &symbol, sizeof start);
  entry = start(MIEN_ABI_MAJOR, MIEN_ABI_MINOR);
  expect(start(MIEN_ABI_MAJOR + 1, 0) == NULL, "refuses a host of another major");
  described = entry ? entry->descriptor(0) : NULL;
  expect(described && strcmp(described->id, "@NAME@") == 0, "describes itself");
  if (!described) return 1;
  jaw = column("jawOpen"), head = column("head.rotation");
  expect(jaw >= 0 && head >= 0, "has the channels that are looked at here");
  if (jaw < 0 || head < 0) return 1;
  for (uint32_t i = 0; i < described->channel_count; i++) width += floats(&described->channels[i]);
  stride = width + GUARD, activity_stride = described->channel_count + GUARD;
  size = FRAMES * stride * sizeof(float);
  rows = room(size), others = room(size), activity = room(FRAMES * activity_stride * sizeof(float));
  for (int row = 0; row < ROWS; row++) {
    features[row * 3] = row >= 50 && row < 100 ? -20 : -60;
    features[row * 3 + 1] = -60;
    features[row * 3 + 2] = -20;
  }
  expect(render(entry, 1, 60, rows), "renders, numbers alone and each in its place");
  expect(deepest(rows, jaw, 0, 26) == 0, "keeps the mouth shut in silence");
  expect(deepest(rows, jaw, 40, 60) > 0.5, "opens it with the voice");
  expect(deepest(rows, jaw, FRAMES - 1, FRAMES) < 0.01, "shuts it afterwards");
  expect(deepest(rows, head, 0, 31) == 0, "holds the head before the first word");
  expect(deepest(rows, head, 31, 54) > 0.02, "nods on it");
  expect(deepest(rows, head, 90, FRAMES) == 0, "gives no nod for a word that was taken back");
  for (int64_t block = 1; block <= 7; block += 6)
    expect(render(entry, 1, block, others) && memcmp(rows, others, size) == 0,
           "does not depend on how frames are grouped");
  expect(render(entry, 0, 60, others) && deepest(others, jaw, 0, FRAMES) == 0 &&
             deepest(others, head, 0, FRAMES) == 0,
         "is still when the gain is 0");
  free(rows), free(others), free(activity);
  if (failures) printf("%d failed\n", failures);
  return failures ? 1 : 0;
}
