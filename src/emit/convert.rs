//! Convert (変換): findings to rows of the dataset, with their ids.

use crate::emit::dataset::*;
use crate::emit::ledger;
use crate::japanese::date::{Basis as EraBasis, Period as InnerPeriod};
use crate::japanese::number::{Bound as InnerBound, quantities, unit_scale};
use crate::japanese::text::Text;
use crate::model::block::Block;
use crate::model::diagnostic::{Diagnostic, Severity as InnerSeverity};
use crate::model::document::Document;
use crate::model::place::Place;
use crate::model::record as inner;
use sha2::{Digest, Sha256};

/// A document read and understood, ready to be written.
pub struct Reading {
    /// Path relative to the input root.
    pub path: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Number of bytes.
    pub bytes: u64,
    /// The document.
    pub document: Document,
    /// What it says.
    pub findings: inner::Findings,
    /// Diagnostics of the stages before `interpret`.
    pub diagnostics: Vec<Diagnostic>,
}

/// SHA-256 as hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Line numbers and sheets of places.
struct Locator<'a> {
    line_starts: Vec<usize>,
    document: &'a Document,
}

impl Locator<'_> {
    fn source(&self, place: &Place) -> Source {
        let line = self.line_starts.partition_point(|start| *start <= place.start) as u32;
        let (sheet, address) = self.address(place).unzip();
        Source {
            block: place.block,
            table: place.table,
            row: place.row,
            column: place.column,
            line,
            start: place.start as u64,
            end: place.end as u64,
            sheet,
            address,
            also: vec![],
        }
    }

    /// Sheet and A1 address of the cells that the bytes were printed from; `B3:D9` if there are several.
    fn address(&self, place: &Place) -> Option<(String, String)> {
        let spots = &self.document.spots;
        // A blank cell is a spot without bytes.
        let empty = place.start == place.end;
        let first = spots.partition_point(|spot| spot.range.end < place.start || spot.range.end == place.start && (!empty || !spot.range.is_empty()));
        let last = spots.partition_point(|spot| spot.range.start < place.end || empty && spot.range.start == place.end);
        if last <= first {
            return None;
        }
        let (first, last) = (spots.get(first)?, spots.get(last - 1)?);
        let sheet = self.document.sheets.get(first.sheet as usize)?.clone();
        let start = address(first.row, first.column);
        if (first.sheet, first.row, first.column) == (last.sheet, last.row, last.column) || first.sheet != last.sheet {
            return Some((sheet, start));
        }
        Some((sheet, format!("{}:{}", address(first.row, first.column.min(last.column)), address(last.row, last.column.max(first.column)))))
    }

    fn sources(&self, places: &[Place]) -> Source {
        let mut places = places.iter();
        let mut first = self.source(places.next().unwrap_or(&Place::default()));
        first.also = places.map(|place| self.source(place)).collect();
        first
    }
}

