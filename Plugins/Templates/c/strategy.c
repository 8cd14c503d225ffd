/* @TITLE@: the head nods on words, the mouth opens with loudness.
 *
 * The contract is in include/mien; include/mien/glue.h gives the tables that every plugin needs. Everything is
 * decided per record or per frame, so that it does not matter how frames are grouped into calls. */
#include <mien/glue.h>

#define NOD_SECONDS 0.4    /* how long a nod takes */
#define NOD_RADIANS 0.06   /* how deep it goes */
#define JAW_OPEN 0.6       /* weight at full voice */
#define JAW_SECONDS 0.03   /* in which the jaw goes most of its way */
#define AHEAD 0.06         /* seconds by which the jaw is moved before the sound */
#define LOOKAHEAD 0.0      /* seconds that must be known behind a frame */
#define MARGIN 6.0         /* dB above the noise at which the mouth begins to open */

enum { JAW, HEAD };        /* where the channels begin in a row */
enum { GAIN, PARAMETERS }; /* positions in the table below */
enum { NODS = 64 };        /* words remembered at a time */

static const mien_channel channels[] = {
    {"jawOpen", MIEN_CHANNEL_WEIGHT, 0},
    {"head.rotation", MIEN_CHANNEL_ROTATION, 0},
};

static const mien_parameter parameters[PARAMETERS] = {
    {sizeof(mien_parameter), 0, "gain", "size of all movement", "", 0, 2, 1},
};

static const mien_strategy_descriptor descriptor = {
    sizeof descriptor, MIEN_NEEDS_WORDS | MIEN_NEEDS_OWN_AUDIO, "@NAME@", "0.1.0", "@TITLE@",
    "The head nods on words, the mouth opens with loudness.", "", channels,
    sizeof channels / sizeof *channels, 0};

typedef struct nod {
  uint64_t word; /* 0 where there is none */
  int64_t start; /* flicks */
} nod;

typedef struct strategy {
  mien_glue glue; /* first, so that pointers to either are one */
  const mien_feature_stream *voice;
  int32_t level, noise, peak; /* columns of the voice's features */
  double step;                /* how far the jaw goes in a frame */
  struct {                    /* the state: plain bytes, no pointers */
    nod nods[NODS];
    double jaw;
  } now;
} strategy;

static mien_status prepare(mien_glue *glue, const mien_session *session, mien_binding *binding) {
  strategy *s = (strategy *)glue;
  s->voice = mien_audio(glue, 0);
  s->level = mien_column(s->voice, "level");
  s->noise = mien_column(s->voice, "floor");
  s->peak = mien_column(s->voice, "peak");
  if (s->level < 0 || s->noise < 0 || s->peak < 0) s->voice = NULL; /* no audio: the mouth stays shut */
  s->step = 1 - exp(-(double)session->rate_denominator / (session->rate_numerator * JAW_SECONDS));
  /* Frame k rests on what is known at frame k + lookahead. */
  binding->lookahead_frames = (uint32_t)ceil(LOOKAHEAD * session->rate_numerator / session->rate_denominator);
  return MIEN_OK;
}

static mien_status receive_record(mien_glue *glue, const mien_record *record) {
  strategy *s = (strategy *)glue;
  nod *found = NULL, *room = NULL;
  if (record->kind != MIEN_RECORD_WORD || record->participant != 0) return MIEN_OK;
  for (int i = NODS - 1; i >= 0; i--) {
    nod *one = &s->now.nods[i];
    if (one->word == record->id) found = one;
    if (!one->word || mien_seconds(record->arrival - one->start) > NOD_SECONDS + LOOKAHEAD) room = one;
  }
  if (found && found->start <= record->arrival) return MIEN_OK; /* a nod under way is left alone */
  if (record->op == MIEN_OP_CANCEL) {
    /* It fell silent there: what had not begun by then does not happen. */
    if (found && (!(record->flags & MIEN_HAS_END) || found->start >= record->end)) found->word = 0;
    return MIEN_OK;
  }
  if (!(record->flags & MIEN_HAS_START)) return MIEN_OK;
  if (!found) found = room;
  if (!found) return MIEN_OK; /* more words than anyone nods on */
  found->word = record->id;
  found->start = record->start > record->arrival ? record->start : record->arrival;
  return MIEN_OK;
}

/* 0...1 by the sound around a time. Speech may be known long before it sounds: read by time, not the last row. */
static double loudness(const strategy *s, int64_t time) {
  int64_t last = (int64_t)floor((mien_seconds(time) + AHEAD) * (s->voice ? s->voice->rows_per_second : 0)) - 1;
  const float *row;
  double low, high;
  if (s->voice && last >= (int64_t)s->voice->known_rows) last = (int64_t)s->voice->known_rows - 1;
  if (last < 0) return 0;
  row = s->voice->rows + (size_t)last * s->voice->column_count;
  low = (double)row[s->noise] + MARGIN;
  high = fmax((double)row[s->peak], low + MARGIN);
  return fmin(1, fmax(0, ((double)row[s->level] - low) / (high - low)));
}

static mien_status render(mien_glue *glue, const mien_input *input, const mien_output *output) {
  strategy *s = (strategy *)glue;
  for (uint32_t i = 0; i < input->frame_count; i++) {
    float *row = output->rows + (size_t)i * output->row_stride;
    int64_t time = mien_frame_time(glue, input->first_frame + i);
    double down = 0;
    for (int k = 0; k < NODS; k++) {
      double since = mien_seconds(time - s->now.nods[k].start);
      if (!s->now.nods[k].word || since <= 0 || since >= NOD_SECONDS) continue;
      double wave = sin(3.141592653589793 * since / NOD_SECONDS);
      down += wave * wave;
    }
    s->now.jaw += (loudness(s, time) - s->now.jaw) * s->step;
    row[JAW] = (float)fmin(1, glue->values[GAIN] * JAW_OPEN * s->now.jaw);
    mien_write_turn(row + HEAD, 1, 0, 0, glue->values[GAIN] * NOD_RADIANS * fmin(down, 1.5));
  }
  return MIEN_OK;
}

static const mien_glue_plugin plugin = {
    &descriptor, parameters, PARAMETERS, sizeof(strategy), prepare, receive_record, render,
    NULL, /* destroy: nothing to free beyond the struct */
    offsetof(strategy, now), sizeof(((strategy *)0)->now)};

MIEN_GLUE_EXPORT(&plugin);
