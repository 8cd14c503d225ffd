// node test.mjs WASM FOLDER: decodes the packets of a folder of fixtures and prints hashes as in its expected.txt.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TrackCodec } from "./track-codec.js";

const [wasm, folder] = process.argv.slice(2);
const codec = await TrackCodec.load(readFileSync(wasm));
const bytes = (name) => new Uint8Array(readFileSync(join(folder, name)));

function hasher() {
  let value = 0xcbf29ce484222325n;
  return {
    add(pose) {
      for (const byte of new Uint8Array(pose.buffer, pose.byteOffset, pose.byteLength)) {
        value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
      }
    },
    get text() {
      return value.toString(16);
    },
  };
}

for (const name of ["reliable", "lossy"]) {
  const stream = codec.decoder(bytes("schema.bin"));
  const all = bytes(`${name}.bin`);
  const hash = hasher();
  let count = 0;
  for (let at = 0; at + 2 <= all.length; ) {
    const length = all[at] | (all[at + 1] << 8);
    const result = stream.receive(all.subarray(at + 2, at + 2 + length));
    at += 2 + length;
    for (let index = 0; index < result.frameCount; index++, count++) hash.add(stream.pose(result.firstFrame + index));
  }
  console.log(name, count, hash.text);
}
const clip = codec.clip(bytes("clip.mtc"));
const hash = hasher();
for (let frame = 0; frame < clip.frameCount; frame++) hash.add(clip.pose(frame));
console.log("clip", clip.frameCount, hash.text);
