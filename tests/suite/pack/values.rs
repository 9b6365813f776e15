//! Mistakes in single values.

use std::fs::File;

use waymark::domain::pack::CameraChoice;

use super::class::{Class, mistakes};

#[test]
fn an_unknown_key_is_asked_about_and_not_also_missing() {
    mistakes(
        "levels.toml:4:1 unknown-key | name => nmae | did you mean `name`?
        kiosk.toml:6:2 unknown-key | devices => speakers | here may be `class`, `tablet`
        skills.toml:2:3 unknown-key | [[unit]] => [[units]] | did you mean `unit`?",
    );
}

#[test]
fn a_missing_key_is_named_where_it_belongs() {
    mistakes(
        r#"stations.toml:1:1 missing-key | seats = 6 => | `seats` is missing
        kiosk.toml:1:1 missing-key | class = "Room 12" => | `class` is missing
        rubrics/rounding.toml:7:10 missing-key | picture = "🔍", => | `picture` is missing
        timetable.toml:15:1 missing-key | [[block.round]]\nminutes = 45 => | with `[[block.round]]`"#,
    );
}

#[test]
fn a_value_of_the_wrong_kind_says_both_kinds() {
    mistakes(
        r#"stations.toml:5:9 wrong-type | 6 => "six" | must be a whole number, not a text
        kiosk.toml:7:15 wrong-type | true => "yes" | write true or false
        skills.toml:8:12 wrong-type | "3.NBT.A.1" => 3.5 | not a number with a point
        stations.toml:1:1 wrong-type | [[station]] => [station] | begin it with `[[station]]`
        timetable.toml:8:8 wrong-type | ["mon", "fri"] => "mon" | write days = [ ... ]
        levels.toml:5:9 wrong-type | "I am beginning" => ["I"] | must be a text, not a list
        rubrics/rounding.toml:7:10 wrong-type | { picture = "🔍", text = "I look with help" } => "🔍" | a table"#,
    );
}

#[test]
fn a_camera_is_on_off_or_somewhere() {
    let class = Class::new();
    assert_eq!(class.load().tablet.camera, CameraChoice::Off, "left out");
    class.swap("kiosk.toml", "= false", "= false\ncamera = false");
    assert_eq!(class.load().tablet.camera, CameraChoice::Off);
    class.swap("kiosk.toml", "camera = false", "camera = true");
    assert_eq!(class.load().tablet.camera, CameraChoice::First);
    class.swap("kiosk.toml", "camera = true", "camera = '/dev/video2'");
    let device = CameraChoice::Device("/dev/video2".into());
    assert_eq!(class.load().tablet.camera, device);
    class.swap("kiosk.toml", "'/dev/video2'", "{ frames = '/srv/frames' }");
    let folder = CameraChoice::Folder("/srv/frames".into());
    assert_eq!(class.load().tablet.camera, folder);
    mistakes(
        r#"kiosk.toml:9:10 wrong-type | = false => = false\ncamera = 2 | must be true, false or a path, not a whole number
        kiosk.toml:9:10 bad-camera | = false => = false\ncamera = "video0" | write it like "/dev/video0"
        kiosk.toml:9:21 bad-camera | = false => = false\ncamera = { frames = "frames" } | is no whole path
        kiosk.toml:9:10 empty-text | = false => = false\ncamera = "" | is empty
        kiosk.toml:9:12 unknown-key | = false => = false\ncamera = { frame = "/tmp" } | did you mean `frames`?"#,
    );
}

#[test]
fn numbers_stay_in_their_range() {
    mistakes(
        "stations.toml:5:9 out-of-range | 6 => 0 | must be 1 to 40, not `0`
        stations.toml:5:9 out-of-range | 6 => 99999999999999999999 | must be 1 to 40
        skills.toml:1:17 out-of-range | 4 => 61 | must be 1 to 60
        skills.toml:2:20 out-of-range | = 4\\n => = 4\\nconference_every = 61\\n | must be 0 to 60
        timetable.toml:11:11 out-of-range | 20 => -5 | must be 1 to 600",
    );
}

