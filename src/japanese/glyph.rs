//! Glyph (字体): characters that OCR or old forms brought in.
//!
//! Simplified Chinese forms are not written in Japanese: they are mended wherever they stand. Old forms of 常用漢字 (常用漢字表,
//! 2010, 括弧書きの康熙字典体) are written in names: they are mended only where no name can be meant.

use crate::japanese::text::Normal;
use std::ops::Range;

/// A proposed mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// Bytes of the glyph.
    pub range: Range<usize>,
    /// What it should be.
    pub after: String,
}

/// Simplified forms that an OCR takes for Japanese ones; none is used in Japanese text.
const SIMPLIFIED: &[(char, char)] = &[
    ('实', '実'),
    ('现', '現'),
    ('标', '標'),
    ('项', '項'),
    ('评', '評'),
    ('务', '務'),
    ('业', '業'),
    ('费', '費'),
    ('计', '計'),
    ('划', '画'),
    ('设', '設'),
    ('进', '進'),
    ('关', '関'),
    ('开', '開'),
    ('发', '発'),
    ('组', '組'),
    ('织', '織'),
    ('经', '経'),
    ('济', '済'),
    ('环', '環'),
    ('证', '証'),
    ('调', '調'),
    ('课', '課'),
    ('题', '題'),
    ('认', '認'),
    ('议', '議'),
    ('论', '論'),
    ('记', '記'),
    ('录', '録'),
    ('说', '説'),
    ('该', '該'),
    ('详', '詳'),
    ('读', '読'),
    ('谈', '談'),
    ('识', '識'),
    ('语', '語'),
    ('误', '誤'),
    ('请', '請'),
    ('讨', '討'),
    ('训', '訓'),
    ('许', '許'),
    ('访', '訪'),
    ('试', '試'),
    ('话', '話'),
    ('诊', '診'),
    ('贡', '貢'),
    ('财', '財'),
    ('责', '責'),
    ('败', '敗'),
    ('货', '貨'),
    ('质', '質'),
    ('贯', '貫'),
    ('购', '購'),
    ('贷', '貸'),
    ('贸', '貿'),
    ('资', '資'),
    ('赏', '賞'),
    ('车', '車'),
    ('转', '転'),
    ('轮', '輪'),
    ('软', '軟'),
    ('轻', '軽'),
    ('较', '較'),
    ('辅', '輔'),
    ('输', '輸'),
    ('边', '辺'),
    ('达', '達'),
    ('过', '過'),
    ('运', '運'),
    ('还', '還'),
    ('这', '這'),
    ('远', '遠'),
    ('违', '違'),
    ('连', '連'),
    ('迟', '遅'),
    ('适', '適'),
    ('选', '選'),
    ('递', '逓'),
    ('遗', '遺'),
    ('邮', '郵'),
    ('针', '針'),
    ('钟', '鐘'),
    ('钢', '鋼'),
    ('铁', '鉄'),
    ('银', '銀'),
    ('销', '銷'),
    ('锻', '鍛'),
    ('长', '長'),
    ('门', '門'),
    ('问', '問'),
    ('间', '間'),
    ('闭', '閉'),
    ('队', '隊'),
    ('阶', '階'),
    ('际', '際'),
    ('险', '険'),
    ('难', '難'),
    ('页', '頁'),
    ('顺', '順'),
    ('须', '須'),
    ('预', '予'),
    ('领', '領'),
    ('频', '頻'),
    ('额', '額'),
    ('风', '風'),
    ('饮', '飲'),
    ('馆', '館'),
    ('驻', '駐'),
    ('验', '験'),
    ('鱼', '魚'),
    ('龄', '齢'),
    ('战', '戦'),
    ('营', '営'),
    ('农', '農'),
    ('县', '県'),
    ('单', '単'),
    ('区', '区'),
    ('医', '医'),
    ('历', '歴'),
    ('变', '変'),
    ('响', '響'),
    ('团', '団'),
    ('园', '園'),
    ('围', '囲'),
    ('图', '図'),
    ('块', '塊'),
    ('坏', '壊'),
    ('备', '備'),
    ('复', '復'),
    ('头', '頭'),
    ('奖', '奨'),
    ('妇', '婦'),
    ('宁', '寧'),
    ('审', '審'),
    ('宪', '憲'),
    ('导', '導'),
    ('对', '対'),
    ('岁', '歳'),
    ('师', '師'),
    ('带', '帯'),
    ('应', '応'),
    ('庄', '荘'),
    ('库', '庫'),
    ('废', '廃'),
    ('张', '張'),
    ('归', '帰'),
    ('态', '態'),
    ('总', '総'),
    ('恶', '悪'),
    ('护', '護'),
    ('报', '報'),
    ('担', '担'),
    ('择', '択'),
    ('换', '換'),
    ('据', '拠'),
    ('损', '損'),
    ('数', '数'),
    ('条', '条'),
    ('极', '極'),
    ('构', '構'),
    ('样', '様'),
    ('检', '検'),
    ('欢', '歓'),
    ('气', '気'),
    ('汇', '匯'),
    ('沟', '溝'),
    ('测', '測'),
    ('满', '満'),
    ('热', '熱'),
    ('爱', '愛'),
    ('状', '状'),
    ('电', '電'),
    ('监', '監'),
    ('确', '確'),
    ('种', '種'),
    ('积', '積'),
    ('税', '税'),
    ('穷', '窮'),
    ('笔', '筆'),
    ('类', '類'),
    ('约', '約'),
    ('级', '級'),
    ('纪', '紀'),
    ('纯', '純'),
    ('纲', '綱'),
    ('线', '線'),
    ('练', '練'),
    ('细', '細'),
    ('终', '終'),
    ('结', '結'),
    ('给', '給'),
    ('统', '統'),
    ('继', '継'),
    ('绩', '績'),
    ('续', '続'),
    ('维', '維'),
    ('编', '編'),
    ('缩', '縮'),
    ('职', '職'),
    ('联', '連'),
    ('节', '節'),
    ('范', '範'),
    ('补', '補'),
    ('规', '規'),
    ('视', '視'),
    ('觉', '覚'),
    ('观', '観'),
    ('协', '協'),
    ('动', '動'),
    ('势', '勢'),
    ('劳', '労'),
    ('办', '弁'),
    ('创', '創'),
    ('减', '減'),
    ('净', '浄'),
    ('决', '決'),
    ('况', '況'),
    ('参', '参'),
    ('双', '双'),
    ('员', '員'),
    ('启', '啓'),
    ('处', '処'),
    ('备', '備'),
    ('产', '産'),
    ('价', '価'),
    ('传', '伝'),
    ('伤', '傷'),
    ('优', '優'),
    ('会', '会'),
    ('们', '們'),
    ('仅', '僅'),
    ('众', '衆'),
    ('书', '書'),
    ('东', '東'),
    ('丰', '豊'),
    ('为', '為'),
    ('举', '挙'),
    ('义', '義'),
];

