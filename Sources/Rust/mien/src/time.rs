//! Times are flicks on the session axis; frames have exact times.

use crate::abi::MIEN_FLICKS_PER_SECOND;

/// A rational number of frames per second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameRate {
    pub numerator: u32,
    pub denominator: u32,
}

impl FrameRate {
    /// The time at which a frame samples the performance, in flicks, rounded to the nearest one.
    pub fn time_of(self, frame: i64) -> i64 {
        let numerator = i128::from(self.numerator.max(1));
        let product = i128::from(frame) * i128::from(MIEN_FLICKS_PER_SECOND) * i128::from(self.denominator);
        let up = i128::from((product % numerator) * 2 >= numerator);
        (product / numerator + up).clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
    }

    /// Frames per second, for constants in seconds.
    pub fn frames_per_second(self) -> f64 {
        f64::from(self.numerator) / f64::from(self.denominator)
    }
}

/// Flicks as seconds.
pub fn seconds(flicks: i64) -> f64 {
    flicks as f64 / MIEN_FLICKS_PER_SECOND as f64
}

/// Seconds as flicks, to the nearest one.
pub fn flicks(seconds: f64) -> i64 {
    (seconds * MIEN_FLICKS_PER_SECOND as f64).round() as i64
}
