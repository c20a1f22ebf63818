//! Span (期間): two times with から or a wave dash between them, and one that is open at an end (～, 以降, まで).

use super::years::MOST_SPAN;
use super::{Date, Grain, Moment, Period, Reader};

/// What stands between two times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// ～ 〜 ~.
    Wave,
    /// A hyphen, a dash or a minus.
    Dash,
    /// から.
    From,
    /// より: it compares more often than it begins.
    Than,
    /// →.
    Arrow,
    /// 、 ・ 及び と.
    List,
}

const LINKS: [(&str, Link); 24] = [
    ("～", Link::Wave),
    ("〜", Link::Wave),
    ("~", Link::Wave),
    ("-", Link::Dash),
    ("－", Link::Dash),
    ("―", Link::Dash),
    ("–", Link::Dash),
    ("—", Link::Dash),
    ("‐", Link::Dash),
    ("−", Link::Dash),
    ("ー", Link::Dash),
    ("から", Link::From),
    ("より", Link::Than),
    ("→", Link::Arrow),
    ("⇒", Link::Arrow),
    ("、", Link::List),
    (",", Link::List),
    ("・", Link::List),
    ("及び", Link::List),
    ("および", Link::List),
    ("並びに", Link::List),
    ("ならびに", Link::List),
    ("と", Link::List),
    ("､", Link::List),
];

/// Behind から these say that two times are compared: nothing begins.
const COMPARING: [&str; 14] = ["増", "減", "上昇", "低下", "下降", "改善", "悪化", "伸び", "倍", "約", "大幅", "比べ", "変", "みる"];

pub(super) fn is_wave(character: char) -> bool {
    matches!(character, '～' | '〜' | '~')
}

impl Reader<'_> {
    /// What links a time that ends at `at` to the next, and where that begins.
    pub(super) fn link(&self, at: usize) -> Option<(Link, usize)> {
        let from = self.over_blanks(at);
        let (word, link) = LINKS.into_iter().find(|(word, _)| self.rest(from).starts_with(word))?;
        Some((link, self.over_blanks(from + word.len())))
    }

    /// The time that begins at `at`, with everything that belongs to it.
    pub(super) fn period(&self, at: usize, previous: Option<&Moment>) -> Option<Period> {
        let first = self.narrowed(self.moment(at, previous)?);
        Some(self.span(&first).unwrap_or_else(|| self.ended(first)))
    }

    /// A wave dash that nothing stands before: ～平成23年度.
    pub(super) fn until(&self, at: usize) -> Option<Period> {
        let wave = self.after(at)?;
        if self.before(at).is_some_and(|before| !before.is_whitespace() && !"、。・(【「『<〈《〔[:".contains(before)) {
            return None;
        }
        let period = self.period(self.over_blanks(at + wave.len_utf8()), None)?;
        let ends = !period.open && period.problem.is_none();
        ends.then(|| Period { start: None, end: period.as_of.or(period.end), as_of: None, range: at..period.range.end, ..period })
    }

    /// A range, if a second time is linked to the first.
    fn span(&self, first: &Moment) -> Option<Period> {
        let (link, next) = self.link(self.over_weekday(first.period.range.end))?;
        if matches!(link, Link::Than | Link::List) {
            return None;
        }
        let second = self.narrowed(self.moment(next, Some(first))?);
        let mut end = self.over_weekday(second.period.range.end);
        let closing = self.word(end, &["まで"]);
        // 平成20年から10年: without まで a bare number behind から is a length.
        let bare = self.after(next).is_some_and(|character| character.is_ascii_digit()) && second.grain == Grain::Calendar && first.era.is_some();
        if link == Link::From && bare && closing.is_none() {
            return None;
        }
        end = closing.unwrap_or(second.period.range.end);
        let mut period = joined(first, &second)?;
        period.range = first.period.range.start..end;
        Some(period)
    }

    /// What stands behind a single time and makes it open, or a state.
    fn ended(&self, moment: Moment) -> Period {
        let has_two_ends = moment.has_two_ends();
        let mut period = moment.period;
        let end = period.range.end;
        let over = self.over_blanks(self.over_weekday(end));
        if let Some(end) = self.word(over, &["以降", "以後"]) {
            return open(period, end);
        }
        if let Some(end) = self.word(over, &["現在", "時点"]).filter(|_| period.end.is_some()) {
            (period.as_of, period.start, period.end) = (period.end, None, None);
            period.range.end = end;
            return period;
        }
        // 24年3月末まで stays the state on that day.
        if let Some(end) = self.word(over, &["まで", "以前"]).filter(|_| period.end.is_some()) {
            if !has_two_ends {
                period.start = None;
            }
            period.range.end = end;
            return period;
        }
        match self.link(self.over_weekday(end)) {
            Some((Link::Wave, next)) if !self.after(next).is_some_and(|next| next.is_ascii_digit()) => {
                // The blanks behind the dash are not part of it.
                let trimmed = self.text.get(..next).map_or(next, |text| text.trim_end_matches(' ').len());
                open(period, trimmed)
            }
            Some((Link::From, next)) if !self.after(next).is_some_and(|next| next.is_ascii_digit()) && !self.begins(next, &COMPARING) => open(period, end),
            _ => period,
        }
    }

    /// `(金)`, `(土・祝)` between a day and what follows it.
    fn over_weekday(&self, at: usize) -> usize {
        let Some(rest) = self.rest(at).strip_prefix('(') else { return at };
        let inside: usize = rest.chars().take(4).take_while(|character| "月火水木金土日曜祝休・".contains(*character)).map(char::len_utf8).sum();
        if inside > 0 && rest[inside..].starts_with(')') { at + inside + 2 } else { at }
    }
}

