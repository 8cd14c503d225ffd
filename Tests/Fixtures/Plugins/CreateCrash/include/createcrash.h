/* Exports nothing but what its source says. */
#include <mien.h>
