//! Sheet (表): one CSV of a release, line by line, without more than a line of it in memory but its keys.

use crate::error::Error;
use crate::release::check::{Finding, rules::finding};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Keys of tables, and what refers to them.
#[derive(Default)]
pub struct Keys {
    known: HashMap<(String, String), HashSet<String>>,
    wanted: Vec<Wanted>,
}

struct Wanted {
    file: String,
    field: String,
    table: String,
    key: String,
    values: HashMap<String, u64>,
}

impl Keys {
    /// References to keys that are not there.
    pub fn dangling(&self) -> Vec<Finding> {
        let mut out = vec![];
        for wanted in &self.wanted {
            let Some(known) = self.known.get(&(wanted.table.clone(), wanted.key.clone())) else { continue };
            let mut missing: Vec<(&String, &u64)> = wanted.values.iter().filter(|(value, _)| !known.contains(*value)).collect();
            missing.sort_by_key(|(value, line)| (**line, value.as_str()));
            out.extend(
                missing
                    .iter()
                    .take(5)
                    .map(|(value, line)| finding("整合", &wanted.file, Some(**line), &format!("「{}」の {value} が {} にありません。", wanted.field, wanted.table))),
            );
        }
        out
    }
}

/// A column as the package describes it.
struct Column {
    name: String,
    kind: String,
    codes: HashSet<String>,
    required: bool,
}

/// Looks at a table; `schema` is its description, `None` for a twin.
///
/// # Errors
/// [`Error::Read`] with the path.
pub fn look(folder: &Path, name: &str, schema: Option<&Value>, keys: &mut Keys, found: &mut Vec<Finding>) -> Result<(), Error> {
    let path = folder.join(name);
    let fail = |source| Error::Read { path: path.clone(), source };
    let mut input = BufReader::new(std::fs::File::open(&path).map_err(fail)?);
    let table = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let columns = described(schema);
    let key: Vec<usize> = schema
        .into_iter()
        .flat_map(|schema| schema["primaryKey"].as_array())
        .flatten()
        .filter_map(|key| columns.iter().position(|column| Some(column.name.as_str()) == key.as_str()))
        .collect();
    let mut foreign = references(name, &table, schema, &columns);
    let mut seen: HashSet<String> = HashSet::new();
    let single = if let [only] = key[..] { Some((table.clone(), columns[only].name.clone())) } else { None };
    let mut width = 0;
    let mut line = vec![];
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line).map_err(fail)? == 0 {
            if number == 1 {
                found.push(finding("L3-01", name, None, "項目名の行がありません。"));
            }
            break;
        }
        let at = Some(number);
        let Ok(mut text) = std::str::from_utf8(&line) else {
            found.push(finding("L3-08", name, at, "文字コードが UTF-8 ではありません。"));
            continue;
        };
        if number == 1 {
            text = match text.strip_prefix('\u{feff}') {
                Some(text) => text,
                None => {
                    found.push(finding("L3-08", name, at, "BOM がありません。表計算ソフトで文字化けするおそれがあります。"));
                    text
                }
            };
        }
        if !text.ends_with("\r\n") {
            found.push(finding("L1-14", name, at, "行の終わりが CR LF ではありません。"));
        }
        let Some(cells) = split(text.trim_end_matches(['\r', '\n'])) else {
            found.push(finding("L1-14", name, at, "引用符の中で行が終わっています。1件は1行にしてください。"));
            continue;
        };
        if number == 1 {
            width = cells.len();
            header(name, &cells, &columns, schema.is_some(), found);
            continue;
        }
        if cells.len() != width {
            let words = format!("項目は{width}ですが、この行には{}あります。カンマを含む値は引用符で囲んでください。", cells.len());
            found.push(finding("L1-15", name, at, &words));
            continue;
        }
        if cells.iter().all(String::is_empty) {
            found.push(finding("L1-03", name, at, "空白の行です。"));
            continue;
        }
        for (index, cell) in cells.iter().enumerate() {
            judge(name, number, cell, columns.get(index), found);
        }
        if !key.is_empty() {
            let own = key.iter().filter_map(|index| cells.get(*index)).map(String::as_str).collect::<Vec<_>>().join("\u{1f}");
            if seen.contains(&own) {
                found.push(finding("整合", name, at, &format!("主キー {} が重複しています。", own.replace('\u{1f}', ", "))));
            } else {
                seen.insert(own);
            }
        }
        for (index, wanted) in &mut foreign {
            if let Some(cell) = cells.get(*index).filter(|cell| !cell.is_empty())
                && !wanted.values.contains_key(cell)
            {
                wanted.values.insert(cell.clone(), number);
            }
        }
    }
    if let Some(single) = single {
        keys.known.insert(single, seen);
    }
    keys.wanted.extend(foreign.into_iter().map(|(_, wanted)| wanted));
    Ok(())
}

