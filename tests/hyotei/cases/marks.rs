//! Note marks and struck-out text, whatever they are printed with.

use super::{case, csv, left, listed, markdown, measured, rated, tabs};

const RIGHT: [&str; 2] = ["図書館運営事業 貸出冊数 11400 冊", "防犯灯設置事業 設置灯数 210 灯"];

#[test]
fn struck_out_text_is_in_no_value() {
    for name in ["del.txt", "del.xlsx"] {
        let dataset = case(name);
        assert_eq!(measured(&dataset, "targets"), ["図書館運営事業 貸出冊数 13000 冊", "防犯灯設置事業 設置灯数 200 灯"], "{name}");
        assert_eq!(measured(&dataset, "results"), RIGHT, "{name}");
        assert_eq!(rated(&dataset), ["図書館運営事業 B", "防犯灯設置事業 A"], "{name}");
        assert!(left(&dataset, "struck-out").concat().contains('A'), "{name}");
    }
    let right = ["甲 冊数 120 冊", "乙 灯数 9 灯"];
    let dataset = markdown("|番号|事務事業名|指標名|単位|実績値|評価|\n|---|---|---|---|---|---|\n|1|甲|冊数|冊|~~100~~120|<del>A</del>B|\n|2|乙|灯数|灯|~~7~~ 9|A|\n");
    assert_eq!((measured(&dataset, "results"), rated(&dataset)), (right.map(str::to_owned).to_vec(), ["甲 B", "乙 A"].map(str::to_owned).to_vec()));
    let dataset = csv("番号,事務事業名,指標名,単位,実績値,評価\n1,甲,冊数,冊,<strike>100</strike>120,<s>A</s>B\n2,乙,灯数,灯,9,A\n");
    assert_eq!((measured(&dataset, "results"), rated(&dataset)), (right.map(str::to_owned).to_vec(), ["甲 B", "乙 A"].map(str::to_owned).to_vec()));
}

#[test]
fn marks_of_notes_are_in_no_value() {
    let dataset = case("sup.md");
    assert_eq!(listed(&dataset), ["1 図書館運営事業 生涯学習課", "2 防犯灯設置事業 市民安全課"]);
    assert_eq!(measured(&dataset, "results"), RIGHT);
    assert_eq!(rated(&dataset), ["図書館運営事業 B", "防犯灯設置事業 A"]);
    assert_eq!(measured(&case("sup_txt.txt"), "results"), [RIGHT[0], "公園管理事業 管理面積 110 ㎡"]);
    assert_eq!(measured(&case("sup2.xlsx"), "results"), ["図書館運営事業 貸出冊数 450 冊", "公園管理事業 苦情件数 28 件"]);
    let table = "番号|事務事業名|指標名|単位|実績値|評価\n1|図書館運営事業※1|貸出冊数|冊|11400¹|B※2\n2|防犯灯設置事業（注3）|設置灯数|灯|210※|A²\n";
    for (container, dataset) in super::everywhere(table) {
        assert_eq!(measured(&dataset, "results"), RIGHT, "{container}");
        assert_eq!(rated(&dataset), ["図書館運営事業 B", "防犯灯設置事業 A"], "{container}");
    }
    let dataset = tabs("一覧\n\n番号|事務事業名|指標名|単位|実績値\n1|甲|面積|m<sup>2</sup>|110<sup>1)</sup>\n2|乙|面積|㎡|5\n");
    assert_eq!(measured(&dataset, "results"), ["甲 面積 110 ㎡", "乙 面積 5 ㎡"]);
}
