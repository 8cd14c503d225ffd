/** A channel and its floats in a frame. Bind by name; columns differ from schema to schema. */
export interface Channel {
  readonly name: string;
  /** Rotations are unit quaternions x y z w, translations metres, angles radians. */
  readonly kind: "weight" | "angle" | "rotation" | "translation";
  /** First float of the channel in a frame. */
  readonly column: number;
  /** Floats of the channel. */
  readonly width: number;
  /** Declared range of the first component; decoded values never leave it. */
  readonly minimum: number;
  readonly maximum: number;
}

export type Outcome = "decoded" | "held" | "waitingForKey" | "stale" | "corrupt" | "foreign";

export interface PacketResult {
  readonly outcome: Outcome;
  /** Where decoded: these frames can be shown. */
  readonly firstFrame: number;
  readonly frameCount: number;
  /** When it changes, drop what was shown ahead and blend. */
  readonly epoch: number;
  /** The audio sample that sounds at `firstFrame`. */
  readonly audioSample: bigint;
}

/** What streams and clips have in common. */
export interface Source {
  readonly channels: readonly Channel[];
  /** Floats of a frame. */
  readonly width: number;
  readonly framesPerSecond: number;
  readonly framesPerPacket: number;
  readonly audioRate: number;
  readonly schemaHash: number;
}

export interface Stream extends Source {
  receive(packet: Uint8Array): PacketResult;
  /** The floats of a frame; null when it was not decoded or is no longer kept (64 frames are). */
  pose(frame: number, out?: Float32Array): Float32Array | null;
  reset(): void;
}

export interface Clip extends Source {
  readonly frameCount: number;
  readonly blockFrames: number;
  readonly audioSample: bigint;
  /** The floats of any frame; throws outside the clip or where it is damaged. */
  pose(frame: number, out?: Float32Array): Float32Array;
}

export class TrackCodec {
  /** From the bytes of track-codec.wasm, a compiled module, a fetch response, or a promise of one of these. */
  static load(
    source:
      | BufferSource
      | WebAssembly.Module
      | Response
      | Promise<BufferSource | WebAssembly.Module | Response>,
  ): Promise<TrackCodec>;
  /** A decoder for the streams of a schema packet. */
  decoder(schema: Uint8Array): Stream;
  /** A clip (.mtc). */
  clip(bytes: Uint8Array): Clip;
}
