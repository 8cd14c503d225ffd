/* A plugin whose parameter begins outside its own range. */
#include <stdlib.h>
#include <string.h>

#include "liarparams.h"

static const mien_channel channels[] = {{"jawOpen", MIEN_CHANNEL_WEIGHT, 0}};
static const mien_parameter parameter_table = {sizeof(mien_parameter), 0, "force", "", "", 0, 1, 5};
static const mien_strategy_descriptor descriptor_table = {
    sizeof(mien_strategy_descriptor), 0, "liar-params", "1.0.0", "Liar params", "", "", channels, 1, 0};

static uint32_t count(mien_strategy *s) { return (void)s, 1; }
static const mien_parameter *parameter(mien_strategy *s, uint32_t i) { return (void)s, (void)i, &parameter_table; }
static mien_status set(mien_strategy *s, uint32_t i, double v) { return (void)s, (void)i, (void)v, MIEN_OK; }
static const void *get_extension(mien_strategy *s, const char *id) {
  static const mien_params params = {sizeof(mien_params), count, parameter, set};
  return (void)s, strcmp(id, MIEN_EXT_PARAMS) == 0 ? &params : NULL;
}
static const mien_strategy_descriptor *descriptor(uint32_t i) { return (void)i, &descriptor_table; }
static void destroy(mien_strategy *s) { free(s); }
static mien_status create(uint32_t index, const mien_host *host, mien_strategy **result) {
  (void)index, (void)host;
  *result = calloc(1, sizeof(mien_strategy));
  if (!*result) return MIEN_OUT_OF_MEMORY;
  (*result)->size = sizeof(mien_strategy);
  (*result)->destroy = destroy;
  (*result)->get_extension = get_extension;
  return MIEN_OK;
}

MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t major, uint32_t minor) {
  static const mien_entry entry = {sizeof(mien_entry), MIEN_ABI_MAJOR, MIEN_ABI_MINOR, 1, descriptor, create};
  return (void)major, (void)minor, &entry;
}
