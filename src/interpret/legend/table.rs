//! Legend table (凡例表): a small table of codes and their meanings is a legend, and tells nothing of an item.

use super::FoundLegend;
use crate::interpret::Interpreter;
use crate::japanese::mark::{Family, Legend, LegendMember, legend, polarity};
use crate::japanese::text::Text;
use crate::model::grid::{Cell, Grid};
use crate::model::lexicon::{Matched, Role};
use crate::model::record::Fate;
use crate::see::{key, see, whole_mark, whole_value};
use std::collections::BTreeSet;

impl Interpreter<'_> {
    /// A small table of codes and their meanings is a legend.
    pub fn legend_table(&mut self, grid: &Grid) -> bool {
        if self.legends_by_row(grid) {
            return true;
        }
        let body = |from: usize| (from..grid.height).collect::<Vec<_>>();
        let skip = grid.header_rows();
        let rows = |from: usize| self.legend_rows(grid, &body(from));
        let Some(legend) = rows(skip).or_else(|| if skip == 0 { rows(1) } else { None }).or_else(|| self.legend_of_words(grid)).or_else(|| legend_across(grid)) else {
            return false;
        };
        self.use_cells(grid);
        self.legends.push(FoundLegend { legend, place: grid.place.clone(), words: String::new() });
        true
    }

    /// A table of counts whose rows name each grade with its meaning is a legend.
    pub fn take_counted_legend(&mut self, grid: &Grid) -> bool {
        let body = |from: usize| (from..grid.height).collect::<Vec<_>>();
        let skip = grid.header_rows();
        let Some(legend) = self.counted_legend(grid, &body(skip)).or_else(|| if skip == 0 { self.counted_legend(grid, &body(1)) } else { None }) else { return false };
        self.use_cells(grid);
        self.legends.push(FoundLegend { legend, place: grid.place.clone(), words: String::new() });
        true
    }

    fn use_cells(&mut self, grid: &Grid) {
        for cell in &grid.cells {
            self.use_range(cell.place.range(), Fate::Header);
        }
    }

    /// A legend in each row, beside its subject: `達成度 | A：… B：…`, `事業の効果 | ①… ②…`.
    fn legends_by_row(&mut self, grid: &Grid) -> bool {
        if grid.height > 8 || grid.width > 3 {
            return false;
        }
        let mut found = vec![];
        for row in 0..grid.height {
            let filled: Vec<&Cell> =
                (0..grid.width).map(|column| grid.cell_at(row, column)).collect::<BTreeSet<_>>().into_iter().map(|id| &grid.cells[id]).filter(|cell| !cell.is_blank()).collect();
            let [subject, told] = filled[..] else { return false };
            let text = told.flat();
            let Some(legend) = legend(Text::new(&text).normal()).or_else(|| ringed_legend(&text)) else { return false };
            let chosen = see(&text).choices().is_some_and(|list| list.options.iter().any(|option| option.marked));
            if chosen
                || subject.flat().chars().count() > 20
                || legend.members.len() < 3
                || legend.members.iter().any(|member| member.meaning.as_ref().is_none_or(|meaning| meaning.contains('。')))
            {
                return false;
            }
            found.push(FoundLegend { legend, place: told.place.clone(), words: format!("{} {text}", subject.flat()) });
        }
        if found.is_empty() {
            return false;
        }
        self.use_cells(grid);
        self.legends.extend(found);
        true
    }

    /// 評価区分 | 評価基準 over words of a scale and what each stands for.
    fn legend_of_words(&self, grid: &Grid) -> Option<Legend> {
        if grid.width != 2 || !(3..=13).contains(&grid.height) {
            return None;
        }
        let text = |row: usize, column: usize| grid.cell(row, column).flat().trim().to_owned();
        let (head, explains) = (text(0, 0), text(0, 1));
        let of_scale = ["区分", "評価", "記号", "判定", "段階", "方向性", "選択肢", "評語", "ランク", "分類"].iter().any(|end| head.ends_with(end));
        let told = ["基準", "内容", "意味", "説明", "考え方", "定義", "目安", "判断", "状態", "状況"].iter().any(|end| explains.ends_with(end));
        let words: Vec<String> = (1..grid.height).map(|row| text(row, 0)).collect();
        let known = words.iter().filter(|word| see(word).scale_word(self.lexicon).is_some() || see(word).mark().is_some()).count();
        let distinct: BTreeSet<&String> = words.iter().collect();
        let plain = words.iter().all(|word| !word.is_empty() && word.chars().count() <= 20 && !word.contains('。'));
        let meant = (1..grid.height).all(|row| !text(row, 1).is_empty());
        if !of_scale || !told || known * 2 < words.len() || distinct.len() != words.len() || !plain || !meant {
            return None;
        }
        let members: Vec<LegendMember> = words
            .into_iter()
            .enumerate()
            .map(|(row, word)| LegendMember { code: see(&word).mark().map_or_else(|| word.clone(), |mark| mark.code.clone()), raw: word, meaning: Some(text(row + 1, 1)) })
            .collect();
        Some(Legend { polarity: polarity(&members), members })
    }

    /// The legend that rows of codes and meanings are.
    fn legend_rows(&self, grid: &Grid, body: &[usize]) -> Option<Legend> {
        // How often each code was given may stand beside it, and under the codes the sum of that.
        let sum = |row: &usize| (0..grid.width.min(2)).any(|column| see(&grid.cell(*row, column).flat()).is_sum());
        let body: Vec<usize> = body.iter().copied().filter(|row| !sum(row)).collect();
        let counted = |column: &usize| body.iter().all(|row| see(&grid.cell(*row, *column).flat()).number().is_some());
        let told = grid.width - (1..grid.width).rev().take_while(counted).count();
        if told > 4 || body.len() < 2 || body.len() > 12 || self.heads_items(grid, body[0]) {
            return None;
        }
        let code_column = (0..grid.width.min(2)).find(|column| {
            body.iter().all(|row| {
                let flat = grid.cell(*row, *column).flat();
                // A column of percents is a column of figures.
                see(&flat).mark().is_some_and(|mark| mark.meaning.is_none() && mark.family != Family::Percent)
            })
        })?;
        if code_column > 0 && self.rates_by_row(grid, &body) {
            return None;
        }
        let meaning_column = (code_column + 1..told).find(|column| body.iter().all(|row| !grid.cell(*row, *column).is_blank()))?;
        let members: Vec<LegendMember> = body
            .iter()
            .filter_map(|row| {
                let raw = grid.cell(*row, code_column).flat().into_owned();
                let mark = see(&raw).mark().cloned()?;
                Some(LegendMember { code: mark.code, raw, meaning: Some(grid.cell(*row, meaning_column).flat().into_owned()) })
            })
            .collect();
        let mut codes: Vec<&String> = members.iter().map(|member| &member.code).collect();
        codes.sort();
        codes.dedup();
        if codes.len() != members.len() {
            return None;
        }
        Some(Legend { polarity: polarity(&members), members })
    }

    /// `Ａ　計画を上回る | 6 | 15.8％`: how often each grade was given, with its meaning beside its code; a total may stand under them.
    fn counted_legend(&self, grid: &Grid, body: &[usize]) -> Option<Legend> {
        if grid.width < 2 || grid.width > 6 || body.len() < 2 || body.len() > 12 || self.heads_items(grid, body[0]) {
            return None;
        }
        let text = |row: usize, column: usize| Text::new(&grid.cell(row, column).flat());
        let counts = |row: &usize| {
            let figures = (1..grid.width).map(|column| (column, grid.cell(*row, column))).filter(|(_, cell)| !cell.is_blank());
            figures.clone().count() > 0 && figures.into_iter().all(|(column, _)| whole_value(text(*row, column).normal()).is_some())
        };
        let total = |row: &usize| {
            let name = grid.cell(*row, 0).flat();
            see(&name).is_sum() || key(&name) == "全体"
        };
        let graded = body.strip_suffix(&[*body.last()?]).filter(|_| body.last().is_some_and(total)).unwrap_or(body);
        if graded.len() < 2 || !body.iter().all(counts) {
            return None;
        }
        let mut members: Vec<LegendMember> = vec![];
        let mut family = None;
        for row in graded {
            let told = text(*row, 0);
            let mark = whole_mark(told.normal())?;
            let meaning = told.as_str().get(mark.meaning.clone()?)?.trim().to_owned();
            // 1 歳入の確保: a number and a name is an item.
            let lettered = matches!(mark.family, Family::Letter | Family::Symbol | Family::Stars);
            if !lettered || *family.get_or_insert(mark.family) != mark.family || members.iter().any(|member| member.code == mark.code) {
                return None;
            }
            members.push(LegendMember { raw: told.as_str().get(mark.range.clone())?.trim().to_owned(), code: mark.code, meaning: Some(meaning) });
        }
        Some(Legend { polarity: polarity(&members), members })
    }

    /// 一次評価 | Ｓ | …, 二次評価 | Ａ | …: each row names a rating of its own and gives it. In a legend one rating has all the codes.
    fn rates_by_row(&self, grid: &Grid, body: &[usize]) -> bool {
        let subjects: Vec<String> = body.iter().map(|row| grid.cell(*row, 0).flat().into_owned()).collect();
        let distinct: BTreeSet<&String> = subjects.iter().collect();
        distinct.len() == subjects.len()
            && subjects.iter().all(|subject| self.header(subject).meaning.as_ref().is_some_and(|meaning| meaning.role == Role::Rating && meaning.matched <= Matched::Compound))
    }

    /// The heads over `first` name items, what is done or how far it came: numbers in the first column count rows, they are no codes.
    fn heads_items(&self, grid: &Grid, first: usize) -> bool {
        (0..first).flat_map(|row| (0..grid.width).map(move |column| (row, column))).any(|(row, column)| {
            let role = self.header(&grid.cell(row, column).flat()).role();
            let of_items =
                matches!(role, Some(Role::Title | Role::Department | Role::Indicator | Role::Target | Role::Result | Role::TargetValue | Role::ResultValue | Role::Schedule));
            of_items || (column == 0 && role == Some(Role::Label))
        })
    }
}

