//! Ratings and scales (評価、評価区分) to rows; a rank is taken from the scale and never guessed.

use crate::emit::convert::enumeration::{legend, polarity, rater, rating_kind, status};
use crate::emit::convert::value::{basis, period};
use crate::emit::convert::{Conversion, numbered};
use crate::emit::dataset::{Number, RatingRow, ScaleMember, ScaleRow};
use crate::model::record::{Rating, Scale, ScaleMember as Member};

impl Conversion<'_> {
    /// The rows of the ratings.
    pub(super) fn ratings(&self) -> Vec<RatingRow> {
        self.findings.ratings.iter().enumerate().map(|(index, rating)| self.rating(index, rating)).collect()
    }

    fn rating(&self, index: usize, rating: &Rating) -> RatingRow {
        let scale = rating.scale.and_then(|scale| self.findings.scales.get(scale));
        let rank = scale.and_then(|scale| rank(rating, scale));
        RatingRow {
            rating_id: numbered(&self.id, 'g', index + 1),
            document_id: self.id.clone(),
            item_id: self.item_id(rating.item),
            slot_id: rating.slot.clone(),
            indicator_id: rating.indicator.map(|indicator| self.indicator_id(indicator)),
            kind: rating_kind(rating.kind),
            subject: rating.subject.clone(),
            rater: rating.rater.map(rater),
            overall: rating.overall,
            raw: rating.raw.clone(),
            code: rating.code.clone(),
            value: rating.value.map(Number::new),
            full_marks: rating.full_marks.map(Number::new),
            value_status: rating.value_status.map(status),
            scale_id: rating.scale.map(|scale| self.scale_id(scale)),
            rank,
            of: rank.and(scale.map(|scale| scale.members.len() as u32)),
            period: rating.period.as_ref().map(|(raw, told)| period(raw, told)),
            comment: rating.comment.clone(),
            header: rating.header.clone(),
            source: self.locator.sources(&rating.places),
            basis: basis(rating.basis),
        }
    }

    /// The rows of the scales.
    pub(super) fn scales(&self) -> Vec<ScaleRow> {
        let row = |(index, scale): (usize, &Scale)| ScaleRow {
            scale_id: self.scale_id(index),
            document_id: Some(self.id.clone()),
            slot_id: None,
            kind: rating_kind(scale.kind),
            members: scale
                .members
                .iter()
                .map(|member| ScaleMember { code: member.code.clone(), raw: member.raw.clone(), meaning: member.meaning.clone(), rank: member.rank })
                .collect(),
            polarity: polarity(scale.polarity),
            legend: legend(scale.legend),
            source: scale.place.as_ref().map(|place| self.locator.source(place)),
        };
        self.findings.scales.iter().enumerate().map(row).collect()
    }

    fn scale_id(&self, index: usize) -> String {
        numbered(&self.id, 's', index + 1)
    }
}

/// The rank of the member that a rating names by its code, or else as it is printed, or else by its meaning.
fn rank(rating: &Rating, scale: &Scale) -> Option<u32> {
    let named = |by: &dyn Fn(&Member) -> bool| scale.members.iter().find(|member| by(member));
    named(&|member| member.code == rating.code)
        .or_else(|| named(&|member| member.raw == rating.raw))
        .or_else(|| named(&|member| member.meaning.as_deref() == Some(rating.raw.as_str())))?
        .rank
}
