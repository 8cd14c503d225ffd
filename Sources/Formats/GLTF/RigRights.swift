/// What the maker of a rig lets others do with it, as the file says it; nothing is assumed that no field states.
public struct RigRights: Sendable, Equatable {
  /// An answer of the file.
  public enum Answer: String, Sendable, CaseIterable {
    /// The file allows it, perhaps under a ``Permission/condition``.
    case allowed
    /// The file forbids it, or its format says that silence does.
    case forbidden
    /// The file does not say.
    case unstated
  }

  /// Whether something may be done, and where the file says so.
  public struct Permission: Sendable, Equatable {
    /// The answer.
    public var answer: Answer
    /// The field it came from, such as `VRM.meta.licenseName`; empty when ``answer`` is `unstated`.
    public var field: String
    /// What must be kept to, in a few words; empty when nothing.
    public var condition: String

    /// Makes a permission.
    public init(_ answer: Answer = .unstated, field: String = "", condition: String = "") {
      self.answer = answer
      self.field = field
      self.condition = condition
    }
  }

  /// Whether the authors must be named.
  public struct Credit: Sendable, Equatable {
    /// `nil` when the file does not say.
    public var isRequired: Bool?
    /// The field it came from, empty when there is none.
    public var field: String

    /// Makes a demand.
    public init(_ isRequired: Bool? = nil, field: String = "") {
      self.isRequired = isRequired
      self.field = field
    }
  }

  /// Name of the licence, such as `CC BY 4.0`; `nil` when the file names none.
  public var licenceName: String?
  /// Where the licence can be read.
  public var licenceURL: String?
  /// Who made the model.
  public var authors: [String] = []
  /// The copyright line of the file.
  public var copyright: String?
  /// Where the model came from.
  public var source: String?
  /// Whether everyone may perform with the model as an avatar.
  public var performance = Permission()
  /// Whether it may be used commercially.
  public var commercialUse = Permission()
  /// Whether the file may be passed on.
  public var redistribution = Permission()
  /// Whether it may be changed and the change passed on.
  public var modification = Permission()
  /// Whether the authors must be named.
  public var credit = Credit()
  /// Texts about other people's rights in it, for people to read.
  public var thirdParties: [String] = []

  /// Makes rights of which nothing is known.
  public init() {}

  /// Whether the file says anything about its rights.
  public var isStated: Bool { self != RigRights() }
}