/// `S 目標値以上 | A 目標値どおり | …` over a row of what each means: a legend that lies on its side.
fn legend_across(grid: &Grid) -> Option<Legend> {
    if !(1..=3).contains(&grid.height) || !(3..=8).contains(&grid.width) {
        return None;
    }
    let mut members: Vec<LegendMember> = vec![];
    let mut family = None;
    for column in 0..grid.width {
        let flat = grid.cell(0, column).flat();
        let (raw, meaning) = flat.trim().split_once([' ', ':', '：', '.'])?;
        // Z 評価困難: a letter that no scale alone would have.
        let letter = raw.len() == 1 && raw.starts_with(|c: char| c.is_ascii_uppercase());
        let seen = see(raw);
        let mark = seen.mark().filter(|mark| matches!(mark.family, Family::Letter | Family::Symbol | Family::CircledNumber | Family::Stars));
        let kind = if letter { Family::Letter } else { mark?.family };
        let code = mark.map_or_else(|| raw.to_owned(), |mark| mark.code.clone());
        if *family.get_or_insert(kind) != kind || meaning.trim().is_empty() || members.iter().any(|member| member.code == code) {
            return None;
        }
        members.push(LegendMember { raw: raw.to_owned(), code, meaning: Some(meaning.trim().to_owned()) });
    }
    // Below stands what each means, in words: no counts.
    let words = (1..grid.height).all(|row| (0..grid.width).all(|column| grid.cell(row, column).is_blank() || grid.cell(row, column).flat().chars().count() >= 4));
    words.then(|| Legend { polarity: polarity(&members), members })
}

/// `①非常に効果があった ②効果があった ③…`: the numbers in order, a short meaning after each.
fn ringed_legend(text: &str) -> Option<Legend> {
    let ringed = |c: char| ('①'..='⑨').contains(&c);
    let starts: Vec<usize> = text.char_indices().filter(|(_, c)| ringed(*c)).map(|(at, _)| at).collect();
    if text[..*starts.first()?].trim() != "" || starts.len() < 3 {
        return None;
    }
    let mut members = vec![];
    for (index, start) in starts.iter().enumerate() {
        let raw = text[*start..].chars().next()?;
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let meaning = text[start + raw.len_utf8()..end].trim_matches([' ', ':', '：', '、', '/', '\n', '.']).to_owned();
        if raw as u32 != '①' as u32 + index as u32 || meaning.is_empty() || meaning.chars().count() > 40 {
            return None;
        }
        members.push(LegendMember { code: see(&raw.to_string()).mark()?.code.clone(), raw: raw.to_string(), meaning: Some(meaning) });
    }
    let polarity = polarity(&members);
    Some(Legend { members, polarity })
}
