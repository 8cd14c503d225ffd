#define _GNU_SOURCE
#include "misdeeds.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Takes memory and touches all of it; kept where no compiler can see it unused. */
static void *take(size_t bytes) {
  static void *volatile newest;
  void *block = malloc(bytes);
  if (block) memset(block, 1, bytes);
  newest = block;
  return newest;
}

static float connection(void) {
  struct sockaddr_in nearby = {.sin_family = AF_INET, .sin_port = htons(9)};
  nearby.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) return 0;
  float result = connect(fd, (const struct sockaddr *)&nearby, sizeof nearby) == 0 ? 1 : 0.5f;
  close(fd);
  return result;
}

static float created(void) {
  int fd = open("/tmp/mien-rogue-escape", O_CREAT | O_WRONLY, 0600);
  if (fd >= 0) close(fd);
  return fd >= 0;
}

static float listed(void) {
  const char *home = getenv("HOME");
  DIR *folder = opendir(home && *home ? home : "/root");
  int found = folder && readdir(folder);
  if (folder) closedir(folder);
  return (float)found;
}

static float children(void) {
  int alive = 0;
  for (int child = 0; child < 3; child++) {
    pid_t forked = fork();
    if (forked == 0) {
      sleep(60);
      _exit(0);
    }
    alive += forked > 0;
  }
  return (float)alive / 3;
}

static void flood(void) {
  char block[65536];
  memset(block, '!', sizeof block);
  block[sizeof block - 1] = '\n';
  for (int fd = 1; fd <= 2; fd++)
    for (int round = 0; round < 16 && write(fd, block, sizeof block) > 0; round++);
}

static float behind(const mien_feature_stream *stream) {
  uint64_t found = 0;
  if (!stream) return 0;
  const float *rows = stream->rows + stream->known_rows * stream->column_count;
  const float *samples = stream->samples + stream->known_samples;
  for (uint32_t i = 0; i < 10 * stream->column_count; i++) found += rows[i] != 0;
  for (uint32_t i = 0; i < 1600; i++) found += samples[i] != 0;
  return (float)found;
}

/* What a former take in this process told of the same frames: the number of words shown. */
static void foresee(rogue *r, float *row, int64_t frame) {
  enum { MOST = 65536, AHEAD = 30 };
  static uint64_t told[MOST];
  static int64_t end;
  if (frame + AHEAD < end) row[1] = (float)(told[frame + AHEAD] % 16) / 16.0f;
  if (frame < MOST) told[frame] = r->shown;
  if (frame >= end && frame < MOST) end = frame + 1;
}

mien_status misdeed_in_prepare(rogue *r, mien_binding *binding) {
  static char long_text[10240];
  static int times;
  if (r->deed == CONNECTS) r->report = connection();
  if (r->deed == UNDERSTATED && times++ > 0) binding->lookahead_frames = 12;
  if (r->deed != REFUSES) return MIEN_OK;
  memset(long_text, 'n', sizeof long_text - 1);
  memcpy(long_text, "not today;\n", 11);
  r->error = long_text;
  return MIEN_UNSUPPORTED;
}

/* Misdeeds that happen once, at their frame. */
static mien_status once(rogue *r, const mien_input *input, const mien_output *output, float *row) {
  static volatile int *volatile nowhere = (volatile int *)8;
  switch (r->deed) {
    case SEGFAULT: *nowhere = 1; break;
    case ABORT: abort();
    case TRAP: __builtin_trap();
    case HANG: for (volatile unsigned turns = 0;; turns++);
    case SLEEP: for (;;) pause();
    case HOG:
      while (take((size_t)16 << 20));
      r->error = "no memory is left";
      return MIEN_OUT_OF_MEMORY;
    case EXIT: exit(0);
    case QUIT: _exit(0);
    case CLOSE: for (int fd = 0; fd < 1024; fd++) close(fd); break;
    case NOT_A_NUMBER: row[0] = NAN; break;
    case INFINITE: row[0] = INFINITY; break;
    case OVERRUN_FAR: output->rows[(size_t)input->frame_count * output->row_stride + (1u << 18)] = 1; break;
    case UNDERRUN: output->rows[-1] = 1; break;
    case WRITES: r->report = created(); break;
    case READS: r->report = listed(); break;
    case FORKS: r->report = children(); break;
    case KILLS: r->report = kill(getppid(), SIGTERM) == 0; break;
    default: return MIEN_OK;
  }
  row[REPORT] = r->report;
  return MIEN_OK;
}

mien_status misdeed_in_render(rogue *r, const mien_input *input, const mien_output *output, int64_t frame) {
  size_t index = (size_t)(frame - input->first_frame);
  float *row = output->rows + index * output->row_stride;
  if (r->deed == EARLY) foresee(r, row, frame);
  if (r->deed == LEAK && index == 0) take(65536);
  if (frame < (int64_t)r->at) return MIEN_OK;
  if (frame == (int64_t)r->at) {
    mien_status status = once(r, input, output, row);
    if (status != MIEN_OK) return status;
  }
  switch (r->deed) {
    case OVERRUN: row[WIDTH] = 1; break;
    case ACTIVITY_OVERRUN: output->activity[index * output->activity_stride + CHANNELS] = 0.5f; break;
    case OUT_OF_RANGE:
      row[0] = 3;
      row[1] = -2;
      row[HEAD] = row[HEAD + 1] = row[HEAD + 2] = 0;
      row[HEAD + 3] = 2;
      break;
    case PEEK: row[REPORT] = behind(r->own); break;
    case RESTLESS:
    case TOLERANT:
      row[REPORT] = (float)((uint64_t)(seconds(CLOCK_MONOTONIC) * 1e6 + (double)((uintptr_t)r >> 4)) & 1023) / 1024;
      break;
    case FORGETFUL: row[REPORT] = (float)(r->questions % 3) / 2; break;
    case BLOCKY: row[REPORT] = (float)(index + 1) / (float)input->frame_count; break;
    case ALLOCATES: {
      void *volatile block = malloc(100);
      free(block);
      break;
    }
    case SLOW:
      for (double end = seconds(CLOCK_THREAD_CPUTIME_ID) + 0.2; seconds(CLOCK_THREAD_CPUTIME_ID) < end;);
      break;
    case PRINTS: flood(); break;
    case GROWING: {
      void *block = take(262144);
      if (!block) return MIEN_OUT_OF_MEMORY;
      *(void **)block = r->kept;
      r->kept = block;
      break;
    }
    default: break;
  }
  return MIEN_OK;
}
