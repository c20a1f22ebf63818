//! Look (様子): what a text looks like, for telling columns apart without knowing their words.

use super::seen::Seen;
use crate::japanese::date::{Setting, whole_period};
use crate::japanese::mark::is_dash;
use crate::japanese::number::whole_value;
use crate::japanese::text::{Normal, Text};

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

    /// The shape of a text without white space at its ends; `None` if it is blank.
    pub(super) fn of(seen: &Seen, setting: &Setting) -> Option<Shape> {
        let text = seen.words();
        let characters = text.chars().count();
        (characters > 0).then(|| Shape { class: class(seen, characters, setting), length: length(characters) })
    }

    /// The shape of a text of this class.
    pub fn long(class: Class, text: &str) -> Shape {
        Shape { class, length: length(text.chars().count()) }
    }
}

fn length(characters: usize) -> f32 {
    ((characters + 1) as f32).ln()
}

fn class(seen: &Seen, characters: usize, setting: &Setting) -> Class {
    let text = seen.words();
    if text.starts_with('【') {
        return Class::Headed;
    }
    if characters <= 40 {
        if is_month(seen.folded().normal()) {
            return Class::Time;
        }
        if is_dash(text)
            || matches!(text, "皆減" | "皆増" | "集計中" | "調査中" | "算定中" | "精査中" | "確認中" | "未集計" | "未確定")
            || seen.number().is_some()
            || is_in_brackets(seen)
        {
            return Class::Number;
        }
        if seen.mark().is_some() {
            return Class::Mark;
        }
        if whole_period(seen.folded().normal(), setting).is_some() {
            return Class::Time;
        }
        let last = text.trim_end_matches(['●', '○', ')', '）']).chars().last();
        if characters <= 24 && matches!(last, Some('課' | '室' | '局' | '係' | '署')) {
            return Class::Department;
        }
        if seen.is_numbered() {
            return Class::Numbered;
        }
    } else if characters <= 80 && seen.is_numbered() && !text.contains('。') {
        return Class::Numbered;
    }
    if text.contains('。') || characters > 45 {
        return Class::Sentence;
    }
    Class::Noun
}

/// (5): a number that is no value, for nobody knows what the brackets mean; it looks like one.
fn is_in_brackets(seen: &Seen) -> bool {
    let inner = seen.folded().as_str().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| whole_value(Text::new(inner).normal()).is_some())
}

/// 4月, 12月: a month without its year.
fn is_month(text: Normal<'_>) -> bool {
    text.as_str().strip_suffix('月').is_some_and(|number| number.parse::<u8>().is_ok_and(|number| (1..=12).contains(&number)))
}
