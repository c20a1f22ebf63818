//! One integration-test binary.
mod contract;
mod floors;
mod forms;
mod gold;
mod input;
mod unknown;
mod values_numbers;

#[path = "../rebuild/generator/mod.rs"]
#[allow(unused_imports)]
mod generator;
