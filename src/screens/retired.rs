//! While this tablet is wiped, and what came of it: on the first page of the new tablet, until it was
//! read. Nothing in it is about a child.

use eframe::egui::Ui;

use crate::{
    domain::kiosk::{JoinTouch, RetireRefusal, Retiring, Touch},
    look::{art::Art, layout::Canvas},
};

use super::{
    View,
    desk::{export_failed, export_place},
    joining::{self, Instead, Told},
};

/// What is to be said now, if it takes the whole screen.
pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>) -> Instead {
    let say = view.say;
    let nobody = view.kiosk.desk().is_none();
    let Some(retiring) = view.kiosk.retiring() else {
        return Instead::Nothing;
    };
    let told = match retiring {
        Retiring::Wipes => Told {
            art: Art::OneMoment,
            title: say.text("desk-retire-wiping"),
            about: say.text("desk-retire-wiping-about"),
        },
        Retiring::Done(export) if nobody => Told {
            art: Art::AllSet,
            title: say.text("desk-retire-done"),
            about: match export {
                Some(to) => {
                    let place = export_place(view, to);
                    say.with("desk-retire-done-about", &[("where", &place)])
                }
                None => say.text("desk-retire-done-new"),
            },
        },
        Retiring::Refused(why) if nobody => Told {
            art: Art::NotSaved,
            title: say.text("desk-retire-refused"),
            about: refusal(view, why),
        },
        _ => return Instead::Nothing,
    };
    let read = *retiring != Retiring::Wipes;
    let words = say.text("desk-join-done");
    let offers = [
        None,
        read.then_some((words.as_str(), Touch::Join(JoinTouch::Leave))),
    ];
    Instead::Shown(joining::page(ui, canvas, &told, offers))
}

/// Why a tablet is not wiped, what is safe, and what to do.
pub(super) fn refusal(view: &View<'_>, why: &RetireRefusal) -> String {
    not_exported(view, why, "desk-retire-not-exported")
}

/// The same where the export is all that is not there.
pub(super) fn no_export(view: &View<'_>, why: &RetireRefusal) -> String {
    not_exported(view, why, "desk-retire-no-export")
}

fn not_exported(view: &View<'_>, why: &RetireRefusal, key: &str) -> String {
    let say = view.say;
    match why {
        RetireRefusal::NotExported(to, trouble) => {
            let why = say.with(export_failed(to, *trouble), &[("name", &to.name())]);
            say.with(key, &[("why", &why)])
        }
        RetireRefusal::NotReadBack(to) => {
            let place = export_place(view, to);
            say.with("desk-retire-not-read", &[("where", &place)])
        }
        RetireRefusal::WentOn => say.text("desk-retire-went-on"),
        RetireRefusal::InUse => say.text("desk-retire-in-use"),
        RetireRefusal::NotRemoved => say.text("desk-retire-not-removed"),
    }
}
