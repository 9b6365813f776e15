//! Mistakes that show only when parts are laid side by side: gaps, doubles, overlaps, rows.

use std::fs;

use super::class::{Class, FILES, mistakes};

#[test]
fn every_level_has_a_cell_and_something_to_do() {
    mistakes(
        r#"rubrics/rounding.toml:5:1 missing-cell | seeker = { picture = "🔍", text = "I look with help" } => | no cell for `seeker`
        menus/rounding.toml:1:9 missing-task | "seeker" => "explorer" | level `seeker`
        menus/rounding.toml:1:9 missing-must-do | must = true => must = false | level `explorer`"#,
    );
}

#[test]
fn every_skill_has_one_rubric_and_one_menu() {
    for word in ["rubric", "menu"] {
        let file = format!("{word}s/rounding.toml");
        let class = Class::new();
        class.remove(&file);
        let place = format!("skills.toml:6:6 missing-{word}");
        class.has_only(&place, &format!("make a file {file}"));

        let class = Class::new();
        let copy = format!("{word}s/rounding-2.toml");
        fs::copy(class.dir().join(&file), class.dir().join(&copy)).unwrap();
        let place = format!("{file}:1:9 duplicate-{word}");
        class.has_only(&place, &format!("it is in {copy}"));
    }
}

#[test]
fn a_skill_with_mistakes_of_its_own_still_misses_its_rubric() {
    let class = Class::new();
    class.swap("skills.toml", "🎯", "target");
    class.remove("rubrics/rounding.toml");
    let problems = class.problems();
    assert!(problems.contains("[bad-picture]"), "{problems}");
    assert!(problems.contains("[missing-rubric]"), "{problems}");
}

#[test]
fn lists_are_neither_too_short_nor_too_long() {
    let class = Class::new();
    let (_, levels) = FILES[1];
    let second = levels.rfind("[[level]]").unwrap();
    class.write("levels.toml", levels.split_at(second).0);
    let problems = class.problems();
    let said = "levels.toml:2:1: there must be 2 to 6 `[[level]]`, not 1 [too-few]";
    assert!(problems.contains(said), "{problems}");

    let class = Class::new();
    let rounds = "[[block.round]]\nminutes = 1\n".repeat(12);
    class.swap("timetable.toml", "[[block.round]]\nminutes = 10\n", &rounds);
    let words = "must be 1 to 12 `[[block.round]]`, not 13";
    class.has_only("timetable.toml:35:1 too-many", words);

    let class = Class::new();
    class.write("stations.toml", "");
    let words = "add one that begins with `[[station]]`";
    class.has_only("stations.toml:1:1 missing-key", words);
}

#[test]
fn skills_start_one_after_the_other() {
    let class = Class::new();
    let (_, skills) = FILES[2];
    let again = skills.split_at(skills.find("[[skill]]").unwrap()).1;
    let again = again.replace("\"rounding\"", "\"adding\"");
    class.write("skills.toml", format!("{skills}{again}"));
    for folder in ["rubrics", "menus"] {
        let text = fs::read_to_string(class.dir().join(folder).join("rounding.toml")).unwrap();
        let text = text.replace("\"rounding\"", "\"adding\"");
        class.write(&format!("{folder}/adding.toml"), text);
    }
    let place = "skills.toml:18:10 dates-out-of-order";
    class.has_only(place, "starts on 2026-09-08");
}

#[test]
fn a_unit_has_both_its_days_or_neither_and_ends_after_it_began() {
    let class = Class::new();
    assert_eq!(class.load().units[0].dates, None);
    let name = "name = \"Place value\"";
    let with = |dates: &str| {
        let class = Class::new();
        class.swap("skills.toml", name, &format!("{name}\n{dates}"));
        class
    };
    let days = "from = 2026-09-08\nto = 2026-10-02";
    let dates = with(days).load().units[0].dates;
    let day = jiff::civil::date;
    assert_eq!(dates, Some((day(2026, 9, 8), day(2026, 10, 2))));
    let one_day = "from = 2026-09-08\nto = 2026-09-08";
    assert!(with(one_day).load().units[0].dates.is_some());
    let backwards = with("from = 2026-09-08\nto = 2026-09-07");
    let words = "begins on 2026-09-08, so it cannot end before";
    backwards.has_only("skills.toml:6:6 dates-out-of-order", words);
    let half = with("from = 2026-09-08");
    half.has_only("skills.toml:2:1 missing-key", "`to` is missing");
    let other_half = with("to = 2026-09-08");
    other_half.has_only("skills.toml:2:1 missing-key", "`from` is missing");
    with("from = 2026-09-08\nto = \"soon\"").has_only("skills.toml:6:6 bad-date", "2026-09-08");
}

#[test]
fn blocks_of_a_day_follow_one_another() {
    mistakes(
        r"timetable.toml:19:10 blocks-overlap | 08:30:00 => 08:31:00 | on fri, `reading` (08:31 to 09:16) runs at the same time as `math` (09:15 to 09:45)
        timetable.toml:9:10 past-midnight | 09:15 => 23:30 | shorten its rounds",
    );
    let class = Class::new();
    class.swap("timetable.toml", "08:30:00", "09:20:00");
    class.swap("timetable.toml", "[\"fri\"]", "[\"tue\"]");
    assert_eq!(class.problems(), "", "on other days they may");
}

#[test]
fn rows_of_students_are_whole_and_known() {
    mistakes(
        r#"students.csv:3:1 ragged-row | 007,Bo,, => 007,Bo, | has 5 cells, the first line has 6
        students.csv:2:10 open-quote | Lopez => "Lopez | is not closed
        students.csv:3:1 duplicate-id | 007 => s01 | in line 2
        students.csv:2:1 empty-text | s01 => | `id` is empty
        students.csv:2:1 bad-id | s01 => s 1 | leave out spaces
        students.csv:3:5 empty-text | Bo => | `first_name` is empty
        students.csv:4:7 empty-text | 007,Bo => \n"007", | `first_name` is empty
        students.csv:2:16 bad-picture | 🦊 => fox | use one emoji
        students.csv:2:22 bad-language | es\n => spanish\n | like en or es"#,
    );
}

#[test]
fn columns_of_students_are_known_and_there() {
    mistakes(
        "students.csv:1:4 unknown-column | first_name => first_nmae | did you mean `first_name`?
        students.csv:1:39 unknown-column | language => ethnicity | take it out
        students.csv:1:15 duplicate-column | last_name => first_name | is there twice",
    );
    let class = Class::new();
    class.write("students.csv", "id,first_name\ns01,Maya\n");
    let words = "the column `picture` is missing";
    class.has_only("students.csv:1:1 missing-column", words);
    class.write("students.csv", "\n \n");
    let words = "write id,first_name,last_name";
    class.has_only("students.csv:1:1 missing-column", words);
}
