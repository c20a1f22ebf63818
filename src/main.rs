//! The command `hyotei`.
use std::process::ExitCode;

fn main() -> ExitCode {
    hyotei::cli::run()
}
