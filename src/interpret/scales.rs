//! Scales (評価区分): ratings of one subject put together, their legend found, their ranks told where the document makes them plain.

use crate::interpret::Hint;
use crate::interpret::legend::FoundLegend;
use crate::japanese::mark::{Family, Legend, Polarity as MarkPolarity, legend};
use crate::japanese::text::Text;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::record::{Fate, Findings, LegendBasis, Polarity, RatingKind, Scale, ScaleMember, StatementKind};
use crate::see::{key, see};
use foldhash::{HashMap, HashMapExt};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Makes the scales of findings that another stage told, by the legends it found: each with its place and the words it stood with.
pub fn bind_told(findings: &mut Findings, legends: Vec<(Legend, Place, String)>) {
    let found: Vec<FoundLegend> = legends.into_iter().map(|(legend, place, words)| FoundLegend { legend, place, words }).collect();
    bind(findings, &HashMap::new(), &found);
    check_achievement(findings);
    crate::interpret::units::check(findings);
}

/// Makes the scales and binds each rating to its own.
pub fn bind(findings: &mut Findings, hints: &HashMap<usize, Hint>, legends: &[FoundLegend]) {
    let legends = &settled(legends);
    let first = printed_first(legends);
    let mut groups: BTreeMap<(String, u8, bool), Vec<usize>> = BTreeMap::new();
    let mut order: Vec<(String, u8, bool)> = vec![];
    for (index, rating) in findings.ratings.iter().enumerate() {
        let phrase = see(&rating.raw).mark().is_none_or(|mark| mark.family == Family::Phrase);
        if rating.kind == RatingKind::Achievement && rating.raw.ends_with('%') {
            continue;
        }
        let group = (key(&rating.subject), rating.kind as u8, phrase);
        if !groups.contains_key(&group) {
            order.push(group.clone());
        }
        groups.entry(group).or_default().push(index);
    }
    let mut shared: HashMap<usize, usize> = HashMap::new();
    let mut unexplained = vec![];
    for group in order {
        let Some(ratings) = groups.get(&group) else { continue };
        let kind = findings.ratings[ratings[0]].kind;
        let codes: BTreeSet<&str> = ratings.iter().map(|index| findings.ratings[*index].code.as_str()).filter(|code| !code.is_empty()).collect();
        // A legend in the header's own brackets, then one of the document that covers every code.
        let own = ratings.iter().filter_map(|index| hints.get(index)).flat_map(|hint| &hint.1).find_map(|aside| legend(Text::new(aside).normal()));
        let stated: Option<(Legend, Option<usize>)> = match own {
            Some(found) => Some((found, None)),
            None => covering(legends, &codes, &group.0).map(|at| first[at]).map(|at| (legends[at].legend.clone(), Some(at))),
        };
        let scale = if let Some((found, at)) = stated {
            if let Some(existing) = at.and_then(|at| shared.get(&at).copied()).filter(|existing| findings.scales[*existing].kind == kind) {
                existing
            } else {
                let (members, polarity) = members_of(&found);
                let place = at.map(|at| legends[at].place.clone());
                findings.scales.push(ranked(Scale { kind, subject: group.0.clone(), members, polarity, legend: LegendBasis::Stated, place }));
                let index = findings.scales.len() - 1;
                if let Some(at) = at {
                    shared.insert(at, index);
                }
                index
            }
        } else {
            let mut members: Vec<ScaleMember> = vec![];
            let mut printed = false;
            for index in ratings {
                if let Some((told, _)) = hints.get(index) {
                    printed |= told.len() > 1;
                    for (code, meaning) in told {
                        if !members.iter().any(|member| member.code == *code) {
                            members.push(ScaleMember { code: code.clone(), raw: code.clone(), meaning: meaning.clone(), rank: None });
                        }
                    }
                }
                let rating = &findings.ratings[*index];
                if !rating.code.is_empty() && !members.iter().any(|member| member.code == rating.code || member.raw == rating.raw) {
                    members.push(ScaleMember { code: rating.code.clone(), raw: rating.raw.clone(), meaning: None, rank: None });
                }
            }
            if members.is_empty() {
                continue;
            }
            let legend = if printed || members.iter().any(|member| member.meaning.is_some()) { LegendBasis::Inferred } else { LegendBasis::NotFound };
            if legend == LegendBasis::NotFound && !group.2 {
                unexplained.push(findings.ratings[ratings[0]].places[0].clone());
            }
            findings.scales.push(Scale { kind, subject: group.0.clone(), members, polarity: Polarity::Unknown, legend, place: None });
            findings.scales.len() - 1
        };
        for index in ratings {
            let rating = &mut findings.ratings[*index];
            rating.scale = Some(scale);
            if findings.scales[scale].members.iter().any(|member| member.code == bare_points(&rating.code)) {
                rating.code = bare_points(&rating.code).to_owned();
            }
        }
    }
    for place in unexplained {
        findings.diagnostics.push(Diagnostic::at(Code::ScaleWithoutLegend, "no legend explains this scale; ranks are unknown", &place));
    }
    // A legend that no rating used is a fact of the document all the same.
    for (at, found) in legends.iter().enumerate() {
        findings.used.push((found.place.range(), Fate::Header));
        if shared.contains_key(&at) || first[at] != at {
            continue;
        }
        let (members, polarity) = members_of(&found.legend);
        findings.scales.push(ranked(Scale { kind: RatingKind::Grade, subject: String::new(), members, polarity, legend: LegendBasis::Stated, place: Some(found.place.clone()) }));
    }
}