fn open(mut period: Period, end: usize) -> Period {
    period.start = period.start.or(period.as_of);
    (period.end, period.as_of, period.open, period.range.end) = (None, None, true, end);
    period
}

impl Moment {
    /// 平成20～23年度 and 4～6月 are ranges already: まで behind them takes no beginning away.
    fn has_two_ends(&self) -> bool {
        let Some((start, end)) = self.period.start.zip(self.period.end) else { return false };
        match self.grain {
            Grain::Fiscal => self.period.fiscal_years.len() > 1,
            Grain::Calendar => start.year != end.year,
            Grain::Month => (start.year, start.month) != (end.year, end.month),
            Grain::Day => start != end,
        }
    }
}

/// Both ends put together; `None` if the second lies before the first.
fn joined(first: &Moment, second: &Moment) -> Option<Period> {
    let (mut first, second) = (first.clone(), second.clone());
    // 平成20年～23年度 means fiscal years at both ends.
    if first.grain == Grain::Calendar && second.grain == Grain::Fiscal && first.period.as_of.is_none() {
        let year = first.period.start?.year;
        first.period.start = Date::new(year, 4, 1);
        first.period.fiscal_years = vec![year];
    }
    let mut out = first.period.clone();
    out.start = out.start.or(out.as_of.take());
    out.end = second.period.end.or(second.period.as_of);
    out.as_of = None;
    out.problem = out.problem.or(second.period.problem);
    if out.problem.is_some() {
        return Some(out);
    }
    let (start, end) = (out.start?, out.end?);
    if end < start || end.year - start.year > MOST_SPAN {
        return None;
    }
    // From 1 April to 31 March: whole fiscal years, whatever they are told by.
    if out.fiscal_years.is_empty() && (start.month, start.day) == (4, 1) && (end.month, end.day) == (3, 31) && end.year > start.year {
        out.fiscal_years = (start.year..end.year).collect();
        return Some(out);
    }
    if let (Some(from), Some(to)) = (out.fiscal_years.last().copied(), second.period.fiscal_years.first().copied()) {
        out.fiscal_years.extend(from + 1..to);
        out.fiscal_years.extend(second.period.fiscal_years.iter().filter(|year| **year > from));
    }
    Some(out)
}
