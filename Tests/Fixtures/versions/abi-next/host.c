/* A host of the next minor, just enough to drive the first strategy of a library: every struct that it hands out has
 * grown, a record of a new kind lies in the batch, and it has the new extension. Prints a line per channel: name,
 * value, and what the strategy said of it in the output that came later (-1: nothing). */
#include <dlfcn.h>
#include <mien.h>
#include <stdio.h>
#include <string.h>

static double temperature(const mien_host *host) { return (void)host, 21.5; }
static uint64_t memory(const mien_host *host) { return (void)host, 4096; }
static double number(const mien_host *host, const char *key, double fallback) {
  return (void)host, strcmp(key, "style.energy") ? fallback : 0.75;
}
static const char *text(const mien_host *host, const char *key) { return (void)host, key; }
static const void *extension(const mien_host *host, const char *id) {
  static const mien_weather weather = {sizeof weather, 0, temperature};
  static const mien_sheet sheet = {sizeof sheet, number, text};
  (void)host;
  if (strcmp(id, MIEN_EXT_WEATHER) == 0) return &weather;
  return strcmp(id, MIEN_EXT_SHEET) == 0 ? &sheet : NULL;
}
static void note(const mien_host *host, uint32_t severity, const char *line) {
  (void)host, (void)severity, (void)line;
}

int main(int count, char **arguments) {
  static const mien_host host = {sizeof host, 0, "next", "1.1.0", NULL, extension, note, memory};
  static float row[64], activity[64], confidence[64];
  static uint8_t present[64];
  mien_strategy_entry_function start = NULL;
  void *library = count > 1 ? dlopen(arguments[1], RTLD_NOW) : NULL;
  void *symbol = library ? dlsym(library, MIEN_ENTRY_SYMBOL) : NULL;
  if (!symbol) return fprintf(stderr, "host: %s\n", count > 1 ? dlerror() : "which library?"), 2;
  memcpy(&start, &symbol, sizeof start);
  const mien_entry *entry = start(MIEN_ABI_MAJOR, MIEN_ABI_MINOR);
  if (!entry || entry->size < MIEN_ENTRY_SIZE_1_0) return 3;
  const mien_strategy_descriptor *d = entry->descriptor(0);
  printf("minor %u, license %s, home %s\n", (unsigned)entry->abi_minor,
         MIEN_HOLDS(mien_entry, entry, license) ? entry->license() : "not said",
         MIEN_HOLDS(mien_strategy_descriptor, d, home) ? d->home : "not said");
  mien_strategy *s = NULL;
  if (entry->create(0, &host, &s) != MIEN_OK || s->size < MIEN_STRATEGY_SIZE_1_0) return 4;
  mien_session session = {sizeof session, 60, 1, 60, 1, 1, d->channel_count, present, "nova", "en", "harbour"};
  mien_binding binding = {sizeof binding, 0, 0, 0};
  if (s->prepare(s, &session, &binding) != MIEN_OK) return 5;
  printf("lookahead %u, tail %u, pause %s\n", (unsigned)binding.lookahead_frames, (unsigned)binding.tail_frames,
         MIEN_HOLDS(mien_strategy, s, pause) && s->pause(s) == MIEN_OK ? "done" : "not there");
  mien_record records[2] = {
      {sizeof(mien_record), MIEN_RECORD_WEATHER, MIEN_OP_ANNOUNCE, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, "", 0, 0, 0.5, 0},
      {sizeof(mien_record), MIEN_RECORD_WORD, MIEN_OP_ANNOUNCE, MIEN_HAS_TEXT, 0, 0, 0, 2, 0, 0, 0, 0, 0, "sun", 3, 0,
       0.875, 0}};
  if (s->receive(s, records, 2) != MIEN_OK) return 6;
  for (int i = 0; i < 64; i++) confidence[i] = -1;
  mien_input input = {sizeof input, 1, 0, 0.25};
  mien_output output = {sizeof output, 64, 64, 0, row, activity, confidence};
  if (s->render(s, &input, &output) != MIEN_OK) return 7;
  for (uint32_t i = 0; i < d->channel_count; i++)
    printf("%s %g %g\n", d->channels[i].name, (double)row[i], (double)confidence[i]);
  s->destroy(s);
  return 0;
}
