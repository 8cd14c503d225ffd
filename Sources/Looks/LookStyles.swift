/// How the hair of the head is cut.
public enum HairStyle: String, Sendable, Codable, CaseIterable {
  /// To the jaw, parted at the side.
  case bob
  /// Short and swept up, longer on top.
  case crop
  /// Combed back from the forehead, short at the sides.
  case swept
  /// A ball of curls.
  case curls
  /// Gathered in a bun on the crown.
  case bun
  /// Gathered behind and hanging as a tail.
  case ponytail
  /// None.
  case bald
}

/// How the hair of the face is cut.
public enum BeardStyle: String, Sendable, Codable, CaseIterable {
  /// Shaven.
  case none
  /// A shadow on the skin.
  case stubble
  /// On the upper lip alone.
  case moustache
  /// Jaw, chin and upper lip.
  case full
}

/// Shape of glasses.
public enum GlassesStyle: String, Sendable, Codable, CaseIterable {
  /// No glasses.
  case none
  /// Round rims.
  case round
  /// Rims with soft corners.
  case square
}

/// What ears wear.
public enum EarPiece: String, Sendable, Codable, CaseIterable {
  /// Nothing.
  case none
  /// A ball in each lobe.
  case studs
  /// A ring in each lobe.
  case hoops
}

/// What the hair wears.
public enum HairPiece: String, Sendable, Codable, CaseIterable {
  /// Nothing.
  case none
  /// A clip on the side of the parting.
  case clip
  /// A band over the crown.
  case band
}
