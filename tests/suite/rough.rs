//! Rough input on the screen: names in any script, what cannot be seen or drawn, and picture files
//! that went bad after the pack was read.

use waymark::{
    domain::text::tidy,
    look::script::{seen, turns, visual},
};

#[test]
fn words_from_right_to_left_change_places_and_keep_their_letters() {
    assert!(turns("Hi, נועה!") && !turns("Hi, Zoë!"));
    assert_eq!(visual("Hi, נועה!"), "Hi, נועה!");
    assert_eq!(visual("נועה כהן"), "כהן נועה");
    assert_eq!(visual("Hi, נועה בן-דוד!"), "Hi, דוד-בן נועה!");
    assert_eq!(visual("ליאם (2) כאן"), "כאן (2) ליאם");
}

#[test]
fn what_cannot_be_seen_is_left_out_and_emoji_stay_whole() {
    assert_eq!(seen("Ma\u{200B}ya\u{202E}\u{7}"), "Maya");
    let emoji = "👩🏽\u{200D}🚀 1\u{FE0F}\u{20E3}";
    assert_eq!(seen(emoji), emoji);
    let pile = format!("Z{}oe", "\u{0301}".repeat(200));
    assert_eq!(seen(&pile).chars().count(), 6);
}

#[test]
fn a_name_is_tidied_as_it_comes_in() {
    assert_eq!(tidy("  Ma\u{200B}ya \r\n\t Lu\u{202E}z\u{7} "), "Maya Luz");
    assert_eq!(
        tidy("Noe\u{301}mie 👩🏽\u{200D}🚀"),
        "Noe\u{301}mie 👩🏽\u{200D}🚀"
    );
    assert_eq!(tidy("\u{FEFF}\u{200B}\n"), "");
}
