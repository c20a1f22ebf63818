//! Tables: every form of output says what the dataset says, value by value, read back by the readers of those who use them.

mod form_of_real;
mod hand;
mod read_back;
mod rebuilt;
mod release;
mod round_trip;