fn described(schema: Option<&Value>) -> Vec<Column> {
    let fields = schema.into_iter().flat_map(|schema| schema["fields"].as_array()).flatten();
    let words = |list: &Value| list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    fields
        .map(|field| Column {
            name: field["name"].as_str().unwrap_or_default().to_owned(),
            kind: field["type"].as_str().unwrap_or_default().to_owned(),
            codes: words(&field["constraints"]["enum"]),
            required: field["constraints"]["required"] == true,
        })
        .collect()
}

fn references(name: &str, table: &str, schema: Option<&Value>, columns: &[Column]) -> Vec<(usize, Wanted)> {
    let keys = schema.into_iter().flat_map(|schema| schema["foreignKeys"].as_array()).flatten();
    keys.filter_map(|key| {
        let field = key["fields"][0].as_str()?;
        let target = key["reference"]["resource"].as_str().filter(|target| !target.is_empty()).unwrap_or(table);
        let index = columns.iter().position(|column| column.name == field)?;
        Some((
            index,
            Wanted { file: name.to_owned(), field: field.to_owned(), table: target.to_owned(), key: key["reference"]["fields"][0].as_str()?.to_owned(), values: HashMap::new() },
        ))
    })
    .collect()
}

/// The first line.
fn header(name: &str, cells: &[String], columns: &[Column], described: bool, found: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    for cell in cells {
        if cell.trim().is_empty() {
            found.push(finding("L1-05", name, Some(1), "項目名のない列があります。"));
        } else if !seen.insert(cell) {
            found.push(finding("L2-03", name, Some(1), &format!("項目名「{cell}」が2つ以上の列にあります。")));
        }
        if cell.starts_with(['=', '+', '-', '@']) {
            found.push(finding("安全", name, Some(1), &format!("項目名「{cell}」が数式と見なされます。")));
        }
    }
    if described && (cells.len() != columns.len() || cells.iter().zip(columns).any(|(cell, column)| *cell != column.name)) {
        found.push(finding("L3-08", name, Some(1), "項目名が datapackage.json の定義と一致しません。"));
    }
}

/// One cell.
fn judge(name: &str, number: u64, cell: &str, column: Option<&Column>, found: &mut Vec<Finding>) {
    let at = Some(number);
    let heading = column.map_or("", |column| column.name.as_str());
    if cell.trim() != cell {
        found.push(finding("L1-06", name, at, &format!("「{heading}」の値の前後に空白があります。")));
    }
    if let Some(private) = cell.chars().find(|character| matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}')) {
        found.push(finding("L1-08", name, at, &format!("「{heading}」に外字（U+{:04X}）があります。", u32::from(private))));
    }
    let numeric = column.is_some_and(|column| matches!(column.kind.as_str(), "number" | "integer"));
    if cell.starts_with(['=', '+', '-', '@', '\t']) && !is_number(cell) {
        found.push(finding("安全", name, at, &format!("「{heading}」の値「{}」を表計算ソフトが数式と見なします。", cell.chars().take(20).collect::<String>())));
    }
    let Some(column) = column else { return };
    if cell.is_empty() {
        if column.required {
            found.push(finding("整合", name, at, &format!("「{heading}」に値がありません。")));
        }
        return;
    }
    if numeric && !is_number(cell) {
        found.push(finding("L2-01", name, at, &format!("「{heading}」は数値の列ですが「{cell}」とあります。")));
    }
    if column.kind == "boolean" && cell != "true" && cell != "false" || !column.codes.is_empty() && !column.codes.contains(cell) {
        found.push(finding("L2-04", name, at, &format!("「{heading}」の「{cell}」は決められた値ではありません。")));
    }
    if column.kind == "date" && (cell.len() != 10 || crate::tables::sink::parquet::day(cell).is_none()) {
        found.push(finding("L3-05", name, at, &format!("「{heading}」の「{cell}」は日付（YYYY-MM-DD）ではありません。")));
    }
}

