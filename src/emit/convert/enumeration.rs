//! Enumerations (列挙値): the words of the records as the words of the dataset. Written out member by member: a new member of a
//! record does not compile until the dataset has a word for it.

use crate::emit::dataset::{Bound, Era, Ground, Legend, Level, NoteKind, Polarity, Rater, RatingKind, RepairKind, Severity, ValueStatus};
use crate::japanese::date::Basis as EraBasis;
use crate::japanese::number::Bound as InnerBound;
use crate::model::diagnostic::Severity as InnerSeverity;
use crate::model::record as inner;

pub fn level(level: inner::Level) -> Level {
    match level {
        inner::Level::Input => Level::Input,
        inner::Level::Activity => Level::Activity,
        inner::Level::Output => Level::Output,
        inner::Level::Outcome => Level::Outcome,
    }
}

pub(super) fn status(status: inner::ValueStatus) -> ValueStatus {
    match status {
        inner::ValueStatus::NotSet => ValueStatus::NotSet,
        inner::ValueStatus::Pending => ValueStatus::Pending,
        inner::ValueStatus::NotSurveyed => ValueStatus::NotSurveyed,
        inner::ValueStatus::NotApplicable => ValueStatus::NotApplicable,
        inner::ValueStatus::Withheld => ValueStatus::Withheld,
        inner::ValueStatus::Blank => ValueStatus::Blank,
    }
}

pub fn rating_kind(kind: inner::RatingKind) -> RatingKind {
    match kind {
        inner::RatingKind::Grade => RatingKind::Grade,
        inner::RatingKind::Progress => RatingKind::Progress,
        inner::RatingKind::Achievement => RatingKind::Achievement,
        inner::RatingKind::Disposition => RatingKind::Disposition,
    }
}

pub fn note_kind(kind: inner::NoteKind) -> NoteKind {
    match kind {
        inner::NoteKind::Purpose => NoteKind::Purpose,
        inner::NoteKind::Subject => NoteKind::Subject,
        inner::NoteKind::Means => NoteKind::Means,
        inner::NoteKind::LegalBasis => NoteKind::LegalBasis,
        inner::NoteKind::Summary => NoteKind::Summary,
        inner::NoteKind::Approach => NoteKind::Approach,
        inner::NoteKind::Background => NoteKind::Background,
        inner::NoteKind::Effect => NoteKind::Effect,
        inner::NoteKind::Assessment => NoteKind::Assessment,
        inner::NoteKind::Opinion => NoteKind::Opinion,
        inner::NoteKind::Issue => NoteKind::Issue,
        inner::NoteKind::NextStep => NoteKind::NextStep,
        inner::NoteKind::Other => NoteKind::Other,
    }
}

pub(super) fn repair_kind(kind: inner::RepairKind) -> RepairKind {
    match kind {
        inner::RepairKind::RowShift => RepairKind::RowShift,
        inner::RepairKind::CarryDown => RepairKind::CarryDown,
        inner::RepairKind::CarryRight => RepairKind::CarryRight,
        inner::RepairKind::PageJoin => RepairKind::PageJoin,
        inner::RepairKind::FacingJoin => RepairKind::FacingJoin,
        inner::RepairKind::SplitJoin => RepairKind::SplitJoin,
        inner::RepairKind::TableSplit => RepairKind::TableSplit,
        inner::RepairKind::LabelJoin => RepairKind::LabelJoin,
        inner::RepairKind::RepeatedHeader => RepairKind::RepeatedHeader,
        inner::RepairKind::Glyph => RepairKind::Glyph,
        inner::RepairKind::Spacing => RepairKind::Spacing,
        inner::RepairKind::Correction => RepairKind::Correction,
    }
}

pub(super) fn ground(ground: inner::Ground) -> Ground {
    match ground {
        inner::Ground::Form => Ground::Form,
        inner::Ground::Header => Ground::Header,
        inner::Ground::InlineHeading => Ground::InlineHeading,
        inner::Ground::Structure => Ground::Structure,
        inner::Ground::Content => Ground::Content,
        inner::Ground::Person => Ground::Person,
    }
}

pub(super) fn rater(rater: inner::Rater) -> Rater {
    match rater {
        inner::Rater::SelfRating => Rater::Self_,
        inner::Rater::Internal => Rater::Internal,
        inner::Rater::External => Rater::External,
    }
}

pub(super) fn polarity(polarity: inner::Polarity) -> Polarity {
    match polarity {
        inner::Polarity::FirstIsBest => Polarity::FirstIsBest,
        inner::Polarity::FirstIsWorst => Polarity::FirstIsWorst,
        inner::Polarity::Unknown => Polarity::Unknown,
    }
}

pub(super) fn legend(legend: inner::LegendBasis) -> Legend {
    match legend {
        inner::LegendBasis::Stated => Legend::Stated,
        inner::LegendBasis::Inferred => Legend::Inferred,
        inner::LegendBasis::NotFound => Legend::NotFound,
    }
}

pub(super) fn bound(bound: InnerBound) -> Bound {
    match bound {
        InnerBound::AtLeast => Bound::AtLeast,
        InnerBound::AtMost => Bound::AtMost,
        InnerBound::MoreThan => Bound::MoreThan,
        InnerBound::LessThan => Bound::LessThan,
    }
}

pub(super) fn era(era: EraBasis) -> Option<Era> {
    match era {
        EraBasis::Printed => Some(Era::Printed),
        EraBasis::Inferred => Some(Era::Inferred),
        EraBasis::Western => Some(Era::Western),
        EraBasis::None => None,
    }
}

pub(super) fn severity(severity: InnerSeverity) -> Severity {
    match severity {
        InnerSeverity::Note => Severity::Note,
        InnerSeverity::Warning => Severity::Warning,
        InnerSeverity::Loss => Severity::Loss,
    }
}
