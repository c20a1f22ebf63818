//! Role (役割): what a slot holds, by the evidence of its pool. The lexicon's word for its label is a prior; contents decide.

use crate::model::form::{Decided, Holds, Said};
use crate::model::lexicon::{Matched, Role};
use crate::model::record::{NoteKind, RatingKind};
use crate::model::seen::is_office;
use crate::understand::pool::Pool;

/// Decides what a slot holds; `deeds_told`: another slot of the form tells what was done.
pub fn decide(pool: &Pool, sheets: usize, deeds_told: bool) -> Decided {
    let holds = holds(pool, sheets, deeds_told);
    let inner = pool.lines.iter().filter(|(_, seen)| seen.len() >= 2 && seen.len() * 2 >= pool.sheets.len()).map(|(line, _)| line.clone()).collect();
    let known = pool.meaning.as_ref().is_some_and(|meaning| meaning.matched != Matched::Head);
    // What only its sentences tell is a guess.
    let guess = pool.meaning.is_none() && matches!(holds, Holds::Note(kind) if kind != NoteKind::Other);
    let sure = if known {
        0.95
    } else if guess {
        0.6
    } else {
        0.8
    };
    Decided {
        slot_id: String::new(),
        holds,
        sure,
        path: pool.path.clone(),
        filled: pool.sheets.len(),
        distinct: pool.keys.len(),
        marks: marks(pool),
        inner,
        by_person: false,
        said: Said::default(),
    }
}

/// How many different marks of grades stand in a slot.
fn marks(pool: &Pool) -> usize {
    pool.keys.keys().filter(|key| matches!(key.as_str(), "◎" | "○" | "〇" | "△" | "×" | "▲" | "☆" | "★")).count()
}

/// What kind of note its sentences are, where its label tells nothing: aims and plans at the head of a sheet say what it is for and what is
/// done, at its end where it goes on to.
fn guessed(pool: &Pool) -> Option<NoteKind> {
    let share = |part: usize| pool.share(part);
    let late = !pool.column && pool.position > 0.6 * pool.count as f64;
    if share(pool.sentences) < 0.6 {
        None
    } else if share(pool.troubles) >= 0.6 {
        Some(NoteKind::Issue)
    } else if share(pool.planned) >= 0.8 && late {
        Some(NoteKind::NextStep)
    } else if share(pool.aims) >= 0.6 {
        Some(NoteKind::Purpose)
    } else if share(pool.planned) >= 0.8 && share(pool.aims) < 0.3 {
        Some(NoteKind::Summary)
    } else {
        None
    }
}

/// It tells what was done, by its label and by its words.
pub fn tells_deeds(pool: &Pool) -> bool {
    pool.done * 2 >= pool.count && pool.meaning.as_ref().is_some_and(|meaning| matches!(meaning.role, Role::Result | Role::ResultValue | Role::Deed))
}

