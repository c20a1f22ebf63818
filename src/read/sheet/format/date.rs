//! Dates and times: serial numbers (1900 and 1904 systems), Japanese eras (和暦), weekdays, elapsed hours.

use super::Part;
use crate::japanese::era::{Date, era_of};

/// A day and a time of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    date: Date,
    /// 0 is Sunday.
    weekday: usize,
    /// Milliseconds of the day.
    time: u64,
}

const DAY: u64 = 86_400_000;
/// 9999-12-31.
const LAST: f64 = 2_958_466.0;

impl Moment {
    /// Of a serial number: day 1 is 1900-01-01, and day 60 is a 29 February that never was.
    fn of(serial: f64, epoch_1904: bool) -> Option<Moment> {
        let serial = if epoch_1904 { serial + 1462.0 } else { serial };
        if !(0.0..LAST).contains(&serial) {
            return None;
        }
        let mut days = serial.floor() as i64;
        let mut time = ((serial - serial.floor()) * DAY as f64).round() as u64;
        if time >= DAY {
            (days, time) = (days + 1, 0);
        }
        // Before 1900-03-01 the count is one behind.
        let shift = if days < 60 { 1 } else { 0 };
        let weekday = (days + 6).rem_euclid(7) as usize;
        let date = civil(days + shift - 25_569)?;
        Some(Moment { date, weekday, time })
    }

    /// The serial number of `2023-04-01` or `2023-04-01T09:30:00`.
    pub fn from_iso(text: &str) -> Option<f64> {
        let (day, time) = text.split_once('T').unwrap_or((text, "0:0:0"));
        let mut parts = day.splitn(3, '-').map(|part| part.parse::<i64>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let date = Date::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
        let mut seconds = 0.0;
        for (part, size) in time.trim_end_matches('Z').split(':').zip([3600.0, 60.0, 1.0]) {
            seconds += part.parse::<f64>().ok()? * size;
        }
        Some(days(date) as f64 + 25_569.0 + seconds / 86_400.0)
    }
}

/// Days since 1970-01-01 (the proleptic Gregorian calendar).
fn days(date: Date) -> i64 {
    let year = i64::from(date.year) - i64::from(date.month <= 2);
    let month = (i64::from(date.month) + 9) % 12;
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + i64::from(date.day) - 1 - 719_468
}

/// The day that is so many days after 1970-01-01.
fn civil(days: i64) -> Option<Date> {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date::new(i32::try_from(year).ok()?, month as u8, day as u8)
}

/// Prints a serial number; `None` if there is no such moment.
pub fn print(parts: &[Part], serial: f64, epoch_1904: bool, gannen: bool) -> Option<String> {
    let moment = if parts.iter().any(|part| matches!(part, Part::Elapsed(..))) && serial < 0.0 { None } else { Moment::of(serial, epoch_1904) }?;
    let halves = parts.iter().any(|part| matches!(part, Part::Half(_)));
    // Seconds are rounded where no fraction of them is printed.
    let seconds = (moment.time + 500) / 1000;
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Literal(text) => out.push_str(text),
            Part::Date('m', length) if *length <= 2 && is_minute(parts, index) => out.push_str(&padded(minute, *length)),
            Part::Date('h', length) => {
                let shown = if halves { (hour + 11) % 12 + 1 } else { hour };
                out.push_str(&padded(shown, *length));
            }
            Part::Date('s', length) => out.push_str(&padded(second, *length)),
            Part::Date(letter, length) => out.push_str(&day_part(&moment, *letter, *length, gannen)),
            Part::Elapsed('h', length) => out.push_str(&padded((serial * 24.0 + 1e-9) as u64, *length)),
            Part::Elapsed('m', length) => out.push_str(&padded((serial * 1440.0 + 1e-7) as u64, *length)),
            Part::Elapsed(_, length) => out.push_str(&padded((serial * 86_400.0).round() as u64, *length)),
            Part::Half(true) => out.push_str(if hour < 12 { "AM" } else { "PM" }),
            Part::Half(false) => out.push_str(if hour < 12 { "A" } else { "P" }),
            Part::Point => out.push('.'),
            Part::Digit(_) => out.push('0'),
            Part::Comma => out.push(','),
            Part::Slash => out.push('/'),
            Part::Percent => out.push('%'),
            _ => {}
        }
    }
    Some(out)
}

/// `m` is minutes beside hours or seconds, months anywhere else.
fn is_minute(parts: &[Part], at: usize) -> bool {
    let told = |part: &&Part| matches!(part, Part::Date(..) | Part::Elapsed(..));
    let before = parts[..at].iter().rev().find(told);
    let after = parts[at + 1..].iter().find(told);
    matches!(before, Some(Part::Date('h', _) | Part::Elapsed('h', _))) || matches!(after, Some(Part::Date('s', _) | Part::Elapsed('s', _)))
}

fn padded(number: u64, length: usize) -> String {
    if length >= 2 { format!("{number:02}") } else { number.to_string() }
}

fn day_part(moment: &Moment, letter: char, length: usize, gannen: bool) -> String {
    const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    const KANJI: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];
    let Date { year, month, day } = moment.date;
    let month_name = MONTHS[(month as usize).clamp(1, 12) - 1];
    let era = era_of(moment.date);
    match (letter, length) {
        ('y', 1 | 2) => format!("{:02}", year % 100),
        ('y', _) => format!("{year:04}"),
        ('m', 1) => month.to_string(),
        ('m', 2) => format!("{month:02}"),
        ('m', 3) => month_name[..3].to_owned(),
        ('m', 5) => month_name[..1].to_owned(),
        ('m', _) => month_name.to_owned(),
        ('d', 1) => day.to_string(),
        ('d', 2) => format!("{day:02}"),
        ('d', 3) => WEEKDAYS[moment.weekday][..3].to_owned(),
        ('d', _) => WEEKDAYS[moment.weekday].to_owned(),
        ('g', 1) => era.map_or(String::new(), |(era, _)| era.letter().to_string()),
        ('g', 2) => era.map_or(String::new(), |(era, _)| era.name().chars().take(1).collect()),
        ('g', _) => era.map_or(String::new(), |(era, _)| era.name().to_owned()),
        ('e', _) if gannen && era.is_some_and(|(_, count)| count == 1) => "元".to_owned(),
        ('e', 1) => era.map_or(year.to_string(), |(_, count)| count.to_string()),
        ('e', _) => era.map_or(year.to_string(), |(_, count)| format!("{count:02}")),
        ('a', 3) => KANJI[moment.weekday].to_owned(),
        ('a', _) => format!("{}曜日", KANJI[moment.weekday]),
        ('b', _) => format!("{}", year + 543),
        _ => String::new(),
    }
}