#[test]
fn texts_say_something_and_fit() {
    mistakes(
        r#"levels.toml:5:9 empty-text | "I am beginning" => "  " | `means` is empty
        levels.toml:5:9 empty-text | "I am beginning" => {} | `means` is empty
        levels.toml:4:25 bad-language | es = => esp = | two letters
        kiosk.toml:4:12 bad-language | "en" => "EN" | like en or es"#,
    );
    let long = "a".repeat(301);
    let case = format!("kiosk.toml:1:9 too-long | Room 12 => {long} | at most 300 fit");
    mistakes(&case);
}

#[test]
fn ids_are_well_formed_and_given_once() {
    mistakes(
        r#"menus/rounding.toml:3:6 bad-id | number-line => Number line | digits and hyphens
        menus/rounding.toml:9:6 duplicate-id | "race" => "number-line" | the first is in line 3
        levels.toml:13:9 duplicate-shape | diamond => circle | use `diamond`, `hexagon`"#,
    );
}

#[test]
fn an_id_that_is_wrong_still_explains_what_refers_to_it() {
    mistakes(
        "skills.toml:6:6 bad-id | \"rounding\" => \"Rounding\" |
        levels.toml:3:6 bad-id | \"seeker\" => \"Seeker\" |",
    );
}

#[test]
fn references_hold() {
    mistakes(
        r#"menus/rounding.toml:4:9 unknown-level | "explorer" => "exploer" | mean `explorer`?
        rubrics/rounding.toml:6:1 unknown-level | explorer => exploer | mean `explorer`?
        rubrics/rounding.toml:1:9 unknown-skill | "rounding" => "adding" | skills.toml has `rounding`
        skills.toml:7:8 unknown-unit | unit = "place-value" => unit = "vlaue" | has `place-value`
        kiosk.toml:3:11 unknown-station | "hands-on" => "hands" | did you mean `hands-on`?
        timetable.toml:12:20 unknown-station | hands-on => hand-on | did you mean `hands-on`?
        timetable.toml:12:14 unknown-group | red = => rde = | did you mean `red`?
        students.csv:2:18 unknown-group | red => blue | unknown group `blue`"#,
    );
}

#[test]
fn words_of_a_fixed_few_are_offered() {
    mistakes(
        r#"levels.toml:6:9 unknown-choice | circle => cirlce | did you mean `circle`?
        levels.toml:8:8 unknown-choice | magnifier => rocket | use `magnifier`, `compass`
        levels.toml:1:14 unknown-choice | press => sometimes | use `always` or `press`
        timetable.toml:8:9 unknown-choice | mon => monday | did you mean `mon`?
        timetable.toml:8:16 duplicate-day | "fri" => "mon" | there already
        timetable.toml:8:8 too-few | ["mon", "fri"] => [] | day of the week"#,
    );
}

#[test]
fn dates_times_and_colors_show_how_they_are_written() {
    mistakes(
        r##"skills.toml:11:10 bad-date | 2026-09-08 => "2026-09-08" | 2026-09-08, without
        skills.toml:11:10 bad-date | 2026-09-08 => 2026-09-08T10:00:00 | must be a date
        timetable.toml:9:10 bad-time | "09:15" => "24:00" | write it like "09:15"
        timetable.toml:9:10 bad-time | "09:15" => "9.15" | write it like "09:15"
        timetable.toml:9:10 bad-time | "09:15" => "09:60" | write it like "09:15"
        timetable.toml:9:10 bad-time | "09:15" => "+9:15" | write it like "09:15"
        timetable.toml:9:10 bad-time | "09:15" => 915 | write it like "09:15"
        timetable.toml:9:10 bad-time | "09:15" => 09:15:30 | write it like "09:15"
        levels.toml:7:9 bad-color | #56B4E9 => 56B4E9 | like "#56B4E9"
        levels.toml:7:9 bad-color | #56B4E9 => #56B4E | like "#56B4E9"
        levels.toml:7:9 bad-color | #56B4E9 => #56B4EG | like "#56B4E9"
        levels.toml:7:9 bad-color | #56B4E9 => #56B4é | like "#56B4E9"
        levels.toml:7:9 bad-color | #56B4E9 => blue | like "#56B4E9"
        kiosk.toml:5:12 bad-timezone | New_York => New_Yrok | mean `America/New_York`?"##,
    );
}

