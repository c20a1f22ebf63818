//! Border (境界): the places where the edges of one table lie, and which spans of them are walls.

use crate::read::pdf::rule::Edge;

/// Edges nearer than this are one border (double rules, both sides of neighbours), in points.
const BORDER: f64 = 3.2;
/// Share of a cell's side that an edge must cover to be its wall.
const WALL: f64 = 0.6;

/// Borders: where edges lie, those nearly at one place as one; the ends of the edges across them too, where they reach beyond.
pub fn borders(edges: &[Edge], across: &[Edge]) -> Vec<f64> {
    let mut at: Vec<f64> = edges.iter().map(|edge| edge.at).collect();
    at.sort_by(f64::total_cmp);
    let mut out: Vec<f64> = vec![];
    let mut group: Vec<f64> = vec![];
    for one in at {
        if group.first().is_some_and(|first| one - first > BORDER) {
            out.push(group.iter().sum::<f64>() / group.len() as f64);
            group.clear();
        }
        group.push(one);
    }
    if !group.is_empty() {
        out.push(group.iter().sum::<f64>() / group.len() as f64);
    }
    let start = across.iter().map(|edge| edge.from).fold(f64::INFINITY, f64::min);
    let end = across.iter().map(|edge| edge.to).fold(f64::NEG_INFINITY, f64::max);
    if out.first().is_none_or(|first| start < first - 2. * BORDER) {
        out.insert(0, start);
    }
    if out.last().is_none_or(|last| end > last + 2. * BORDER) {
        out.push(end);
    }
    out
}

/// For each border and each span between borders across it: a wall stands there.
pub fn walls(edges: &[Edge], borders: &[f64], across: &[f64]) -> Vec<bool> {
    let spans = across.len() - 1;
    let mut covered = vec![0.; borders.len() * spans];
    let mut on: Vec<(usize, Edge)> = edges.iter().map(|edge| (nearest(borders, edge.at), *edge)).collect();
    on.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.from.total_cmp(&b.1.from)));
    let mut reached = (usize::MAX, f64::NEG_INFINITY);
    for (border, edge) in on {
        // Two edges of one border may overlap; what both cover counts once.
        let from = if reached.0 == border { edge.from.max(reached.1) } else { edge.from };
        reached = (border, if reached.0 == border { reached.1.max(edge.to) } else { edge.to });
        let first = across.partition_point(|at| *at <= from).saturating_sub(1);
        for span in first..spans {
            if across[span] >= edge.to {
                break;
            }
            let both = edge.to.min(across[span + 1]) - from.max(across[span]);
            covered[border * spans + span] += both.max(0.);
        }
    }
    covered.iter().enumerate().map(|(index, covered)| *covered >= WALL * (across[index % spans + 1] - across[index % spans])).collect()
}

fn nearest(borders: &[f64], at: f64) -> usize {
    let next = borders.partition_point(|border| *border < at).min(borders.len() - 1);
    if next > 0 && at - borders[next - 1] < borders[next] - at { next - 1 } else { next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_a_double_rule_are_one_border() {
        let edge = |at: f64| Edge { at, from: 0., to: 100. };
        assert_eq!(borders(&[edge(10.), edge(12.), edge(50.)], &[edge(0.)]), [0., 11., 50., 100.], "and what reaches beyond ends at a border too");
    }

    #[test]
    fn half_a_side_is_no_wall_and_overlaps_count_once() {
        let edge = |from: f64, to: f64| Edge { at: 5., from, to };
        assert_eq!(walls(&[edge(0., 14.), edge(10., 14.), edge(20., 29.)], &[5.], &[0., 10., 20., 30.]), [true, false, true]);
    }
}
