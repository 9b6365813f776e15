//! Badge sheets: a thousand badges from their values to the bytes of the PDF, beside what the QR codes
//! alone take and beside the same pages with nothing on them.

use std::time::{Duration, Instant};

use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    app::sheets,
    badges::{
        code::BadgeCode,
        print::{Badge, Drawing, Order, Pages, Typefaces, pdf},
        sheet::{Offset, Sheet},
    },
    look::pictures,
};

use super::{Failed, Scale, Spread, Table};

/// How many badges a school prints at once.
const BADGES: u64 = 1_000;
/// All of them are there within this.
const ENOUGH: Duration = Duration::from_secs(1);
/// The children's animals; each is on many badges.
const ANIMALS: [&str; 8] = ["🦊", "🐢", "🦋", "🐼", "🦉", "🐙", "🦁", "🐝"];

/// Prints a thousand badges on labels and on cards.
pub(crate) fn measure(scale: Scale, table: &mut Table) -> Result<(), Failed> {
    let typefaces = sheets::typefaces();
    let pages = Pages::Badges(badges()?);
    let times = scale.starts;
    let codes = timed(times, qr_alone)?;
    table.fact_time("1,000 QR codes, in memory alone", codes.median());
    for sheet in [Sheet::Avery5395, Sheet::Cr80, Sheet::Squares] {
        let order = Order {
            sheet,
            paper: None,
            offset: Offset::default(),
        };
        let name = sheet.name();
        let mut bytes = 0;
        let took = timed(times, || {
            bytes = pdf(&order, &typefaces, &pages)?.len();
            Ok(())
        })?;
        let bare = timed(times, || bare(&order, &typefaces))?;
        table.time(&format!("1,000 badges as {name}"), took.median(), ENOUGH);
        table.fact_time(
            &format!("the same {name} without names or pictures"),
            bare.median(),
        );
        let times_as_long = took.median().as_secs_f64() / bare.median().as_secs_f64();
        table.fact(
            &format!("badges beside bare codes, {name}"),
            format!("{times_as_long:.2}x"),
        );
        table.fact(
            &format!("1,000 badges as {name}, on the disk"),
            format!("{} KB", bytes / 1000),
        );
    }
    Ok(())
}

fn timed(times: usize, mut one: impl FnMut() -> Result<(), Failed>) -> Result<Spread, Failed> {
    let mut spread = Spread::default();
    for _ in 0..times {
        let began = Instant::now();
        one()?;
        spread.add(began.elapsed());
    }
    Ok(spread)
}

fn codes() -> impl Iterator<Item = BadgeCode> {
    let mut rng = StdRng::seed_from_u64(1);
    (0..BADGES).map(move |_| BadgeCode::draw(&mut rng))
}

fn badges() -> Result<Vec<Badge>, Failed> {
    let animals = ANIMALS.map(|emoji| pictures::emoji_drawing(emoji).map(Drawing::svg));
    let badge = |(number, (code, animal)): (usize, (BadgeCode, &Option<Drawing>))| {
        Ok(Badge::Student {
            name: format!("Maximiliano {number}"),
            animal: animal.clone().ok_or("an animal is not in the set")?,
            code,
        })
    };
    let all = codes().zip(animals.iter().cycle()).enumerate();
    all.map(badge).collect()
}

/// The same pages with codes and nothing else: what names and pictures cost is beside it.
fn bare(order: &Order, typefaces: &Typefaces) -> Result<(), Failed> {
    let nothing = Drawing::svg("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>");
    let badge = |code| Badge::Student {
        name: String::new(),
        animal: nothing.clone(),
        code,
    };
    let pages = Pages::Badges(codes().map(badge).collect());
    pdf(order, typefaces, &pages)?;
    Ok(())
}

fn qr_alone() -> Result<(), Failed> {
    for code in codes() {
        let version = qrcode::Version::Normal(2);
        let drawn = qrcode::QrCode::with_version(code.to_string(), version, qrcode::EcLevel::H)?;
        std::hint::black_box(drawn);
    }
    Ok(())
}
