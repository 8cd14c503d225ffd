//! Prints random numbers and frame times, for comparison with the other bindings.

use mien::{FrameRate, Random};

fn main() {
    for (seed, label) in [(0, ""), (7, "nods"), (u64::MAX, "blink"), (1 << 63, "gaze\u{e9}")] {
        let mut random = Random::new(seed, label);
        for _ in 0..4 {
            println!("{}", random.next());
        }
        println!("{:016x}", random.unit().to_bits());
        println!("{:016x}", random.within(-2.0, 3.0).to_bits());
        println!("{:016x}", random.sign().to_bits());
        println!("{:016x}", random.normal().to_bits());
    }
    for (numerator, denominator) in [(60, 1), (30000, 1001), (24000, 1001), (25, 1), (7, 3)] {
        let rate = FrameRate { numerator, denominator };
        for frame in [0, 1, 2, 3, 59, 1000, 123_457, 9_999_999] {
            println!("{}", rate.time_of(frame));
        }
    }
}
