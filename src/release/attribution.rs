//! Attribution (出典の表示): the licence of the release, and for each source its 出典 with the notice that it was edited, as 公共データ利用規約
//! (PDL1.0) asks for.

use crate::error::Error;
use crate::release::Source;
use crate::release::about::About;
use std::collections::BTreeMap;

/// The text of `LICENSE`.
///
/// # Errors
/// [`Error::Invalid`] for a licence that is neither known nor an address.
pub fn licence(about: &About) -> Result<String, Error> {
    let licence = about.licence().map_err(|reason| Error::Invalid { path: "LICENSE".into(), reason })?;
    Ok(format!(
        "{title}\n公開者：{publisher}\n\nこのデータは「{name}」により利用できます。\n{url}\n\n利用するときは出典を次のように記載してください。\n　出典：{publisher}「{title}」（{version}）\n編集・加工して利用するときは、上記の出典とは別に、編集・加工を行ったことを記載してください。\n元の資料の出典と編集の内容は ATTRIBUTION.md にあります。\n\n\
         ----\n\nThis data may be used under {id}: {url}\nName the source as above; say so where you edited or processed it. ATTRIBUTION.md names the sources of the data itself.\n",
        title = about.title,
        publisher = about.publisher.name,
        name = licence.name,
        url = licence.url,
        version = about.version,
        id = licence.id
    ))
}

/// The text of `ATTRIBUTION.md`; `names` is how many names of officials were reduced.
pub fn attribution(about: &About, sources: &[Source], names: usize) -> String {
    let mut out = format!(
        "# 出典と編集・加工の内容（Attribution）\n\n{}が、次の資料を編集・加工して「{}」を作成しました。編集・加工した内容について、元の資料の公開者は責任を負いません。\n",
        about.publisher.name, about.title
    );
    let mut groups: BTreeMap<String, Vec<&Source>> = BTreeMap::new();
    for source in sources {
        groups.entry(citation(source, about)).or_default().push(source);
    }
    for (citation, sources) in groups {
        out.push_str(&format!("\n## {citation}\n\n"));
        for source in sources {
            let title = source.title.as_deref().map(|title| format!("「{}」 ", title.split_whitespace().collect::<Vec<_>>().join(" "))).unwrap_or_default();
            let url = source.url.as_deref().map(|url| format!(" {url}")).unwrap_or_default();
            out.push_str(&format!("- {title}`{}`{url} (SHA-256 `{}`)\n", source.path, source.sha256));
        }
    }
    out.push_str(
        "\n## 編集・加工の内容\n\n- 表・文章から事項、指標、目標、実績、評価、記述を取り出し、同じ形の表に整理しました（プログラム hyotei による自動処理）。\n- 全角・半角、単位（千円は円に換算）、年度（西暦）を統一しました。元の表記は各表の本文・原文の列にあります。\n- 読み取りの際に直した箇所は data/repairs.csv に、記録にならなかった文字は data/residue.csv に、すべて残しています。\n- 各記録には読み取りの確信度（0〜1）があります。誤りを含むことがあります。\n",
    );
    if names > 0 {
        out.push_str(&format!("- 職員の氏名{names}件は役職名だけにし、本文中では「○」に置き換えました。\n"));
    }
    out.push_str("\n## In English\n\nThe tables were made from the documents above by the program hyotei: statements were taken out of sheets, put into one shape and normalised. They may hold errors; each record has a confidence and the place it was read from.\n");
    out
}

/// 出典, as PDL1.0 asks for it where the content was edited.
fn citation(source: &Source, about: &About) -> String {
    match about.origin(&source.path) {
        Some(origin) => {
            let url = origin.url.as_deref().map(|url| format!("（{url}）")).unwrap_or_default();
            let licence = origin.licence.as_deref().map(|licence| format!("［利用条件：{licence}］")).unwrap_or_default();
            format!("出典：{}「{}」{url}を加工して作成{licence}", origin.publisher, origin.title)
        }
        None => format!("出典：{}の公表資料を加工して作成", source.municipality.as_deref().unwrap_or(&about.publisher.name)),
    }
}
