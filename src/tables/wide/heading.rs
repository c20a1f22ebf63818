//! Heading (列見出し): the printed labels of a column, with no more of the outer ones than tell it from the others.

use std::collections::{HashMap, HashSet};

/// Between labels.
const BETWEEN: &str = " / ";

/// The shortest ends of the paths that tell them apart, in the order of the paths; a path that is the end of another stands whole.
pub fn shortest(paths: &[Vec<String>]) -> Vec<String> {
    let distinct: HashSet<&[String]> = paths.iter().map(Vec::as_slice).collect();
    let mut ends: HashMap<&[String], usize> = HashMap::new();
    for path in &distinct {
        for from in 0..path.len() {
            *ends.entry(&path[from..]).or_default() += 1;
        }
    }
    paths
        .iter()
        .map(|path| {
            let from = (0..path.len()).rev().find(|from| ends.get(&path[*from..]) == Some(&1)).unwrap_or(0);
            tidy(&path[from..].join(BETWEEN))
        })
        .collect()
}

/// A heading of one line that no spreadsheet takes for a formula.
fn tidy(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_start_matches(['=', '+', '-', '@', ' ']);
    if line.is_empty() { "見出しなし".to_owned() } else { line.to_owned() }
}

/// Adds a number to what stands twice; letters of either case are the same to a database.
pub fn apart(names: &mut [String], taken: &[&str]) {
    let mut seen: HashSet<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    for name in names {
        let mut count = 1;
        let mut own = name.clone();
        while !seen.insert(own.to_lowercase()) {
            count += 1;
            own = format!("{name} #{count}");
        }
        *name = own;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(labels: &[&str]) -> Vec<String> {
        labels.iter().map(|label| (*label).to_owned()).collect()
    }

    #[test]
    fn outer_labels_stand_only_where_inner_ones_repeat() {
        let paths = [
            path(&["費用", "事業費", "R4", "決算"]),
            path(&["費用", "人件費", "R4", "決算"]),
            path(&["費用", "人件費", "R5", "決算"]),
            path(&["評価", "総合評価"]),
            path(&["総合評価"]),
            path(&[]),
        ];
        assert_eq!(shortest(&paths), ["事業費 / R4 / 決算", "人件費 / R4 / 決算", "R5 / 決算", "評価 / 総合評価", "総合評価", "見出しなし"]);
    }

    #[test]
    fn no_heading_is_a_formula_and_none_stands_twice() {
        assert_eq!(shortest(&[path(&["=計\n(A)"])]), ["計 (A)"]);
        let mut names = vec!["Path".to_owned(), "計".to_owned(), "計".to_owned()];
        apart(&mut names, &["path"]);
        assert_eq!(names, ["Path #2", "計", "計 #2"]);
    }
}
