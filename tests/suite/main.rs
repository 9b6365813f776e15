//! The tests, one binary so that the window code links once.

#![cfg(test)]
#![allow(
    unreachable_pub,
    reason = "nothing is reachable from outside a test binary"
)]

mod access;
mod art;
mod badge_code;
mod badge_life;
mod badge_window;
mod camera;
mod camera_window;
mod care;
mod care_window;
mod commands;
mod desk;
mod desk_erase;
mod desk_export;
mod desk_join;
mod desk_retire;
mod desk_story;
mod desk_tablets;
mod desk_walk;
mod desk_work;
mod end_to_end;
mod entry;
mod entry_window;
mod erase;
mod export;
mod folder;
mod forgotten;
mod gallery;
mod journal;
mod kiosk;
mod life_window;
mod linking;
mod mishap;
mod motion;
mod pack;
mod pack_share;
mod postgres;
mod print_desk;
mod printing;
mod privacy;
mod reader;
mod reading_grade;
mod roster;
mod rough;
mod scanner;
mod school_day;
mod screens;
mod server_window;
mod sheets;
mod source_rules;
mod stick_window;
mod storage;
mod support;
mod sync;
mod sync_window;
mod tablet_parts;
mod tag_reader;
mod tag_writing;
mod tags;
mod teacher_window;
mod typing;
mod typing_walk;
mod voice;
mod wedge;
mod words;
