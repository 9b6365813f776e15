//! What every peer promises, of this one.

use waymark::{domain::ids::TabletId, sync::Peer};

use crate::{
    support::postgres::{peer, shared},
    sync::conformance::{another_class_is_refused, every_claim_holds},
};

#[test]
fn every_claim_about_peers_holds_for_a_server() {
    let mut place = 0;
    every_claim_holds(&mut || {
        place += 1;
        let class = format!("CONFORM{place}");
        let ways = shared().class(&class, 1);
        Box::new(move |tablet: &TabletId| {
            Box::new(peer(&ways[0], tablet.as_str(), &class)) as Box<dyn Peer>
        })
    });
}

#[test]
fn a_tablet_of_another_class_is_turned_away_with_nothing_copied() {
    let ways = shared().class("CONFORMOURS", 1);
    let maker = |class: &'static str| {
        let way = ways[0].clone();
        move |tablet: &TabletId| Box::new(peer(&way, tablet.as_str(), class)) as Box<dyn Peer>
    };
    another_class_is_refused(&mut maker("CONFORMOURS"), &mut maker("CONFORMTHEIRS"));
}
