import Motion
import Testing

@Suite struct VisemeTests {
  @Test func `there are fifteen and each is its own canonical name`() {
    #expect(Viseme.names.count == 15)
    for name in Viseme.names { #expect(Viseme.canonicalName(for: name) == name) }
  }

  @Test(arguments: [
    ("Viseme_AA", "viseme_aa"), ("vrc.v_oh", "viseme_O"), ("v_ih", "viseme_I"), ("visemePP", "viseme_PP"),
    ("Face.vrc.v_ou", "viseme_U"), ("head_viseme_sil", "viseme_sil"), ("vrc.v_nn", "viseme_nn"),
  ])
  func `knows the spellings in use`(spelling: String, name: String) {
    #expect(Viseme.canonicalName(for: spelling) == name)
  }

  @Test(arguments: ["aa", "PP", "jawOpen", "visible_aa", "wave_oh_no", "", "viseme_", "v"])
  func `leaves everything else alone`(spelling: String) {
    #expect(Viseme.canonicalName(for: spelling) == nil)
  }

  @Test func `bare symbols are known where the caller says that they are visemes`() {
    #expect(Viseme.canonicalName(forSymbol: "ih") == "viseme_I")
    #expect(Viseme.canonicalName(forSymbol: "KK") == "viseme_kk")
    #expect(Viseme.canonicalName(forSymbol: "jawOpen") == nil)
  }
}
