//! Writing a code on a tag, with no reader: what is written where and in which order, whatever the tag
//! says of itself, and whenever it is lifted.

use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    badges::code::BadgeCode,
    devices::{
        card::CardTrouble,
        ndef::{NoCode, badge_code},
        tag,
    },
    domain::{badge::BadgeKey, tag::TagTrouble},
};

const UID: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x80];
const LOCK_CONTROL: [u8; 5] = [0x01, 0x03, 0xA0, 0x0C, 0x34];
const ATR: [u8; 20] = [
    0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, 0x03, 0x00, 0x03, 0x00,
    0x00, 0x00, 0x00, 0x68,
];

fn code(seed: u64) -> BadgeCode {
    BadgeCode::draw(&mut StdRng::seed_from_u64(seed))
}

/// A tag in memory: all its pages, and when it is lifted.
#[derive(Clone, Debug)]
struct Tag {
    pages: Vec<u8>,
    /// How many commands it answers before it is gone.
    answers: usize,
    writes: Vec<u8>,
}

impl Tag {
    /// An NTAG of that many bytes of user memory, as it leaves the factory.
    fn ntag(size: u8) -> Self {
        let mut user = LOCK_CONTROL.to_vec();
        user.extend([0x03, 0x00, 0xFE]);
        Self::holding(size, &user)
    }

    fn holding(size: u8, user: &[u8]) -> Self {
        let mut pages = vec![
            0x04, 0xA2, 0x24, 0x0A, 0x5A, 0x12, 0x34, 0x80, 0xFC, 0x48, 0, 0,
        ];
        pages.extend([0xE1, 0x10, size, 0x00]);
        pages.extend(user);
        pages.resize(16 + usize::from(size) * 8 + 20, 0);
        Self {
            pages,
            answers: usize::MAX,
            writes: Vec::new(),
        }
    }

    fn user(&self) -> &[u8] {
        &self.pages[16..]
    }

    fn says(&self) -> Result<BadgeCode, NoCode> {
        badge_code(self.user())
    }

    fn answer(&mut self, command: &[u8]) -> Result<Vec<u8>, CardTrouble> {
        if self.answers == 0 {
            return Err(CardTrouble::LiftedTooEarly);
        }
        self.answers -= 1;
        Ok(match command {
            [0xFF, 0xCA, 0x00, 0x00, 0x00] => [&UID[..], &[0x90, 0x00]].concat(),
            [0xFF, 0xB0, 0x00, page, 0x10] => {
                let start = usize::from(*page) * 4;
                match self.pages.get(start..start + 16) {
                    Some(bytes) => [bytes, &[0x90, 0x00]].concat(),
                    None => vec![0x63, 0x00],
                }
            }
            [0xFF, 0xD6, 0x00, page, 0x04, bytes @ ..] => {
                assert_eq!(bytes.len(), 4);
                let start = usize::from(*page) * 4;
                self.writes.push(*page);
                match self.pages.get_mut(start..start + 4) {
                    Some(place) => {
                        place.copy_from_slice(bytes);
                        vec![0x90, 0x00]
                    }
                    None => vec![0x63, 0x00],
                }
            }
            other => panic!("a tag is never told {other:02X?}"),
        })
    }

    fn write(&mut self, code: &BadgeCode, over: bool) -> Result<(), TagTrouble> {
        let uid = BadgeKey::from_uid(&UID);
        tag::write(&ATR, (&uid, code), over, |command| self.answer(command))
    }
}

/// A message block with a web address, and the end.
fn web_address() -> Vec<u8> {
    let mut block = vec![0x03, 0x10, 0xD1, 0x01, 0x0C, b'U', 0x03];
    block.extend(b"example.org");
    block.push(0xFE);
    block
}

