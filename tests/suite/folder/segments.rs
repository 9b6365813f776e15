//! A segment as a value: its name, its text, its damage, and which ones become one.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;
use waymark::{
    domain::event::Event,
    journal::{
        Checksum, Entry,
        segment::{
            self, BEGINNING, Header, MOST_ENTRIES, Segment, SegmentError, SegmentName, Tidy,
            ends_in, join, salvage, tidy,
        },
    },
};

use super::beds::{A, B, class, series, series_with};
use crate::support::happenings::{any_series, note};

/// Written once by the first program that knew segments. Never edited.
const FIXTURE: &[u8] = include_bytes!("../fixtures/segment-v1.segment");
const FIXTURE_NAME: &str = "BBBBBBBBBBBB-0000000001-0000000004-e4a29cf2b79fa960.segment";

fn write(entries: &[Entry]) -> (SegmentName, Vec<u8>) {
    segment::write(&class(), Checksum::START, entries)
        .unwrap()
        .unwrap()
}

fn some() -> (SegmentName, Vec<u8>) {
    write(&series(A, 5))
}

fn read(bytes: &[u8], name: &SegmentName) -> Result<Vec<Entry>, SegmentError> {
    segment::read(bytes.to_vec(), &class(), name)
}

#[test]
fn a_name_reads_back_as_it_was_written_and_no_other_spelling_does() {
    let (name, _) = some();
    let text = name.to_string();
    assert!(
        text.starts_with("BBBBBBBBBBBB-0000000001-0000000005-"),
        "{text}"
    );
    assert!(text.is_ascii());
    assert_eq!(text.parse::<SegmentName>().unwrap(), name);
    for other in [
        text.to_lowercase(),
        text.replace("0000000001", "1"),
        text.replace("0000000001", "00000000001"),
        text.replace("0000000001", "+000000001"),
        text.replace("0000000001", "0000000000"),
        text.replace("0000000001", "0000000006"),
        text.replace(".segment", ".SEGMENT"),
        text.replace("BBBBBBBBBBBB", ""),
        text.replace("BBBBBBBBBBBB", "../../etc"),
        format!("{text}.tmp"),
        format!(" {text}"),
    ] {
        assert!(other.parse::<SegmentName>().is_err(), "{other}");
    }
}

#[test]
fn names_stand_in_the_order_of_series_and_then_of_entries() {
    let name = |series: &str, first, last| SegmentName {
        series: series.into(),
        first,
        last,
        check: 7,
    };
    let mut names = [
        name(B, 1, 2),
        name(A, 100_000, 100_001),
        name(A, 99_999, 100_000),
        name(A, 2, 3),
        name(A, 1, 4_000_000_000),
    ];
    names.sort();
    let texts: Vec<_> = names.iter().map(ToString::to_string).collect();
    assert!(texts.is_sorted(), "{texts:?}");
}

#[test]
fn what_a_newer_program_wrote_comes_back_to_the_letter() {
    let entries = series_with(A, 3, |n| {
        Event::Unknown(json!({"kind": "sang", "student": "1", "song": [n, 1.5, null, "é\n\"🦊"]}))
    });
    let (name, text) = write(&entries);
    let back = read(&text, &name).unwrap();
    assert_eq!(back, entries);
    let bodies: BTreeSet<_> = back.iter().map(|entry| entry.body.clone()).collect();
    assert_eq!(
        bodies,
        entries.iter().map(|entry| entry.body.clone()).collect()
    );
}