/// `B3` from row 2, column 1.
fn address(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// Turns a reading into its rows.
pub fn convert(reading: &Reading) -> Dataset {
    let Reading { document, findings, .. } = reading;
    let id: String = reading.sha256.chars().take(16).collect();
    let line_starts = std::iter::once(0).chain(document.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1)).collect();
    let locator = Locator { line_starts, document };
    let books = ledger::balance(&document.text, &findings.used, &findings.reasons);
    let item_id = |index: usize| format!("{id}-i{:04}", index + 1);
    let indicator_id = |index: usize| format!("{id}-n{:04}", index + 1);
    let mut out = Dataset::default();
    out.documents.push(DocumentRow {
        document_id: id.clone(),
        path: reading.path.clone(),
        sha256: reading.sha256.clone(),
        bytes: reading.bytes,
        format: document.format.to_owned(),
        encoding: document.encoding.clone(),
        title: findings.title.clone(),
        municipality_name: findings.municipality_name.clone(),
        municipality_code: None,
        fiscal_years: findings.fiscal_years.clone(),
        language: document.metadata.language.clone(),
        url: document.metadata.url.clone(),
        updated: document.metadata.updated.clone(),
        coverage: books.coverage,
    });
    for (index, item) in findings.items.iter().enumerate() {
        let mut source = locator.source(&item.place);
        source.also = item.also.iter().map(|place| locator.source(place)).collect();
        out.items.push(ItemRow {
            item_id: item_id(index),
            document_id: id.clone(),
            parent_item_id: item.parent.map(item_id),
            label: item.label.clone(),
            title: item.title.clone(),
            path: item.path.clone(),
            departments: item.departments.iter().map(|one| Department { name: one.name.clone(), lead: one.lead }).collect(),
            source,
        });
    }
    for (index, indicator) in findings.indicators.iter().enumerate() {
        out.indicators.push(IndicatorRow {
            indicator_id: indicator_id(index),
            item_id: item_id(indicator.item),
            name: indicator.name.clone(),
            level: indicator.level.map(level),
            unit: indicator.unit.as_deref().map(|unit| unit_scale(Text::new(unit).normal()).unit),
            direction: indicator.upward.map(|up| if up { Direction::Up } else { Direction::Down }),
            declared_empty: indicator.declared_empty,
            source: locator.source(&indicator.place),
        });
    }
    let mut counts = (0, 0, 0);
    let ids: Vec<String> = findings
        .statements
        .iter()
        .map(|statement| {
            let (letter, count) = match statement.kind {
                inner::StatementKind::Target => ('t', &mut counts.0),
                inner::StatementKind::Result => ('r', &mut counts.1),
                inner::StatementKind::Note(_) => ('m', &mut counts.2),
            };
            *count += 1;
            format!("{id}-{letter}{count:04}")
        })
        .collect();
    for (statement, own) in findings.statements.iter().zip(&ids) {
        push_statement(&mut out, statement, own, &ids, &item_id, &indicator_id, &locator);
    }
    for (index, rating) in findings.ratings.iter().enumerate() {
        let scale = rating.scale.and_then(|scale| findings.scales.get(scale));
        let rank = scale
            .and_then(|scale| scale.members.iter().find(|member| member.code == rating.code || member.raw == rating.raw || member.meaning.as_deref() == Some(rating.raw.as_str())))
            .and_then(|member| member.rank);
        out.ratings.push(RatingRow {
            rating_id: format!("{id}-g{:04}", index + 1),
            item_id: item_id(rating.item),
            indicator_id: rating.indicator.map(indicator_id),
            kind: rating_kind(rating.kind),
            subject: rating.subject.clone(),
            rater: rating.rater.map(|rater| match rater {
                inner::Rater::SelfRating => Rater::Self_,
                inner::Rater::Internal => Rater::Internal,
                inner::Rater::External => Rater::External,
            }),
            raw: rating.raw.clone(),
            code: rating.code.clone(),
            value: rating.value.map(Number::new),
            value_status: rating.value_status.map(status),
            scale_id: rating.scale.map(|scale| format!("{id}-s{:04}", scale + 1)),
            rank,
            of: rank.and(scale.map(|scale| scale.members.len() as u32)),
            period: rating.period.as_ref().map(|(raw, told)| period(raw, told)),
            comment: rating.comment.clone(),
            header: rating.header.clone(),
            source: locator.sources(&rating.places),
            basis: basis(rating.basis),
        });
    }
    for (index, scale) in findings.scales.iter().enumerate() {
        out.rating_scales.push(ScaleRow {
            scale_id: format!("{id}-s{:04}", index + 1),
            document_id: id.clone(),
            kind: rating_kind(scale.kind),
            members: scale
                .members
                .iter()
                .map(|member| ScaleMember { code: member.code.clone(), raw: member.raw.clone(), meaning: member.meaning.clone(), rank: member.rank })
                .collect(),
            polarity: match scale.polarity {
                inner::Polarity::FirstIsBest => Polarity::FirstIsBest,
                inner::Polarity::FirstIsWorst => Polarity::FirstIsWorst,
                inner::Polarity::Unknown => Polarity::Unknown,
            },
            legend: match scale.legend {
                inner::LegendBasis::Stated => Legend::Stated,
                inner::LegendBasis::Inferred => Legend::Inferred,
                inner::LegendBasis::NotFound => Legend::NotFound,
            },
            source: scale.place.as_ref().map(|place| locator.source(place)),
        });
    }
    for (index, repair) in findings.repairs.iter().enumerate() {
        out.repairs.push(RepairRow {
            repair_id: format!("{id}-f{:04}", index + 1),
            document_id: id.clone(),
            kind: repair_kind(repair.kind),
            before: repair.before.clone(),
            after: repair.after.clone(),
            source: locator.source(&repair.place),
        });
    }
    for (range, reason) in books.residue {
        let text = document.text.get(range.clone()).unwrap_or_default().to_owned();
        let block = block_at(document, range.start);
        let place = Place { block, start: range.start, end: range.end, ..Place::default() };
        out.residue.push(ResidueRow { document_id: id.clone(), text, reason, source: locator.source(&place) });
    }
    for diagnostic in document.diagnostics.iter().chain(&reading.diagnostics).chain(&findings.diagnostics) {
        out.diagnostics.push(DiagnosticRow {
            document_id: id.clone(),
            code: diagnostic.code.as_str().to_owned(),
            severity: match diagnostic.code.severity() {
                InnerSeverity::Note => Severity::Note,
                InnerSeverity::Warning => Severity::Warning,
                InnerSeverity::Loss => Severity::Loss,
            },
            message: diagnostic.message.clone(),
            source: diagnostic.place.as_ref().map(|place| locator.source(place)),
        });
    }
    out
}

