import Formats
import Motion
import Speech

/// Where somebody is heard in a sound, by the house's own speech analysis.
enum VoiceSpans {
  /// Stretches of speech in order, less the delay with which the analysis tells of them.
  ///
  /// A stretch begins with the first of the rows by which the analysis knew it, and ends with the last loud one. The
  /// loudest sample is brought to half of full scale before, by at most 40 dB, so that soft recordings are heard.
  static func find(in wave: Waveform) -> [Transcript.Span] {
    guard let speaking = SpeechFeatures.column("speaking"), let pause = SpeechFeatures.column("pause") else {
      return []
    }
    let peak = wave.samples.reduce(0) { max($0, abs($1)) }
    guard peak > 0 else { return [] }
    let gain = min(100, 0.5 / peak)
    let features = SpeechFeatures.analyse(wave.resampledForSpeech().samples.map { $0 * gain })
    let rows = Double(SpeechFeatures.rowsPerSecond)
    let late = SpeechFeatures.all[speaking].delayMilliseconds / 1000
    let behind = SpeechFeatures.all[pause].delayMilliseconds / 1000
    let end = wave.duration
    func time(_ seconds: Double) -> MediaTime { min(end, max(.zero, MediaTime(seconds: seconds) ?? .zero)) }
    var spans: [Transcript.Span] = []
    var begun: MediaTime?
    for row in 0..<features.rowCount {
      let now = Double(row + 1) / rows
      if features[row, speaking] > 0.5 {
        begun = begun ?? max(spans.last?.end ?? .zero, time(now - late))
      } else if let start = begun {
        let last = time(now - Double(features[row, pause]) - behind)
        if last > start { spans.append(.init("", start: start, end: last)) }
        begun = nil
      }
    }
    if let start = begun, end > start { spans.append(.init("", start: start, end: end)) }
    return spans
  }
}
