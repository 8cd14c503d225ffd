/* Plugin extension `mien.params/1`: numbers that a user may turn. */
#ifndef MIEN_EXT_PARAMS_H
#define MIEN_EXT_PARAMS_H

#include <stddef.h>
#include <stdint.h>

#include "../strategy.h"

#define MIEN_EXT_PARAMS "mien.params/1"

/* Owned by the plugin, valid until destroy. */
typedef struct mien_parameter {
  uint32_t size;
  uint32_t reserved; /* 0 */
  const char *id;    /* as in `--set id=value` */
  const char *title;
  const char *unit; /* "" when none */
  double minimum;
  double maximum;
  double initial;
} mien_parameter;

enum { MIEN_PARAMETER_SIZE_1 = offsetof(mien_parameter, initial) + sizeof(double) };

typedef struct mien_params {
  uint32_t size;
  /* [control-thread] Number of parameters. */
  uint32_t (*count)(mien_strategy *strategy);
  /* [control-thread] The parameter at `index`, or null past the end. */
  const mien_parameter *(*parameter)(mien_strategy *strategy, uint32_t index);
  /* [control-thread, before prepare] Sets a starting value within its range. Changes while a session
   * runs come as records of kind parameter. */
  mien_status (*set)(mien_strategy *strategy, uint32_t index, double value);
} mien_params;

enum { MIEN_PARAMS_SIZE_1 = offsetof(mien_params, set) + sizeof(void *) };

#endif