fn push_statement(
    out: &mut Dataset,
    statement: &inner::Statement,
    own: &str,
    ids: &[String],
    item_id: &impl Fn(usize) -> String,
    indicator_id: &impl Fn(usize) -> String,
    locator: &Locator<'_>,
) {
    let told = statement.period.as_ref().map(|(raw, told)| period(raw, told));
    if let inner::StatementKind::Note(kind) = statement.kind {
        out.notes.push(NoteRow {
            note_id: own.to_owned(),
            item_id: item_id(statement.item),
            kind: note_kind(kind),
            labels: statement.labels.clone(),
            text: statement.text.clone(),
            period: told,
            header: statement.header.clone(),
            source: locator.sources(&statement.places),
            basis: basis(statement.basis),
        });
        return;
    }
    let text = Text::new(&statement.text);
    let row = TargetRow {
        target_id: own.to_owned(),
        item_id: item_id(statement.item),
        indicator_id: statement.indicator.map(indicator_id),
        level: statement.level.map(level),
        labels: statement.labels.clone(),
        text: statement.text.clone(),
        value: statement.value.map(Number::new),
        unit: statement.unit.clone(),
        value_status: statement.value_status.map(status),
        baseline: statement.baseline,
        period: told,
        dates: statement.dates.iter().map(|(raw, told)| period(raw, told)).collect(),
        quantities: quantities(text.normal())
            .into_iter()
            .map(|quantity| Quantity {
                raw: text.as_str()[quantity.range].to_owned(),
                value: Number::new(quantity.value),
                unit: quantity.unit,
                bound: quantity.bound.map(|bound| match bound {
                    InnerBound::AtLeast => Bound::AtLeast,
                    InnerBound::AtMost => Bound::AtMost,
                    InnerBound::MoreThan => Bound::MoreThan,
                    InnerBound::LessThan => Bound::LessThan,
                }),
                approximate: quantity.approximate,
                cumulative: quantity.cumulative,
                of: quantity.of.map(Number::new),
                upper: quantity.upper.map(Number::new),
            })
            .collect(),
        same_as: statement.same_as.iter().filter_map(|index| ids.get(*index).cloned()).collect(),
        header: statement.header.clone(),
        source: locator.sources(&statement.places),
        basis: basis(statement.basis),
    };
    if statement.kind == inner::StatementKind::Target {
        out.targets.push(row);
    } else {
        let TargetRow { target_id, item_id, indicator_id, level, labels, text, value, unit, value_status, baseline, period, dates, quantities, same_as, header, source, basis } =
            row;
        out.results.push(ResultRow {
            result_id: target_id,
            item_id,
            indicator_id,
            level,
            labels,
            text,
            value,
            unit,
            value_status,
            baseline,
            period,
            dates,
            quantities,
            same_as,
            header,
            source,
            basis,
        });
    }
}

