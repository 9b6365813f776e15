//! The one way from the worker threads into the window.

use std::sync::{
    Arc,
    mpsc::{Receiver, SyncSender, sync_channel},
};

use eframe::egui;

use super::{
    exporter::ExportNews, open::LoadedPack, pin::Compared, retiring::RetireNews, scout::Found,
};
use crate::{
    config::Problems,
    devices::{camera::CameraReport, reader::ReaderReport, speaker::SpeakerReport},
    domain::{
        kiosk::{Pin, PinHash, PrintNews},
        sharing::Sharing,
    },
    storage::StoreReport,
    sync::Invitation,
};

/// How many messages may wait. A worker that finds the inbox full waits its turn.
const WAITING: usize = 256;

/// Everything that workers report.
#[derive(Debug)]
pub(super) enum Message {
    /// The journal's thread.
    Store(StoreReport),
    /// The card readers' thread.
    Reader(ReaderReport),
    /// The camera's thread.
    Camera(CameraReport),
    /// The speaker's thread.
    Speaker(SpeakerReport),
    /// A PIN was compared.
    Pin(Compared),
    /// A number for a substitute's card was drawn, or could not be.
    Number(Option<(Pin, PinHash)>),
    /// The system asks the program to end.
    Stop,
    /// The class pack was edited, and this is what it is now.
    Pack(Result<Box<LoadedPack>, Problems>),
    /// The thread that looks around.
    Found(Found),
    /// What is known of the other tablets.
    Sharing(Arc<Sharing>),
    /// The code of a class was looked at.
    Join(Box<super::join::Looked>),
    /// A code for another tablet was made, or could not be.
    Invitation(Option<Invitation>),
    /// The thread that prints.
    Print(PrintNews),
    /// Retiring this tablet.
    Retire(RetireNews),
    /// The thread that exports.
    Export(ExportNews),
}

/// A worker's end: hands a message in and wakes the window.
#[derive(Clone)]
pub(super) struct Outbox {
    sender: SyncSender<Message>,
    window: egui::Context,
}

impl Outbox {
    /// Reports; when the window is gone there is nobody to tell.
    pub(super) fn send(&self, message: Message) {
        if self.sender.send(message).is_ok() {
            self.window.request_repaint();
        }
    }
}

/// Both ends.
pub(super) fn channel(window: egui::Context) -> (Outbox, Receiver<Message>) {
    let (sender, receiver) = sync_channel(WAITING);
    (Outbox { sender, window }, receiver)
}
