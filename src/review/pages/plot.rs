//! Plot (図表): drawn when the pages are made, each with its data as a table beside it.

use crate::review::Language;
use crate::review::pages::shell::{seen, visible};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Parts of a bar that have a colour of their own; the others share the last.
pub const MOST_PARTS: usize = 8;

/// Width and height of a plot of bars, and the room of its labels.
const WIDTH: f64 = 560.0;
const ROW: f64 = 22.0;
const LABEL: f64 = 150.0;

/// Bars, each of parts: ratings by year.
pub fn stacked(title: &str, rows: &BTreeMap<String, BTreeMap<String, u64>>, language: Language) -> Markup {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for (part, count) in rows.values().flatten() {
        *sums.entry(part).or_default() += count;
    }
    // What is rarest shares the last colour; the parts stand in their own order.
    let mut parts: Vec<(&str, u64)> = sums.into_iter().collect();
    parts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    parts.truncate(MOST_PARTS - 1);
    let mut parts: Vec<&str> = parts.into_iter().map(|(part, _)| part).collect();
    parts.sort_unstable();
    let longest = rows.values().map(|row| row.values().sum::<u64>()).max().unwrap_or(1).max(1);
    let height = ROW * rows.len() as f64 + 8.0;
    let scale = (WIDTH - LABEL - 40.0) / longest as f64;
    let of = |row: &BTreeMap<String, u64>| -> Vec<u64> {
        let own: Vec<u64> = parts.iter().map(|part| row.get(*part).copied().unwrap_or(0)).collect();
        let rest = row.values().sum::<u64>() - own.iter().sum::<u64>();
        own.into_iter().chain([rest]).collect()
    };
    let others = rows.values().any(|row| of(row).last().is_some_and(|rest| *rest > 0));
    let names: Vec<&str> = parts.iter().copied().chain(others.then_some(language.say("その他", "others"))).collect();
    html! {
        figure.plot {
            figcaption { (title) }
            svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(title) {
                @for (at, (name, row)) in rows.iter().enumerate() {
                    @let y = ROW * at as f64 + 4.0;
                    text x=(LABEL - 6.0) y=(y + 14.0) text-anchor="end" { (short(name)) }
                    @let counts = of(row);
                    @for (part, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                        @let before = counts[..part].iter().sum::<u64>() as f64;
                        rect class=(format!("part{}", if part == parts.len() { MOST_PARTS - 1 } else { part })) x=(rounded(LABEL + before * scale)) y=(y) width=(rounded(*count as f64 * scale)) height=(ROW - 5.0) {
                            title { (seen(name)) ": " (seen(names.get(part).copied().unwrap_or_default())) " " (count) }
                        }
                    }
                    text x=(rounded(LABEL + counts.iter().sum::<u64>() as f64 * scale + 5.0)) y=(y + 14.0) { (counts.iter().sum::<u64>()) }
                }
            }
            ul.legend { @for (at, name) in names.iter().enumerate() { li { span class=(format!("key part{}", if at == parts.len() { MOST_PARTS - 1 } else { at })) {} (visible(name)) } } }
            details {
                summary { (language.say("数値の表", "data as a table")) }
                table { caption { (title) }
                    thead { tr { th scope="col" { (language.say("区分", "row")) } @for name in &names { th scope="col" { (visible(name)) } } } }
                    tbody { @for (name, row) in rows { tr { th scope="row" { (visible(name)) } @for count in of(row).into_iter().take(names.len()) { td.number { (count) } } } } }
                }
            }
        }
    }
}

/// Target and result of a year.
pub type Point = (Option<f64>, Option<f64>);

/// Targets and results of an indicator over the years.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Of what.
    pub title: String,
    /// In what.
    pub unit: String,
    /// Target and result of each year.
    pub points: BTreeMap<i32, Point>,
}

impl Series {
    /// Years with both.
    pub fn pairs(&self) -> usize {
        self.points.values().filter(|(target, result)| target.is_some() && result.is_some()).count()
    }
}

