/* Prints random numbers and frame times, for comparison with the other bindings. */
#include <inttypes.h>
#include <mien/glue.h>

static void bits(double value) {
  uint64_t pattern;
  memcpy(&pattern, &value, sizeof pattern);
  printf("%016" PRIx64 "\n", pattern);
}

int main(void) {
  static const struct { uint64_t seed; const char *label; } streams[] = {
      {0, ""}, {7, "nods"}, {UINT64_MAX, "blink"}, {UINT64_C(1) << 63, "gaze\xc3\xa9"}};
  static const int64_t rates[][2] = {{60, 1}, {30000, 1001}, {24000, 1001}, {25, 1}, {7, 3}};
  static const int64_t frames[] = {0, 1, 2, 3, 59, 1000, 123457, 9999999};
  for (int i = 0; i < 4; i++) {
    mien_random random = mien_random_stream(streams[i].seed, streams[i].label);
    for (int k = 0; k < 4; k++) printf("%" PRIu64 "\n", mien_random_next(&random));
    bits(mien_random_unit(&random));
    bits(mien_random_within(&random, -2, 3));
    bits(mien_random_sign(&random));
    bits(mien_random_normal(&random));
  }
  for (int i = 0; i < 5; i++)
    for (int k = 0; k < 8; k++) printf("%" PRId64 "\n", mien_time_of_frame(rates[i][0], rates[i][1], frames[k]));
  return 0;
}