fn holds(pool: &Pool, sheets: usize, deeds_told: bool) -> Holds {
    let meaning = pool.meaning.as_ref();
    let role = meaning.map(|meaning| meaning.role);
    let known = meaning.is_some_and(|meaning| meaning.matched != Matched::Head);
    let count = pool.count.max(1);
    let share = |part: usize| pool.share(part);
    let rated = pool.beside.as_ref().filter(|_| !matches!(role, Some(Role::Rating))).map(|meaning| meaning.role);
    let hits = share(pool.hits());
    let rating_role = matches!(role, Some(Role::Rating | Role::Achievement | Role::Direction)) || rated == Some(Role::Rating) && role.is_none();
    let kind_told = meaning.and_then(|meaning| meaning.rating).or_else(|| pool.beside.as_ref().and_then(|meaning| meaning.rating));
    // コストの方向性: 増加, 維持 and 縮小 say what is to be done, whatever else the words may say.
    let directed = matches!(role, Some(Role::Direction)) || kind_told == Some(RatingKind::Disposition);
    let kind = |fallback: RatingKind| directed.then_some(RatingKind::Disposition).or(pool.kind()).or(kind_told).unwrap_or(fallback);
    // Units, whatever their head is called.
    let units = pool.units >= 2 && share(pool.units) >= 0.8 && !rating_role;
    if (matches!(role, Some(Role::Unit)) || units) && pool.column {
        return Holds::Unit;
    }
    if matches!(role, Some(Role::Legend)) {
        return Holds::Legend;
    }
    if let Some((kind, count)) = pool.openings.iter().max_by_key(|(_, count)| **count)
        && share(*count) >= 0.6
    {
        return Holds::Rating(*kind);
    }
    if pool.under_option && pool.column && share(pool.numbers) >= 0.8 {
        return Holds::Count;
    }
    if share(pool.choices) >= 0.5 {
        let scaled = pool.scale_options.0 * 2 >= pool.scale_options.1;
        let kind = pool.choice_kinds.iter().max_by_key(|(kind, count)| (**count, std::cmp::Reverse(**kind))).map(|(kind, _)| *kind);
        return if scaled || rating_role || kind.is_some() { Holds::Rating(kind.or(kind_told).unwrap_or(RatingKind::Grade)) } else { Holds::Choice };
    }
    // Several marks (◎ ○ △) grade; one mark chooses.
    let several = pool.column && marks(pool) >= 3;
    if share(pool.options) >= 0.8 && share(pool.marks) >= 0.8 && !several {
        if !rating_role {
            return Holds::Choice;
        }
        // Under options of a rating a mark chooses a grade.
        if pool.under_option {
            return Holds::Rating(kind(RatingKind::Grade));
        }
    }
    // One mark and no other chooses; it grades nothing.
    if pool.keys.len() == 1 && pool.marks == pool.count && pool.options * 2 >= pool.count && !rating_role {
        return Holds::Choice;
    }
    let note = meaning.and_then(|meaning| meaning.note);
    let described =
        role == Some(Role::Note) && known && !matches!(note, Some(NoteKind::NextStep | NoteKind::Issue | NoteKind::Assessment | NoteKind::Opinion | NoteKind::Effect) | None);
    if matches!(role, Some(Role::Direction)) && known && share(pool.numbers) < 0.3 && hits < 0.5 {
        return Holds::Direction;
    }
    // Grades under 担当課 say who gives them.
    let office = role == Some(Role::Department);
    let graded = office && hits >= 0.6;
    if office && !graded && share(pool.numbers) < 0.3 && share(pool.sentences) < 0.4 {
        return Holds::Department;
    }
    let asks_for_offices = pool.path.last().is_some_and(|label| is_office(label));
    if meaning.is_none() && asks_for_offices && share(pool.offices) >= 0.8 {
        return Holds::Department;
    }
    if matches!(role, Some(Role::Label)) && pool.median() <= 12 {
        return Holds::Label;
    }
    let dates = pool.years * 2 >= pool.count && share(pool.numbers) < 0.3;
    if matches!(role, Some(Role::Period | Role::Baseline)) && pool.column && dates {
        return Holds::Due;
    }
    // 施策の方向 at the end of a sheet is where it goes on to; at its head it is where it stands.
    let concluding = role == Some(Role::Section) && !pool.column && pool.position * 2.0 >= count as f64 && sheets > 3 && pool.is_small() && pool.median() <= 12 && hits > 0.0;
    if concluding {
        return Holds::Rating(kind(RatingKind::Disposition));
    }
    let other = matches!(role, Some(Role::Department | Role::Title | Role::Section | Role::Indicator | Role::Unit)) && !graded || described && pool.grades * 2 < pool.count;
    if !other
        && (hits >= 0.6 && (pool.is_small() || rating_role || hits >= 0.9) && (rating_role || pool.grades < pool.count || known || hits >= 0.9)
            || rating_role && share(pool.sentences) < 0.4 && share(pool.numbers) < 0.5 && pool.median() <= 30 && (pool.is_small() && sheets > 3 || hits >= 0.3))
    {
        return Holds::Rating(kind(RatingKind::Grade));
    }
    // A few short words by turns where something is told, some of them of a scale: 予定どおり, 予定より遅れている under 進捗状況.
    let closed = pool.keys.len() <= 6 && pool.count >= 4 * pool.keys.len() && hits > 0.0 && pool.median() <= 12 && share(pool.numbers) < 0.2;
    if closed && matches!(role, Some(Role::Result | Role::Deed)) {
        return Holds::Rating(kind(RatingKind::Progress));
    }
    let points = pool.beside.as_ref().is_some_and(|meaning| meaning.role == Role::Rating) && pool.keys.len() <= 6;
    if (rating_role || points)
        && !pool.is_series()
        && share(pool.numbers) >= 0.6
        && pool.median() <= if rating_role { 4 } else { 2 }
        && !matches!(role, Some(Role::Achievement | Role::ResultValue | Role::TargetValue | Role::CostResult | Role::CostTarget))
    {
        return Holds::Rating(kind(RatingKind::Grade));
    }
    if share(pool.numbers) >= 0.6 && !matches!(role, Some(Role::Title | Role::Section)) {
        return Holds::Number;
    }
    // 数値目標 over texts that numbers stand beside heads the names of what is measured.
    let measured = pool.column && pool.measured * 10 >= pool.count * 6 && share(pool.sentences) < 0.2;
    if measured && matches!(role, Some(Role::Target | Role::TargetValue | Role::Result | Role::ResultValue)) {
        return Holds::Name;
    }
    let beside = pool.beside.as_ref().map(|meaning| meaning.role);
    // Years over words say when; what they are stands beside them: 計画 | R5 | R6.
    let role = role.or(beside.filter(|_| pool.column));
    let planned = share(pool.planned) >= 0.6 && pool.done * 10 <= pool.planned;
    match role {
        // What is to be done is no result, whatever its label is called.
        Some(Role::Deed) if planned && (pool.column || pool.over_year || known && deeds_told) => return Holds::Target(meaning.and_then(|meaning| meaning.level)),
        Some(Role::Deed) if planned => return Holds::Note(NoteKind::Means),
        None if share(pool.laws) >= 0.7 => return Holds::Note(NoteKind::LegalBasis),
        None if share(pool.people) >= 0.7 => return Holds::Note(NoteKind::Subject),
        None => {
            if let Some(kind) = guessed(pool) {
                return Holds::Note(kind);
            }
        }
        _ => {}
    }
    match role {
        Some(Role::Comment) => Holds::Comment,
        Some(Role::Rating) if beside == Some(Role::Comment) => Holds::Comment,
        Some(Role::Indicator) if pool.column && share(pool.sentences) < 0.5 => Holds::Name,
        Some(Role::Section) if (!pool.column || !pool.row_label && pool.most <= 2) && share(pool.sentences) < 0.4 && pool.median() <= 40 => Holds::Section,
        Some(Role::Target | Role::TargetValue | Role::Schedule) => Holds::Target(meaning.and_then(|meaning| meaning.level)),
        Some(Role::Result | Role::ResultValue | Role::Deed) => Holds::Result(meaning.and_then(|meaning| meaning.level)),
        Some(Role::Note) => Holds::Note(meaning.and_then(|meaning| meaning.note).unwrap_or(NoteKind::Other)),
        Some(Role::Rating) => Holds::Note(NoteKind::Assessment),
        _ => Holds::Note(NoteKind::Other),
    }
}