/// A series as two lines.
pub fn lines(series: &Series, language: Language) -> Markup {
    let (width, height, left, bottom) = (300.0, 130.0, 84.0, 22.0);
    let values = || series.points.values().flat_map(|(target, result)| [*target, *result]).flatten().filter(|value| value.is_finite());
    let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return html! {};
    }
    let low = if low > 0.0 && low < high * 0.7 { 0.0 } else { low };
    let span = if high > low { high - low } else { 1.0 };
    let years: Vec<i32> = series.points.keys().copied().collect();
    let x = |at: usize| rounded(left + (width - left - 22.0) * at as f64 / (years.len().max(2) - 1) as f64);
    let y = |value: f64| rounded(10.0 + (height - bottom - 16.0) * (1.0 - (value - low) / span));
    let points = |pick: fn(&Point) -> Option<f64>| -> Vec<(f64, f64, f64)> {
        series.points.values().enumerate().filter_map(|(at, point)| pick(point).map(|value| (x(at), y(value), value))).collect()
    };
    let (targets, results) = (points(|point| point.0), points(|point| point.1));
    let path = |points: &[(f64, f64, f64)]| points.iter().map(|(x, y, _)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
    let title = if series.unit.is_empty() { series.title.clone() } else { format!("{} ({})", series.title, series.unit) };
    html! {
        figure.plot.small {
            figcaption { (visible(&title)) }
            svg viewBox=(format!("0 0 {width} {height}")) role="img" aria-label=(seen(&title)) {
                text x=(left - 6.0) y=(y(high) + 4.0) text-anchor="end" { (number(high)) }
                text x=(left - 6.0) y=(y(low) + 4.0) text-anchor="end" { (number(low)) }
                line.axis x1=(left) y1=(height - bottom) x2=(width - 8.0) y2=(height - bottom) {}
                @for (at, year) in years.iter().enumerate() { text x=(x(at)) y=(height - 6.0) text-anchor="middle" { (year) } }
                polyline.target points=(path(&targets)) {}
                polyline.result points=(path(&results)) {}
                @for (x, y, value) in &targets { rect.target x=(rounded(x - 3.0)) y=(rounded(y - 3.0)) width="6" height="6" { title { (language.say("目標", "target")) " " (number(*value)) } } }
                @for (x, y, value) in &results { circle.result cx=(x) cy=(y) r="3.5" { title { (language.say("実績", "result")) " " (number(*value)) } } }
            }
            details {
                summary { (language.say("数値の表", "data as a table")) }
                table { caption { (visible(&title)) }
                    thead { tr { th scope="col" { (language.say("年度", "year")) } th scope="col" { (language.say("目標", "target")) } th scope="col" { (language.say("実績", "result")) } } }
                    tbody { @for (year, (target, result)) in &series.points {
                        tr { th scope="row" { (year) } td.number { (target.map(number).unwrap_or_default()) } td.number { (result.map(number).unwrap_or_default()) } }
                    } }
                }
            }
        }
    }
}

/// How many documents have so much, in tenths.
pub fn tenths(title: &str, shares: impl Iterator<Item = f64>, language: Language) -> Markup {
    let mut rows: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for share in shares {
        let tenth = ((share * 10.0).floor() as i64).clamp(0, 9);
        *rows.entry(format!("{:>3}–{} %", tenth * 10, tenth * 10 + 10)).or_default().entry(language.say("文書", "documents").to_owned()).or_default() += 1;
    }
    stacked(title, &rows, language)
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (whole, rest) = text.split_once('.').map_or((text, ""), |(whole, rest)| (whole, rest));
    let digits = whole.trim_start_matches('-');
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{}{out}{}{rest}", if whole.starts_with('-') { "-" } else { "" }, if rest.is_empty() { "" } else { "." })
}

fn short(name: &str) -> String {
    let name = seen(name);
    if name.chars().count() <= 11 { name } else { name.chars().take(10).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_for_a_reader() {
        assert_eq!([1234567.0, -1234.5, 0.0, 100.0].map(number), ["1,234,567", "-1,234.5", "0", "100"]);
    }

    #[test]
    fn a_plot_holds_its_data_as_a_table() {
        let series = Series { title: "<b>".to_owned(), unit: "件".to_owned(), points: [(2023, (Some(10.0), None)), (2024, (Some(12.0), Some(11.0)))].into() };
        let drawn = lines(&series, Language::English).into_string();
        assert!(drawn.contains("<td class=\"number\">11</td>") && drawn.contains("&lt;b&gt; (件)") && !drawn.contains("<b>"), "{drawn}");
        assert_eq!(series.pairs(), 1);
    }

    #[test]
    fn the_rarest_parts_share_a_colour_and_nothing_is_lost() {
        let row: BTreeMap<String, u64> = (0..12).map(|part| (format!("{part:02}"), 12 - part)).collect();
        let drawn = stacked("t", &[("2024".to_owned(), row)].into(), Language::English).into_string();
        assert!(drawn.contains("others") && drawn.contains(">78</text>") && drawn.matches("<rect").count() == MOST_PARTS, "{drawn}");
    }
}
