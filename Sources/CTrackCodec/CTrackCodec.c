/* The format is described in Format.md of TrackCodec; names of parts are the same there and here. */
#include "CTrackCodec.h"

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif

enum {
  LEVELS = 28,
  CLASSES = 4,
  UNARY = 14,
  ZERO_BY_ACTIVITY = 0,
  ZERO_BY_PREDICTION = ZERO_BY_ACTIVITY + CLASSES * LEVELS * 8,
  SIGN = ZERO_BY_PREDICTION + CLASSES * 128,
  MORE_BY_ACTIVITY = SIGN + CLASSES * 27,
  MORE_BY_NEIGHBOUR = MORE_BY_ACTIVITY + CLASSES * LEVELS * (UNARY + 1),
  LOW = MORE_BY_NEIGHBOUR + CLASSES * 8 * 2,
  ESCAPE = LOW + CLASSES * 16,
  SHARED = ESCAPE + CLASSES * 24,
  OWN = 12,
  ZERO_MIXERS = 0,
  MORE_MIXERS = CLASSES * LEVELS * 3,
  MIXERS = MORE_MIXERS + CLASSES * 2 * 3,
  SLOWEST = 60,
  KEPT = 64,
  SLOTS = 4,
  SLOT_ROOM = 2048,
  MAX_CHANNELS = 4096,
  MAX_INTEGER = 1 << 22
};

/* The bits seen in the upper half, the probability of a 1 in the lower. */
typedef uint32_t bit_model;

typedef struct component {
  int32_t x0, f[3]; /* last value; the last three steps in 16ths, held in +-4095, newest first */
  int32_t w[5];
  int32_t activity, last, before, residual, error, start;
  /* traits */
  int32_t minimum, maximum, reference, vector, near[3], pull[3], spread, motion;
  float step;
} component;

typedef struct channel_part {
  uint32_t kind, component, column;
} channel_part;

typedef struct range_decoder {
  const uint8_t *bytes;
  size_t count, position;
  uint32_t range, value;
} range_decoder;

typedef struct slot {
  uint32_t frame, count;
} slot;

struct mtc_decoder {
  uint32_t magic;
  uint32_t channel_count, component_count, width, frames_per_packet, hash;
  int64_t rate_numerator, rate_denominator, audio_rate;
  int64_t pace_frame, pace_sample;
  uint32_t has_session, session, synced, next_frame;
  uint32_t epoch;
  /* of a clip: the block being read, and the frame it reads next */
  uint32_t clip_block, clip_next, clip_open;
  range_decoder clip_range;
  slot slots[SLOTS];
  int64_t ring_frames[KEPT];
  int32_t ring_refinement[KEPT];
  int32_t mixers[MIXERS];
  int16_t stretch[4096];
  bit_model prior[SHARED + 2 * OWN];
  component *components, *saved_components;
  bit_model *saved_bits;
  int32_t saved_mixers[MIXERS];
  uint32_t primed;
  channel_part *parts;
  bit_model *bits;
  int32_t *ring;
  uint8_t *slot_bytes;
};

#define MAGIC 0x4D544344u

static const int32_t knots[33] = {22,    36,    60,    98,    162,   267,   439,   720,   1179,  1921,  3108,
                                  4971,  7812,  11955, 17625, 24743, 32768, 40793, 47911, 53581, 57724, 60565,
                                  62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476, 65500, 65514};

/* Shifts that round towards minus infinity, whatever the sign. */
#if (-1 >> 1) == -1
static inline int32_t shr(int32_t x, int n) { return x >> n; }
static inline int64_t shr64(int64_t x, int n) { return x >> n; }
#else
static int32_t shr(int32_t x, int n) { return x >= 0 ? x >> n : ~(~x >> n); }
static int64_t shr64(int64_t x, int n) { return x >= 0 ? x >> n : ~(~x >> n); }
#endif
static inline int32_t min32(int32_t a, int32_t b) { return a < b ? a : b; }
static inline int32_t max32(int32_t a, int32_t b) { return a > b ? a : b; }
static inline int32_t clamp32(int32_t x, int32_t limit) { return x > limit ? limit : x < -limit ? -limit : x; }
static inline int32_t abs32(int32_t x) { return x < 0 ? -x : x; }

#if defined(__GNUC__) || defined(__clang__)
#define ALWAYS_INLINE inline __attribute__((always_inline))
#else
#define ALWAYS_INLINE inline
#endif

/* Number of bits up to the highest set one. */
static inline int bit_length(uint32_t x) {
#if defined(__GNUC__) || defined(__clang__)
  return x ? 32 - __builtin_clz(x) : 0;
#else
  int n = 0;
  while (x) {
    n++;
    x >>= 1;
  }
  return n;
#endif
}

static inline int32_t squash(int32_t x) {
  int32_t at = x + 2048;
  int32_t low = knots[at >> 7];
  return low + (((knots[(at >> 7) + 1] - low) * (at & 127)) >> 7);
}

/* Where every key packet starts: one character a probability, in 64 steps of a quarter on the logistic scale, '0'
 * the lowest, without the backslash; the shared probabilities, then those of a scalar and of a vector component. */
enum { MIXER_WEIGHT = 22000, CONFIDENCE = 8 };

