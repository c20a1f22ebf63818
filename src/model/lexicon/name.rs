//! Names (名前): the English names that a lexicon file gives roles, levels, kinds and statuses. They are part of what a user
//! writes, and stand apart from the names of the dataset.

use crate::model::lexicon::{Pointer, Role};
use crate::model::record::{Level, NoteKind, Rater, RatingKind, ValueStatus};

pub(super) fn role(name: &str) -> Option<Role> {
    Some(match name {
        "label" => Role::Label,
        "title" => Role::Title,
        "section" => Role::Section,
        "department" => Role::Department,
        "municipality" => Role::Municipality,
        "target" => Role::Target,
        "result" => Role::Result,
        "deed" => Role::Deed,
        "target_value" => Role::TargetValue,
        "result_value" => Role::ResultValue,
        "baseline" => Role::Baseline,
        "achievement" => Role::Achievement,
        "cost_target" => Role::CostTarget,
        "cost_result" => Role::CostResult,
        "cost" => Role::Cost,
        "rating" => Role::Rating,
        "comment" => Role::Comment,
        "note" => Role::Note,
        "indicator" => Role::Indicator,
        "unit" => Role::Unit,
        "direction" => Role::Direction,
        "period" => Role::Period,
        "legend" => Role::Legend,
        "schedule" => Role::Schedule,
        _ => return None,
    })
}

pub(super) fn level(name: &str) -> Option<Level> {
    Some(match name {
        "input" => Level::Input,
        "activity" => Level::Activity,
        "output" => Level::Output,
        "outcome" => Level::Outcome,
        _ => return None,
    })
}

pub(super) fn note_kind(name: &str) -> Option<NoteKind> {
    Some(match name {
        "purpose" => NoteKind::Purpose,
        "subject" => NoteKind::Subject,
        "means" => NoteKind::Means,
        "legal_basis" => NoteKind::LegalBasis,
        "summary" => NoteKind::Summary,
        "approach" => NoteKind::Approach,
        "background" => NoteKind::Background,
        "effect" => NoteKind::Effect,
        "assessment" => NoteKind::Assessment,
        "opinion" => NoteKind::Opinion,
        "issue" => NoteKind::Issue,
        "next_step" => NoteKind::NextStep,
        "other" => NoteKind::Other,
        _ => return None,
    })
}

pub(super) fn rating_kind(name: &str) -> Option<RatingKind> {
    Some(match name {
        "grade" => RatingKind::Grade,
        "progress" => RatingKind::Progress,
        "achievement" => RatingKind::Achievement,
        "disposition" => RatingKind::Disposition,
        _ => return None,
    })
}

pub(super) fn rater(name: &str) -> Option<Rater> {
    Some(match name {
        "self" => Rater::SelfRating,
        "internal" => Rater::Internal,
        "external" => Rater::External,
        _ => return None,
    })
}

pub(super) fn value_status(name: &str) -> Option<ValueStatus> {
    Some(match name {
        "not_set" => ValueStatus::NotSet,
        "pending" => ValueStatus::Pending,
        "not_surveyed" => ValueStatus::NotSurveyed,
        "not_applicable" => ValueStatus::NotApplicable,
        "withheld" => ValueStatus::Withheld,
        "blank" => ValueStatus::Blank,
        _ => return None,
    })
}

pub(super) fn pointer(name: &str) -> Option<Pointer> {
    Some(match name {
        "above" => Pointer::Above,
        "left" => Pointer::Left,
        _ => return None,
    })
}