#[test]
fn a_new_tag_of_each_size_says_the_code_and_keeps_its_lock_control() {
    for size in [0x12, 0x3E, 0x6D, 0x06] {
        let mut tag = Tag::ntag(size);
        let before = tag.pages.clone();
        assert_eq!(tag.write(&code(1), false), Ok(()), "{size:02X}");
        assert_eq!(tag.says(), Ok(code(1)));
        assert_eq!(tag.pages[..16], before[..16], "nothing before page 4");
        assert_eq!(tag.user()[..5], LOCK_CONTROL);
        // As a phone writes it: one short text record in English, the end.
        assert_eq!(tag.user()[5..14], *b"\x03\x19\xD1\x01\x15T\x02en");
        assert_eq!(tag.user()[14 + 18], 0xFE);
        let (first, last) = (tag.writes[0], *tag.writes.last().unwrap());
        assert_eq!(
            (first, last),
            (5, 5),
            "the length is silenced first and told last"
        );
    }
}

#[test]
fn what_is_there_already_is_not_written_again() {
    let mut tag = Tag::ntag(0x12);
    tag.write(&code(1), false).unwrap();
    tag.writes.clear();
    assert_eq!(tag.write(&code(1), false), Ok(()));
    assert!(tag.writes.is_empty(), "{:?}", tag.writes);
}

#[test]
fn a_tag_lifted_after_any_command_says_the_code_or_nothing_and_goes_on_where_it_was() {
    let old = {
        let mut tag = Tag::ntag(0x12);
        tag.write(&code(2), false).unwrap();
        tag.writes.clear();
        tag
    };
    let nothing_there = Tag::holding(0x12, &[]);
    // The block begins with the last byte of a page, so its length is in the next one.
    let split = Tag::holding(0x12, &[0x00, 0x00, 0x00, 0xFE]);
    for (name, fresh) in [
        ("new", Tag::ntag(0x12)),
        ("another code", old),
        ("zeros", nothing_there),
        ("split", split),
    ] {
        let mut whole = fresh.clone();
        whole.answers = 1000;
        whole.write(&code(1), false).unwrap();
        let commands = 1000 - whole.answers;
        for answers in 0..commands {
            let mut tag = fresh.clone();
            tag.answers = answers;
            assert_eq!(
                tag.write(&code(1), false),
                Err(TagTrouble::Lifted),
                "{name}"
            );
            match tag.says() {
                Ok(found) => assert!(
                    found == code(1) || tag.writes.is_empty() && fresh.says() == Ok(found),
                    "{name}, {answers} commands: {found}"
                ),
                Err(NoCode::Blank) => {}
                Err(other) => panic!("{name}, {answers} commands: {other:?}"),
            }
            let written = tag.writes.len();
            tag.answers = usize::MAX;
            assert_eq!(
                tag.write(&code(1), false),
                Ok(()),
                "{name}: laid down again"
            );
            assert_eq!(tag.says(), Ok(code(1)));
            assert_eq!(tag.pages, whole.pages);
            assert!(
                tag.writes.len() <= whole.writes.len() + 1,
                "{name}: {written} were right"
            );
        }
    }
}

#[test]
fn something_else_is_asked_about_before_it_is_written_over() {
    let mut tag = Tag::holding(0x12, &web_address());
    let before = tag.pages.clone();
    assert_eq!(tag.write(&code(1), false), Err(TagTrouble::SomethingElse));
    assert_eq!(tag.pages, before);
    assert_eq!(tag.write(&code(1), true), Ok(()));
    assert_eq!(tag.says(), Ok(code(1)));
    let mut long = vec![0x03, 0xFF, 0x01, 0x00, 0xC1, 0x01];
    long.resize(144, b'x');
    let mut tag = Tag::holding(0x3E, &long);
    assert_eq!(tag.write(&code(1), false), Err(TagTrouble::SomethingElse));
    assert_eq!(tag.write(&code(1), true), Ok(()));
    assert_eq!(tag.says(), Ok(code(1)));
}