static const char *const prior_rows[] = {
    "@CFDFDCACEJIJJJLDFJJLMLLEGKKMNNNFGMLNNPPHINNPPPQMNQQQQRSOORRRRSSLMQQSRSSPORSTUUTPPSSUVWXRQUTWXZZ",
    "TTVWXYX[WUXUYYZZXVWVWZ[]YU]^U]YZXRUR[ZY[XRPRWYZ[ZRPRTYV_^RPRTYV_^RPRTYV_^RPRTYV_^RPRTYV_^RPRTYV_",
    "^RPRTYV_^RPRTYV_^RPRTYV_^RPRTYV_>@AA@@@>EGGHHHHJGHIIIIHIGIJKKKKKHJKLLLMNIKLMMNMMNOOOOOOOOOPPPPPP",
    "MNOOPPPQOOPPQQRSPPQRRSSTRQRSTTUVSRSSTUVWTTTTUVWYVUUUVWX[XWWWXYY]YVVWWYZ^]WWXYZ[_[WWWWY[`^Z[Z[]]a",
    "^ZXZYZ[b_^[a^^ada[][^]^ccacdfhbefW`Y^[^dlZU]acehcZ[ZabfhcZ]Z]^eh07667943;==>\?>>F:C@FAABGDHDHHHEG",
    "GEKJKHLKHHIIKMKKPNLLMPLJMLLJILOPOOQQQQRMQRRPQQPRWRTTVTSSRRTTUVTT[XXWVXVVXXWXXXYW][Za][YX`cZ[][ZY",
    "_dda`b_^bc`ia]_]cb[acbb`faebbimajlkjh^ebfedfb^ebfedfb^ebfedfb^ebfedfb^ebfedfb^ebfedfb^ebfedfb^eb",
    "FGFC@@CAFCGHIIKPDHKMKKKSLOLOONONHJLMMNNNGFIIKIKNOPQQRQQOLLLMNLPNOQTUSPQRQSSSSSRSUVUTTTTTXVXWWWVV",
    "VWXVXXXWV[Ya^[]X^Y[YYXZZ[YY`[[^]^`ec[_`^_``^gda`^e][baaa_[ca]afcd`Z^]addb`]^[bhehkdegedfhk]eg]_i",
    "iY]Y^a`ilYZY[^alpcZcZYalpcdcgjnnDLPOUUY[ILPOUUY[LOQQUUY[PYVTVWY[PYVTVWY[PPQYUVY[PMRSUV[[PVTSWY[[",
    "PVTSWY[[PPQVUU[[PLRSUU[]PZXVZY[]PZXVZY[]PQWQUW[]PQURUW[`PSTXXX[`CLQOST[`LLQOST[`PORRST[`XVVVWX[`",
    "XVVVWX[`XOPTST[`XMQRST[aXUUUWX[aXUUUWX[aXPPOSS[aXMQRSS[aXUUVWX[aXUUVWX[aXPTOTT[aXPRQTT[aXUTVWX[a",
    ";FE@A@EHGLQKLKGJSRUPQPPP]]_VXYXU]MOIMIIJ]LKOLLMJ]RQTTUSN][XZ[[[X]NRZ[NJP]QOUTKNL]WTTSRUP]Z[ZZ[ZZ",
    "]Z[ZQ]^J]ORRQMNP]TSUVRSR]Z]][][[>DJOKOIMLLNLMROPRSSSTVTY`YZY[]_c`DPKJOMN`LOMQTQP`SSTUURW`ZZZ]^_c",
    "`JPMMPJP`MOOQTQP`SSTUUTX`ZYZ[^_d`KPPSNOO`NQOPSPS`SSTVVUX`ZY[]^_cPUKSYLNUHU[PSZNX[QKOEHOEMREPOQTS",
    "TLLMTRSUSUSOPLMNNPRKKLMPNPPPPPPNONPPPPPPKMMPPPPPPPPPPPPPPPRPQPPPPPPNOPPPPPPP@JM]SUTYYNRVS]PCLMRS",
    "QZZQYRVS]PGNPRRSSVUYWVS]PHOPRRRSW[XTYSSPIPRSSTTTVVVTTRPKQSSUTTVUTUTWWPGORTUUUUUXXUWVPHNRTSUUTTUV",
    "VXUPINQSSTUVWUWYXWPLOQRSRTVTUUZWWPOPRSSTUUVVYXXXPQQRSTTSUUVXUZ]PSRRSSTUVUUVWYVPUTTTTTUVWWUWWWPSR",
    "RSTSSTUVTVVTPTSSSSTTUWWT[[WPTRRRRVVTPOTYNWPTTTUVTPROLTYNWPRSPOOTGROLTYNWPSROOOTGROLTYNWPSROOOTGR",
    "OLTYNWPSROOOTGROLTYNWPSROOOTGROLTYNWPSROOOTGROLTYNWPSROOOTGROLTYNWPSROOOTGROLTYNWPSROOOTGROLTYNW",
    "PSROOOTGROLTYNWP;GRZFUUZZZZZZZP\?EDZFUUZZZZZZZPELMJLUUZZZZZZZPFJJKVUUZZZZZZZPILNPPOPQSUOZZZPIMPPR",
    "RQQRWLXWXPILRSUUUWXXWXWXPIMQRSUUVTUSSVTPKNQSTUUVVUVVVVPNORTTTVVVVWWVXPOOQSTUVVWXWXXZPQPQSSTUVWWX",
    "XXZPSRRSTUVWWXXXYZPTTTTTUVWWWXXYYPSRRSTUVVWXXXYYPTTTTTUUVVWWXXXPRRRSSTUVVVWWXXPTTSSTTUVVWWWWXPRR",
    "RRSTUUVVWXXYPTTTTTUVWWXYXXYPRRRSSUUVVWWWXXPTTTTTUUVVWWWWYPRRQRRRTUTUVVVUPUTTSSSRSUVTUUTPQSRRQRRR",
    "SSUTSVPTUUSTTTSRSTSWRPRSSQRRQQQSPVPRPSWWWXVUUVVUVVUPFBSQKGXTWRRSN[P;BSQKGXTWRRSN[PEBSQKGXTWRRSN[",
    "PDASQKGXTWRRSN[PEPSQKGXTWRRSN[PDNMYYRXTWRRSN[PHMQ[ZWXTWRRSN[PINSSQRXSNRRSN[PINQRRUTY]]Yb[[PLNQUV",
    "XXYVUW]dXPMOQRRTUUUYUSXWPPPRQTUVWXXVV[YPRQRSTTUTUWWYWVPTRRSTUVVUUWXYWPSQQRSSUTWXXXXWPUURQSVVVVUV",
    "WWYPTROSSUTRURXZWZPUTTQTUVWVUXXZZPVPPSSTVSSOZYUVPYZMQUUTTRYTTaYPVRNQVUXXUWQJBYPYUTRTPVYM\?QJBYPYU",
    "TRTPVYM\?QJBYPYUTRTPVYM\?QJBYPYUTRTPVYM\?QJBYPYUTRTPVYM\?QJBYPYUTRTPVYM\?QJBYPYUTRTPVYM\?QJBYPFLLNQDPK",
    "LYNa[[PNNNGCDPKLYNa[[PMPL:CDPKLYNa[[PC;L:FXPKLYNa[[PGJMJFXPKLYNa[[PJPORUXPKLYNa[[PMQPPOSPHLYNa[[",
    "PKPPOMEPHLYNa[[PNNOOSTQMKYNa[[PMMMOPSYWZXYa[[POOPRRRRRRRVVXWPRPQQRSTTWUXUVWPSRSTUVUUUUVVWXPUUTTT",
    "UVVWWVVWWPTSRRQQRSTTSSRSPVUTTTTTTTUTTVVPTSRRRSSSSTTTTXPVUSSSSTTUVVVWXPSRQRSTSTTTTUVUPUUTSTSSSTTT",
    "TTVPTRRRQQSRTUSSTQPUUTTTTSSSSTTTUPTSRRQRRRRRRTS[PUTTTTTSTUVVVVWPTTRRRRRSSSSTSTPVUTSTSSTUSQTWTPTR",
    "RRQPPRSRRTPQPYXXXWXXXXYYYZZPIOHNGMHNPKRRTUVWLPJNLNMNNOPPQQSSTRSSRRQRQRQQRRRRRUKQMPNQOQORPRTSPPPO",
    "PPPPPPPPPPPPPOOOOOONPPPPPPPPPPOPPPPPPPPPPPPPPOOPPPPPPPPPPPPPWUSOMEPPPPPPPPPPPPPPPPPPYVTROMJIIGPP",
    "PPPPPPPPPPPPWVSQJM\?PPPPPPPPPPPPPPPPPXVSQNPRO9PPPPPPPPPPPPPPPJNQUNSTSWNQALPSROTWTZQRA",
};

static bit_model prior_at(uint32_t index) {
  int32_t code = (unsigned char)prior_rows[index / 96][index % 96];
  return (uint32_t)CONFIDENCE << 16 | (uint32_t)squash(max32(-2047, (code - (code < 93 ? 48 : 49) - 32) * 64));
}
/* PRIOR-END */

/* ---- checksums ---- */

