//! The command `hyotei`.
#![forbid(unsafe_code)]
use std::process::ExitCode;

/// Reading makes many small strings, and the allocator of the system takes a sixth of the time.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    hyotei::cli::run()
}