/// Legends with the same codes run the same way: where the words of one do not tell which end is best, those of another do.
fn settled(legends: &[FoundLegend]) -> Vec<FoundLegend> {
    let codes = |legend: &Legend| legend.members.iter().map(|member| member.code.clone()).collect::<Vec<_>>();
    // By their codes, the ways that legends of known polarity run.
    let mut told: HashMap<Vec<String>, Vec<MarkPolarity>> = HashMap::new();
    for FoundLegend { legend, .. } in legends.iter().filter(|found| found.legend.polarity != MarkPolarity::Unknown) {
        let ways = told.entry(codes(legend)).or_default();
        if !ways.contains(&legend.polarity) {
            ways.push(legend.polarity);
        }
    }
    let mut out = legends.to_vec();
    for FoundLegend { legend, .. } in out.iter_mut().filter(|found| found.legend.polarity == MarkPolarity::Unknown) {
        let graded = legend.members.iter().all(|member| member.code.chars().count() == 1);
        if graded && let Some([one]) = told.get(&codes(legend)).map(Vec::as_slice) {
            legend.polarity = *one;
        }
    }
    out
}

/// A legend printed on every sheet is one: for each, where it stood first.
fn printed_first(legends: &[FoundLegend]) -> Vec<usize> {
    let mut seen: HashMap<Vec<_>, usize> = HashMap::new();
    let first = legends.iter().enumerate().map(|(at, found)| {
        let members = found.legend.members.iter().map(|member| (member.code.as_str(), member.raw.as_str(), member.meaning.as_deref()));
        *seen.entry(members.collect::<Vec<_>>()).or_insert(at)
    });
    first.collect()
}

/// Members of a legend, ranks not yet told, and which end is best.
fn members_of(legend: &Legend) -> (Vec<ScaleMember>, Polarity) {
    let members = legend.members.iter().map(|member| ScaleMember { code: member.code.clone(), raw: member.raw.clone(), meaning: member.meaning.clone(), rank: None }).collect();
    let polarity = match legend.polarity {
        MarkPolarity::FirstIsBest => Polarity::FirstIsBest,
        MarkPolarity::FirstIsWorst => Polarity::FirstIsWorst,
        MarkPolarity::Unknown => Polarity::Unknown,
    };
    (members, polarity)
}

/// 4点 under a legend of 5, 4, 3 … is its member 4.
fn bare_points(code: &str) -> &str {
    code.strip_suffix('点').filter(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit())).unwrap_or(code)
}

/// The legend that covers every code; one whose words name the subject first.
fn covering(legends: &[FoundLegend], codes: &BTreeSet<&str>, subject: &str) -> Option<usize> {
    let covers = |found: &FoundLegend| {
        !codes.is_empty()
            && codes.iter().all(|code| {
                found.legend.members.iter().any(|member| {
                    member.code == *code
                        || member.code == bare_points(code)
                        || key(&member.raw) == key(code)
                        || member.meaning.as_deref().is_some_and(|meaning| key(meaning) == key(code))
                })
            })
    };
    let candidates: Vec<usize> = (0..legends.len()).filter(|at| covers(&legends[*at])).collect();
    candidates.iter().copied().find(|at| !subject.is_empty() && key(&legends[*at].words).contains(subject)).or(candidates.first().copied())
}

/// Ranks from the polarity; a disposition has none.
fn ranked(mut scale: Scale) -> Scale {
    let count = scale.members.len() as u32;
    if scale.kind == RatingKind::Disposition {
        return scale;
    }
    for (index, member) in scale.members.iter_mut().enumerate() {
        member.rank = match scale.polarity {
            Polarity::FirstIsBest => Some(index as u32 + 1),
            Polarity::FirstIsWorst => Some(count - index as u32),
            Polarity::Unknown => None,
        };
    }
    scale
}

/// Compares each printed 達成率 with result ÷ target of the same indicator and time.
pub fn check_achievement(findings: &mut Findings) {
    let mut out = vec![];
    for rating in &findings.ratings {
        let Some(indicator) = rating.indicator.filter(|_| rating.kind == RatingKind::Achievement) else { continue };
        let Some(printed) = number_of(&rating.raw) else { continue };
        let years = rating.period.as_ref().map(|period| period.1.fiscal_years.clone());
        let pick = |kind: StatementKind| -> Option<Decimal> {
            let mut found: Vec<Decimal> = findings
                .statements
                .iter()
                .filter(|s| s.indicator == Some(indicator) && s.kind == kind && !s.baseline && (years.is_none() || s.period.as_ref().map(|p| p.1.fiscal_years.clone()) == years))
                .filter_map(|s| s.value)
                .collect();
            found.dedup();
            (found.len() == 1).then(|| found[0])
        };
        let (Some(target), Some(result)) = (pick(StatementKind::Target), pick(StatementKind::Result)) else { continue };
        if target.is_zero() {
            continue;
        }
        let Some(share) = result.checked_div(target).and_then(|share| share.checked_mul(Decimal::from(100))) else { continue };
        // A falling indicator may be counted the other way round.
        let inverse = target.checked_div(result).and_then(|share| share.checked_mul(Decimal::from(100))).unwrap_or_default();
        let near = |a: Decimal, b: Decimal| (a - b).abs() <= Decimal::ONE;
        if !near(share, printed) && !near(inverse, printed) {
            out.push(Diagnostic::at(Code::AchievementMismatch, format!("printed {printed}%, but result {result} of target {target} is {}%", share.round_dp(1)), &rating.places[0]));
        }
    }
    findings.diagnostics.extend(out);
}

fn number_of(raw: &str) -> Option<Decimal> {
    raw.trim_end_matches(['%', '％']).trim().replace(',', "").parse().ok()
}