fn is_number(cell: &str) -> bool {
    cell.parse::<f64>().is_ok_and(f64::is_finite) && !cell.starts_with('+')
}

/// The cells of a line; `None` if a quote is open at its end.
fn split(line: &str) -> Option<Vec<String>> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        let cell = out.last_mut()?;
        match character {
            '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            other => cell.push(other),
        }
    }
    if quoted { None } else { Some(out) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rules(text: &str) -> Vec<(String, Option<u64>)> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("t.csv"), text).expect("written");
        let schema = json!({"primaryKey": ["id"], "fields": [
            {"name": "id", "type": "string", "constraints": {"required": true}}, {"name": "value", "type": "number"},
            {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}}, {"name": "day", "type": "date"}, {"name": "text", "type": "string"}]});
        let mut found = vec![];
        look(folder.path(), "t.csv", Some(&schema), &mut Keys::default(), &mut found).expect("it is read");
        found.into_iter().map(|finding| (finding.rule, finding.line)).collect()
    }

    const HEAD: &str = "\u{feff}id,value,kind,day,text\r\n";

    #[test]
    fn a_table_that_keeps_the_rules_has_no_finding() {
        assert_eq!(rules(&format!("{HEAD}x,-1.5,a,2024-04-01,\"課題, 方針\"\r\ny,,,,\\-5%\r\n")), []);
    }

    #[test]
    fn each_broken_rule_is_found_with_its_number_and_line() {
        let cases = [
            ("x,\"1,200\",a,2024-04-01,\r\n", "L2-01"),
            ("x,1,c,2024-04-01,\r\n", "L2-04"),
            ("x,1,a,令和6年,\r\n", "L3-05"),
            ("x,1,a,2024-04-01,=1+1\r\n", "安全"),
            ("x,1,a,2024-04-01,@計\r\n", "安全"),
            ("x,1,a,2024-04-01, 空白\r\n", "L1-06"),
            ("x,1,a,2024-04-01,外\u{e000}字\r\n", "L1-08"),
            ("x,1,a,2024-04-01,a,b\r\n", "L1-15"),
            ("x,1,a,2024-04-01,lf\n", "L1-14"),
            (",,,,\r\n", "L1-03"),
            (",1,a,2024-04-01,\r\n", "整合"),
        ];
        for (row, rule) in cases {
            assert_eq!(rules(&format!("{HEAD}{row}")), [(rule.to_owned(), Some(2))], "{row}");
        }
        assert_eq!(rules(&format!("{HEAD}x,1,a,,\r\nx,2,b,,\r\n")), [("整合".to_owned(), Some(3))]);
        assert_eq!(rules(&format!("{HEAD}x,1,a,,\"two\r\nlines\"\r\n"))[0], ("L1-14".to_owned(), Some(2)));
        assert_eq!(rules(""), [("L3-01".to_owned(), None)]);
        assert_eq!(rules("id,value,kind,day,text\r\n"), [("L3-08".to_owned(), Some(1))]);
        assert_eq!(rules("\u{feff}id,value,kind,kind,\r\n").iter().map(|(rule, _)| rule.as_str()).collect::<Vec<_>>(), ["L2-03", "L1-05", "L3-08"]);
    }
}
