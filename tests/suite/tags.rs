//! What is read from cards and tags, with no reader: the talk with a card, the memory of a tag,
//! and when a card counts as newly there.

use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    badges::code::BadgeCode,
    devices::{
        card::{self, CardTrouble},
        ndef::{NoCode, badge_code},
        presence::{Change, Presence, Sight, is_for_badges},
    },
    domain::badge::BadgeKey,
};

const LOCK_CONTROL: [u8; 5] = [0x01, 0x03, 0xA0, 0x0C, 0x34];
const MEMORY_CONTROL: [u8; 5] = [0x02, 0x03, 0x00, 0x00, 0x00];

fn code() -> BadgeCode {
    BadgeCode::draw(&mut StdRng::seed_from_u64(1))
}

/// The payload of a text record.
fn text(language: &str, text: &str) -> Vec<u8> {
    let status = u8::try_from(language.len()).unwrap();
    [&[status], language.as_bytes(), text.as_bytes()].concat()
}

/// A record with a short length.
fn short(flags: u8, kind: &[u8], payload: &[u8]) -> Vec<u8> {
    let lengths = [kind.len(), payload.len()].map(|length| u8::try_from(length).unwrap());
    [&[flags | 0x10][..], &lengths, kind, payload].concat()
}

fn code_record() -> Vec<u8> {
    short(0xC1, b"T", &text("en", &code().to_string()))
}

/// A message in a block with a one-byte length, and the end.
fn block(message: &[u8]) -> Vec<u8> {
    let length = u8::try_from(message.len()).unwrap();
    [&[0x03, length], message, &[0xFE]].concat()
}

fn long_block(message: &[u8]) -> Vec<u8> {
    let length = u16::try_from(message.len()).unwrap().to_be_bytes();
    [&[0x03, 0xFF], &length[..], message, &[0xFE]].concat()
}

#[test]
fn a_code_is_found_behind_control_blocks_and_padding() {
    for before in [
        vec![],
        vec![0x00; 3],
        LOCK_CONTROL.to_vec(),
        [&LOCK_CONTROL[..], &[0x00], &MEMORY_CONTROL].concat(),
        // A block of somebody's own.
        vec![0xFD, 0x02, 0x03, 0x03],
    ] {
        let memory = [before, block(&code_record())].concat();
        assert_eq!(badge_code(&memory), Ok(code()), "{memory:02X?}");
    }
}

#[test]
fn a_code_is_found_in_long_blocks_and_long_records() {
    assert_eq!(badge_code(&long_block(&code_record())), Ok(code()));
    let payload = text("en-US", &code().to_string().to_lowercase());
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let record = [&[0xC1, 0x01][..], &length, b"T", &payload].concat();
    assert_eq!(badge_code(&block(&record)), Ok(code()));
}

#[test]
fn a_code_is_found_in_a_record_with_an_id_and_behind_other_records() {
    let payload = text("", &code().to_string());
    let length = u8::try_from(payload.len()).unwrap();
    let with_id = [&[0x59, 0x01, length, 0x02][..], b"T", b"no", &payload].concat();
    let message = [
        short(0x81, b"U", b"\x03waymark.example"),
        short(0x01, b"T", &text("en", "Hello")),
        with_id,
    ]
    .concat();
    assert_eq!(badge_code(&block(&message)), Ok(code()));
}

#[test]
fn the_first_code_of_a_message_counts_and_nothing_behind_its_last_record() {
    let other = BadgeCode::draw(&mut StdRng::seed_from_u64(2)).to_string();
    let first = short(0x81, b"T", &text("en", &code().to_string()));
    let second = short(0x41, b"T", &text("en", &other));
    let message = [first, second.clone()].concat();
    assert_eq!(badge_code(&block(&message)), Ok(code()));
    let ended = [short(0xC1, b"T", &text("en", "Hello")), second].concat();
    assert_eq!(badge_code(&block(&ended)), Err(NoCode::SomethingElse));
}

#[test]
fn other_messages_are_something_else() {
    let letters = code().to_string();
    let utf16: Vec<u8> = letters.bytes().flat_map(|letter| [0, letter]).collect();
    for record in [
        short(0xC1, b"U", b"\x03waymark.example"),
        short(0xC1, b"T", &text("en", "BBBBBBBBBBBBBBBBBC")),
        short(0xC1, b"T", &[&[0x82][..], b"en", &utf16].concat()),
        short(0xC1, b"T", b""),
        short(0xC1, b"T", &[0xFF, b'e']),
        short(0xC1, b"T", &[0x3F, b'e']),
        short(0xC2, b"T", &text("en", &letters)),
        short(0xE1, b"T", &text("en", &letters)),
        short(0xC1, b"T", b"\x02en\xFF\xFE"),
    ] {
        assert_eq!(
            badge_code(&block(&record)),
            Err(NoCode::SomethingElse),
            "{record:02X?}"
        );
    }
}

