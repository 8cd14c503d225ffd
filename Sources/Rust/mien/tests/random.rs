//! The numbers that every binding draws.

use mien::{FrameRate, Random};

#[test]
fn streams_are_those_of_the_other_languages() {
    let mut random = Random::new(7, "nods");
    let drawn: Vec<u64> = (0..3).map(|_| random.next()).collect();
    assert_eq!(drawn, NODS);
    assert_ne!(Random::new(7, "nods"), Random::new(8, "nods"));
    assert_ne!(Random::new(7, "nods"), Random::new(7, "node"));
    let mut again = Random::resume(random.state());
    assert_eq!(again.next(), random.next());
}

const NODS: [u64; 3] = [17404170664872572476, 14780310337069858792, 17231705943165236151];

#[test]
fn numbers_stay_in_their_ranges() {
    let mut random = Random::new(1, "");
    for _ in 0..1000 {
        assert!((0.0..1.0).contains(&random.unit()));
        assert!((2.0..=3.0).contains(&random.within(2.0, 3.0)));
        assert!(random.normal().is_finite() && random.log_normal(2.0, 0.5) > 0.0);
        assert_eq!(random.sign().abs(), 1.0);
    }
    assert!(!random.happens(0.0) && random.happens(1.0));
}

#[test]
fn frames_have_exact_times() {
    assert_eq!(FrameRate { numerator: 60, denominator: 1 }.time_of(90), 705_600_000 * 3 / 2);
    let film = FrameRate { numerator: 24000, denominator: 1001 };
    assert_eq!(film.time_of(24000), 1001 * 705_600_000);
    assert_eq!(film.time_of(1), 29_429_400);
}
