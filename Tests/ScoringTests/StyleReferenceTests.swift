import Foundation
import Motion
import Provenance
import Testing

@testable import Scoring

@Suite struct StyleReferenceTests {
  @Test func theOrderOfSessionsChangesNoBit() throws {
    let cast = SyntheticCast.cast
    let turned = StyleCast(character: cast.character, sessions: cast.sessions.reversed())
    let one = StyleReference(cast, hash: "x")
    let other = StyleReference(turned, hash: "x")
    #expect(try one.cached() == other.cached())
    #expect(one.model == other.model)
  }

  @Test func whatIsCachedComesBackBitForBit() throws {
    let reference = try #require(SyntheticCast.reference.style)
    let bytes = try reference.cached()
    let back = try #require(StyleReference(cached: bytes, hash: "synthetic"))
    #expect(back.model == reference.model)
    #expect(StyleReference(cached: bytes, hash: "another") == nil)
    #expect(StyleReference(cached: Data("{}".utf8), hash: "synthetic") == nil)
  }

  @Test func aReferenceIsHashedByWhatItWasLearntFrom() throws {
    let reference = SyntheticCast.reference
    let text = try String(decoding: CanonicalJSON.encode(reference), as: UTF8.self)
    #expect(text.contains("style/1 synthetic"))
    #expect(text.utf8.count < 1000)
    let back = try JSONDecoder().decode(ScoringReference.self, from: Data(text.utf8))
    #expect(back == reference)
    let measured = StyleDistance().measure(SyntheticCast.take(reference: back))
    #expect(measured["envelope.distance/1"].reason?.contains("load the character again") == true)
    let plain = try String(decoding: CanonicalJSON.encode(ScoringReference()), as: UTF8.self)
    #expect(!plain.contains("style"))
  }

  @Test func fewSessionsAreProvisional() {
    let cast = SyntheticCast.cast
    #expect(StyleReference(cast, hash: "x").isProvisional)
    #expect(StyleReference(StyleCast(character: "nova", sessions: []), hash: "x").isProvisional)
    let deviation = SyntheticCast.reference.style?.smallestDeviation(conversations: 8)
    // (1.95996 + 0.84162)·√(1/8 + 1/8)
    #expect(abs((deviation ?? 0) - 1.40079) < 1e-4)
  }

  @Test func aCastThatCannotBeLearntTellsWhy() {
    var reference = ScoringReference()
    reference.style = StyleReference(StyleCast(character: "nova", sessions: []), hash: "x")
    let measured = Identity().measure(SyntheticCast.take(reference: reference))
    #expect(measured["identity.top1/1"].reason?.contains("share no channel") == true)
    let alone = SyntheticCast.cast.sessions.filter { $0.performer == "nova" }
    reference.style = StyleReference(StyleCast(character: "nova", sessions: alone), hash: "x")
    let take = SyntheticCast.take(reference: reference)
    #expect(Identity().measure(take)["identity.top1/1"].reason?.contains("no decoys") == true)
    #expect(StyleDistance().measure(take)["envelope.distance/1"].number != nil)
    reference.style = StyleReference(
      StyleCast(character: "nova", sessions: Array(alone.prefix(2))), hash: "x")
    #expect(
      StyleDistance().measure(SyntheticCast.take(reference: reference))["envelope.distance/1"].reason?
        .contains("2 held-out sessions") == true)
  }
}
