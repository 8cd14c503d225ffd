/* Loads the built library as a host does and looks at what it renders. No host is needed. */
#include <dlfcn.h>
#include <mien/glue.h>

#define FRAMES 120
#define WIDTH 5
#define ROWS 240 /* of features, 100 a second: the frames and some lookahead */

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

static int64_t flicks(double seconds) { return (int64_t)(seconds * (double)MIEN_FLICKS_PER_SECOND); }

static mien_record record(uint64_t id, uint32_t op, double arrival, double start, double end) {
  mien_record r = {sizeof r, MIEN_RECORD_WORD, (uint16_t)op, MIEN_HAS_START | MIEN_HAS_END | MIEN_HAS_TEXT, 0, 0, 0,
                   id, 0, flicks(arrival), flicks(start), flicks(end), 0, "word", 4, 0};
  return r;
}

/* Renders all frames in blocks, cut where something becomes known, as a host would. */
static int render(const mien_entry *entry, double gain, int64_t block, float rows[FRAMES][WIDTH]) {
  mien_record records[] = {record(1, MIEN_OP_ANNOUNCE, 0.2, 0.5, 0.8), record(2, MIEN_OP_ANNOUNCE, 0.2, 0.8, 1),
                           record(3, MIEN_OP_ANNOUNCE, 0.2, 1.5, 1.7), record(3, MIEN_OP_CANCEL, 1, 1.1, 1.1)};
  const uint8_t present[] = {1, 1};
  const mien_session session = {sizeof session, 60, 1, 60, 1, 2, 2, present, "me", "en"};
  mien_binding binding = {sizeof binding, 0};
  mien_strategy *s = NULL;
  const mien_params *params;
  size_t next = 0;
  voice.known_rows = 0;
  if (entry->create(0, &host, &s) != MIEN_OK) return 0;
  params = (const mien_params *)s->get_extension(s, MIEN_EXT_PARAMS);
  if (params->set(s, 0, gain) != MIEN_OK || s->prepare(s, &session, &binding) != MIEN_OK) return 0;
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
    float activity[60 * 2];
    for (int i = 0; i < 120; i++) activity[i] = 1;
    const mien_input input = {sizeof input, (uint32_t)(end - first), first};
    const mien_output output = {sizeof output, WIDTH, 2, 0, rows[first], activity};
    if (s->render(s, &input, &output) != MIEN_OK) return 0;
  }
  s->destroy(s);
  return 1;
}

static double deepest(float rows[FRAMES][WIDTH], int column, int from, int to) {
  double most = -1;
  for (int i = from; i < to; i++) most = fmax(most, (double)rows[i][column]);
  return most;
}

int main(int count, char **arguments) {
  static float rows[FRAMES][WIDTH], others[FRAMES][WIDTH];
  mien_strategy_entry_function start = NULL;
  void *library = count > 1 ? dlopen(arguments[1], RTLD_NOW) : NULL;
  void *symbol = library ? dlsym(library, MIEN_ENTRY_SYMBOL) : NULL;
  const mien_entry *entry;
  if (!symbol) return fprintf(stderr, "test: %s\n", count > 1 ? dlerror() : "which library?"), 2;
  memcpy(&start, &symbol, sizeof start);
  entry = start(MIEN_ABI_MAJOR, MIEN_ABI_MINOR);
  expect(start(MIEN_ABI_MAJOR + 1, 0) == NULL, "refuses a host of another major");
  expect(entry && strcmp(entry->descriptor(0)->id, "@NAME@") == 0, "describes itself");
  for (int row = 0; row < ROWS; row++) {
    features[row * 3] = row >= 50 && row < 100 ? -20 : -60;
    features[row * 3 + 1] = -60;
    features[row * 3 + 2] = -20;
  }
  expect(render(entry, 1, 60, rows), "renders");
  expect(deepest(rows, 0, 0, 26) == 0, "keeps the mouth shut in silence");
  expect(deepest(rows, 0, 40, 60) > 0.5, "opens it with the voice");
  expect(rows[FRAMES - 1][0] < 0.01f, "shuts it afterwards");
  expect(deepest(rows, 1, 0, 31) == 0, "holds the head before the first word");
  expect(deepest(rows, 1, 31, 54) > 0.02, "nods on it");
  expect(deepest(rows, 1, 90, FRAMES) == 0, "gives no nod for a word that was taken back");
  for (int64_t block = 1; block <= 7; block += 6)
    expect(render(entry, 1, block, others) && memcmp(rows, others, sizeof rows) == 0,
           "does not depend on how frames are grouped");
  expect(render(entry, 0, 60, others) && deepest(others, 0, 0, FRAMES) == 0 && deepest(others, 1, 0, FRAMES) == 0,
         "is still when the gain is 0");
  if (failures) printf("%d failed\n", failures);
  return failures ? 1 : 0;
}
