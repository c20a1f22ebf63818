//! Item (事項): titles with their numbers, and departments with their marks.

use crate::japanese::mark::is_dash;
use crate::japanese::text::Text;
use crate::model::grid::Cell;
use crate::model::record::Department;
use crate::see::see;

/// A title without its number, and the number.
pub fn titled(text: &str) -> (Option<String>, String) {
    let folded = Text::new(text);
    let body = folded.as_str().trim().to_owned();
    let body = body.trim_start_matches(['■', '●', '○', '◆', '◇', '□', '▼', '・', '◎']).trim();
    let body = crate::model::header::unbracketed(body);
    // No.1 市税の収納率の向上: the number of a list.
    if let Some(rest) = ["No.", "NO.", "no.", "№", "No", "NO"].iter().find_map(|word| body.strip_prefix(word))
        && let Some((number, title)) = rest.trim_start().split_once(' ')
        && !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit() || c == '-')
        && !title.trim().is_empty()
    {
        return (Some(number.to_owned()), crate::model::header::unbracketed_title(title.trim()).to_owned());
    }
    match see(body).label() {
        Some((label, end)) if !body[end..].trim().is_empty() => (Some(label), crate::model::header::unbracketed_title(body[end..].trim()).to_owned()),
        // 0512 高齢者の見守り事業: a number of three digits or more, or with a zero before it, is the item's.
        _ => match body.split_once(' ') {
            Some((number, title)) if is_item_number(number) && !title.trim().is_empty() => {
                (Some(number.to_owned()), crate::model::header::unbracketed_title(title.trim()).to_owned())
            }
            _ => (None, body.to_owned()),
        },
    }
}

/// The name of an indicator without the number that its sheet gives it: `① 開設日数`, `(2)利用者数`. The number alone is no name.
pub fn indicator_name(printed: &str) -> &str {
    let printed = printed.trim();
    if printed.chars().all(|c| ('①'..='⑳').contains(&c)) {
        return "";
    }
    let Some((label, end)) = see(printed).label() else { return printed };
    let circled = label.chars().all(|c| ('①'..='⑳').contains(&c));
    let bracketed = label.starts_with('(') && label.ends_with(')');
    if !circled && !bracketed {
        return printed;
    }
    printed.get(end..).unwrap_or(printed).trim()
}

fn is_item_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (text.starts_with('0') || digits >= 3) && (2..=10).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || c == '-')
}

const MARKS: [char; 7] = ['●', '◎', '○', '★', '◯', '◉', '☆'];

/// Departments told in a cell, line by line.
pub fn departments_in(cell: &Cell) -> Vec<Department> {
    departments(&whole_names(&cell.lines.iter().map(|line| line.text.as_str().trim()).collect::<Vec<_>>().join("\n")))
}

/// Words that the names of offices end in.
const OFFICE_ENDS: [&str; 24] =
    ["課", "室", "局", "係", "部", "署", "所", "館", "班", "担当", "グループ", "センター", "チーム", "校", "園", "院", "場", "会", "庁", "区", "市", "町", "村", "社"];

