/* A library that loads well, but is no plugin. */
#include "noentry.h"

MIEN_EXPORT int mien_not_the_entry(void) { return 1; }
