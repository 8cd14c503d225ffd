import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct ExpressivityTests {
  private func score(
    _ name: String, _ clip: GestureClip, _ reference: ScoringReference = GestureClip.reference
  ) throws -> Double {
    let record = Expressivity().measure(clip.take(reference))
    return try #require(record["expressivity.\(name)/1"].number, "\(record["expressivity.\(name)/1"])")
  }

  @Test func theCharacterItselfIsNearZero() throws {
    for parameter in ExpressivityMeasurement.all {
      #expect(abs(try score(parameter.name, GestureClip(seed: 2))) < 0.8, "\(parameter.name)")
    }
  }

  @Test func eachParameterSeesItsOwnChange() throws {
    let own = GestureClip(seed: 2)
    func moved(_ name: String, _ change: (inout GestureClip) -> Void) throws -> Double {
      var other = own
      change(&other)
      return try score(name, other) - score(name, own)
    }
    #expect(try moved("activity") { $0.pause = 1 } > 0.3)
    #expect(try moved("activity") { $0.pause = 5 } < -0.3)
    #expect(try moved("extent") { $0.size = 1.6 } > 0.3)
    #expect(try moved("tempo") { $0.length = 0.3 } > 0.3)
    #expect(try moved("tempo") { $0.length = 0.9 } < -0.3)
    #expect(try moved("fluidity") { $0.jitter = 0.05 } < -0.2)
    #expect(try moved("power") { $0.length = 0.3 } > 0.2)
    #expect(try moved("power") { $0.size = 0.4 } < -0.2)
    #expect(
      try moved("repetition") {
        $0.row = 3
        $0.pause = 5
      } > 0.5)
  }

  @Test func deviationsAreCutAtThree() throws {
    #expect(try score("power", GestureClip(size: 2.5, length: 0.25)) == 1)
    #expect(try score("extent", GestureClip(size: 3)) <= 1)
  }

  @Test func strokesAreFastForAHundredAndTwentyMilliseconds() throws {
    let own = try #require(GestureClip.reference.expressivity)
    let motion = try WristMotion(GestureClip(seed: 3, pause: 4).track)
    let strokes = ExpressivityMeasurement.strokes(motion, own)
    #expect(strokes.count == 2 && strokes[1].isEmpty)
    // Nine or ten pauses of about 4 s fit between 1 and 38 s.
    #expect((9...10).contains(strokes[0].count))
    for stroke in strokes[0] {
      #expect(stroke.seconds >= 0.12 && stroke.seconds < 0.7)
      // 0.54 m of arm turned by 0.56 to 0.84 rad, less the slow ends.
      #expect(stroke.path > 0.2 && stroke.path < 0.5)
    }
  }

  @Test func theReferenceSurvivesJSON() throws {
    let own = try #require(GestureClip.reference.expressivity)
    #expect(own.events == ["arms"] && own.rest.keys.sorted() == ["left", "right"])
    #expect(own.tempo[1] > 0)
    let bytes = try JSONEncoder().encode(GestureClip.reference)
    #expect(try JSONDecoder().decode(ScoringReference.self, from: bytes) == GestureClip.reference)
    // A reference that knows nothing is written as before there were gestures.
    let text = String(decoding: try JSONEncoder().encode(ScoringReference()), as: UTF8.self)
    #expect(!text.contains("expressivity") && !text.contains("handSpace"))
  }

  @Test func isUndefinedWithItsReason() {
    func reason(
      _ name: String, _ clip: GestureClip, _ reference: ScoringReference = GestureClip.reference
    ) -> String {
      Expressivity().measure(clip.take(reference))["expressivity.\(name)/1"].reason ?? ""
    }
    #expect(reason("power", GestureClip(), ScoringReference()).contains("no gestures"))
    #expect(reason("power", GestureClip(arms: [])).contains("no upper arm"))
    #expect(reason("power", GestureClip(arms: ["left"])).contains("right arm"))
    #expect(reason("power", GestureClip(fps: 25)).contains("resample"))
    #expect(reason("power", GestureClip(pause: 30)).contains("strokes, 3 are needed"))
    #expect(reason("activity", GestureClip(speech: 3)).contains("speaks for less"))
    #expect(reason("activity", GestureClip(pause: 30)) == "")
    #expect(reason("power", GestureClip(fps: 60)) == "")
    var eventless = GestureClip.reference
    eventless.expressivity?.events = []
    #expect(reason("activity", GestureClip(), eventless).contains("no sort of event"))
    eventless.expressivity?.events = ["head"]
    #expect(reason("activity", GestureClip(), eventless).contains("moves no head"))
    eventless.expressivity?.parameters = [:]
    #expect(reason("power", GestureClip(), eventless).contains("fewer than 3"))
  }

  @Test func sessionsThatDoNotGestureMakeNoReference() {
    let still = (0..<4).map { GestureClip(seed: $0, size: 0).take() }
    #expect(ScoringReference(sessions: still).expressivity == nil)
    #expect(ScoringReference(sessions: [GestureClip().take()]).expressivity == nil)
    #expect(ScoringReference(sessions: []).expressivity == nil)
  }
}
