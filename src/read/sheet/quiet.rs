//! Quiet (静粛): a foreign parser that panics on hostile bytes is an error of the input, never a crash or a word on standard error.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOKED: Once = Once::new();

/// Runs a foreign parser.
///
/// # Errors
/// What the parser says, or, if it panicked, that the structure is broken.
pub fn guarded<T>(parse: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
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
    outcome.unwrap_or_else(|_| Err("its structure is broken".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_becomes_an_error() {
        let empty: Vec<u8> = vec![];
        assert_eq!(guarded(|| Ok(empty[std::hint::black_box(3)])), Err("its structure is broken".to_owned()));
        assert_eq!(guarded(|| Ok(5)), Ok(5));
        assert_eq!(guarded(|| Err::<u8, _>("cut".to_owned())), Err("cut".to_owned()));
    }
}
