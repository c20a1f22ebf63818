//! One integration-test binary.
mod contract;
mod floors;
mod forms;
mod gold;
mod hostile_pages;
mod input;
mod pages;
mod unknown;

#[path = "../rebuild/generator/mod.rs"]
#[allow(unused_imports)]
mod generator;
