//! What `doctor` says of the printer. Asks nobody itself.

use super::{Finding, counted};
use crate::domain::{
    health::{Fact, Printer},
    printing::Need,
};

pub(super) fn printer(printer: &Printer) -> Finding {
    let text = match printer {
        Printer::Unknown => "Not looked at: the printing service did not answer.".to_owned(),
        Printer::NoService => {
            "There is no printing service (CUPS). Badges can be printed on another computer."
                .to_owned()
        }
        Printer::None => "CUPS runs and knows no printer.".to_owned(),
        Printer::NoDefault(count) => {
            let printers = counted(*count as u64, "printer", "printers");
            format!("{printers}, and none is the default. Choose one: `lpoptions -d NAME`.")
        }
        Printer::Default(name) => format!("{name} is the default."),
        Printer::Needs(name, need) => format!("{name} is the default, and {}", waits_for(*need)),
    };
    Finding {
        part: "printer",
        state: Fact::Printer(printer.clone()).state(),
        text,
    }
}

fn waits_for(need: Need) -> &'static str {
    match need {
        Need::Paper => "it is out of paper: put paper in.",
        Need::Jam => "paper is stuck in it: take it out.",
        Need::Cover => "its cover is open: close it.",
        Need::Ink => "its ink or toner is empty.",
        Need::Connection => "it does not answer: turn it on, and look at its cable or network.",
        Need::Resume => "somebody paused it: start it again with `cupsenable`.",
        Need::Somebody => "it waits for somebody to look at it.",
    }
}
