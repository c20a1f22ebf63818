//! One integration-test binary.
mod contract;
mod floors;
mod forms;
mod gold;
mod input;
mod unknown;
