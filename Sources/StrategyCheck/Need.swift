import Conversation
import StrategyHost

/// What a strategy can declare to need and be given or not.
enum Need: String, CaseIterable {
  case words, phones
  case ownAudio = "own-audio"
  case partnerAudio = "partner-audio"

  /// The scene without it.
  func taken(from scene: TakeRenderer.Scene) -> TakeRenderer.Scene {
    var result = scene
    switch self {
    case .words: result = scene.removing { $0.kind == .word }
    case .phones: result = scene.removing { $0.kind == .phone }
    case .ownAudio: result.audio[Cast.performer] = nil
    case .partnerAudio: result.audio[Cast.partner] = nil
    }
    return result
  }

  /// The scene without turns, texts and voice activity, which tell much of the same.
  static func withoutHints(_ scene: TakeRenderer.Scene) -> TakeRenderer.Scene {
    scene.removing { [.turn, .delta, .voice].contains($0.kind) }
  }
}
