//! Finding out what the desk would like to know: sends the store and the scout, and brings what they
//! found.

use rand::RngExt;

use crate::{
    config::Problems,
    domain::{
        health::{Camera, Readers},
        kiosk::{Errand, Input, News},
        secret::Secret,
    },
    storage::Store,
};

use super::{
    App,
    scout::{Found, Job, Scout},
};

impl App {
    /// Goes where the desk sends it. Never waits.
    pub(super) fn run_errand(&mut self) {
        let Some(errand) = self.kiosk.take_errand() else {
            return;
        };
        match errand {
            Errand::LookAround => {
                // Of practice nothing is kept: there is nothing to tell.
                let store = self.store.as_ref().filter(|_| !self.options.practice);
                if let Some(Err(busy)) = store.map(Store::try_look) {
                    tracing::debug!(%busy, "the journal was not looked at");
                }
                if let Some(pack) = &self.pack {
                    let job = Job::LookAround(pack.tablet.language.clone());
                    self.send_scout(job);
                }
                self.look_at_the_camera();
                self.tell_pack_problems();
                self.tell_facts();
            }
            Errand::FindRosters => self.send_scout(Job::FindRosters(self.timezone.clone())),
            Errand::ReadRoster(source) => self.send_scout(Job::ReadRoster(source)),
            Errand::Sync(errand) => self.run_sync_errand(errand),
            Errand::LookAtExports => self.look_at_exports(),
            Errand::Export(of, to) => self.export(of, to),
            Errand::ReadPack => {
                if let Some(watch) = &self.watch {
                    watch.look_now();
                }
            }
        }
    }

    /// Draws secret pictures, if the kiosk wishes for some.
    pub(super) fn draw_secrets(&mut self) {
        if let Some(count) = self.kiosk.take_draw_wish() {
            let mut rng = rand::rng();
            let draw = |_| Secret::nth(rng.random_range(0..Secret::COUNT));
            let drawn = (0..count).map(draw).collect();
            self.tell(Input::Secrets(drawn));
        }
    }

    fn send_scout(&mut self, job: Job) {
        if self.scout.is_none() {
            let (class, data) = (self.options.class.clone(), self.options.data.clone());
            match Scout::start(class, data, self.outbox.clone()) {
                Ok(scout) => self.scout = Some(scout),
                Err(error) => tracing::error!(%error, "nobody looks around"),
            }
        }
        if let Some(scout) = &self.scout {
            scout.send(job);
        }
    }

    pub(super) fn take_found(&mut self, found: Found) {
        match found {
            Found::Tablet(looked) => {
                self.health.looked = Some(looked);
                self.tell_facts();
            }
            Found::Rosters(rosters) => self.tell(Input::News(News::Rosters(rosters.into()))),
            Found::Roster(source, read) => self.tell(Input::News(News::Roster(source, read))),
        }
    }

    /// Tells the desk how the tablet is, if it is open.
    pub(super) fn tell_facts(&mut self) {
        let Some(pack) = self.pack.clone().filter(|_| self.kiosk.desk_is_open()) else {
            return;
        };
        let facts = self.health.facts(&pack.tablet, &self.moment().wall);
        self.tell(Input::News(News::Facts(facts.into())));
    }

    pub(super) fn tell_pack_problems(&mut self) {
        let (problems, read) = (self.health.pack_problems.clone(), self.health.pack_read);
        self.tell(Input::News(News::Pack(problems, read)));
    }

    /// The edited class pack was read: this is wrong with it, or nothing.
    pub(super) fn note_pack(&mut self, problems: Option<&Problems>) {
        let list = problems.into_iter().flat_map(Problems::iter);
        self.health.pack_problems = list.map(ToString::to_string).collect();
        self.health.pack_read = Some(self.moment().wall.time());
        self.tell_pack_problems();
        self.tell_facts();
    }

    pub(super) fn note_camera(&mut self, camera: Camera) {
        self.health.camera = camera;
        self.tell_facts();
    }

    pub(super) fn note_readers(&mut self, readers: Readers) {
        self.health.readers = readers;
        self.tell_facts();
    }
}
