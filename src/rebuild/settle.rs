//! Settle (確定): one stitched table made grids: split, its kind found, its rows fitted, squared.

use crate::japanese::date::Setting;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::grid::{Grid, GridKind, RowKind};
use crate::model::lexicon::{Lexicon, Role};
use crate::rebuild::draft::Draft;
use crate::rebuild::labels::Labels;
use crate::rebuild::shape::Class;
use crate::rebuild::years;
use crate::rebuild::{carry, columns, cut, finish, fit, form, halves, head, kind, split, transpose, upright};
use foldhash::{HashMap, HashMapExt};
use std::rc::Rc;

/// Rows from which a table of grades tells what its columns look like.
const LEAST_GRADED: usize = 4;

/// Rebuilds one stitched table.
pub fn settle(mut draft: Draft, lexicon: &Lexicon, setting: &Setting) -> Vec<Grid> {
    let labels = Rc::new(Labels::read(&draft, lexicon, setting));
    years::line_up(&mut draft, &labels);
    // Tables that stood side by side keep the slots of the whole, so what was read of it holds for each.
    let parts: Vec<Draft> = split::side_by_side(draft, &labels).into_iter().flat_map(|draft| halves::split(draft, &labels)).collect();
    let labels = std::iter::repeat_n(labels, parts.len());
    parts.into_iter().zip(labels).map(|(draft, labels)| settle_one(draft, labels, lexicon, setting)).collect()
}

/// Rebuilds one table.
fn settle_one(mut draft: Draft, labels: Rc<Labels>, lexicon: &Lexicon, setting: &Setting) -> Grid {
    let repairs = draft.repairs.len();
    upright::join_letters(&mut draft, lexicon);
    let labels = after_repairs(&draft, labels, repairs, lexicon, setting);
    let mut kind = kind::kind(&draft, &labels);
    if kind == GridKind::Form && head::header_rows(&draft, &labels, 0) == 0 && columns::is_plainly_list(&draft, &labels) {
        kind = GridKind::List;
    }
    match kind {
        GridKind::Form => {
            let repairs = draft.repairs.len();
            fit_years(&mut draft, &labels, setting);
            fit_grades(&mut draft, &labels, setting);
            cut::join_cut_form_rows(&mut draft, setting);
            let labels = after_repairs(&draft, labels, repairs, lexicon, setting);
            form::mark(&mut draft, &labels);
            finish::finish(draft, kind, 0)
        }
        GridKind::List => list(draft, labels, kind, setting),
        GridKind::Transposed => list(transpose::turn(draft), labels, kind, setting),
    }
}

/// What the cells say now: read again only if something was mended since there were `repairs`, as every joining of cells is.
fn after_repairs(draft: &Draft, labels: Rc<Labels>, repairs: usize, lexicon: &Lexicon, setting: &Setting) -> Rc<Labels> {
    if draft.repairs.len() == repairs { labels } else { Rc::new(Labels::read(draft, lexicon, setting)) }
}

/// Fits the rows of a table of years over numbers, as those of a list are.
fn fit_years(draft: &mut Draft, labels: &Labels, setting: &Setting) {
    let depth = kind::cross_depth(draft, labels);
    if depth == 0 || draft.spans_told {
        return;
    }
    let stubs = (0..draft.width()).find(|column| (0..depth).any(|row| labels.header(draft, row, *column).is_some_and(|header| header.period.is_some()))).unwrap_or(0);
    draft.kinds[..depth].fill(RowKind::Header);
    let width = width(draft, depth);
    fit::fit(draft, width, stubs, setting);
    carry::carry_down(draft, depth, stubs);
    draft.kinds[..depth].fill(RowKind::Body);
}

/// Fits the rows of a table of grades (視点 | 評価項目 | 判定 | 判定の理由), whose names may have slid under the column left of theirs.
fn fit_grades(draft: &mut Draft, labels: &Labels, setting: &Setting) {
    let width = draft.width();
    if draft.spans_told || draft.rows.len() <= LEAST_GRADED || draft.filled(0).len() != width || width < 3 {
        return;
    }
    let roles: Vec<Option<Role>> = (0..width).map(|column| labels.role(draft, 0, column)).collect();
    let Some(graded) = roles.iter().position(|role| *role == Some(Role::Rating)).filter(|graded| *graded >= 2) else { return };
    let named = roles[..graded].iter().all(|role| matches!(role, Some(Role::Section | Role::Title | Role::Label) | None));
    // Marks under the mark, in nearly all rows: else this is no such table.
    let marks = (1..draft.rows.len()).filter(|row| labels.shape(draft, *row, graded).is_some_and(|shape| shape.class == Class::Mark)).count();
    if !named || roles[graded + 1..].iter().any(|role| !matches!(role, Some(Role::Comment | Role::Note | Role::Rating))) || marks * 3 < (draft.rows.len() - 1) * 2 {
        return;
    }
    draft.kinds[0] = RowKind::Header;
    fit::fit(draft, width, graded, setting);
    carry::carry_down(draft, 1, graded);
    draft.kinds[0] = RowKind::Body;
}

/// Rebuilds a table with its headers on top.
fn list(mut draft: Draft, labels: Rc<Labels>, kind: GridKind, setting: &Setting) -> Grid {
    let depth = if kind == GridKind::Transposed { 1 } else { columns::list_depth(&draft, &labels) };
    for kind in draft.kinds.iter_mut().take(depth) {
        *kind = RowKind::Header;
    }
    for row in 0..depth {
        for slot in draft.rows[row].clone() {
            if !draft.cells[slot as usize].is_blank() {
                draft.cells[slot as usize].label = true;
            }
        }
    }
    if depth == 0 {
        let place = draft.place.clone();
        draft.diagnostics.push(Diagnostic::at(Code::HeaderNotFound, "no row of this table looks like its header", &place));
    }
    head::mark_groups(&mut draft, &labels, depth);
    let width = width(&draft, depth);
    carry::spread_header(&mut draft, 0, depth, width);
    let stubs = head::stub_columns(&draft, &labels, depth, width);
    let offices = carry::department_columns(&draft, &labels, depth);
    // A large table has millions of cells; what was read of them is not needed any more.
    drop(labels);
    carry::carry_over_page(&mut draft, depth, stubs, setting);
    cut::join_cut_rows(&mut draft, depth, stubs, setting);
    fit::fit(&mut draft, width, stubs, setting);
    carry::carry_down(&mut draft, depth, stubs);
    carry::carry_departments(&mut draft, &offices, depth);
    finish::finish(draft, kind, stubs)
}

/// Columns of the table: those of its header, or those that most rows fill.
fn width(draft: &Draft, depth: usize) -> usize {
    let head = (0..depth).map(|row| draft.filled_width(row)).max().unwrap_or(0);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let mut rows = 0;
    for row in depth..draft.rows.len() {
        if draft.kinds[row] == RowKind::Body {
            *counts.entry(draft.filled_width(row)).or_insert(0) += 1;
            rows += 1;
        }
    }
    let common = counts.iter().max_by_key(|(width, count)| (**count, **width)).map_or(0, |(width, _)| *width);
    let agreeing = counts.get(&common).copied().unwrap_or(0);
    // Where fields are certain, rows longer than the head hold a separator that is none.
    if draft.exact && head > 0 && !draft.spans_told {
        return head;
    }
    if head == 0 || (common > head && agreeing * 5 >= rows * 3) { common.max(1) } else { head }
}