#[test]
fn new_and_erased_tags_are_blank() {
    let new = [&LOCK_CONTROL[..], &[0x03, 0x00, 0xFE]].concat();
    assert_eq!(badge_code(&new), Err(NoCode::Blank));
    assert_eq!(badge_code(&[0; 16]), Err(NoCode::Blank));
    assert_eq!(badge_code(&[0xFE]), Err(NoCode::Blank));
    assert_eq!(badge_code(&[0xFF; 16]), Err(NoCode::Malformed));
}

#[test]
fn lying_lengths_are_named() {
    let whole = block(&code_record());
    for end in 0..whole.len() - 1 {
        assert_eq!(badge_code(&whole[..end]), Err(NoCode::Truncated));
    }
    // A block that claims the rest of the world.
    let mut block_lies = whole.clone();
    block_lies[1] = 0xFE;
    assert_eq!(badge_code(&block_lies), Err(NoCode::Truncated));
    assert_eq!(
        badge_code(&[0x03, 0xFF, 0xFF, 0xFF, 0xD1]),
        Err(NoCode::Truncated)
    );
    // Records that claim more than their message.
    for (at, lie) in [(3, 0xFF), (4, 0x40), (4, 0xFF)] {
        let mut record_lies = whole.clone();
        record_lies[at] = lie;
        assert_eq!(badge_code(&record_lies), Err(NoCode::Malformed));
    }
    let endless = [0xC1, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, b'T'];
    assert_eq!(badge_code(&block(&endless)), Err(NoCode::Malformed));
}

/// A card that answers as a tag with that memory does, and counts what it is asked.
struct Tag {
    uid: Vec<u8>,
    memory: Vec<u8>,
    asked: usize,
}

const ATR_CLASSIC: [u8; 20] = [
    0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, 0x03, 0x00, 0x01, 0x00,
    0x00, 0x00, 0x00, 0x6A,
];
const ATR_ULTRALIGHT: [u8; 20] = [
    0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, 0x03, 0x00, 0x03, 0x00,
    0x00, 0x00, 0x00, 0x68,
];
const UID: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x80];

impl Tag {
    fn new(uid: &[u8], memory: &[u8]) -> Self {
        let mut memory = memory.to_vec();
        memory.resize(144, 0);
        Self {
            uid: uid.to_vec(),
            memory,
            asked: 0,
        }
    }

    fn read(&mut self, atr: &[u8]) -> Result<Vec<BadgeKey>, CardTrouble> {
        card::read(atr, |command| {
            self.asked += 1;
            let answer = match command {
                [0xFF, 0xCA, 0x00, 0x00, 0x00] => &self.uid,
                [0xFF, 0xB0, 0x00, page, 0x10] => {
                    let start = usize::from(*page - 4) * 4;
                    &self.memory[start..start + 16]
                }
                other => panic!("a card is never told {other:02X?}"),
            };
            Ok([answer, &[0x90, 0x00]].concat())
        })
    }
}

#[test]
fn a_card_of_another_kind_is_asked_for_its_serial_number_only() {
    for uid in [&[0x1B, 0x22, 0x33, 0x44][..], &[0x1B; 7], &[0x04; 10]] {
        let mut tag = Tag::new(uid, &block(&code_record()));
        assert_eq!(tag.read(&ATR_CLASSIC), Ok(vec![BadgeKey::from_uid(uid)]));
        assert_eq!(tag.asked, 1);
    }
}

#[test]
fn a_tag_is_known_by_what_the_reader_says_or_by_its_maker() {
    let both = |uid| Ok(vec![code().key(), BadgeKey::from_uid(uid)]);
    let memory = block(&code_record());
    let other = [0x1B; 7];
    assert_eq!(
        Tag::new(&other, &memory).read(&ATR_ULTRALIGHT),
        both(&other)
    );
    assert_eq!(Tag::new(&UID, &memory).read(&[]), both(&UID));
}

#[test]
fn no_more_of_a_tag_is_read_than_is_needed() {
    let asked = |memory: &[u8]| {
        let mut tag = Tag::new(&UID, memory);
        tag.read(&ATR_ULTRALIGHT).unwrap();
        tag.asked
    };
    assert_eq!(asked(&block(&code_record())), 1 + 2);
    assert_eq!(asked(&[]), 1 + 1);
    assert_eq!(asked(&[0x03, 0x00, 0xFE]), 1 + 1);
    // However much it claims, no more than 144 bytes.
    assert_eq!(asked(&[0x03, 0xFF, 0xFF, 0xFF]), 1 + 9);
}

#[test]
fn trouble_behind_the_serial_number_is_no_trouble() {
    let uid = [&UID[..], &[0x90, 0x00]].concat();
    let answers = [
        Ok(vec![]),
        Ok(vec![0x63, 0x00]),
        Ok(vec![0x03, 0x90, 0x00]),
        Ok([0; 300].to_vec()),
        Err(CardTrouble::LiftedTooEarly),
    ];
    for answer in answers {
        let keys = card::read(&ATR_ULTRALIGHT, |command| match command[1] {
            0xCA => Ok(uid.clone()),
            _ => answer.clone(),
        });
        assert_eq!(keys, Ok(vec![BadgeKey::from_uid(&UID)]));
    }
}

