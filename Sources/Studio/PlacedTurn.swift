import Conversation
import Motion

/// A turn that has its place on the session's axis.
enum PlacedTurn {
  case character(CharacterTurn)
  case partner(PartnerTurn)

  var participant: String {
    switch self {
    case .character(let turn): turn.participant
    case .partner(let turn): turn.participant
    }
  }

  var start: MediaTime {
    switch self {
    case .character(let turn): turn.start
    case .partner(let turn): turn.start
    }
  }

  /// When it would end, were it left alone.
  var end: MediaTime {
    switch self {
    case .character(let turn): turn.end
    case .partner(let turn): turn.end
    }
  }

  var heardUntil: MediaTime {
    switch self {
    case .character(let turn): turn.heardUntil
    case .partner(let turn): turn.heardUntil
    }
  }

  /// When its party falls silent because it is talked over.
  var silence: MediaTime? {
    get {
      switch self {
      case .character(let turn): turn.silence
      case .partner(let turn): turn.silence
      }
    }
    set {
      switch self {
      case .character(var turn):
        turn.silence = newValue
        self = .character(turn)
      case .partner(var turn):
        turn.silence = newValue
        self = .partner(turn)
      }
    }
  }

  /// Its words with their ends.
  var words: [(text: String, end: MediaTime)] {
    switch self {
    case .character(let turn): turn.words.map { ($0.text, $0.end) }
    case .partner(let turn): turn.words.map { ($0.text, $0.end) }
    }
  }

  /// Where each stretch of samples begins in the session; empty without a voice.
  var sound: [(first: Int, samples: ArraySlice<Int16>)] {
    switch self {
    case .character(let turn): turn.sound
    case .partner(let turn): turn.sound
    }
  }
}
