//! Content (列の中身): what the cells of a told column look like, against its header.
//!
//! A column of deeds tells plans or results by the tense of its sentences, and a column of marks holds ratings whatever
//! stands over it.

use super::usage::Filled;
use super::{Column, Use};
use crate::interpret::Interpreter;
use crate::interpret::tell::{is_number, tense};
use crate::interpret::under::plain;
use crate::model::grid::Cell;
use crate::model::lexicon::{Cue, Meaning, Role};
use crate::model::record::{Level, NoteKind, RatingKind};
use crate::see::see;

/// Longest words of a choice, in characters.
const LONGEST_CHOICE: usize = 28;

impl Interpreter<'_> {
    /// 事業内容 beside 令和5年度の実績, where no other column tells what is to be done and its sentences do: the plan of each item.
    pub(super) fn settle_matter(&self, columns: &mut [Column], filled: &Filled) {
        let told = |roles: &[Role]| columns.iter().any(|column| column.usage == Use::Told && column.under.role().is_some_and(|role| roles.contains(&role)));
        let planned = told(&[Role::Target, Role::Deed, Role::Schedule, Role::TargetValue]);
        if planned || !told(&[Role::Result]) || !columns.iter().any(|column| column.usage == Use::Title) {
            return;
        }
        let matter = |column: usize| {
            let meaning = columns[column].under.meaning.as_ref().filter(|_| columns[column].usage == Use::Told);
            let votes = || filled[column].iter().map(|cell| tense(&cell.flat(), self.lexicon).signum()).sum::<i32>();
            meaning.is_some_and(|meaning| meaning.role == Role::Note && meaning.alternatives.contains(&Role::Deed)) && votes() * 2 < -(filled[column].len() as i32)
        };
        if let Some(column) = (0..columns.len()).find(|column| matter(*column)) {
            columns[column].under = columns[column].under.with_role(Role::Deed);
        }
    }

    /// 今後の方向性 over short words of which most are those of a scale, numbered perhaps (１ 現状維持): each of them rates.
    fn is_scale(&self, column: &Column, cells: &[&Cell]) -> bool {
        let asks = column
            .under
            .headers
            .last()
            .is_some_and(|header| ["方向性", "方向", "評価", "判定", "見直し区分", "対応区分"].iter().any(|end| self.header(header).core.ends_with(end)));
        let short = |cell: &&Cell| cell.lines.len() == 1 && cell.flat().chars().count() <= LONGEST_CHOICE && !cell.flat().contains('。');
        let known = cells.iter().filter(|cell| self.is_choice(&cell.flat())).count();
        asks && cells.len() >= 2 && cells.iter().all(short) && known * 2 >= cells.len()
    }

    /// A word of a scale, with its number perhaps, or why there is none.
    fn is_choice(&self, words: &str) -> bool {
        let bare = words.trim_start_matches(|c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c) || matches!(c, ' ' | '.' | ':' | '．' | '：' | '、'));
        let head = bare.split(['(', '・', '／', '/']).next().unwrap_or(bare).replace(' ', "");
        [bare, head.as_str()].iter().any(|words| see(words).scale_word(self.lexicon).is_some() || see(words).status(self.lexicon).is_some())
    }

    /// The head sorts things (分野, 事業区分, 会計) and says nothing of rating.
    fn classifies(&self, column: &Column) -> bool {
        let under = &column.under;
        let rates = |header: &String| ["評価", "判定", "達成", "進捗", "方向", "妥当", "有効", "効率", "必要", "評定", "結果", "度合"].iter().any(|word| header.contains(word));
        matches!(under.role(), None | Some(Role::Note | Role::Section | Role::Label))
            && under.headers.last().is_some_and(|header| self.lexicon.before_cue(Cue::Classification, &self.header(header).core).is_some())
            && !under.headers.iter().any(rates)
    }

    /// ○ under the name of a plan (総合戦略, 重点計画): the item is part of it.
    fn is_in_plan(&self, column: &Column, cells: &[&Cell]) -> bool {
        let plan = column.under.headers.last().is_some_and(|header| ["計画", "プラン", "戦略", "ビジョン", "構想", "大綱", "指針", "条例"].iter().any(|end| header.ends_with(end)));
        let sign = |text: &str| text.chars().count() == 1 && text.starts_with(['○', '〇', '◯', '●', '◎', '✓', '✔', 'レ', '■', '☑', '*', '※']);
        let first = cells.first().map(|cell| cell.flat());
        plan && first.is_some_and(|first| sign(&first) && cells.iter().all(|cell| cell.flat() == first))
    }

    /// What the cells of a told column look like, against its header.
    pub(super) fn settle_told(&self, column: &mut Column, cells: &[&Cell]) {
        if column.usage != Use::Told || cells.is_empty() {
            return;
        }
        if cells.iter().any(|cell| self.is_mark(&cell.flat())) && self.classifies(column) || self.is_in_plan(column, cells) {
            // 2.観光, Ａ 政策的事業, ○: a sort of thing, no grade.
            let note = column.under.meaning.as_ref().and_then(|meaning| meaning.note).unwrap_or(NoteKind::Other);
            column.under.meaning = Some(Meaning { note: Some(note), ..plain(Role::Note) });
            column.under.unknown = false;
            column.fact = true;
            return;
        }
        let marks = cells.iter().filter(|cell| self.is_mark(&cell.flat()) && !is_number(&cell.flat())).count();
        // Neither a dash nor a number in a row of sums says what the column holds.
        let told = cells.iter().filter(|cell| self.is_mark(&cell.flat()) || see(&cell.flat()).status(self.lexicon).is_none()).count();
        let mostly_marks = marks > 0 && marks * 3 >= told * 2;
        match column.under.role() {
            // 26年度以降の取組: what is to be done after the years the report is about.
            Some(Role::Deed) if column.under.period.as_ref().is_some_and(|(_, period)| period.open) && column.under.headers.iter().any(|header| header.contains("以降")) => {
                let mut meaning = column.under.meaning.clone().unwrap_or_else(|| plain(Role::Note));
                (meaning.role, meaning.note) = (Role::Note, Some(NoteKind::NextStep));
                column.under.meaning = Some(meaning);
            }
            Some(Role::Deed) => {
                let votes: i32 = cells.iter().map(|cell| tense(&cell.flat(), self.lexicon).signum()).sum();
                // Cells that set the goals of their deeds themselves (【業績目標】) hold plans.
                let goals = cells.iter().any(|cell| sets_goals(&cell.flat()));
                let role = if !goals && (votes > 0 || (votes == 0 && self.past_deeds)) { Role::Result } else { Role::Target };
                let mut meaning = column.under.meaning.clone().unwrap_or_else(|| plain(role));
                meaning.role = role;
                column.under.meaning = Some(meaning);
                column.under.level = column.under.level.or(Some(Level::Activity));
            }
            Some(Role::Note | Role::Result | Role::Target) if mostly_marks => {
                let disposition = cells.iter().any(|cell| see(&cell.flat().replace(' ', "")).scale_word(self.lexicon).is_some_and(|word| word.kind == RatingKind::Disposition));
                let mut meaning = plain(Role::Rating);
                meaning.rating = Some(if disposition {
                    RatingKind::Disposition
                } else if column.under.role() == Some(Role::Result) && !cells.iter().all(|cell| self.legend_member(&cell.flat()).is_some()) {
                    RatingKind::Progress
                } else {
                    RatingKind::Grade
                });
                column.under.subject = column.under.headers.last().cloned().unwrap_or_default();
                column.under.meaning = Some(meaning);
            }
            // H28 | H29 over marks: grades of those years; no head says what is rated.
            None if mostly_marks && column.under.period.is_some() => {
                let mut meaning = plain(Role::Rating);
                meaning.rating = Some(RatingKind::Grade);
                column.under.meaning = Some(meaning);
            }
            Some(Role::Note | Role::Target) | None if self.is_scale(column, cells) => {
                let mut meaning = plain(Role::Rating);
                meaning.rating = Some(RatingKind::Disposition);
                column.under.subject = column.under.headers.last().cloned().unwrap_or_default();
                column.under.meaning = Some(meaning);
            }
            None if mostly_marks && column.under.period.is_none() && !column.under.headers.is_empty() => {
                let mut meaning = plain(Role::Rating);
                meaning.rating = Some(RatingKind::Grade);
                column.under.subject = column.under.headers.last().cloned().unwrap_or_default();
                column.under.meaning = Some(meaning);
            }
            _ => {}
        }
    }
}

/// 合計 beside the grades that it adds up is one of them, and no cost.
pub(super) fn settle_sums(columns: &mut [Column]) {
    let rating = |column: &Column| column.usage == Use::Told && column.under.role() == Some(Role::Rating);
    for at in 0..columns.len() {
        let sum = columns[at].under.headers.last().is_some_and(|header| see(header.split(['(', '（']).next().unwrap_or(header)).is_sum());
        let before = columns[..at].iter().rev().take_while(|column| rating(column)).count();
        if sum && before >= 2 && columns[at].usage == Use::Told {
            let meaning = columns[at - 1].under.meaning.clone();
            columns[at].under.subject = columns[at].under.headers.last().cloned().unwrap_or_default();
            columns[at].under.meaning = meaning;
            columns[at].under.level = None;
            columns[at].under.unknown = false;
        }
    }
}

/// The cell holds a part headed 【業績目標】, 【24年度の目標】, 【数値目標】 …
fn sets_goals(text: &str) -> bool {
    text.split('【').skip(1).filter_map(|part| part.split_once('】')).any(|(heading, _)| heading.split('(').next().is_some_and(|heading| heading.ends_with("目標")))
}
