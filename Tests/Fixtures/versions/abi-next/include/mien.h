/* Everything of the Mien strategy contract. */
#ifndef MIEN_H
#define MIEN_H

#include "mien/channel.h"
#include "mien/entry.h"
#include "mien/ext/features.h"
#include "mien/ext/params.h"
#include "mien/ext/rehearsal.h"
#include "mien/ext/resources.h"
#include "mien/ext/sheet.h"
#include "mien/ext/state.h"
#include "mien/ext/weather.h"
#include "mien/host.h"
#include "mien/record.h"
#include "mien/strategy.h"
#include "mien/version.h"

#endif
