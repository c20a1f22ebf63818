//! Suffix (後ろに付く語): 末, 当初, 上半期, 第2四半期 and months inside a fiscal year.

use super::part::part_at;
use super::{Date, Grain, Moment, Period, Reader};

impl Reader<'_> {
    /// The time narrowed to the part or the day that the words behind it name.
    pub(super) fn narrowed(&self, moment: Moment) -> Moment {
        if moment.period.problem.is_some() {
            return moment;
        }
        let at = self.over_blanks(moment.period.range.end);
        match moment.grain {
            Grain::Day => moment,
            Grain::Month | Grain::Calendar => self.at_end(moment, at),
            Grain::Fiscal => match moment.period.fiscal_years[..] {
                [year] => self.in_fiscal_year(moment, year, at),
                _ => self.at_end(moment, at),
            },
        }
    }

    /// 3月末, 年度末現在, 年末: the state on the last day. Not 年末年始.
    fn at_end(&self, mut moment: Moment, at: usize) -> Moment {
        let Some(end) = self.word(at, &["末日", "末"]).filter(|end| !self.begins(*end, &["年始", "期", "端", "尾"])) else { return moment };
        let period = &mut moment.period;
        (period.as_of, period.start, period.end) = (period.end, None, None);
        period.range.end = self.word(self.over_blanks(end), &["現在", "時点"]).unwrap_or(end);
        moment
    }

    fn in_fiscal_year(&self, moment: Moment, year: i32, at: usize) -> Moment {
        // 当初予算 is a budget, not a beginning.
        if let Some(end) = self.word(at, &["当初"]).filter(|end| !self.kanji_follows(*end)) {
            let start = Date::new(year, 4, 1);
            return with(moment, end, |period| Period { start, end: None, as_of: start, ..period });
        }
        if let Some((part, end)) = part_at(self.text, at) {
            return with(moment, end, |period| period.narrowed(&part));
        }
        if let Some(printed) = self.months(at)
            && let Some((first, last)) = self.within(year, &printed)
        {
            let narrow = with(moment, printed.end, |period| Period { start: Some(first), end: Some(last), ..period });
            let at = self.over_blanks(narrow.period.range.end);
            return self.at_end(Moment { grain: Grain::Month, ..narrow }, at);
        }
        self.at_end(moment, at)
    }
}

fn with(mut moment: Moment, end: usize, change: impl FnOnce(Period) -> Period) -> Moment {
    moment.period = change(moment.period);
    moment.period.range.end = end;
    moment
}