#[test]
fn a_field_beside_the_entry_that_nobody_knows_yet_is_passed_over() {
    let [entry] = &series(A, 1)[..] else {
        unreachable!()
    };
    let line = entry.to_json_line().unwrap();
    let newer = line.replacen('{', r#"{"mood":{"a":[1]},"#, 1);
    assert_eq!(&Entry::from_json_line(&newer).unwrap(), entry);
}

#[test]
fn a_line_that_is_no_entry_says_why() {
    let line = series(A, 1)[0].to_json_line().unwrap();
    for (from, to) in [
        ("\"seq\":1", "\"seq\":-1"),
        ("\"checksum\":\"", "\"checksum\":\"zz"),
        ("\"event\":{", "\"event\":["),
        ("T08:", "T99:"),
        ("\"tablet\"", "\"tabled\""),
    ] {
        let bad = line.replace(from, to);
        assert_ne!(bad, line);
        assert!(Entry::from_json_line(&bad).is_err(), "{bad}");
    }
}

#[test]
fn the_first_form_is_read_for_ever() {
    let name: SegmentName = FIXTURE_NAME.parse().unwrap();
    let entries = read(FIXTURE, &name).unwrap();
    let kinds: Vec<_> = entries.iter().map(|entry| entry.event.kind()).collect();
    assert_eq!(kinds, ["student_added", "checked_in", "note_left", "sang"]);
    let mut before = Checksum::START;
    for entry in &entries {
        assert!(entry.verify(&before), "{}", entry.id);
        before = entry.checksum;
    }
    assert!(
        entries[2]
            .body
            .contains(r#""text":"Well done 🦊, \"Maya\"""#)
    );
}

#[test]
fn a_segment_cut_anywhere_is_named_and_keeps_the_entries_before_the_cut() {
    let (name, text) = some();
    let entries = series(A, 5);
    for length in 0..text.len() {
        let cut = &text[..length];
        let error = read(cut, &name).unwrap_err();
        assert!(
            matches!(
                error,
                SegmentError::TornTail | SegmentError::ChecksumMismatch
            ),
            "{length}: {error:?}"
        );
        let saved = salvage(cut, &class(), &name);
        assert_eq!(saved, entries[..saved.len()], "{length}");
        let lines = cut.split(|byte| *byte == b'\n').count() - 1;
        assert!(saved.len() >= lines.saturating_sub(1).min(5), "{length}");
        let glance = Header::read(cut).ok().map(|header| header.after);
        let end = &cut[cut.len().saturating_sub(segment::END)..];
        assert!(glance.is_none() || ends_in(end) != glance, "{length}");
    }
}

#[test]
fn a_flipped_byte_anywhere_is_named_and_no_false_entry_is_read() {
    let (name, text) = some();
    let entries = series(A, 5);
    for at in 0..text.len() {
        for bit in [1, 0x20, 0x80] {
            let mut flipped = text.clone();
            flipped[at] ^= bit;
            assert!(read(&flipped, &name).is_err(), "{at}");
            for saved in salvage(&flipped, &class(), &name) {
                let place = usize::try_from(saved.id.seq).unwrap() - 1;
                assert_eq!(saved.checksum, entries[place].checksum, "{at}");
                assert_eq!(saved.body, entries[place].body, "{at}");
            }
        }
    }
}

#[test]
fn a_segment_tells_what_it_is_instead() {
    let (name, text) = some();
    let foreign = read(b"PK\x03\x04 a zip file", &name).unwrap_err();
    assert!(matches!(foreign, SegmentError::Foreign), "{foreign:?}");
    let theirs = segment::read(text.clone(), &"XXXXXXXXXXXX".into(), &name).unwrap_err();
    assert!(
        matches!(theirs, SegmentError::OtherClass { .. }),
        "{theirs:?}"
    );
    let (other, _) = write(&series(A, 4));
    let wrong = read(&text, &other).unwrap_err();
    assert!(
        matches!(wrong, SegmentError::NotWhatItsNameSays),
        "{wrong:?}"
    );
    let newer = String::from_utf8(text)
        .unwrap()
        .replace("\"form\":1,", "\"form\":2,");
    for newer in [
        newer.as_str(),
        "{\"waymark\":\"segment\",\"form\":2,\"shape\":\"cbor\"}\n\0\0",
    ] {
        let newer = read(newer.as_bytes(), &name).unwrap_err();
        assert!(
            matches!(newer, SegmentError::Newer { form: 2 }),
            "{newer:?}"
        );
    }
}

/// Whoever hashes a text anew can make any text look whole.
fn sealed(text: &str) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let hash = Checksum(Sha256::digest(text).into());
    format!("{text}{hash}\n").into_bytes()
}

#[test]
fn a_whole_segment_with_other_entries_inside_is_not_believed() {
    let (name, text) = some();
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let without_end = &lines[..lines.len() - 1];
    assert!(read(&sealed(&without_end.concat()), &name).is_ok());
    let fewer = [&without_end[..3], &without_end[4..]].concat().concat();
    let swapped = text.replace("\"seq\":2,", "\"seq\":3,");
    let more = [without_end, &without_end[5..]].concat().concat();
    let shorter = without_end[..5].concat();
    let swapped: Vec<&str> = swapped.split_inclusive('\n').collect();
    let swapped = swapped[..swapped.len() - 1].concat();
    for text in [fewer, swapped, more, shorter] {
        let error = read(&sealed(&text), &name).unwrap_err();
        assert!(
            matches!(error, SegmentError::NotWhatItsNameSays),
            "{error:?}"
        );
    }
    let broken = without_end.concat().replace("\"event\":{", "\"event\":[");
    let error = read(&sealed(&broken), &name).unwrap_err();
    assert!(
        matches!(error, SegmentError::Unreadable { seq: 1, .. }),
        "{error:?}"
    );
}

#[test]
fn the_beginning_and_the_end_tell_whether_a_long_segment_is_whole() {
    let entries = series_with(A, 50, |n| {
        note("1", &"so ".repeat(usize::try_from(n).unwrap() * 20))
    });
    let (name, text) = write(&entries);
    assert!(text.len() > 2 * BEGINNING);
    let header = Header::read(&text[..BEGINNING]).unwrap();
    header.expect(&class(), &name).unwrap();
    let end = ends_in(&text[text.len() - segment::END..]);
    assert_eq!(end, Some(entries[49].checksum));
    assert_eq!(header.head(), entries[49].head());
}

#[test]
fn segments_that_follow_each_other_join_to_what_one_would_have_been() {
    let entries = series(A, 30);
    let part = |from: usize, to: usize| {
        let before = entries[..from]
            .last()
            .map_or(Checksum::START, |entry| entry.checksum);
        let (name, text) = segment::write(&class(), before, &entries[from..to])
            .unwrap()
            .unwrap();
        Segment::open(text, &class(), &name).unwrap()
    };
    let (name, text) = join(&[part(0, 7), part(7, 8), part(8, 30)])
        .unwrap()
        .unwrap();
    assert_eq!((name, text), write(&entries));
    for apart in [
        [part(0, 7), part(8, 30)],
        [part(0, 8), part(7, 30)],
        [part(7, 8), part(0, 7)],
    ] {
        assert_eq!(join(&apart).unwrap(), None);
    }
}

#[test]
fn reading_may_begin_in_the_middle() {
    let (name, text) = some();
    for after in 0..8_u64 {
        let mut segment = Segment::open(text.clone(), &class(), &name).unwrap();
        segment.skip_to(after);
        let read: Vec<_> = segment.map(|entry| entry.unwrap().id.seq).collect();
        assert_eq!(read, (after + 1..=5).collect::<Vec<_>>());
    }
}

/// Adds a batch and does what the plan says until there is nothing more to do. Returns how many
/// entries were written anew.
fn add(segments: &mut Vec<(SegmentName, u64)>, many: u64, bytes: u64) -> u64 {
    let first = segments
        .iter()
        .map(|(name, _)| name.last)
        .max()
        .unwrap_or(0)
        + 1;
    let series = A.into();
    let last = first + many - 1;
    let check = last;
    segments.push((
        SegmentName {
            series,
            first,
            last,
            check,
        },
        many * bytes,
    ));
    let mut written = 0;
    while let Some(step) = tidy(segments) {
        let Tidy::Merge(parts) = step else {
            panic!("{step:?}");
        };
        let gone: u64 = segments
            .iter()
            .filter(|(name, _)| parts.contains(name))
            .map(|(_, bytes)| bytes)
            .sum();
        segments.retain(|(name, _)| !parts.contains(name));
        let merged = SegmentName {
            first: parts[0].first,
            ..parts.last().unwrap().clone()
        };
        written += merged.len();
        segments.push((merged, gone));
    }
    written
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_entries_read_back_as_they_were_written(entries in any_series()) {
        for tablet in ["BBBBBBBBBBBB", "CCCCCCCCCCCC", "DDDDDDDDDDDD"] {
            let of_one: Vec<Entry> = entries
                .iter()
                .filter(|entry| entry.id.tablet.as_str() == tablet)
                .cloned()
                .collect();
            if !of_one.is_empty() {
                let (name, text) = write(&of_one);
                prop_assert_eq!(read(&text, &name).unwrap(), of_one);
            }
        }
    }

    #[test]
    fn however_batches_come_files_stay_few_and_little_is_written_twice(
        batches in prop::collection::vec(prop_oneof![1..4_u64, 1..300_u64, 1..=MOST_ENTRIES], 1..400),
        bytes in prop_oneof![Just(100_u64), Just(400), Just(5_000)],
    ) {
        let mut segments = Vec::new();
        let mut written = 0;
        for many in &batches {
            written += add(&mut segments, *many, bytes);
        }
        let all: u64 = batches.iter().sum();
        let most = MOST_ENTRIES.min(segment::MOST_BYTES / bytes);
        let few = 2 * all.div_ceil(most) + u64::from(most.ilog2()) + 2;
        prop_assert!(segments.len() as u64 <= few, "{} of {few}", segments.len());
        prop_assert!(written <= all * u64::from(most.ilog2() + 2), "{written} for {all}");
        segments.sort();
        let mut next = 1;
        for (name, length) in &segments {
            prop_assert_eq!(name.first, next);
            prop_assert!(batches.contains(&name.len()) || name.len() <= most && *length <= segment::MOST_BYTES);
            next = name.last + 1;
        }
        prop_assert_eq!(next, all + 1);
    }
}

#[test]
fn what_a_power_cut_left_beside_its_merger_is_dropped() {
    let name = |first, last, check| SegmentName {
        series: A.into(),
        first,
        last,
        check,
    };
    let segments = [
        (name(1, 10, 1), 100),
        (name(1, 4, 2), 40),
        (name(5, 10, 1), 60),
        (name(8, 14, 3), 70),
    ];
    let dropped = Tidy::Drop {
        inner: name(1, 4, 2),
        outer: name(1, 10, 1),
    };
    assert_eq!(tidy(&segments), Some(dropped));
    assert_eq!(tidy(&[segments[0].clone(), segments[3].clone()]), None);
}
