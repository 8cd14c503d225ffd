extension Rig {
  /// Chains of joints that a player lets swing, and what they bump into (`VRMC_springBone` 1.0).
  public struct SpringBones: Sendable, Equatable {
    /// Shapes that hair does not enter.
    public var colliders: [Collider]
    /// Sets of colliders, referred to by ``Spring/colliderGroups``.
    public var colliderGroups: [ColliderGroup]
    /// The chains.
    public var springs: [Spring]

    /// Makes a set of springs.
    public init(
      colliders: [Collider] = [], colliderGroups: [ColliderGroup] = [], springs: [Spring] = []
    ) {
      self.colliders = colliders
      self.colliderGroups = colliderGroups
      self.springs = springs
    }

    /// A shape that hangs on a node.
    public struct Collider: Sendable, Equatable {
      /// Points in metres in the axes of the node, radii in metres.
      public enum Shape: Sendable, Equatable {
        /// A ball around a point.
        case sphere(offset: SIMD3<Float>, radius: Float)
        /// All within a radius of the line from `offset` to `tail`.
        case capsule(offset: SIMD3<Float>, radius: Float, tail: SIMD3<Float>)
      }
      /// Index into ``Rig/nodes``.
      public var node: Int
      /// Its form and place.
      public var shape: Shape
      /// Makes a collider.
      public init(node: Int, shape: Shape) {
        self.node = node
        self.shape = shape
      }
    }

    /// Colliders that a spring names together.
    public struct ColliderGroup: Sendable, Equatable {
      /// The group's name, empty where the file gives none.
      public var name: String
      /// Indices into ``SpringBones/colliders``.
      public var colliders: [Int]
      /// Makes a group.
      public init(name: String = "", colliders: [Int]) {
        self.name = name
        self.colliders = colliders
      }
    }

    /// One joint of a chain, with how the piece between it and the next one swings.
    public struct Joint: Sendable, Equatable {
      /// Index into ``Rig/nodes``.
      public var node: Int
      /// Radius in metres within which the end of the piece meets colliders.
      public var hitRadius: Float
      /// How strongly it returns to rest, 0 not at all.
      public var stiffness: Float
      /// How strongly ``gravityDir`` pulls.
      public var gravityPower: Float
      /// Direction of the pull in the world.
      public var gravityDir: SIMD3<Float>
      /// How fast a swing dies away, 0…1.
      public var dragForce: Float
      /// Makes a joint; the defaults are those of the specification.
      public init(
        node: Int, hitRadius: Float = 0, stiffness: Float = 1, gravityPower: Float = 0,
        gravityDir: SIMD3<Float> = SIMD3(0, -1, 0), dragForce: Float = 0.5
      ) {
        self.node = node
        self.hitRadius = hitRadius
        self.stiffness = stiffness
        self.gravityPower = gravityPower
        self.gravityDir = gravityDir
        self.dragForce = dragForce
      }
    }

    /// A chain from its root to its tip; the last joint only marks the end.
    public struct Spring: Sendable, Equatable {
      /// The spring's name, empty where the file gives none.
      public var name: String
      /// Each joint lies below the one before it in the node tree.
      public var joints: [Joint]
      /// Indices into ``SpringBones/colliderGroups``.
      public var colliderGroups: [Int]
      /// Node in whose axes the swing is computed, so that its motion does not shake the chain; `nil` for the
      /// world.
      public var center: Int?
      /// Makes a spring.
      public init(name: String = "", joints: [Joint], colliderGroups: [Int] = [], center: Int? = nil) {
        self.name = name
        self.joints = joints
        self.colliderGroups = colliderGroups
        self.center = center
      }
    }
  }
}
