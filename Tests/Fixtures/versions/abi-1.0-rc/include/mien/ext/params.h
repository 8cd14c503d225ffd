/* Plugin extension `mien.params/1`: numbers that a user may turn. */
#ifndef MIEN_EXT_PARAMS_H
#define MIEN_EXT_PARAMS_H

#include <stddef.h>
#include <stdint.h>

#include "../strategy.h"

#define MIEN_EXT_PARAMS "mien.params/1"

/* A parameter. Owned by the plugin, with its texts; valid and unchanged until destroy is called. */
typedef struct mien_parameter {
  uint32_t size;
  uint32_t reserved; /* 0 */
  const char *id;    /* as in `--set id=value`; UTF-8, never null, no id twice */
  const char *title; /* UTF-8, never null */
  const char *unit;  /* UTF-8, "" when none, never null */
  double minimum;    /* finite */
  double maximum;    /* finite */
  double initial;    /* minimum...maximum */
} mien_parameter;

enum { MIEN_PARAMETER_SIZE_1 = offsetof(mien_parameter, initial) + sizeof(double) };

/* Owned by the plugin; valid and unchanged until destroy is called. No function is null. */
typedef struct mien_params {
  uint32_t size;

  /* [control-thread] Number of parameters; the same for every instance. */
  uint32_t (*count)(mien_strategy *strategy);

  /* [control-thread] The parameter at `index`, or null past the end. Owned by the plugin, valid until
   * destroy is called. */
  const mien_parameter *(*parameter)(mien_strategy *strategy, uint32_t index);

  /* [control-thread, before prepare] Sets a starting value. MIEN_BAD_ARGUMENT for an index past the end or a
   * value outside the range. Changes while a session runs come as records of kind parameter. */
  mien_status (*set)(mien_strategy *strategy, uint32_t index, double value);
} mien_params;

enum { MIEN_PARAMS_SIZE_1 = offsetof(mien_params, set) + sizeof(void *) };

#endif
