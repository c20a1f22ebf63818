//! Office after a name (事項名の後の担当課): `待機児童の解消 (保育課)`, in tables that have no column of departments.

use super::{Column, Use};
use crate::model::grid::Grid;

/// Words that the names of offices end in.
const ENDS: [&str; 10] = ["課", "室", "部", "局", "係", "事務局", "センター", "事務所", "支所", "担当"];

/// The name of an item and the offices in brackets after it.
pub(super) fn name_and_office(text: &str) -> Option<(&str, &str)> {
    let body = text.trim();
    let inside = body.strip_suffix(')')?;
    let at = inside.rfind('(')?;
    let (name, offices) = (body[..at].trim(), inside[at + 1..].trim());
    let is_office = |office: &str| ENDS.iter().any(|end| office.strip_suffix(end).is_some_and(|rest| !rest.is_empty())) && !office.contains('の');
    let all = offices.split(['、', '・', ',', ' ', '/']).filter(|part| !part.is_empty()).all(is_office);
    (!name.is_empty() && !offices.is_empty() && all).then_some((name, offices))
}

/// Nearly all names of items have their offices after them, and no column tells departments.
pub(super) fn offices_after_names(grid: &Grid, body: &[usize], columns: &[Column], title: usize) -> bool {
    if columns.iter().any(|column| column.usage == Use::Department) {
        return false;
    }
    let (mut told, mut all) = (0, 0);
    for row in body {
        let cell = grid.cell(*row, title);
        if cell.row == *row && !cell.is_blank() {
            all += 1;
            told += usize::from(name_and_office(&cell.flat()).is_some());
        }
    }
    all > 0 && told * 4 >= all * 3
}
