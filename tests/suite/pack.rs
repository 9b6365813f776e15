//! The class pack: what loads, what each mistake is called and where it is said to be, and that an
//! edit is noticed once it is finished.

mod class;
mod files;
mod loads;
mod pictures;
mod values;
mod watch;
mod whole;