#[test]
fn tags_that_cannot_be_written_each_say_why_and_stay_as_they_are() {
    let with = |change: fn(&mut Tag)| {
        let mut tag = Tag::ntag(0x12);
        change(&mut tag);
        tag
    };
    let cases = [
        (with(|tag| tag.pages[12] = 0x00), TagTrouble::NotReady),
        (with(|tag| tag.pages[13] = 0x20), TagTrouble::NotReady),
        (with(|tag| tag.pages[15] = 0xF0), TagTrouble::NotReady),
        (with(|tag| tag.pages[15] = 0x0F), TagTrouble::ReadOnly),
        (with(|tag| tag.pages[10] = 0xF0), TagTrouble::ReadOnly),
        (with(|tag| tag.pages[11] = 0x01), TagTrouble::ReadOnly),
        (with(|tag| tag.pages[14] = 0x02), TagTrouble::TooSmall),
        (with(|tag| tag.pages[14] = 0x00), TagTrouble::NotReady),
        // Lock bytes in the middle of what would be written.
        (
            with(|tag| tag.pages[16..21].copy_from_slice(&[0x01, 0x03, 0x20, 0x0C, 0x34])),
            TagTrouble::NotReady,
        ),
        (
            with(|tag| tag.pages[16..21].copy_from_slice(&[0x02, 0x03, 0x2A, 0x10, 0x04])),
            TagTrouble::NotReady,
        ),
    ];
    for (at, (mut tag, why)) in cases.into_iter().enumerate() {
        let before = tag.pages.clone();
        assert_eq!(tag.write(&code(1), true), Err(why), "case {at}");
        assert_eq!(tag.pages, before, "case {at}");
    }
}

#[test]
fn cards_of_another_kind_and_another_number_are_left_alone() {
    let uid = BadgeKey::from_uid(&UID);
    let classic = [0x1B, 0x22, 0x33, 0x44];
    let only_number = |number: Vec<u8>| {
        move |command: &[u8]| match command[1] {
            0xCA => Ok([&number[..], &[0x90, 0x00]].concat()),
            0xB0 => Ok(vec![0x63, 0x00]),
            _ => panic!("nothing is written"),
        }
    };
    let write = |expected: &BadgeKey, number: &[u8]| {
        tag::write(
            &[],
            (expected, &code(1)),
            true,
            only_number(number.to_vec()),
        )
    };
    let other = BadgeKey::from_uid(&classic);
    assert_eq!(write(&uid, &classic), Err(TagTrouble::NotThere));
    assert_eq!(write(&other, &classic), Err(TagTrouble::OtherKind));
    // A card of NXP's with a number like a tag's, which lets nobody read.
    assert_eq!(write(&uid, &UID), Err(TagTrouble::OtherKind));
}

#[test]
fn a_tag_that_forgets_or_refuses_is_not_called_written() {
    let mut tag = Tag::ntag(0x12);
    let uid = BadgeKey::from_uid(&UID);
    let mut told = Tag::ntag(0x12);
    let forgets = tag::write(&ATR, (&uid, &code(1)), false, |command| match command[1] {
        0xD6 => Ok(vec![0x90, 0x00]),
        _ => told.answer(command),
    });
    assert_eq!(forgets, Err(TagTrouble::NotKept));
    let refuses = tag::write(&ATR, (&uid, &code(1)), false, |command| match command[1] {
        0xD6 => Ok(vec![0x63, 0x00]),
        _ => tag.answer(command),
    });
    assert_eq!(refuses, Err(TagTrouble::ReadOnly));
}

