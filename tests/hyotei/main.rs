//! One integration-test binary.
mod cases;
mod confusion;
mod contract;
mod cost;
mod floors;
mod forms;
mod gold;
mod hostile_pages;
mod input;
mod marks_printed;
mod marks_properties;
mod oracle;
mod pages;
mod product;
mod rebuild_properties;
mod seed_formats;
mod sheets;
mod text_formats;
mod unknown;
mod values_labels;
mod values_numbers;
mod values_scales;
mod values_times;
mod whole_properties;

#[path = "../rebuild/generator/mod.rs"]
#[allow(unused_imports)]
mod generator;