/// A line end inside the name of an office (`子育て支援` over `課`) is layout and goes.
pub fn whole_names(text: &str) -> String {
    let mut out = String::new();
    for line in text.split('\n') {
        let before = out.rsplit('\n').next().unwrap_or("").trim_end_matches(MARKS);
        let ends = OFFICE_ENDS.iter().any(|end| before.ends_with(end));
        let tail = OFFICE_ENDS.contains(&line);
        let name = |text: &str| !text.is_empty() && !text.contains([' ', '・', '、', '(', ')']) && !text.chars().all(|c| MARKS.contains(&c));
        if !out.is_empty() && !(name(before) && name(line) && (tail || !ends && OFFICE_ENDS.iter().any(|end| line.ends_with(end)))) {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

/// Departments told in a text; `●` marks the lead.
pub fn departments(text: &str) -> Vec<Department> {
    let mut out: Vec<Department> = vec![];
    let mut pending = String::new();
    for line in text.split(['\n', '、', ',', '/', '／', ';']) {
        // 健康福祉部 こども課 子育て支援係: one office, told from the top.
        let mut office = String::new();
        for part in line.split(' ') {
            let part = part.trim().trim_start_matches('・');
            if part.is_empty() {
                continue;
            }
            if part.chars().all(|c| MARKS.contains(&c)) {
                push(&mut out, &std::mem::take(&mut office));
                pending.push_str(part);
                continue;
            }
            let joined = if pending.is_empty() { part.to_owned() } else { format!("{pending}{}{part}", if pending.ends_with('・') { " " } else { "" }) };
            // 大都市制度・ 区政創造推進課: the name goes on after the dot.
            if let Some(before) = joined.strip_suffix('・') {
                // 市民安全課・ 道路課: two offices.
                if tier(before).is_some() {
                    push(&mut out, &std::mem::take(&mut office));
                    push(&mut out, before);
                } else {
                    pending = joined;
                }
                continue;
            }
            pending.clear();
            if matches!((tier(&office), tier(&joined)), (Some(over), Some(under)) if over < under) {
                office = format!("{office} {joined}");
            } else {
                push(&mut out, &std::mem::replace(&mut office, joined));
            }
        }
        push(&mut out, &office);
    }
    if !pending.is_empty() {
        let rest = std::mem::take(&mut pending);
        if rest.chars().all(|c| MARKS.contains(&c)) {
            if let Some(last) = out.last_mut() {
                last.lead = true;
            }
        } else {
            push(&mut out, &rest);
        }
    }
    out
}

/// How deep an office stands under the mayor, by the word that ends its name: 局, 部, 課, 係.
fn tier(office: &str) -> Option<usize> {
    const TIERS: [&[&str]; 4] = [&["局"], &["部"], &["課", "室"], &["係", "班", "担当", "グループ"]];
    TIERS.iter().position(|ends| ends.iter().any(|end| office.ends_with(end)))
}

fn push(out: &mut Vec<Department>, text: &str) {
    let marked = text.starts_with(['●', '◎', '★']) || text.ends_with(['●', '◎', '★']) || text.starts_with("主)") || text.starts_with("(主)");
    let name = text.trim_matches(MARKS).trim_start_matches("(主)").trim();
    if !name.is_empty() && !is_dash(name) {
        out.push(Department { name: name.to_owned(), lead: marked });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_department_is_the_lead_and_a_dot_goes_on() {
        let found = departments("行政経営課● 大都市制度・ 区政創造推進課 市民協働課");
        let shown: Vec<(&str, bool)> = found.iter().map(|d| (d.name.as_str(), d.lead)).collect();
        assert_eq!(shown, [("行政経営課", true), ("大都市制度・ 区政創造推進課", false), ("市民協働課", false)]);
    }

    #[test]
    fn a_line_end_inside_an_office_goes() {
        let names = |text: &str| departments(&whole_names(text)).into_iter().map(|d| d.name).collect::<Vec<_>>();
        assert_eq!(names("子育て支援\n課"), ["子育て支援課"]);
        assert_eq!(names("生涯\n学習課"), ["生涯学習課"]);
        assert_eq!(names("市民安全課・\n道路課"), ["市民安全課", "道路課"]);
        assert_eq!(names("上下水道部\nお客様課"), ["上下水道部", "お客様課"]);
    }

    #[test]
    fn an_office_told_from_the_top_is_one() {
        let names = |text: &str| departments(text).into_iter().map(|d| d.name).collect::<Vec<_>>();
        assert_eq!(names("健康福祉部 こども課 子育て支援係"), ["健康福祉部 こども課 子育て支援係"]);
        assert_eq!(names("総務部 財政課 企画部 企画課"), ["総務部 財政課", "企画部 企画課"]);
        assert_eq!(names("上下水道部\nお客様課"), ["上下水道部", "お客様課"]);
        assert_eq!(names("市民局 各区役所"), ["市民局", "各区役所"]);
    }

    #[test]
    fn a_title_gives_up_its_number() {
        assert_eq!(titled("事項2-⑧ 区役所の体制整備"), (Some("2-⑧".into()), "区役所の体制整備".into()));
        assert_eq!(titled("「区政会議」の設置など"), (None, "「区政会議」の設置など".into()));
    }
}