/// Bytes that often look like a tag: pieces of the format, and rubbish.
fn any_memory() -> impl Strategy<Value = Vec<u8>> {
    let written = {
        let mut tag = Tag::holding(0x12, &[]);
        tag.write(&code(2), false).unwrap();
        tag.user()[..28].to_vec()
    };
    let piece = prop_oneof![
        Just(LOCK_CONTROL.to_vec()),
        Just(vec![0x02, 0x03, 0x80, 0x04, 0x04]),
        Just(written),
        Just(web_address()),
        Just(vec![0x03, 0x00, 0xFE]),
        Just(vec![0x00]),
        Just(vec![0xFE]),
        Just(vec![0xFD, 0x02, 0x01, 0x01]),
        prop::collection::vec(any::<u8>(), 0..20),
    ];
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_a_tag_says_only_its_user_pages_are_written_and_a_lift_leaves_no_wrong_code(
        user in any_memory(),
        head in prop_oneof![
            Just([0x00, 0x00, 0xE1, 0x10, 0x12, 0x00]),
            Just([0x00, 0x00, 0xE1, 0x10, 0x3E, 0x00]),
            Just([0x00, 0x00, 0xE1, 0x10, 0xFF, 0x00]),
            any::<[u8; 6]>(),
        ],
        over: bool,
        lifts in prop::collection::vec(1..30_usize, 0..4),
    ) {
        let mut tag = Tag::holding(0x12, &[]);
        tag.pages[10..16].copy_from_slice(&head);
        tag.pages.truncate(16);
        tag.pages.extend(&user);
        // An NTAG213, whatever it claims: behind page 27 are its lock and configuration.
        tag.pages.resize(45 * 4, 0);
        tag.pages.truncate(45 * 4);
        let before = tag.clone();
        let mut outcome = None;
        for answers in lifts.into_iter().chain([usize::MAX]) {
            tag.answers = answers;
            let written = tag.writes.len();
            let now = tag.write(&code(1), over);
            if let Ok(found) = tag.says() {
                let untouched = tag.writes.is_empty() && before.says() == Ok(found);
                prop_assert!(found == code(1) || untouched, "{found}");
            }
            // Once begun, it is never asked again whether it may be written on.
            if written > 0 && now != Err(TagTrouble::Lifted) {
                prop_assert_eq!(now, Ok(()));
            }
            outcome = Some(now);
        }
        for page in &tag.writes {
            prop_assert!((0x04..=0x27).contains(page), "page {page:02X}");
        }
        let (low, high) = (tag.pages[10], tag.pages[11]);
        let locked = u16::from_le_bytes([low, high]);
        prop_assert!(tag.writes.iter().all(|page| *page > 15 || locked & (1 << page) == 0));
        if let Some(Ok(())) = outcome {
            prop_assert_eq!(tag.says(), Ok(code(1)));
        } else {
            prop_assert_eq!(&tag.pages, &before.pages);
        }
    }

    #[test]
    fn any_answers_of_a_card_end_in_words_and_never_in_a_page_of_its_own(
        answers in prop::collection::vec(
            prop_oneof![
                Just([&UID[..], &[0x90, 0x00]].concat()),
                Just(vec![0x90, 0x00]),
                Just(vec![0x63, 0x00]),
                any_memory().prop_map(|mut memory| {
                    memory.resize(16, 0);
                    memory.extend([0x90, 0x00]);
                    memory
                }),
                Just([&[0; 12][..], &[0xE1, 0x10, 0x12, 0x00, 0x90, 0x00]].concat()),
                prop::collection::vec(any::<u8>(), 0..20),
            ],
            0..40,
        ),
        over: bool,
    ) {
        let uid = BadgeKey::from_uid(&UID);
        let mut answers = std::iter::once([&UID[..], &[0x90, 0x00]].concat()).chain(answers);
        let mut own_pages = true;
        let _outcome = tag::write(&ATR, (&uid, &code(1)), over, |command| {
            if let [0xFF, 0xD6, _, page, ..] = command {
                own_pages &= (0x04..=0x27).contains(page);
            }
            answers.next().ok_or(CardTrouble::LiftedTooEarly)
        });
        prop_assert!(own_pages);
    }
}
