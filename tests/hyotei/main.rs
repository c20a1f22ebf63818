//! One integration-test binary.
mod account;
mod account_properties;
mod batches;
mod cases;
mod cities;
mod confusion;
mod contract;
mod cost;
mod floors;
mod forms;
mod fuzz;
mod gold;
mod held_out;
mod hostile_pages;
mod input;
mod marks_printed;
mod marks_properties;
mod oracle;
mod pages;
mod pdf;
mod product;
mod rebuild_properties;
mod review;
mod runs;
mod seed_formats;
mod sheet_floors;
mod sheets;
mod tables;
mod text_formats;
mod unknown;
mod values_labels;
mod values_numbers;
mod values_scales;
mod values_times;
mod whole_properties;
mod word;

#[path = "../rebuild/generator/mod.rs"]
#[allow(unused_imports)]
mod generator;
