//! Quiet (静粛): a foreign parser that panics on hostile bytes is an error of the input, never a crash or a word on standard error.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOKED: Once = Once::new();

/// Runs a foreign parser; `None` if it panicked.
pub fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    HOOKED.call_once(|| {
        let told = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.with(Cell::get) {
                told(panic);
            }
        }));
    });
    let before = QUIET.with(|quiet| quiet.replace(true));
    let outcome = catch_unwind(AssertUnwindSafe(parse));
    QUIET.with(|quiet| quiet.set(before));
    outcome.ok()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_becomes_nothing() {
        let empty: Vec<u8> = vec![];
        assert_eq!(guarded(|| empty[std::hint::black_box(3)]), None);
        assert_eq!(guarded(|| 5), Some(5));
    }
}
