/* Two strategies over the glue, for trying all of it. Compiles as C and as C++. */
#include <mien/glue.h>

static const mien_channel channels[] = {
    {"glued.words", MIEN_CHANNEL_WEIGHT, 0},    {"glued.sheet", MIEN_CHANNEL_WEIGHT, 0},
    {"glued.openness", MIEN_CHANNEL_WEIGHT, 0}, {"glued.offers", MIEN_CHANNEL_WEIGHT, 0},
    {"head.rotation", MIEN_CHANNEL_ROTATION, 0}, {"neck.rotation", MIEN_CHANNEL_ROTATION, 0},
};
static const mien_strategy_descriptor glued_descriptor = {
    sizeof glued_descriptor, MIEN_NEEDS_WORDS | MIEN_NEEDS_OWN_AUDIO, "glued", "1.0.0", "Glued",
    "Uses all of the glue.", "Mien", channels, 6, 0};
static const mien_strategy_descriptor bare_descriptor = {
    sizeof bare_descriptor, 0, "bare", "1.0.0", "Bare", "Does nothing.", "Mien", channels, 1, 0};
static const mien_parameter parameters[] = {
    {sizeof(mien_parameter), 0, "gain", "size of what is written", "", 0, 2, 1},
    {sizeof(mien_parameter), 0, "refuse", "refuse to prepare", "", 0, 1, 0},
};

typedef struct glued {
  mien_glue glue;
  double sheet, offers;
  const mien_feature_stream *audio;
  int32_t openness;
  struct { double words; mien_random random; } known;
} glued;

static mien_status prepare(mien_glue *glue, const mien_session *session, mien_binding *binding) {
  glued *g = (glued *)glue;
  if (glue->values[1] > 0) return mien_fail(glue, "refused, as %s asked", session->participant);
  g->known.random = mien_random_stream(glue->seed, "glued");
  g->sheet = mien_sheet_number(glue, "style.energy", -1);
  g->audio = mien_audio(glue, 0);
  g->openness = mien_column(g->audio, "openness");
  g->offers = (mien_files(glue) ? 1 : 0) + (mien_recorded(glue) ? 2 : 0);
  binding->lookahead_frames = 4;
  mien_note(glue, "glued");
  return MIEN_OK;
}

static mien_status receive_record(mien_glue *glue, const mien_record *record) {
  if (strcmp(record->text, "fail") == 0) return mien_fail(glue, "a word too many");
  if (record->kind == MIEN_RECORD_WORD) ((glued *)glue)->known.words += 1;
  return MIEN_OK;
}

static mien_status render(mien_glue *glue, const mien_input *input, const mien_output *output) {
  glued *g = (glued *)glue;
  for (uint32_t i = 0; i < input->frame_count; i++) {
    float *row = output->rows + (size_t)i * output->row_stride;
    row[0] = (float)(g->known.words * glue->values[0]);
    row[1] = (float)g->sheet;
    row[2] = g->audio ? g->audio->rows[(g->audio->known_rows - 1) * g->audio->column_count + (size_t)g->openness] : -1;
    row[3] = (float)g->offers;
    mien_write_turn(row + 4, 0, 1, 0, mien_seconds(mien_frame_time(glue, input->first_frame + i)));
    mien_write_quaternion(row + 8, 0, 0, 0, input->first_frame + i == 0 ? 0 : -3);
  }
  return MIEN_OK;
}

static mien_status nothing(mien_glue *glue, const mien_input *input, const mien_output *output) {
  return (void)glue, (void)input, (void)output, MIEN_OK;
}

static const mien_glue_plugin glued_plugin = {
    &glued_descriptor, parameters, 2, sizeof(glued), prepare, receive_record, render, NULL,
    offsetof(glued, known), sizeof(((glued *)0)->known)};
static const mien_glue_plugin bare_plugin = {
    &bare_descriptor, NULL, 0, sizeof(mien_glue), NULL, NULL, nothing, NULL, 0, 0};

MIEN_GLUE_EXPORT(&glued_plugin, &bare_plugin);
