//! Seeded randomness: SplitMix64 (Steele, Lea and Flood 2014), with streams by label. The same numbers in Swift, C,
//! Rust and Python.

/// One stream. Draw decisions per event or per frame, never per call of `render`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random {
    state: u64,
}

/// 2 to the power of -53.
const UNIT: f64 = 1.0 / 9007199254740992.0;

impl Random {
    /// The stream of a label within a session's seed.
    pub fn new(seed: u64, label: &str) -> Self {
        let hash = label.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        let mut random = Random { state: seed ^ hash };
        random.state = random.next();
        random
    }

    /// The stream that goes on from a state once had from [`Random::state`].
    pub fn resume(state: u64) -> Self {
        Random { state }
    }

    /// All there is to a stream, for saving it.
    pub fn state(&self) -> u64 {
        self.state
    }

    /// The next 64 bits.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in 0 ..< 1 with 53 random bits.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * UNIT
    }

    /// A number from `low` to `high`.
    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Whether an event of probability `p` happens.
    pub fn happens(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// -1 or 1.
    pub fn sign(&mut self) -> f64 {
        if self.next() & 1 == 0 {
            1.0
        } else {
            -1.0
        }
    }

    /// A standard normal number (Box and Muller 1958; two draws each).
    pub fn normal(&mut self) -> f64 {
        let u = self.unit().max(UNIT);
        let v = self.unit();
        (-2.0 * u.ln()).sqrt() * (2.0 * std::f64::consts::PI * v).cos()
    }

    /// A log-normal number of the given median; sigma of the logarithm.
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * (sigma * self.normal()).exp()
    }
}
