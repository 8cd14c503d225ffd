import Motion

extension ScoringReference {
  /// How strongly a character shows what it feels.
  public struct EmotionScale: Hashable, Sendable, Codable {
    /// A line from what the face shows to what the labels say.
    public struct Line: Hashable, Sendable, Codable {
      /// Mean of what the face shows.
      public var shown: Double
      /// Mean of what the labels say.
      public var said: Double
      /// Standard deviation of what the labels say over that of what the face shows.
      public var gain: Double

      /// Makes a line.
      public init(shown: Double, said: Double, gain: Double) {
        self.shown = shown
        self.said = said
        self.gain = gain
      }

      func callAsFunction(_ value: Double) -> Double { said + gain * (value - shown) }
    }

    /// Valence; absent where no session has labels.
    public var valence: Line?
    /// Arousal; absent where no session has labels.
    public var arousal: Line?
    /// Mean activation of each prototype over the sessions.
    public var means: [String: Double]
    /// Standard deviation of each prototype's activation.
    public var deviations: [String: Double]
    /// Approved expressions that stand for a prototype: weights by channel.
    public var prototypes: [String: [String: Double]]?

    /// Makes a scale.
    public init(
      valence: Line?, arousal: Line?, means: [String: Double], deviations: [String: Double],
      prototypes: [String: [String: Double]]? = nil
    ) {
      self.valence = valence
      self.arousal = arousal
      self.means = means
      self.deviations = deviations
      self.prototypes = prototypes
    }
  }

  /// Measures how strongly sessions show their labels; `nil` where none has a face.
  static func emotion(
    of sessions: [TakeEvidence], prototypes: [String: [String: Double]]? = nil
  ) -> EmotionScale? {
    var valence = Columns()
    var arousal = Columns()
    var activations: [String: Columns] = [:]
    for session in sessions {
      guard let shown = try? EmotionActivation(session, prototypes: prototypes ?? [:]) else { continue }
      if !EmotionLabels.feelings(of: session).isEmpty {
        let curves = EmotionCurves(session)
        valence.add(shown.valence, curves.valence)
        arousal.add(shown.energy, curves.arousal)
      }
      for (name, values) in shown.prototypes {
        activations[name.rawValue, default: Columns()].add(values, values)
      }
    }
    guard !activations.isEmpty else { return nil }
    return EmotionScale(
      valence: valence.line, arousal: arousal.line, means: activations.mapValues(\.shownMean),
      deviations: activations.mapValues(\.shownDeviation), prototypes: prototypes)
  }

  /// Running sums of two columns.
  private struct Columns {
    private var count = 0.0
    private var shown = (sum: 0.0, squares: 0.0)
    private var said = (sum: 0.0, squares: 0.0)

    mutating func add(_ first: [Double], _ second: [Double]) {
      for (x, y) in zip(first, second) {
        count += 1
        shown.sum += x
        shown.squares += x * x
        said.sum += y
        said.squares += y * y
      }
    }

    var shownMean: Double { count > 0 ? shown.sum / count : 0 }

    var shownDeviation: Double {
      count > 0 ? max(0, shown.squares / count - shownMean * shownMean).squareRoot() : 0
    }

    var line: EmotionScale.Line? {
      guard count > 0 else { return nil }
      let mean = said.sum / count
      let deviation = max(0, said.squares / count - mean * mean).squareRoot()
      guard shownDeviation > 1e-6, deviation > 1e-6 else { return nil }
      return EmotionScale.Line(shown: shownMean, said: mean, gain: deviation / shownDeviation)
    }
  }
}

/// The annotated curves of a take, smoothed as the face is.
struct EmotionCurves {
  var valence: [Double]
  var arousal: [Double]

  init(_ take: TakeEvidence) {
    let count = take.track.frameCount
    valence = [Double](repeating: 0, count: count)
    arousal = valence
    for feeling in EmotionLabels.feelings(of: take) {
      for frame in feeling.frames {
        valence[frame] = feeling.strength * EmotionLabels.valence(of: feeling.emotion)
        arousal[frame] = feeling.strength * EmotionLabels.arousal(of: feeling.emotion)
      }
    }
    let radius = Int((EmotionActivation.smoothing / 2 * take.framesPerSecond).rounded())
    valence = EmotionActivation.runningMean(valence, radius: radius)
    arousal = EmotionActivation.runningMean(arousal, radius: radius)
  }
}
