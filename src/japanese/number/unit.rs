//! Unit (単位): counters and measures, their spellings and scales, and the words that only begin like one.

use crate::japanese::number::UnitScale;
use crate::japanese::number::longer::is_whole;
use crate::japanese::text::Normal;
use foldhash::{HashMap, HashMapExt};
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Units and counters, which also stand alone in a column of units.
const UNITS: &str = "
    % パーセント ㌫ ‰ ポイント pt ppm ppb ℃ 度 倍 円 千円 百万円 億円 ドル ユーロ 株 口 点 位 坪 石 畳
    人 名 人数 人日 人月 人工 人年 人泊 人分 名分 人回 者 組 班 隊 団 チーム グループ クラス 学級 世帯 世代 家庭
    件 件数 回 回数 例 問 題 票 通 筆 字 文字 語 歳 才 か所 カ所 ヶ所 ケ所 ヵ所 箇所 か月 カ月 ヶ月 ケ月 ヵ月 箇月
    か国 カ国 ヶ国 ケ国 ヵ国 箇国 か年 カ年 ヶ年 ケ年 ヵ年 箇年 か国語 カ国語 ヶ国語 ケ国語 ヵ国語 箇国語
    年間 日間 週間 日 時間 分間 分 秒 時限 泊 食 コマ
    団体 法人 会社 社 企業 事業者 事業所 組合 組織 自治会 町内会 会 区 市 町 村 県 国 市町 町村 市町村 自治体 地区 地域 校区 学区 集落 区画 丁
    校 小学校 中学校 中学校下 学校 園 教室 室 館 局 課 部 係 施設 棟 戸 軒 店 店舗 会場 駅 橋 路線 系統
    事業 施策 項目 指標 種類 種目 種 品目 品 科目 講座 コース 段階 単位 台 両 機 基 灯 本 枚 冊 部 巻 個 つ 箱 袋 面 頁 ページ 作 章 セット 式
    頭 羽 匹 尾 隻 便 往復 床 病床 席 座席 番組 サイト アクセス 滴 回線
    トン ㌧ キログラム グラム キロメートル メートル センチメートル ミリメートル ヘクタール アール リットル ㍑ キロリットル キロワット キロワット時 デシベル
    平方メートル 立方メートル 平米 立米 ㌶ ㍍ ㎏ ㎞ ㎝ ㎜ ㎡ ㎥ ㎢ km km2 km² m m2 m² m3 m³ cm cm2 mm ha a t kg g mg μg L l ml mL dL kL kl ℓ
    t-CO2 t-CO₂ tCO2 kg-CO2 kg-CO₂ kgCO2 トン-CO2 トンCO2 トン-CO₂ W kW MW GW Wh kWh MWh GWh J kJ MJ GJ TJ kcal dB Hz kHz MHz Bq Sv mSv μSv hPa lx
    KB MB GB TB Mbps Gbps kbps h s min
";

/// Nouns that are counted as they are (3部署), but head a column as words.
const COUNTED: &str = "
    業者 協議会 委員会 部会 クラブ サークル 連合会 商店街 商店会 都市 行政区 圏域 地点 高校 大学 幼稚園 保育園 保育所 公民館 図書館
    区役所 部署 部門 部局 支所 署 所 公園 病院 医療機関 機関 窓口 拠点 住宅 団地 建物 橋りょう 河川 水路 区間 工区 トンネル 交差点
    事務事業 事務 分野 教科 課題 目標 議題 講演 計画 取組 メニュー テーマ プログラム プラン 制度 業務 手続 回答 事例 案件 議案 案
    缶 束 着 足 膳 皿 杯 曲 話 編 節 条文 柱 錠 周 ヒット フォロワー ダウンロード 反 畝 俵 ユニット 系列 段 層 列 対 連 拍 夫婦 親子 句 首
";

/// Units by their first character, the longest first; `true` for those that stand alone in a column.
static BY_FIRST: LazyLock<HashMap<char, Vec<(&'static str, bool)>>> = LazyLock::new(|| {
    let mut table: HashMap<char, Vec<(&'static str, bool)>> = HashMap::new();
    let all = UNITS.split_ascii_whitespace().map(|unit| (unit, true)).chain(COUNTED.split_ascii_whitespace().map(|unit| (unit, false)));
    for (unit, alone) in all {
        table.entry(unit.chars().next().unwrap_or_default()).or_default().push((unit, alone));
    }
    for units in table.values_mut() {
        units.sort_by_key(|(unit, _)| std::cmp::Reverse(unit.len()));
    }
    table
});

