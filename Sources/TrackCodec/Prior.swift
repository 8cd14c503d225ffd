/// The state from which every key packet starts.
enum Prior {
  /// Weight of each mixed model, in 65536ths.
  static let mixerWeight: Int32 = 24000

  /// Sets the shared probabilities and those of each component.
  static func fill(bits: UnsafeMutablePointer<AdaptiveBit>, components: Int) {
    for index in 0..<(ModelState.shared + components * ModelState.own) { bits[index] = AdaptiveBit() }
  }
}
