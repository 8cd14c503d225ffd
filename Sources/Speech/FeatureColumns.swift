extension SpeechFeatures {
  /// The columns in order: those of the mouth, then loudness, rhythm and melody, then timbre.
  public static let all: [Column] = mouth + voice + timbre

  private static let mouth: [Column] = [
    Column("level", "dB", "A-weighted level", delay: 12.5, by: aWeighting),
    Column("level300", "dB", "level of 300–700 Hz", delay: 12.5, by: bins),
    Column("level700", "dB", "level of 700–1200 Hz", delay: 12.5, by: bins),
    Column("level1200", "dB", "level of 1200–2000 Hz", delay: 12.5, by: bins),
    Column("level2000", "dB", "level of 2000–3500 Hz", delay: 12.5, by: bins),
    Column(
      "ratio", "dB", "600–1400 Hz against 1700–3200 Hz: high for rounded and back vowels", delay: 12.5,
      by: bins),
    Column("floor", "dB", "adaptive noise floor of level", delay: 112.5, by: trackers),
    Column("floor700", "dB", "adaptive noise floor of level700", delay: 112.5, by: trackers),
    Column("peak", "dB", "adaptive speech peak of level", delay: 112.5, by: trackers),
    Column("openness", "", "how far the mouth is open by the sound", delay: 22.5, by: mouthAudio),
    Column("activity", "", "how surely there is speech", delay: 12.5, by: mouthAudio),
    Column("rounding", "", "how far the lips are rounded by the sound", delay: 72.5, by: mouthAudio),
    Column("spread", "", "how far the lips are spread by the sound", delay: 72.5, by: mouthAudio),
    Column("closing", "", "dips in which the lips may be closed", delay: 12.5, by: mouthAudio),
    Column("pitch", "Hz", "fundamental frequency, 0 where there is none", delay: 20, by: correlation),
    Column("voiced", "", "1 where there is a pitch", delay: 20, by: correlation),
  ]

  private static let voice: [Column] = [
    Column(
      "rms", "dB", "level without weighting, around the frame's mean", delay: 12.5,
      by: "root mean square under a Hann window of 25 ms"),
    Column(
      "loudness", "LUFS", "momentary loudness of the last 400 ms", delay: 200,
      by: "ITU-R BS.1770-5, K-weighted, ungated; hears up to 8 kHz"),
    Column(
      "onset", "", "how suddenly the spectrum rises, against its own recent peak", delay: 22.5,
      by: "rectified flux of log mel bands, Böck, Krebs & Schedl 2012; peak follower, Stowell & Plumbley 2007"
    ),
    Column(
      "onsetPeak", "", "strength of an onset in the row in which it is picked, else 0", delay: 32.5,
      by: "online peak picking, Böck, Krebs & Schedl 2012, one row of lookahead"),
    Column(
      "nucleus", "", "1 in the row in which a syllable nucleus becomes known, else 0", delay: 92.5,
      by:
        "voiced peaks of 300–1000 Hz with dips of 3 dB, after de Jong & Wempe 2009; 60 ms after the peak, later "
        + "where a long vowel falls late"),
    Column(
      "stress", "", "how stressed the last syllable nucleus is", delay: 92.5,
      by: "level700 at the nucleus against its running mean over nuclei, −3…9 dB"),
    Column(
      "syllableRate", "1/s", "syllable nuclei per second of speech", delay: 2000,
      by: "nuclei over speaking time, both forgotten with 2 s of speech"),
    Column(
      "speaking", "", "1 while somebody speaks", delay: 42.5,
      by:
        "begins with 30 ms above max(floor + 6, peak − 25) + 3 dB, ends 200 ms after the last row above it less 3"
    ),
    Column(
      "pause", "s", "time since speech ended, 0 while somebody speaks", delay: 12.5,
      by:
        "rows since the last loud one, told from 0.21 s on; counts from the beginning where nobody spoke yet"),
    Column(
      "pitchSemitones", "semitones", "pitch against the speaker's own running median", delay: 30,
      by: "median of 3 against the median of 10 s of voice, held through gaps under 100 ms, else 0"),
  ]

  private static let timbre: [Column] = (0..<MelCepstrum.coefficientCount).map { index in
    Column(
      "mfcc\(index)", "", "mel-frequency cepstral coefficient \(index)", delay: 12.5,
      by: "Davis & Mermelstein 1980 by HTK's conventions: 26 bands, 2595 log10(1 + f/700), no lifter")
  }

  private static let bins = "power of a Hann window of 25 ms, FFT 512"
  private static let aWeighting = "IEC 61672 A curve on the bins of a Hann window of 25 ms"
  private static let trackers = "one-pole 100 ms towards the extreme, slow return"
  private static let mouthAudio = "mouth-audio/2: levels against the speech peak and a small network"
  private static let correlation =
    "normalised autocorrelation of 40 ms, 70–400 Hz (Talkin 1995; octave cost of Boersma 1993)"
}
