//! The numbers that Waymark promises, measured beside each other in one run: `cargo bench`, or
//! `cargo bench -- --quick` to try something. Words name parts: `cargo bench -- taps append`.
//! It measures and never judges by failing: a slow machine is not a broken program.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench tells its numbers on the terminal"
)]

mod measure;

use measure::{
    Failed, Scale, Table, append, camera, desk, export, folder, machine, postgres, sheets, taps,
    window, year,
};

fn main() -> Result<(), Failed> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let scale = Scale::of(words.iter().any(|word| word == "--quick"));
    let wanted: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let wants = |part: &str| wanted.is_empty() || wanted.iter().any(|word| *word == part);

    println!("{}", machine::facts());
    let mut table = Table::default();
    if wants("camera") {
        camera::measure(scale, &mut table)?;
    }
    if wants("sheets") {
        sheets::measure(scale, &mut table)?;
    }
    if wants("postgres") {
        postgres::measure(scale, &mut table)?;
    }
    if [
        "taps", "desk", "append", "export", "folder", "start", "size",
    ]
    .into_iter()
    .any(&wants)
    {
        with_the_program(wants, scale, &mut table)?;
    }
    println!("\n{table}");
    Ok(())
}

/// What needs the program as it is shipped, or a journal of a year.
fn with_the_program(
    wants: impl Fn(&str) -> bool,
    scale: Scale,
    table: &mut Table,
) -> Result<(), Failed> {
    eprintln!("building the program as it is shipped ...");
    machine::build()?;
    let year = year::Year::prepare(scale.entries)?;
    if wants("taps") {
        taps::measure(&year, scale, table)?;
    }
    if wants("desk") {
        desk::measure(&year, scale, table)?;
    }
    if wants("append") {
        append::measure(&year, scale, table)?;
    }
    if wants("export") {
        export::measure(&year, table)?;
    }
    if wants("folder") {
        folder::measure(&year, scale, table)?;
    }
    if wants("start") {
        window::measure(&year, scale, table)?;
    }
    if wants("size") {
        year.tell(table)?;
        machine::tell_size(table)?;
    }
    Ok(())
}