static uint16_t crc16(const uint8_t *bytes, size_t count, uint16_t value) {
  static const uint16_t table[16] = {0x0000, 0x1021, 0x2042, 0x3063, 0x4084, 0x50A5, 0x60C6, 0x70E7,
                                     0x8108, 0x9129, 0xA14A, 0xB16B, 0xC18C, 0xD1AD, 0xE1CE, 0xF1EF};
  size_t i;
  for (i = 0; i < count; i++) {
    value = (uint16_t)((uint32_t)value << 4 ^ table[(value >> 12) ^ (bytes[i] >> 4)]);
    value = (uint16_t)((uint32_t)value << 4 ^ table[(value >> 12) ^ (bytes[i] & 15)]);
  }
  return value;
}

static uint32_t crc32(const uint8_t *bytes, size_t count) {
  static const uint32_t table[16] = {0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
                                     0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
                                     0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
  uint32_t value = 0xFFFFFFFFu;
  size_t i;
  for (i = 0; i < count; i++) {
    value ^= bytes[i];
    value = value >> 4 ^ table[value & 15];
    value = value >> 4 ^ table[value & 15];
  }
  return ~value;
}

/* ---- numbers in bytes ---- */

typedef struct reader {
  const uint8_t *bytes;
  size_t count, at;
  int failed;
} reader;

static uint32_t read_bytes(reader *r, int n) {
  uint32_t value = 0;
  int i;
  if (r->failed || r->count - r->at < (size_t)n) {
    r->failed = 1;
    return 0;
  }
  for (i = 0; i < n; i++) value |= (uint32_t)r->bytes[r->at + (size_t)i] << (8 * i);
  r->at += (size_t)n;
  return value;
}

static uint64_t read_varint(reader *r, uint64_t limit) {
  uint64_t value = 0;
  int shift = 0;
  while (!r->failed) {
    uint32_t byte = read_bytes(r, 1);
    if (r->failed || shift >= 63) break;
    value |= (uint64_t)(byte & 127) << shift;
    if (byte < 128) {
      if (value <= limit) return value;
      break;
    }
    shift += 7;
  }
  r->failed = 1;
  return 0;
}

static int64_t read_zigzag(reader *r) {
  uint64_t value = read_varint(r, UINT64_MAX);
  return (value & 1) ? -(int64_t)(value >> 1) - 1 : (int64_t)(value >> 1);
}

/* ---- schema ---- */

typedef struct schema_entry {
  uint32_t kind, parts, width, first_link, second_link, name_at, name_length;
  float step[3];
  int32_t minimum[3], maximum[3], reference[3], spread[3], motion[3], pull[3][3];
} schema_entry;

static int valid_utf8(const uint8_t *s, uint32_t n) {
  uint32_t i = 0;
  while (i < n) {
    uint32_t c = s[i++], more, low, k;
    if (c < 0x80) continue;
    if (c >= 0xC2 && c <= 0xDF) { more = 1; low = 0x80; c &= 0x1F; }
    else if ((c & 0xF0) == 0xE0) { more = 2; low = 0x800; c &= 0x0F; }
    else if (c >= 0xF0 && c <= 0xF4) { more = 3; low = 0x10000; c &= 0x07; }
    else return 0;
    for (k = 0; k < more; k++) {
      if (i >= n || (s[i] & 0xC0) != 0x80) return 0;
      c = c << 6 | (s[i++] & 0x3F);
    }
    if (c < low || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return 0;
  }
  return 1;
}

static float power(int exponent) {
  float value = 1;
  while (exponent-- > 0) value *= 0.5f;
  return value;
}

static void read_entry(reader *r, uint32_t index, schema_entry *e) {
  uint32_t i, k;
  e->kind = read_bytes(r, 1);
  e->name_length = read_bytes(r, 1);
  if (r->failed || e->kind > 3 || e->name_length == 0 || r->count - r->at < e->name_length) {
    r->failed = 1;
    return;
  }
  e->name_at = (uint32_t)r->at;
  if (!valid_utf8(r->bytes + r->at, e->name_length)) r->failed = 1;
  r->at += e->name_length;
  e->first_link = (uint32_t)read_varint(r, index);
  e->second_link = (uint32_t)read_varint(r, index);
  e->parts = e->kind >= 2 ? 3 : 1;
  e->width = e->kind == 2 ? 4 : e->parts;
  for (i = 0; i < e->parts && !r->failed; i++) {
    uint32_t mantissa = read_bytes(r, 2), exponent = read_bytes(r, 1);
    int64_t low = read_zigzag(r), high = read_zigzag(r), rest = read_zigzag(r);
    e->spread[i] = (int32_t)read_bytes(r, 1);
    e->motion[i] = (int32_t)read_bytes(r, 1);
    for (k = 0; k < 3; k++) {
      int64_t pull = read_zigzag(r);
      if (pull < -32768 || pull > 32767) r->failed = 1;
      else e->pull[i][k] = (int32_t)pull;
    }
    if (mantissa == 0 || exponent > 60 || low < -MAX_INTEGER || high > MAX_INTEGER || rest < low || rest > high ||
        e->spread[i] >= LEVELS || e->motion[i] >= LEVELS) {
      r->failed = 1;
      return;
    }
    e->step[i] = (float)mantissa * power((int)exponent);
    e->minimum[i] = (int32_t)low;
    e->maximum[i] = (int32_t)high;
    e->reference[i] = (int32_t)rest;
  }
}

static uint32_t gcd(uint32_t a, uint32_t b) {
  while (b) {
    uint32_t c = a % b;
    a = b;
    b = c;
  }
  return a;
}

/* Reads the schema's head; leaves the reader at its first channel. */
static mtc_status read_head(const uint8_t *bytes, size_t count, reader *r, mtc_schema *s) {
  uint32_t divisor;
  uint64_t numerator, denominator;
  if (!bytes || count < 9 || count > 0x7FFFFFFF || bytes[0] != 'M' || bytes[1] != 'T' || bytes[2] != 'S' ||
      bytes[3] != '1')
    return MTC_ERROR_SCHEMA;
  if (bytes[4] >> 4 != MTC_MAJOR || (bytes[4] & 15) > MTC_MINOR) return MTC_ERROR_VERSION;
  r->bytes = bytes;
  r->count = count;
  r->failed = 0;
  r->at = count - 4;
  s->hash = read_bytes(r, 4);
  if (crc32(bytes, count - 4) != s->hash) return MTC_ERROR_SCHEMA;
  r->count = count - 4;
  r->at = 5;
  s->frames_per_packet = read_bytes(r, 1);
  numerator = read_varint(r, 1000000);
  denominator = read_varint(r, 1000000);
  s->audio_rate = (uint32_t)read_varint(r, 1000000);
  s->channel_count = (uint32_t)read_varint(r, MAX_CHANNELS);
  if (r->failed || s->frames_per_packet < 1 || s->frames_per_packet > 64 || numerator < 1 || denominator < 1 ||
      numerator < denominator || numerator > 1000 * denominator)
    return MTC_ERROR_SCHEMA;
  divisor = gcd((uint32_t)numerator, (uint32_t)denominator);
  s->rate_numerator = (uint32_t)numerator / divisor;
  s->rate_denominator = (uint32_t)denominator / divisor;
  return MTC_OK;
}

mtc_status mtc_schema_parse(const uint8_t *bytes, size_t count, mtc_schema *schema) {
  reader r;
  mtc_schema s;
  schema_entry e;
  uint32_t i;
  mtc_status status;
  if (!bytes || !schema || schema->size < sizeof(mtc_schema)) return MTC_ERROR_ARGUMENT;
  s.size = schema->size;
  status = read_head(bytes, count, &r, &s);
  if (status != MTC_OK) return status;
  s.component_count = 0;
  s.width = 0;
  for (i = 0; i < s.channel_count; i++) {
    read_entry(&r, i, &e);
    if (r.failed) return MTC_ERROR_SCHEMA;
    s.component_count += e.parts;
    s.width += e.width;
  }
  if (r.at != r.count) return MTC_ERROR_SCHEMA;
  *schema = s;
  return MTC_OK;
}

mtc_status mtc_schema_channel(const uint8_t *bytes, size_t count, uint32_t index, mtc_channel *channel) {
  reader r;
  mtc_schema s;
  schema_entry e;
  uint32_t i, column = 0;
  mtc_status status;
  if (!bytes || !channel || channel->size < sizeof(mtc_channel)) return MTC_ERROR_ARGUMENT;
  status = read_head(bytes, count, &r, &s);
  if (status != MTC_OK) return status;
  if (index >= s.channel_count) return MTC_ERROR_ARGUMENT;
  for (i = 0;; i++) {
    read_entry(&r, i, &e);
    if (r.failed) return MTC_ERROR_SCHEMA;
    if (i == index) break;
    column += e.width;
  }
  channel->kind = e.kind;
  channel->name = (const char *)bytes + e.name_at;
  channel->name_length = e.name_length;
  channel->column = column;
  channel->minimum = (float)e.minimum[0] * e.step[0];
  channel->maximum = (float)e.maximum[0] * e.step[0];
  return MTC_OK;
}

/* ---- decoder ---- */

static size_t round8(size_t n) { return (n + 7) & ~(size_t)7; }

size_t mtc_decoder_size(const mtc_schema *s) {
  if (!s || s->size < sizeof(mtc_schema) || s->channel_count > MAX_CHANNELS ||
      s->component_count > 3 * MAX_CHANNELS)
    return 0;
  return round8(sizeof(mtc_decoder)) + 2 * round8(sizeof(component) * s->component_count) +
         round8(sizeof(channel_part) * s->channel_count) +
         2 * round8(sizeof(bit_model) * (SHARED + (size_t)OWN * s->component_count)) +
         round8(sizeof(int32_t) * KEPT * (size_t)s->component_count) + SLOTS * SLOT_ROOM;
}

static int32_t mean_of_level(int32_t level) {
  int32_t length = (level + 4) / 2;
  int32_t v = (1 << (length - 1)) | (level & 1) << (length - 2);
  return (v - 2) << 2;
}

static void model_reset(mtc_decoder *d) {
  uint32_t i, k;
  for (i = 0; i < SHARED; i++) d->bits[i] = d->prior[i];
  for (i = 0; i < d->component_count; i++)
    for (k = 0; k < OWN; k++)
      d->bits[SHARED + i * OWN + k] = d->prior[SHARED + (d->components[i].vector ? OWN : 0) + k];
  for (i = 0; i < MIXERS; i++) d->mixers[i] = MIXER_WEIGHT;
  for (i = 0; i < d->component_count; i++) {
    component *c = d->components + i;
    c->x0 = c->reference;
    c->f[0] = c->f[1] = c->f[2] = 0;
    c->w[0] = 39322;
    c->w[1] = 13107;
    c->w[3] = 4000;
    c->w[2] = c->w[4] = 0;
    c->activity = c->start = c->motion;
    c->last = c->before = c->residual = c->error = 0;
  }
}

/* Keeps what the first block of a clip taught: later blocks start from it. */
static void model_prime(mtc_decoder *d) {
  uint32_t i;
  for (i = 0; i < SHARED + OWN * d->component_count; i++) d->saved_bits[i] = d->bits[i];
  for (i = 0; i < MIXERS; i++) d->saved_mixers[i] = d->mixers[i];
  for (i = 0; i < d->component_count; i++) {
    component c = d->components[i];
    c.x0 = c.reference;
    c.f[0] = c.f[1] = c.f[2] = 0;
    c.last = c.before = c.residual = c.error = 0;
    c.start = c.activity;
    d->saved_components[i] = c;
  }
  d->primed = 1;
}

static void model_restore(mtc_decoder *d) {
  uint32_t i;
  for (i = 0; i < SHARED + OWN * d->component_count; i++) d->bits[i] = d->saved_bits[i];
  for (i = 0; i < MIXERS; i++) d->mixers[i] = d->saved_mixers[i];
  for (i = 0; i < d->component_count; i++) d->components[i] = d->saved_components[i];
}

static void stretch_fill(int16_t *table) {
  int32_t x, next = 0;
  for (x = -2047; x <= 2047; x++) {
    int32_t p = squash(x) >> 4;
    while (next <= p) table[next++] = (int16_t)x;
  }
  while (next < 4096) table[next++] = 2047;
}

mtc_status mtc_decoder_init(void *memory, size_t size, const uint8_t *bytes, size_t count, mtc_decoder **decoder) {
  mtc_schema s;
  mtc_decoder *d = (mtc_decoder *)memory;
  reader r;
  schema_entry e;
  uint8_t *at = (uint8_t *)memory;
  uint32_t i, k, first = 0, column = 0;
  mtc_status status;
  if (!memory || !decoder) return MTC_ERROR_ARGUMENT;
  s.size = sizeof s;
  status = mtc_schema_parse(bytes, count, &s);
  if (status != MTC_OK) return status;
  if (((uintptr_t)memory & 7) != 0 || size < mtc_decoder_size(&s)) return MTC_ERROR_MEMORY;
  d->channel_count = s.channel_count;
  d->component_count = s.component_count;
  d->width = s.width;
  d->frames_per_packet = s.frames_per_packet;
  d->hash = s.hash;
  d->rate_numerator = s.rate_numerator;
  d->rate_denominator = s.rate_denominator;
  d->audio_rate = s.audio_rate;
  d->pace_frame = d->pace_sample = 0;
  d->epoch = 0;
  at += round8(sizeof(mtc_decoder));
  d->components = (component *)(void *)at;
  at += round8(sizeof(component) * s.component_count);
  d->saved_components = (component *)(void *)at;
  at += round8(sizeof(component) * s.component_count);
  d->parts = (channel_part *)(void *)at;
  at += round8(sizeof(channel_part) * s.channel_count);
  d->bits = (bit_model *)(void *)at;
  at += round8(sizeof(bit_model) * (SHARED + (size_t)OWN * s.component_count));
  d->saved_bits = (bit_model *)(void *)at;
  at += round8(sizeof(bit_model) * (SHARED + (size_t)OWN * s.component_count));
  d->ring = (int32_t *)(void *)at;
  at += round8(sizeof(int32_t) * KEPT * (size_t)s.component_count);
  d->slot_bytes = at;
  status = read_head(bytes, count, &r, &s);
  if (status != MTC_OK) return status;
  for (i = 0; i < d->channel_count; i++) {
    uint32_t links[2];
    read_entry(&r, i, &e);
    if (r.failed) return MTC_ERROR_SCHEMA;
    d->parts[i].kind = e.kind == 2 ? 2 : e.parts == 1 ? 0 : 1;
    d->parts[i].component = first;
    d->parts[i].column = column;
    links[0] = e.first_link;
    links[1] = e.second_link;
    for (k = 0; k < e.parts; k++) {
      component *c = d->components + first + k;
      uint32_t n = 0, j;
      c->minimum = e.minimum[k];
      c->maximum = e.maximum[k];
      c->reference = e.reference[k];
      c->spread = e.spread[k];
      for (j = 0; j < 3; j++) c->pull[j] = e.pull[k][j];
      c->motion = mean_of_level(e.motion[k]);
      c->step = e.step[k];
      c->vector = e.parts > 1;
      c->near[0] = c->near[1] = c->near[2] = -1;
      for (j = 1; j <= k && n < 3; j++) c->near[n++] = (int32_t)(first + k - j);
      for (j = 0; j < 2; j++) {
        if (links[j] > 0 && n < 3) {
          const channel_part *p = d->parts + links[j] - 1;
          c->near[n++] = (int32_t)(p->component + (p->kind != 0 ? k : 0));
        }
      }
    }
    first += e.parts;
    column += e.width;
  }
  stretch_fill(d->stretch);
  for (i = 0; i < SHARED + 2 * OWN; i++) d->prior[i] = prior_at(i);
  d->magic = MAGIC;
  mtc_decoder_reset(d);
  model_reset(d);
  *decoder = d;
  return MTC_OK;
}

static void forget_frames(mtc_decoder *d) {
  uint32_t i;
  d->synced = 0;
  d->next_frame = 0;
  for (i = 0; i < SLOTS; i++) d->slots[i].count = d->slots[i].frame = 0;
  for (i = 0; i < KEPT; i++) {
    d->ring_frames[i] = -1;
    d->ring_refinement[i] = 0;
  }
}

void mtc_decoder_reset(mtc_decoder *d) {
  if (!d || d->magic != MAGIC) return;
  d->has_session = 0;
  d->session = 0;
  d->clip_open = 0;
  d->primed = 0;
  d->clip_block = d->clip_next = 0;
  forget_frames(d);
}

/* ---- bits ---- */

static void range_begin(range_decoder *r, const uint8_t *bytes, size_t count) {
  size_t i;
  r->bytes = bytes;
  r->count = count;
  r->position = 4;
  r->range = 0xFFFFFFFFu;
  r->value = 0;
  for (i = 0; i < 4; i++) r->value = r->value << 8 | (i < count ? bytes[i] : 0);
}

static ALWAYS_INLINE uint32_t range_bit(range_decoder *r, uint32_t p) {
  uint32_t bound = (r->range >> 16) * p, bit;
  if (r->value < bound) {
    r->range = bound;
    bit = 1;
  } else {
    r->value -= bound;
    r->range -= bound;
    bit = 0;
  }
  while (r->range < (1u << 24)) {
    r->range <<= 8;
    r->value = r->value << 8 | (r->position < r->count ? r->bytes[r->position] : 0);
    r->position++;
  }
  return bit;
}

static ALWAYS_INLINE uint32_t range_raw(range_decoder *r, uint32_t count) {
  uint32_t value = 0;
  while (count-- > 0) value = value << 1 | range_bit(r, 32768);
  return value;
}

/* 65536 / (2n + 3) */
static const int32_t rates[SLOWEST + 1] = {
    21845, 13107, 9362, 7281, 5957, 5041, 4369, 3855, 3449, 3120, 2849, 2621, 2427, 2259, 2114, 1985,
    1872, 1771, 1680, 1598, 1524, 1456, 1394, 1337, 1285, 1236, 1191, 1149, 1110, 1074, 1040, 1008,
    978, 949, 923, 897, 873, 851, 829, 809, 789, 771, 753, 736, 720, 704, 689, 675,
    661, 648, 636, 624, 612, 601, 590, 579, 569, 560, 550, 541, 532};

static inline void adapt(bit_model *m, uint32_t bit) {
  uint32_t state = *m;
  int32_t p = (int32_t)(state & 0xFFFF), goal = (int32_t)((0u - bit) & 0xFFFF);
  uint32_t counted = state < (uint32_t)SLOWEST << 16 ? 0x10000u : 0;
  *m = state + counted + (uint32_t)shr((goal - p) * rates[state >> 16], 15);
}

static ALWAYS_INLINE uint32_t plain(range_decoder *r, bit_model *m) {
  uint32_t p = *m & 0xFFFF;
  p = p < 32 ? 32 : p > 65504 ? 65504 : p;
  uint32_t bit = range_bit(r, p);
  adapt(m, bit);
  return bit;
}

static inline int32_t weigh(int32_t weight, int32_t product) {
  return clamp32(weight + shr(product + 16384, 15), 262143);
}

static ALWAYS_INLINE uint32_t mixed(const int16_t *stretch, range_decoder *r, bit_model *a, bit_model *b, bit_model *c,
                             int32_t *weights) {
  int32_t x0 = stretch[*a >> 4 & 0xFFF], x1 = stretch[*b >> 4 & 0xFFF], x2 = stretch[*c >> 4 & 0xFFF];
  int32_t dot = shr(weights[0] * x0 + weights[1] * x1 + weights[2] * x2, 16);
  int32_t p = min32(65504, max32(32, squash(clamp32(dot, 2047))));
  uint32_t bit = range_bit(r, (uint32_t)p);
  int32_t miss = (int32_t)(bit << 16) - p;
  weights[0] = weigh(weights[0], x0 * miss);
  weights[1] = weigh(weights[1], x1 * miss);
  weights[2] = weigh(weights[2], x2 * miss);
  adapt(a, bit);
  adapt(b, bit);
  adapt(c, bit);
  return bit;
}

/* ---- one component ---- */

static ALWAYS_INLINE int32_t magnitude(mtc_decoder *d, range_decoder *r, int kind, int level, int near_level, bit_model *own) {
  int shift = level >= 14 ? (level - 12) >> 1 : 0;
  bit_model *by_activity = d->bits + MORE_BY_ACTIVITY + (kind * LEVELS + level) * (UNARY + 1);
  int32_t count = 0;
  int64_t whole;
  while (count < UNARY) {
    uint32_t bit;
    if (count < 2)
      bit = mixed(d->stretch, r, by_activity + count,
                  d->bits + MORE_BY_NEIGHBOUR + (kind * 8 + near_level) * 2 + count, own + count,
                  d->mixers + MORE_MIXERS + (kind * 2 + count) * 3);
    else
      bit = plain(r, by_activity + count);
    if (!bit) break;
    count++;
  }
  if (count == UNARY) {
    uint32_t exponent = 0;
    while (exponent < 23) {
      if (!plain(r, d->bits + ESCAPE + kind * 24 + (int)exponent)) break;
      exponent++;
    }
    count += (int32_t)((1u << exponent | range_raw(r, exponent)) - 1);
  }
  if (shift == 0) return count + 1;
  {
    uint32_t top = plain(r, d->bits + LOW + kind * 16 + shift);
    uint32_t rest = range_raw(r, (uint32_t)shift - 1);
    whole = ((int64_t)count << shift) | (int64_t)(top << (shift - 1) | rest);
  }
  if (whole > (1 << 24)) whole = 1 << 24;
  return (int32_t)whole + 1;
}

static inline int level_of(int32_t mean) {
  int32_t v = (mean >> 2) + 2;
  int length = bit_length((uint32_t)v);
  return min32(LEVELS - 1, 2 * length - 4 + ((v >> (length - 2)) & 1));
}

static ALWAYS_INLINE int32_t decode_component(mtc_decoder *d, range_decoder *r, uint32_t index, int first) {
  component *c = d->components + index;
  int kind = (first ? 2 : 0) + (int)c->vector;
  int32_t x0 = c->x0, f[5] = {0, 0, 0, 0, 0}, expected = x0 * 16, around = 0, rounded, part, moved, residual = 0;
  int32_t value, size;
  int near_sign = 0, level, near_level, moved_level, part_level, history, quiet = 0;
  int32_t energy = 0;
  bit_model *own = d->bits + SHARED + index * OWN;
  if (c->near[0] >= 0) {
    const component *o = d->components + c->near[0];
    around = 2 * abs32(o->residual);
    near_sign = o->residual > 0 ? 1 : o->residual < 0 ? 2 : 0;
    f[3] = o->error;
  }
  if (c->near[1] >= 0) {
    const component *o = d->components + c->near[1];
    around += abs32(o->residual);
    f[4] = o->error;
  }
  if (c->near[2] >= 0) around += abs32(d->components[c->near[2]].residual);
  if (!first) {
    int32_t sum;
    f[0] = c->f[0];
    f[1] = c->f[1];
    f[2] = c->f[2];
    sum = c->w[0] * f[0] + c->w[1] * f[1] + c->w[2] * f[2] + c->w[3] * f[3] + c->w[4] * f[4];
    expected = min32(c->maximum * 16, max32(c->minimum * 16, expected + shr(sum, 16)));
  } else {
    int64_t sum = 0, low = (int64_t)c->minimum * 16, high = (int64_t)c->maximum * 16;
    int k;
    for (k = 0; k < 3; k++) {
      if (c->near[k] >= 0) {
        const component *o = d->components + c->near[k];
        sum += (int64_t)c->pull[k] * (o->x0 - o->reference);
      }
    }
    sum = (int64_t)c->reference * 16 + shr64(sum, 4);
    expected = (int32_t)(sum < low ? low : sum > high ? high : sum);
  }
  if (!first) {
    energy = f[0] * f[0] + f[1] * f[1] + f[2] * f[2] + f[3] * f[3] + f[4] * f[4];
    quiet = energy == 0 && around == 0 && c->last == 0 && c->before == 0;
    if (quiet && !plain(r, own + 11)) {
      c->activity += shr(-c->activity * 77, 8);
      c->residual = c->error = 0;
      return x0;
    }
  }
  rounded = shr(expected + 8, 4);
  part = expected - rounded * 16;
  level = first ? (int)c->spread : level_of(c->activity);
  near_level = around < 4 ? (int)around : around <= 5 ? 4 : around <= 8 ? 5 : around <= 16 ? 6 : 7;
  moved = abs32(expected - x0 * 16);
  moved_level = moved < 1 ? 0 : min32(7, bit_length((uint32_t)moved | 4) - 2);
  part_level = min32(3, abs32(part) >> 1);
  history = min32(abs32(c->last), 2) * 3 + min32(abs32(c->before), 2);
  if (quiet ||
      mixed(d->stretch, r, d->bits + ZERO_BY_ACTIVITY + (kind * LEVELS + level) * 8 + near_level, own + history,
            d->bits + ZERO_BY_PREDICTION + kind * 128 + (part_level * 4 + min32(3, level >> 2)) * 8 + moved_level,
            d->mixers + ZERO_MIXERS + (kind * LEVELS + level) * 3)) {
    int side = part > 1 ? 1 : part < -1 ? 2 : 0;
    int last_sign = c->last > 0 ? 1 : c->last < 0 ? 2 : 0;
    uint32_t positive = plain(r, d->bits + SIGN + kind * 27 + side * 9 + last_sign * 3 + near_sign);
    residual = magnitude(d, r, kind, level, near_level, own + 9);
    if (!positive) residual = -residual;
  }
  value = min32(c->maximum, max32(c->minimum, rounded + residual));
  size = min32(4095, abs32(residual));
  if (!first) {
    int32_t error = clamp32(value * 16 - expected, 4095);
    if (energy != 0 && error != 0) {
      int length = bit_length((uint32_t)energy + 256), k;
      /* In quarters, so that one formula does for short energies too. */
      int32_t half = ((1 << length) >> 12) * 4, four = error * 4;
      for (k = 0; k < 5; k++) c->w[k] = clamp32(c->w[k] + shr(four * f[k] + half, length - 9), 98304);
    }
    c->error = error;
    c->activity += shr((size * 256 - c->activity) * 77, 8);
    c->before = c->last;
    c->last = residual;
  }
  c->residual = first ? clamp32(residual, 4095) : residual;
  c->f[2] = f[1];
  c->f[1] = f[0];
  c->f[0] = clamp32((value - x0) * 16, 4095);
  c->x0 = value;
  return value;
}

/* ---- frames ---- */

static int32_t decode_frame(mtc_decoder *d, range_decoder *source, int32_t *out, int first) {
  /* A copy that nothing else points at can stay in registers. */
  range_decoder local = *source, *r = &local;
  int32_t halvings = 0;
  uint32_t i, count = d->component_count;
  while (halvings < 3 && range_bit(r, 512)) halvings++;
  if (!first)
    for (i = 0; i < count; i++) out[i] = decode_component(d, r, i, 0);
  if (first) {
    for (i = 0; i < count; i++) out[i] = decode_component(d, r, i, 1);
    for (i = 0; i < count; i++) {
      component *c = d->components + i;
      c->f[0] = c->f[1] = c->f[2] = 0;
      c->last = c->before = c->error = c->residual = 0;
      c->activity = c->start;
    }
  }
  if (halvings) {
    int32_t scale = 1 << halvings, half = scale >> 1;
    for (i = 0; i < count; i++) {
      const component *c = d->components + i;
      int32_t value = out[i] * scale;
      if (c->vector) {
        value = value - half + (int32_t)range_raw(r, (uint32_t)halvings);
        value = min32(c->maximum * scale, max32(c->minimum * scale, value));
      }
      out[i] = value;
    }
  }
  *source = local;
  return halvings;
}

static void store_frame(mtc_decoder *d, range_decoder *r, uint32_t frame, int first) {
  uint32_t place = frame % KEPT;
  d->ring_frames[place] = (int64_t)frame;
  d->ring_refinement[place] = decode_frame(d, r, d->ring + (size_t)place * d->component_count, first);
}

/* ---- packets ---- */

typedef struct packet_head {
  int key, full, has_audio;
  uint32_t session, epoch, hash, frame;
  int64_t audio;
  size_t start;
} packet_head;

static void put_bytes(uint8_t *out, uint64_t value) {
  int i;
  for (i = 0; i < 8; i++) out[i] = (uint8_t)(value >> (8 * i));
}

/* 0 when the packet is sound, else what became of it. */
static mtc_outcome read_packet(const mtc_decoder *d, const uint8_t *bytes, size_t count, packet_head *h) {
  reader r;
  uint8_t bound[24];
  uint16_t told;
  if (count < 4 || (bytes[0] & 0xC7) != 0x80) return MTC_CORRUPT;
  r.bytes = bytes;
  r.count = count - 2;
  r.at = 2;
  r.failed = 0;
  h->key = (bytes[0] & 0x20) != 0;
  h->full = (bytes[0] & 0x10) != 0;
  h->has_audio = (bytes[0] & 0x08) != 0;
  h->audio = 0;
  if (h->full) {
    uint32_t version = read_bytes(&r, 1);
    h->session = read_bytes(&r, 4);
    h->epoch = read_bytes(&r, 2);
    h->hash = read_bytes(&r, 4);
    h->frame = (uint32_t)read_varint(&r, 0xFFFFFFFFu);
    if (r.failed) return MTC_CORRUPT;
    if (version >> 4 != MTC_MAJOR || (version & 15) > MTC_MINOR) return MTC_FOREIGN;
  } else {
    uint32_t away = (uint32_t)(bytes[1] - (d->next_frame & 255)) & 255;
    if (!d->has_session) return MTC_WAITING_FOR_KEY;
    h->session = d->session;
    h->epoch = d->epoch;
    h->hash = d->hash;
    h->frame = d->next_frame + away - (away >= 128 ? 256u : 0u);
  }
  if (h->has_audio) h->audio = read_zigzag(&r);
  if (r.failed) return MTC_CORRUPT;
  h->start = r.at;
  put_bytes(bound, h->session);
  put_bytes(bound + 8, (uint64_t)h->epoch | (uint64_t)h->hash << 16);
  put_bytes(bound + 16, h->frame);
  told = (uint16_t)(bytes[count - 2] | bytes[count - 1] << 8);
  if (crc16(bytes, count - 2, crc16(bound, 24, 0xFFFF)) != told) return MTC_CORRUPT;
  if (h->hash != d->hash) return MTC_FOREIGN;
  if (d->has_session && h->session != d->session) return MTC_FOREIGN;
  return MTC_DECODED;
}

static int64_t wrap_add(int64_t a, int64_t b) { return (int64_t)((uint64_t)a + (uint64_t)b); }

static int64_t pace_at(const mtc_decoder *d, int64_t frame) {
  int64_t distance = frame - d->pace_frame;
  if (distance < 0) distance = 0;
  if (distance > (1 << 20)) distance = 1 << 20;
  return wrap_add(d->pace_sample, distance * d->audio_rate * d->rate_denominator / d->rate_numerator);
}

static void decode_packet(mtc_decoder *d, const uint8_t *bytes, size_t count, const packet_head *h) {
  range_decoder r;
  uint32_t frame = h->frame, index = 0;
  if (h->key) model_reset(d);
  if (h->full) {
    d->pace_frame = h->frame;
    d->pace_sample = h->audio;
  } else if (h->has_audio) {
    d->pace_sample = wrap_add(pace_at(d, h->frame), h->audio);
    d->pace_frame = h->frame;
  }
  range_begin(&r, bytes + h->start, count - 2 - h->start);
  do {
    if (index > 0 && !range_bit(&r, 65024)) break;
    store_frame(d, &r, frame, h->key && index == 0);
    frame++;
    index++;
  } while (index < d->frames_per_packet);
  d->next_frame = frame;
  d->synced = 1;
}

static mtc_outcome hold(mtc_decoder *d, const uint8_t *bytes, size_t count, uint32_t frame) {
  int free_slot = -1, i;
  size_t k;
  if (count > SLOT_ROOM) return MTC_WAITING_FOR_KEY;
  for (i = 0; i < SLOTS; i++) {
    if (d->slots[i].count && d->slots[i].frame == frame) return MTC_HELD;
    if (!d->slots[i].count && free_slot < 0) free_slot = i;
  }
  if (free_slot < 0) return MTC_WAITING_FOR_KEY;
  for (k = 0; k < count; k++) d->slot_bytes[(size_t)free_slot * SLOT_ROOM + k] = bytes[k];
  d->slots[free_slot].frame = frame;
  d->slots[free_slot].count = (uint32_t)count;
  return MTC_HELD;
}

static mtc_outcome take_packet(mtc_decoder *d, const uint8_t *bytes, size_t count, uint32_t *first) {
  packet_head h;
  int found = 1, i;
  int16_t newer;
  mtc_outcome outcome = read_packet(d, bytes, count, &h);
  if (outcome != MTC_DECODED) return outcome;
  newer = (int16_t)(uint16_t)(h.epoch - d->epoch);
  if (h.full && d->has_session && newer < 0) return MTC_STALE;
  if (!d->has_session || newer > 0) {
    if (!h.key) return MTC_WAITING_FOR_KEY;
    d->has_session = 1;
    d->session = h.session;
    d->epoch = h.epoch;
    forget_frames(d);
  }
  if (h.key) {
    if (d->synced && (int32_t)(h.frame - d->next_frame) < 0) return MTC_STALE;
  } else {
    int32_t ahead = (int32_t)(h.frame - d->next_frame);
    if (!d->synced) return MTC_WAITING_FOR_KEY;
    if (ahead < 0) return MTC_STALE;
    if (ahead > 0) return hold(d, bytes, count, h.frame);
  }
  *first = h.frame;
  decode_packet(d, bytes, count, &h);
  while (found) {
    found = 0;
    for (i = 0; i < SLOTS; i++) {
      int32_t ahead = (int32_t)(d->slots[i].frame - d->next_frame);
      size_t waiting = d->slots[i].count;
      packet_head next;
      if (!waiting) continue;
      if (ahead < 0) d->slots[i].count = 0;
      if (ahead != 0) continue;
      d->slots[i].count = 0;
      if (read_packet(d, d->slot_bytes + (size_t)i * SLOT_ROOM, waiting, &next) == MTC_DECODED && !next.key) {
        decode_packet(d, d->slot_bytes + (size_t)i * SLOT_ROOM, waiting, &next);
        found = 1;
      }
    }
  }
  return MTC_DECODED;
}

mtc_status mtc_decoder_packet(mtc_decoder *d, const uint8_t *bytes, size_t count, mtc_packet *packet) {
  uint32_t first = 0;
  if (!d || d->magic != MAGIC || (!bytes && count) || !packet || packet->size < sizeof(mtc_packet))
    return MTC_ERROR_ARGUMENT;
  packet->outcome = (uint32_t)take_packet(d, bytes, count, &first);
  packet->first_frame = 0;
  packet->frame_count = 0;
  packet->audio_sample = 0;
  packet->reserved = 0;
  if (packet->outcome == MTC_DECODED) {
    packet->first_frame = first;
    packet->frame_count = d->next_frame - first;
    packet->audio_sample = pace_at(d, first);
  }
  packet->epoch = d->epoch;
  return MTC_OK;
}

mtc_status mtc_decoder_pose(const mtc_decoder *d, uint32_t frame, float *out, size_t count) {
  uint32_t place = frame % KEPT, i;
  const int32_t *values;
  float scale;
  if (!d || d->magic != MAGIC || !out) return MTC_ERROR_ARGUMENT;
  if (count < d->width) return MTC_ERROR_ROOM;
  if (d->ring_frames[place] != (int64_t)frame) return MTC_ERROR_FRAME;
  values = d->ring + (size_t)place * d->component_count;
  scale = power((int)d->ring_refinement[place]);
  for (i = 0; i < d->channel_count; i++) {
    const channel_part *part = d->parts + i;
    const component *c = d->components + part->component;
    const int32_t *x = values + part->component;
    float *y = out + part->column;
    if (part->kind == 0) {
      y[0] = (float)x[0] * (c[0].step * scale);
    } else if (part->kind == 1) {
      y[0] = (float)x[0] * (c[0].step * scale);
      y[1] = (float)x[1] * (c[1].step * scale);
      y[2] = (float)x[2] * (c[2].step * scale);
    } else {
      float a = (float)x[0] * (c[0].step * scale);
      float b = (float)x[1] * (c[1].step * scale);
      float e = (float)x[2] * (c[2].step * scale);
      float aa = a * a, bb = b * b, ee = e * e;
      float ab = aa + bb;
      float n = ab + ee;
      float t = 2.0f / (1.0f + n);
      y[0] = a * t;
      y[1] = b * t;
      y[2] = e * t;
      y[3] = t - 1.0f;
    }
  }
  return MTC_OK;
}

/* ---- clips ---- */

enum { CLIP_HEAD = 33, CLIP_ENTRY = 10, LARGEST_BLOCK = 65536 };

static uint32_t u32_at(const uint8_t *b) {
  return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

mtc_status mtc_clip_open(const uint8_t *bytes, size_t count, mtc_clip *clip) {
  uint64_t head, blocks, frames, per_block, schema_length, i;
  mtc_schema s;
  mtc_status status;
  if (!bytes || !clip || clip->size < sizeof(mtc_clip)) return MTC_ERROR_ARGUMENT;
  if (count < CLIP_HEAD + 4 || bytes[0] != 'M' || bytes[1] != 'T' || bytes[2] != 'C' || bytes[3] != '1')
    return MTC_ERROR_CLIP;
  if (bytes[4] >> 4 != MTC_MAJOR || (bytes[4] & 15) > MTC_MINOR) return MTC_ERROR_VERSION;
  frames = u32_at(bytes + 5);
  per_block = u32_at(bytes + 9);
  blocks = u32_at(bytes + 13);
  schema_length = u32_at(bytes + 29);
  if (per_block == 0 || per_block > LARGEST_BLOCK || blocks != (frames + per_block - 1) / per_block) return MTC_ERROR_CLIP;
  head = CLIP_HEAD + schema_length + CLIP_ENTRY * blocks;
  if (head + 4 > count || crc32(bytes, (size_t)head) != u32_at(bytes + head)) return MTC_ERROR_CLIP;
  s.size = sizeof s;
  status = mtc_schema_parse(bytes + CLIP_HEAD, (size_t)schema_length, &s);
  if (status != MTC_OK) return status;
  for (i = 0; i < blocks; i++) {
    const uint8_t *entry = bytes + CLIP_HEAD + schema_length + CLIP_ENTRY * i;
    uint64_t length = u32_at(entry + 4), held = frames - i * per_block;
    if (held > per_block) held = per_block;
    if (u32_at(entry) + length > count || held > 720 * (length + 8)) return MTC_ERROR_CLIP;
  }
  clip->frame_count = (uint32_t)frames;
  clip->block_frames = (uint32_t)per_block;
  clip->block_count = (uint32_t)blocks;
  clip->schema_offset = CLIP_HEAD;
  clip->schema_length = (uint32_t)schema_length;
  clip->audio_sample = (int64_t)((uint64_t)u32_at(bytes + 21) | (uint64_t)u32_at(bytes + 25) << 32);
  return MTC_OK;
}

/* Begins a block; its bytes are checked first. */
static mtc_status clip_begin(mtc_decoder *d, const uint8_t *bytes, size_t count, uint32_t block) {
  uint64_t per_block = u32_at(bytes + 9);
  uint64_t entry = CLIP_HEAD + (uint64_t)u32_at(bytes + 29) + (uint64_t)CLIP_ENTRY * block, offset, length;
  uint32_t i;
  d->clip_block = 0xFFFFFFFFu;
  if (entry + CLIP_ENTRY > count) return MTC_ERROR_CLIP;
  offset = u32_at(bytes + entry);
  length = u32_at(bytes + entry + 4);
  if (offset + length > count ||
      crc16(bytes + offset, (size_t)length, 0xFFFF) != (uint16_t)(bytes[entry + 8] | bytes[entry + 9] << 8))
    return MTC_ERROR_CLIP;
  for (i = 0; i < KEPT; i++) d->ring_frames[i] = -1;
  if (block == 0)
    model_reset(d);
  else
    model_restore(d);
  range_begin(&d->clip_range, bytes + offset, (size_t)length);
  d->clip_block = block;
  d->clip_next = (uint32_t)(block * per_block);
  return MTC_OK;
}

static void clip_decode(mtc_decoder *d, uint32_t first, uint32_t end) {
  while (d->clip_next < end) {
    store_frame(d, &d->clip_range, d->clip_next, d->clip_next == first);
    d->clip_next++;
  }
}

mtc_status mtc_clip_pose(mtc_decoder *d, const uint8_t *bytes, size_t count, uint32_t frame, float *floats,
                         size_t float_count) {
  uint64_t per_block;
  uint32_t block;
  mtc_status status;
  if (!d || d->magic != MAGIC || !bytes || !floats) return MTC_ERROR_ARGUMENT;
  if (float_count < d->width) return MTC_ERROR_ROOM;
  if (count < CLIP_HEAD) return MTC_ERROR_CLIP;
  if (!d->clip_open) {
    mtc_clip clip;
    clip.size = sizeof clip;
    status = mtc_clip_open(bytes, count, &clip);
    if (status != MTC_OK) return status;
    if (u32_at(bytes + CLIP_HEAD + clip.schema_length - 4) != d->hash) return MTC_ERROR_CLIP;
    forget_frames(d);
    d->clip_block = 0xFFFFFFFFu;
    d->primed = 0;
    d->clip_open = 1;
  }
  per_block = u32_at(bytes + 9);
  if (frame >= u32_at(bytes + 5) || per_block == 0 || per_block > LARGEST_BLOCK) return MTC_ERROR_FRAME;
  block = (uint32_t)(frame / per_block);
  if (d->ring_frames[frame % KEPT] == (int64_t)frame) return mtc_decoder_pose(d, frame, floats, float_count);
  if (block > 0 && !d->primed) {
    if (d->clip_block != 0) {
      status = clip_begin(d, bytes, count, 0);
      if (status != MTC_OK) return status;
    }
    clip_decode(d, 0, (uint32_t)per_block);
    model_prime(d);
  }
  if (block != d->clip_block || frame < d->clip_next) {
    status = clip_begin(d, bytes, count, block);
    if (status != MTC_OK) return status;
  }
  clip_decode(d, (uint32_t)(block * per_block), frame + 1);
  return mtc_decoder_pose(d, frame, floats, float_count);
}
