//! Shape (様子): what a cell's text looks like, for telling columns apart without knowing their words.

use crate::japanese::date::{Setting, whole_period};
use crate::japanese::label::leading_label;
use crate::japanese::mark::whole_mark;
use crate::japanese::number::whole_value;
use crate::japanese::text::{Normal, Text};
use crate::model::grid::Cell;

/// Kinds of cell text; [`Shape::COUNT`] of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// 12,345 / 60.5% / −.
    Number,
    /// A, ◎, ①.
    Mark,
    /// 平成25年度.
    Time,
    /// Ends in 課, 室, 局 …: a department.
    Department,
    /// `1 …`, `①…`: a numbered title.
    Numbered,
    /// A short noun phrase.
    Noun,
    /// A sentence.
    Sentence,
    /// Bullets.
    List,
    /// Opens with 【…】.
    Headed,
}

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Its class.
    pub class: Class,
    /// Natural logarithm of its characters + 1.
    pub length: f32,
}

impl Shape {
    /// Number of classes.
    pub const COUNT: usize = 9;

    /// The shape of a cell; `None` for a blank one.
    pub fn of(cell: &Cell, setting: &Setting) -> Option<Shape> {
        let flat = cell.flat();
        let text = flat.trim();
        if text.is_empty() {
            return None;
        }
        let characters = text.chars().count();
        let length = ((characters + 1) as f32).ln();
        Some(Shape { class: class(cell, text, characters, setting), length })
    }
}

fn class(cell: &Cell, text: &str, characters: usize, setting: &Setting) -> Class {
    let bullets = cell.lines.iter().filter(|line| line.bullet).count();
    if text.starts_with('【') {
        return Class::Headed;
    }
    // ① … / ② …, a line each: a list as well.
    if bullets > 0 || (cell.lines.len() >= 2 && cell.lines.iter().all(|line| leading_label(line.text.normal()).is_some())) {
        return Class::List;
    }
    if characters <= 40 {
        let folded = Text::new(text);
        let normal = folded.normal();
        if is_month(normal) {
            return Class::Time;
        }
        if matches!(text, "-" | "―" | "－" | "ー" | "−" | "—" | "皆減" | "皆増" | "集計中" | "調査中" | "算定中" | "精査中" | "確認中" | "未集計" | "未確定")
            || whole_value(normal).is_some()
        {
            return Class::Number;
        }
        if whole_mark(normal).is_some() {
            return Class::Mark;
        }
        if whole_period(normal, setting).is_some() {
            return Class::Time;
        }
        let last = text.trim_end_matches(['●', '○', ')', '）']).chars().last();
        if characters <= 24 && matches!(last, Some('課' | '室' | '局' | '係' | '署')) {
            return Class::Department;
        }
        if leading_label(normal).is_some() {
            return Class::Numbered;
        }
    } else if characters <= 80 && leading_label(Text::new(text).normal()).is_some() && !text.contains('。') {
        return Class::Numbered;
    }
    if text.contains('。') || characters > 45 {
        return Class::Sentence;
    }
    Class::Noun
}

/// 4月, 12月: a month without its year.
fn is_month(text: Normal<'_>) -> bool {
    text.as_str().strip_suffix('月').is_some_and(|number| number.parse::<u8>().is_ok_and(|number| (1..=12).contains(&number)))
}
