import Foundation
import Testing

@testable import MetricHost

@Suite("A trial tries to make a metric fail")
struct MetricTrialTests {
  private func cases(
    _ script: String, kind: MetricBundle.Kind = .metric, _ settings: [String: Any] = [:]
  ) throws -> [String: MetricTrial.Case] {
    let folder = try ScratchFolder()
    let reference = try Stage.reference()
    let sessions = try (1...3).map { try Stage.take($0, reference: reference) }
    let trial = try MetricTrial(
      Stage.bundle(folder, kind: kind, script, settings), shelf: Stage.shelf, sessions: sessions)
    return Dictionary(uniqueKeysWithValues: try trial.run().map { ($0.name, $0) })
  }

  @Test("a sound one passes: values, reasons, the same again")
  func sound() throws {
    let found = try cases(
      """
      from mien import Undefined
      def measure(take):
          if take.frames < 2 or "head" not in take.joints:
              return Undefined("too little")
          return float(abs(take.rotation("head")[1:] - take.rotation("head")[:-1]).sum())
      """)
    #expect(found["held still"]?.text == "0.0")
    #expect(found["one frame"]?.verdict == .undefined && found["one frame"]?.text == "too little")
    #expect(found["without joints"]?.verdict == .undefined && found["without a face"]?.verdict == .ok)
    #expect(found["again, after others"]?.verdict == .ok && found["in another process"]?.verdict == .ok)
    #expect(found["time"] != nil && found.values.allSatisfy { $0.verdict != .fails })
  }

  @Test("one that remembers, draws lots or trips over little is found out")
  func unsound() throws {
    let remembers = try cases("seen = []\ndef measure(take):\n    seen.append(1)\n    return len(seen)")
    #expect(remembers["again, after others"]?.verdict == .fails)
    let draws = try cases("import numpy\ndef measure(take): return numpy.random.default_rng().random()")
    #expect(draws["in another process"]?.verdict == .fails)
    let trips = try cases("def measure(take): return float(take.rows[1].sum())")
    #expect(trips["one frame"]?.verdict == .fails && trips["a session"]?.verdict == .ok)
    #expect(trips["one frame"]?.text.contains("metric.py:1 in measure") == true)
  }

  @Test("NaN and infinity fail, from every function", arguments: ["nan", "inf", "-inf"])
  func notFinite(word: String) throws {
    let lone = try cases("def measure(take): return float('\(word)')")
    #expect(lone["a session"]?.verdict == .fails && lone["a session"]?.text.contains("gave \(word)") == true)
    let late = try cases("def measure(take): return float('\(word)') if take.frames == 1 else 1.0")
    #expect(late["a session"]?.verdict == .ok && late["one frame"]?.verdict == .fails)
    let reduced = try cases(
      "def rows(take): return take.rows[::30]\ndef reduce(rows, own): return float('\(word)')",
      ["reduction": "set"])
    #expect(reduced["all sessions"]?.verdict == .fails)
    let encoded = try cases(
      "def encode(windows): return windows.mean(axis=1) * float('\(word)')", kind: .encoder)
    #expect(encoded["a session"]?.verdict == .fails)
  }

  @Test("an encoder without columns fails, as does one that names a channel that there is not")
  func encoders() throws {
    let empty = try cases("def encode(windows): return windows[:, 0, :0]", kind: .encoder)
    #expect(empty["a session"]?.verdict == .fails)
    #expect(empty["a session"]?.text.contains("rows of no numbers") == true)
    let mean = "def encode(windows): return windows.mean(axis=1)"
    let astray = try cases(mean, kind: .encoder, ["channels": ["jawOpen", "nosuch.rotation"]])
    #expect(astray["channels"]?.verdict == .fails)
    #expect(astray["channels"]?.text.contains("'nosuch.rotation'") == true)
    let absent = try cases(mean, kind: .encoder, ["channels": ["jawOpen", "hips.rotation"]])
    #expect(absent["channels"]?.verdict == .undefined)
    let sound = try cases(mean, kind: .encoder, ["channels": ["jawOpen", "head.rotation"]])
    #expect(sound["channels"]?.verdict == .ok && sound.values.allSatisfy { $0.verdict != .fails })
  }

  @Test("scores of all takes together are tried together")
  func together() throws {
    let found = try cases(
      "def rows(take): return take.rows[::30]\ndef reduce(rows, own): return abs(rows.mean() - own.mean())",
      ["reduction": "set"])
    #expect(found["all sessions"]?.verdict == .ok && found["all sessions"]?.text.contains("= 0.0") == true)
  }
}
