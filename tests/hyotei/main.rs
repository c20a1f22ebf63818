//! One integration-test binary.
mod gold;