#[test]
fn links_lead_to_the_web_and_fit_a_code() {
    let link = "https://www.example.org/race";
    let long = format!("https://www.example.org/{}", "a".repeat(200));
    for (wrong, words) in [
        ("www.example.org", "copy the whole address"),
        ("ftp://example.org", "copy the whole address"),
        ("https://", "copy the whole address"),
        ("https:///race", "copy the whole address"),
        ("https://a b", "copy the whole address"),
        (&long, "at most 200 fit"),
    ] {
        let place = "menus/rounding.toml:15:8 bad-link";
        mistakes(&format!("{place} | {link} => {wrong} | {words}"));
    }
}

#[test]
fn pictures_are_one_emoji_or_a_file_that_is_there() {
    mistakes(
        r#"stations.toml:4:11 bad-picture | ✋ => 🦊🦊 | is not one emoji
        stations.toml:4:11 bad-picture | ✋ => ★★ | is not one emoji
        stations.toml:4:11 bad-picture | ✋ => | is not one emoji
        stations.toml:4:11 bad-picture | ✋ => ../owl.svg | the file's name alone
        stations.toml:4:11 bad-picture | ✋ => pictures/owl.svg | the file's name alone
        stations.toml:4:11 bad-picture | ✋ => C:owl.svg | the file's name alone
        stations.toml:4:11 bad-picture | ✋ => .owl.svg | the file's name alone
        stations.toml:4:11 bad-picture | "✋" => '..\owl.svg' | the file's name alone
        stations.toml:4:11 bad-picture | ✋ => hand | ends in .png, .jpg, .jpeg or .svg
        stations.toml:4:11 bad-picture | ✋ => owl.gif | ends in .png, .jpg, .jpeg or .svg
        stations.toml:4:11 missing-picture | ✋ => Owl.SVG | did you mean `owl.svg`?
        stations.toml:4:11 missing-picture | ✋ => hand.png | put the file into the folder"#,
    );
}

#[test]
fn a_picture_too_large_for_a_tablet_is_refused() {
    let class = Class::new();
    let owl = class.dir().join("pictures/owl.svg");
    let owl = File::options().write(true).open(owl).unwrap();
    owl.set_len((8 << 20) + 1).unwrap();
    let problems = class.problems();
    assert_eq!(problems.matches("[file-too-big]").count(), 1, "{problems}");
}

#[test]
fn an_export_goes_to_a_whole_path_and_at_the_times_that_are_known() {
    let class = Class::new();
    assert_eq!(class.load().tablet.export.folder, None, "left out");
    class.swap(
        "kiosk.toml",
        "[devices]",
        "[export]\nfolder = '/srv/out'\n\n[devices]",
    );
    let export = class.load().tablet.export;
    assert_eq!(export.folder, Some("/srv/out".into()));
    assert_eq!((export.blocks, export.days), (false, true), "once a day");
    class.swap(
        "kiosk.toml",
        "'/srv/out'\n",
        "'/srv/out'\nwhen = ['block', 'day']\n",
    );
    let export = class.load().tablet.export;
    assert_eq!((export.blocks, export.days), (true, true));
    class.swap("kiosk.toml", "['block', 'day']", "[]");
    let export = class.load().tablet.export;
    assert_eq!((export.blocks, export.days), (false, false), "by hand");
    mistakes(
        r#"kiosk.toml:7:10 bad-folder | [devices] => [export]\nfolder = "out"\n\n[devices] | write it like "/home/teacher/Waymark"
        kiosk.toml:6:1 missing-key | [devices] => [export]\nwhen = ["day"]\n\n[devices] | `folder` is missing
        kiosk.toml:8:9 unknown-choice | [devices] => [export]\nfolder = "/out"\nwhen = ["week"]\n\n[devices] | `block`
        kiosk.toml:7:1 unknown-key | [devices] => [export]\nfolders = "/out"\nfolder = "/o"\n\n[devices] | did you mean `folder`?"#,
    );
}
