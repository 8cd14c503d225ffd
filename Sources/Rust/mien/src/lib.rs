//! Strategies for Mien in Rust, without other crates.
//!
//! Conform a type to [`Strategy`], export it with [`export_strategies!`], build a `cdylib`:
//!
//! ```
//! use mien::{Channel, Descriptor, Error, Kind, Now, Rows, Session, Span, Strategy};
//!
//! #[derive(Default)]
//! struct Ajar;
//!
//! impl Strategy for Ajar {
//!     const DESCRIPTOR: Descriptor = Descriptor {
//!         id: "ajar", version: "1.0.0", title: "Ajar", summary: "The mouth stands open.", vendor: "me",
//!         needs: 0, channels: &[Channel { name: "jawOpen", kind: Kind::Weight }], parameters: &[],
//!         tolerance: 0.0,
//!     };
//!
//!     fn prepare(&mut self, _session: &Session<'_>) -> Result<u32, Error> {
//!         Ok(0) // lookahead in frames
//!     }
//!
//!     fn render(&mut self, span: Span, _now: &Now<'_>, rows: &mut Rows<'_>) -> Result<(), Error> {
//!         for index in 0..span.frame_count {
//!             rows.row(index)[0] = 0.1;
//!         }
//!         Ok(())
//!     }
//! }
//!
//! mien::export_strategies!(Ajar);
//! # fn main() {}
//! ```
//!
//! Panics are caught at the boundary and end the take with their text; this needs `panic = "unwind"`, which is the
//! default. [`abi`] is the contract as C has it, for those who want it bare.

pub mod abi;
mod export;
mod host;
mod instance;
mod random;
mod strategy;
pub mod testing;
mod time;

pub use export::Exported;
pub use host::{Audio, Host, Rehearsal};
pub use random::Random;
pub use strategy::{Channel, Descriptor, Error, Kind, Now, Parameter, Record, Rows, Session, Span, Strategy};
pub use time::{flicks, seconds, FrameRate};

/// Writes a turn about an axis of length 1 (right-handed, radians) into the four floats of a rotation.
pub fn write_turn(at: &mut [f32], axis: [f64; 3], radians: f64) {
    let s = (radians / 2.0).sin();
    for (float, part) in at.iter_mut().zip(axis) {
        *float = (part * s) as f32;
    }
    at[3] = (radians / 2.0).cos() as f32;
}
