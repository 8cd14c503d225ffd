// Decoder of Mien's packets and clips for browsers and node: the C decoder as WebAssembly.
//
//   const codec = await TrackCodec.load(fetch("track-codec.wasm"));
//   const stream = codec.decoder(schemaBytes);
//   const result = stream.receive(packetBytes);          // { outcome: "decoded", firstFrame, frameCount, … }
//   const pose = stream.pose(result.firstFrame);         // Float32Array, bind by stream.channels
//   const clip = codec.clip(clipBytes);
//   const first = clip.pose(0);

const outcomes = ["decoded", "held", "waitingForKey", "stale", "corrupt", "foreign"];
const kinds = ["weight", "angle", "rotation", "translation"];
const failures = [
  "", "wrong argument", "no schema, or damaged", "written by a later version of the format", "too little memory",
  "no clip, or damaged", "no such frame", "no room for a frame",
];

const SCHEMA = 36, CHANNEL = 28, PACKET = 32, CLIP = 32;

function check(status, place) {
  if (status !== 0) throw new Error(`${place}: ${failures[status] ?? "status " + status}`);
}

// One instance of the module serves one decoder, so that memory is freed with it.
class Instance {
  constructor(module) {
    this.exports = new WebAssembly.Instance(module, {}).exports;
    this.top = this.exports.__heap_base.value;
  }
  allocate(count) {
    const at = (this.top + 15) & ~15;
    this.top = at + count;
    const missing = this.top - this.exports.memory.buffer.byteLength;
    if (missing > 0) this.exports.memory.grow(Math.ceil(missing / 65536));
    return at;
  }
  put(bytes) {
    const at = this.allocate(bytes.length);
    new Uint8Array(this.exports.memory.buffer).set(bytes, at);
    return at;
  }
  struct(size) {
    const at = this.allocate(size);
    new Uint8Array(this.exports.memory.buffer).fill(0, at, at + size);
    this.view.setUint32(at, size, true);
    return at;
  }
  get view() {
    return new DataView(this.exports.memory.buffer);
  }
}

class Stream {
  constructor(module, schema) {
    const it = (this.instance = new Instance(module));
    const bytes = it.put(schema);
    const head = it.struct(SCHEMA);
    check(it.exports.mtc_schema_parse(bytes, schema.length, head), "schema");
    const number = (index) => it.view.getUint32(head + 4 * index, true);
    this.width = number(3);
    this.framesPerPacket = number(4);
    this.framesPerSecond = number(5) / number(6);
    this.audioRate = number(7);
    this.schemaHash = number(8);
    this.channels = [];
    const entry = it.struct(CHANNEL);
    for (let index = 0; index < number(1); index++) {
      check(it.exports.mtc_schema_channel(bytes, schema.length, index, entry), "channel");
      const view = it.view;
      const name = new Uint8Array(it.exports.memory.buffer, view.getUint32(entry + 8, true),
        view.getUint32(entry + 12, true));
      const kind = kinds[view.getUint32(entry + 4, true)];
      this.channels.push({
        name: new TextDecoder().decode(name),
        kind,
        column: view.getUint32(entry + 16, true),
        width: kind === "rotation" ? 4 : kind === "translation" ? 3 : 1,
        minimum: view.getFloat32(entry + 20, true),
        maximum: view.getFloat32(entry + 24, true),
      });
    }
    const size = it.exports.mtc_decoder_size(head);
    const memory = it.allocate(size);
    const pointer = it.struct(4);
    check(it.exports.mtc_decoder_init(memory, size, bytes, schema.length, pointer), "decoder");
    this.pointer = it.view.getUint32(pointer, true);
    this.result = it.struct(PACKET);
    this.floats = it.allocate(4 * Math.max(1, this.width));
    this.room = 4096;
    this.input = it.allocate(this.room);
  }

  receive(packet) {
    const it = this.instance;
    if (packet.length > this.room) {
      this.room = packet.length * 2;
      this.input = it.allocate(this.room);
    }
    new Uint8Array(it.exports.memory.buffer).set(packet, this.input);
    check(it.exports.mtc_decoder_packet(this.pointer, this.input, packet.length, this.result), "packet");
    const view = it.view;
    const number = (index) => view.getUint32(this.result + 4 * index, true);
    return {
      outcome: outcomes[number(1)],
      firstFrame: number(2),
      frameCount: number(3),
      epoch: number(4),
      audioSample: view.getBigInt64(this.result + 24, true),
    };
  }

  pose(frame, out) {
    const it = this.instance;
    const status = it.exports.mtc_decoder_pose(this.pointer, frame, this.floats, this.width);
    return status === 0 ? this.copy(out) : null;
  }

  reset() {
    this.instance.exports.mtc_decoder_reset(this.pointer);
  }

  copy(out) {
    const from = new Float32Array(this.instance.exports.memory.buffer, this.floats, this.width);
    if (!out) return from.slice();
    out.set(from);
    return out;
  }
}

class Clip extends Stream {
  constructor(module, bytes, schema, head) {
    super(module, schema);
    Object.assign(this, head);
    this.clipLength = bytes.length;
    this.clipBytes = this.instance.put(bytes);
  }

  pose(frame, out) {
    const it = this.instance;
    const length = this.clipLength;
    check(
      it.exports.mtc_clip_pose(this.pointer, this.clipBytes, length, frame, this.floats, this.width),
      `frame ${frame}`);
    return this.copy(out);
  }
}

export class TrackCodec {
  constructor(module) {
    this.module = module;
  }

  // From bytes, a WebAssembly.Module, a Response, or a promise of one of these.
  static async load(source) {
    const found = await source;
    if (found instanceof WebAssembly.Module) return new TrackCodec(found);
    const bytes = typeof found.arrayBuffer === "function" ? await found.arrayBuffer() : found;
    return new TrackCodec(await WebAssembly.compile(bytes));
  }

  decoder(schema) {
    return new Stream(this.module, schema);
  }

  clip(bytes) {
    const it = new Instance(this.module);
    const at = it.put(bytes);
    const head = it.struct(CLIP);
    check(it.exports.mtc_clip_open(at, bytes.length, head), "clip");
    const view = it.view;
    const number = (index) => view.getUint32(head + 4 * index, true);
    const schema = bytes.subarray(number(4), number(4) + number(5));
    return new Clip(this.module, bytes, schema, {
      frameCount: number(1),
      blockFrames: number(2),
      audioSample: view.getBigInt64(head + 24, true),
    });
  }
}