#[test]
fn answers_that_are_no_serial_number_are_trouble() {
    let read = |answer: &[u8]| card::read(&ATR_ULTRALIGHT, |_| Ok(answer.to_vec()));
    assert_eq!(read(&[]), Err(CardTrouble::LiftedTooEarly));
    assert_eq!(
        read(&[0x08, 1, 2, 3, 0x90, 0x00]),
        Err(CardTrouble::RandomUid)
    );
    let unreadable: [&[u8]; 7] = [
        &[0x90],
        &[0x90, 0x00],
        &[0x63, 0x00],
        &[0x6A, 0x81],
        &[0x04, 0xA2, 0x24, 0x5A, 0x63, 0x00],
        &[0x04, 0xA2, 0x24, 0x90, 0x00],
        &[0x04; 260],
    ];
    for answer in unreadable {
        assert_eq!(read(answer), Err(CardTrouble::Unreadable), "{answer:02X?}");
    }
    let lifted = card::read(&[], |_| Err(CardTrouble::LiftedTooEarly));
    assert_eq!(lifted, Err(CardTrouble::LiftedTooEarly));
}

const CARD: Sight = Sight::Card { mute: false };
const MUTE: Sight = Sight::Card { mute: true };

#[test]
fn only_the_step_from_empty_to_a_card_counts() {
    let mut reader = Presence::default();
    let story = [
        (CARD, 1, Change::Nothing), // was there before
        (CARD, 1, Change::Nothing), // somebody connects to it
        (Sight::Empty, 2, Change::Nothing),
        (CARD, 3, Change::Laid),
        (CARD, 3, Change::Nothing),
        (Sight::Empty, 4, Change::Nothing),
        (MUTE, 5, Change::LaidMute),
        (Sight::Empty, 6, Change::Nothing),
        (Sight::Away, 0, Change::Nothing),
        (CARD, 1, Change::Nothing), // plugged in again with a card on it
    ];
    for (step, (sight, count, change)) in story.into_iter().enumerate() {
        assert_eq!(reader.look(sight, count), change, "step {step}");
    }
}

#[test]
fn a_card_swapped_while_nobody_looked_is_a_new_card() {
    let mut reader = Presence::default();
    reader.look(Sight::Empty, 0xFFFE);
    assert_eq!(reader.look(CARD, 0xFFFF), Change::Laid);
    assert_eq!(reader.look(CARD, 1), Change::Laid);
    assert_eq!(reader.look(MUTE, 3), Change::LaidMute);
}

#[test]
fn windows_hello_is_no_reader_for_badges() {
    assert!(!is_for_badges("Windows Hello for Business 1"));
    assert!(!is_for_badges("Microsoft WINDOWS HELLO Virtual Reader 0"));
    assert!(is_for_badges("ACS ACR122U PICC Interface 00 00"));
}

/// Bytes that often look like a tag: pieces of the format, and rubbish.
fn any_memory() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(LOCK_CONTROL.to_vec()),
        Just(block(&code_record())),
        Just(code_record()),
        Just(vec![0x03, 0xFF]),
        prop::collection::vec(any::<u8>(), 0..20),
        prop::collection::vec(
            prop::sample::select(vec![0x00, 0x03, 0xFE, 0xFF, 0xD1]),
            0..4
        ),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_memory_is_read_without_a_panic_and_yields_only_the_code_in_it(memory in any_memory()) {
        if let Ok(found) = badge_code(&memory) {
            let letters = found.to_string();
            prop_assert!(memory.windows(18).any(|part| part.eq_ignore_ascii_case(letters.as_bytes())));
        }
    }

    #[test]
    fn a_damaged_tag_never_yields_another_code(at in 0..33_usize, byte: u8) {
        let mut memory = block(&code_record());
        let at = at % memory.len();
        memory[at] = byte;
        if let Ok(found) = badge_code(&memory) {
            prop_assert_eq!(found, code());
        }
    }

    #[test]
    fn any_card_is_read_without_a_panic_and_its_code_comes_first(
        answers in prop::collection::vec(
            prop_oneof![
                Just(Some([&UID[..], &[0x90, 0x00]].concat())),
                any_memory().prop_map(|mut memory| {
                    memory.resize(16, 0);
                    memory.extend([0x90, 0x00]);
                    Some(memory)
                }),
                prop::collection::vec(any::<u8>(), 0..20).prop_map(Some),
                Just(None),
            ],
            0..12,
        ),
        atr in prop::collection::vec(any::<u8>(), 0..33),
    ) {
        let mut answers = answers.into_iter();
        let keys = card::read(&atr, |_| {
            answers.next().flatten().ok_or(CardTrouble::LiftedTooEarly)
        });
        if let Ok(keys) = keys {
            let is_code = |key: &BadgeKey| matches!(key, BadgeKey::Code(_));
            prop_assert!(matches!(keys.last(), Some(BadgeKey::Uid(_))));
            prop_assert!(keys.len() <= 2);
            prop_assert!(keys.len() == 1 || keys.first().is_some_and(is_code));
        }
    }
}
