//! How cost grows (手間の増え方): time on the processor of a short and of a long input, measured side by side. Only the ratio is judged,
//! and a busy machine gets more than one try, so that nothing here depends on how fast a machine is.

use std::time::{Duration, Instant};

/// Time on the processor of this thread, where the system tells it: waiting for other programs is no cost.
fn now(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    told.and_then(|told| told.split(' ').next()?.parse().ok()).map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn cost(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    let before = now(start);
    work();
    now(start).saturating_sub(before)
}

/// Asserts that `work` on `long`, four times as long as `short`, costs what linear work costs: quadratic work costs 16 times as much.
///
/// # Panics
/// If the ratio is above 9 in each of five tries (short inputs whose cost cannot be told from nothing are given 20 ms).
pub fn assert_linear<T: ?Sized>(name: &str, short: &T, long: &T, work: impl Fn(&T)) {
    let mut tries = vec![];
    for _ in 0..5 {
        let (small, large) = (cost(|| work(short)), cost(|| work(long)));
        if large <= small * 9 + Duration::from_millis(20) {
            return;
        }
        tries.push((small, large));
    }
    panic!("{name}: four times the length cost {tries:?}");
}