/// Old forms that a plain text of evaluation is not written in; names keep them.
const OLD: &[(char, char)] = &[
    ('實', '実'),
    ('踐', '践'),
    ('國', '国'),
    ('會', '会'),
    ('學', '学'),
    ('區', '区'),
    ('縣', '県'),
    ('經', '経'),
    ('濟', '済'),
    ('總', '総'),
    ('廣', '広'),
    ('應', '応'),
    ('證', '証'),
    ('變', '変'),
    ('發', '発'),
    ('關', '関'),
    ('對', '対'),
    ('當', '当'),
    ('數', '数'),
    ('條', '条'),
    ('單', '単'),
    ('圖', '図'),
    ('團', '団'),
    ('體', '体'),
    ('點', '点'),
    ('營', '営'),
    ('續', '続'),
    ('總', '総'),
    ('觀', '観'),
    ('轉', '転'),
];

/// Words that OCR writes with old forms, mended where the whole word stands.
const WORDS: &[(&str, &str)] = &[("實踐", "実践"), ("実踐", "実践"), ("實施", "実施"), ("實績", "実績"), ("實情", "実情"), ("實現", "実現")];

/// Mends for the glyphs of a text, in order.
pub fn mended(text: Normal<'_>) -> Vec<Mend> {
    let whole = text.as_str();
    let mut out = vec![];
    if whole.is_ascii() {
        return out;
    }
    for (at, character) in whole.char_indices() {
        if !('\u{4e00}'..='\u{9fff}').contains(&character) {
            continue;
        }
        let range = at..at + character.len_utf8();
        if let Some((_, standard)) = SIMPLIFIED.iter().find(|(variant, standard)| *variant == character && variant != standard) {
            out.push(Mend { range, after: standard.to_string() });
        } else if let Some((_, standard)) = OLD.iter().find(|(variant, _)| *variant == character)
            && WORDS.iter().any(|(word, _)| word.char_indices().any(|(inside, c)| c == character && at >= inside && whole[at - inside..].starts_with(word)))
        {
            out.push(Mend { range, after: standard.to_string() });
        } else if character == '踐' && WORDS.iter().any(|(word, _)| word.ends_with('踐') && whole[..range.end].ends_with(word)) {
            out.push(Mend { range, after: "践".to_owned() });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::japanese::text::Text;

    fn shown(text: &str) -> String {
        let mut out = text.to_owned();
        for mend in mended(Text::new(text).normal()).into_iter().rev() {
            out.replace_range(mend.range, &mend.after);
        }
        out
    }

    #[test]
    fn simplified_forms_and_old_words_are_mended() {
        assert_eq!(shown("地域の实情に応じた实施"), "地域の実情に応じた実施");
        assert_eq!(shown("自治を實踐する"), "自治を実践する");
    }

    #[test]
    fn names_are_left_alone() {
        for name in ["髙橋委員", "廣島", "國學院大學", "山﨑"] {
            assert_eq!(shown(name), name);
        }
    }
}