/// The block that holds a byte: blocks stand in the order of their bytes.
fn block_at(document: &Document, at: usize) -> u32 {
    let start = |block: &Block| match block {
        Block::Heading { line, .. } | Block::Line(line) | Block::Bullet { line, .. } => Some(line.text.whole_source().start),
        Block::Table(table) => Some(table.source.start),
        Block::Furniture { source, .. } => Some(source.start),
        Block::Blank => None,
    };
    let mut low = 0;
    let mut high = document.blocks.len();
    while low < high {
        let middle = (low + high) / 2;
        // A blank has no place of its own: the next block that has one stands for it.
        let mut probe = middle;
        while probe < high && start(&document.blocks[probe]).is_none() {
            probe += 1;
        }
        if probe < high && start(&document.blocks[probe]).is_some_and(|start| start <= at) {
            low = probe + 1;
        } else {
            high = middle;
        }
    }
    low.saturating_sub(1) as u32
}

/// A period as it is written.
pub fn period(raw: &str, told: &InnerPeriod) -> Period {
    Period {
        raw: raw.to_owned(),
        fiscal_years: told.fiscal_years.clone(),
        start: told.start.map(|date| date.to_string()),
        end: told.end.map(|date| date.to_string()),
        as_of: told.as_of.map(|date| date.to_string()),
        era: match told.era {
            EraBasis::Printed => Some(Era::Printed),
            EraBasis::Inferred => Some(Era::Inferred),
            EraBasis::Western => Some(Era::Western),
            EraBasis::None => None,
        },
    }
}

fn level(level: inner::Level) -> Level {
    match level {
        inner::Level::Input => Level::Input,
        inner::Level::Activity => Level::Activity,
        inner::Level::Output => Level::Output,
        inner::Level::Outcome => Level::Outcome,
    }
}

fn basis(basis: inner::Basis) -> Basis {
    Basis {
        by: match basis.by {
            inner::Ground::Header => Ground::Header,
            inner::Ground::InlineHeading => Ground::InlineHeading,
            inner::Ground::Structure => Ground::Structure,
            inner::Ground::Content => Ground::Content,
        },
        confidence: (basis.confidence * 100.0).round() / 100.0,
    }
}

fn status(status: inner::ValueStatus) -> ValueStatus {
    match status {
        inner::ValueStatus::NotSet => ValueStatus::NotSet,
        inner::ValueStatus::Pending => ValueStatus::Pending,
        inner::ValueStatus::NotSurveyed => ValueStatus::NotSurveyed,
        inner::ValueStatus::NotApplicable => ValueStatus::NotApplicable,
        inner::ValueStatus::Withheld => ValueStatus::Withheld,
        inner::ValueStatus::Blank => ValueStatus::Blank,
    }
}

fn rating_kind(kind: inner::RatingKind) -> RatingKind {
    match kind {
        inner::RatingKind::Grade => RatingKind::Grade,
        inner::RatingKind::Progress => RatingKind::Progress,
        inner::RatingKind::Achievement => RatingKind::Achievement,
        inner::RatingKind::Disposition => RatingKind::Disposition,
    }
}

fn note_kind(kind: inner::NoteKind) -> NoteKind {
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

fn repair_kind(kind: inner::RepairKind) -> RepairKind {
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
    }
}