/// The unit or counted noun at the start of `text`, as printed.
pub(super) fn unit_at(text: &str) -> Option<&'static str> {
    let units = BY_FIRST.get(&text.chars().next()?)?;
    units.iter().map(|(unit, _)| *unit).find(|unit| text.strip_prefix(unit).is_some_and(|after| is_whole(unit, after)))
}

/// The whole text is a unit that stands alone: 人, 千円, か所.
pub(super) fn is_column_unit(text: &str) -> bool {
    text.chars().next().and_then(|first| BY_FIRST.get(&first)).is_some_and(|units| units.contains(&(text, true)))
}

/// A unit with what it is told by: 人/年, 円/㎡, g/人・日; its canonical name and its bytes.
pub(super) fn rate_at(text: &str) -> Option<(UnitScale, usize)> {
    let unit = unit_at(text)?;
    let mut scale = unit_scale_of(unit);
    let mut end = unit.len();
    for separator in ['/', '・'] {
        let known = ["年度", "年", "月", "時", "晩"];
        let Some(rest) = text[end..].strip_prefix(separator) else { continue };
        let period = || known.iter().copied().find(|word| rest.starts_with(word) && !rest.starts_with("時間"));
        if separator == '・' && end == unit.len() {
            break;
        }
        let Some(second) = unit_at(rest).or_else(period) else { break };
        scale.unit = format!("{}{separator}{}", scale.unit, unit_scale_of(second).unit);
        end += separator.len_utf8() + second.len();
    }
    Some((scale, end))
}

/// One spelling for each unit: ヶ所, カ所 and 箇所 are か所; words and signs (トン, t) are kept apart as printed.
pub(super) fn spelling(unit: &str) -> &str {
    if let Some(counted) = ["か", "カ", "ヶ", "ケ", "ヵ", "箇"].iter().find_map(|sign| unit.strip_prefix(sign)) {
        match counted {
            "所" => return "か所",
            "月" => return "か月",
            "国" => return "か国",
            "年" => return "か年",
            "国語" => return "か国語",
            _ => {}
        }
    }
    match unit {
        "m2" | "m²" | "平方メートル" | "平米" => "㎡",
        "m3" | "m³" | "立方メートル" | "立米" => "㎥",
        "㎢" | "km²" => "km2",
        "パーセント" | "％" | "㌫" => "%",
        "㎏" => "kg",
        "㎞" => "km",
        "㎝" => "cm",
        "㎜" => "mm",
        "㍍" => "メートル",
        "㌶" => "ヘクタール",
        "㌧" => "トン",
        "㍑" => "リットル",
        "ℓ" | "l" => "L",
        "ml" => "mL",
        "kl" => "kL",
        "t-CO₂" | "tCO2" => "t-CO2",
        "kg-CO₂" | "kgCO2" => "kg-CO2",
        "トンCO2" | "トン-CO₂" => "トン-CO2",
        "pt" => "ポイント",
        "頁" => "ページ",
        other => other,
    }
}

/// Multipliers that a unit begins with, the longest first.
pub(super) const MULTIPLIERS: [(&str, u64); 10] = [
    ("千億", 100_000_000_000),
    ("百億", 10_000_000_000),
    ("十億", 1_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("億", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
];

pub(super) fn unit_scale_of(unit: &str) -> UnitScale {
    for (word, factor) in MULTIPLIERS {
        if let Some(rest) = unit.strip_prefix(word).filter(|rest| !rest.is_empty()) {
            return UnitScale { factor: Decimal::from(factor), unit: spelling(rest).to_owned() };
        }
    }
    UnitScale { factor: Decimal::ONE, unit: spelling(unit).to_owned() }
}

/// What one of a printed unit is worth: 千円 → 1000 円.
pub fn unit_scale(unit: Normal<'_>) -> UnitScale {
    let closed: String = unit.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    unit_scale_of(closed.trim_matches(['(', ')', '[', ']', '【', '】', ':']))
}
