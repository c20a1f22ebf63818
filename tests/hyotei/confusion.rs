//! The confusion list (診断の一覧): for each diagnostic code a small document that gives it, and every code it gives.
//!
//! The documents are written by hand; those that no editor can write come from `fixtures/make/confusion.py` and `text.py`. The
//! whole set of codes is expected, not one of them: a code that is told where nothing calls for it fails as well.

use crate::product::{LEXICON, root};
use hyotei::discover::{Found, discover};
use hyotei::model::diagnostic::{Code, Severity};
use hyotei::model::residue::Reason;
use std::collections::BTreeSet;

/// Code, file or folder under `fixtures/confusion` or `fixtures/formats`, and the other codes that it gives too: the archives hold
/// other files beside the one in question, and rows that nothing names stand under an item without a title.
const LIST: &[(Code, &str, &[Code])] = &[
    (Code::EmptyDocument, "confusion/empty_document.txt", &[]),
    (Code::BinaryInput, "confusion/binary_input.dat", &[]),
    (Code::UnsupportedFormat, "formats/report.rtf", &[]),
    (Code::DamagedContainer, "formats/truncated.zip", &[]),
    (Code::ScannedPage, "formats/pdf/scanned.pdf", &[Code::ScaleWithoutLegend]),
    (Code::LimitReached, "formats/nested_twice.zip", &[Code::NoRecords]),
    (Code::UnsafePath, "formats/traversal.zip", &[Code::ScaleWithoutLegend]),
    (Code::ExternalReference, "formats/link.zip", &[Code::NoRecords]),
    (Code::HiddenContent, "confusion/hidden_content.html", &[]),
    (Code::EncodingDoubtful, "formats/page_cp932_called_utf8.html", &[]),
    (Code::EncodingDamage, "confusion/encoding_damage.txt", &[]),
    (Code::PrivateCharacter, "confusion/private_character.txt", &[]),
    (Code::NoRecords, "confusion/no_records.txt", &[]),
    (Code::OneColumnTable, "confusion/one_column_table.txt", &[Code::UntitledItem]),
    (Code::HeaderNotFound, "confusion/header_not_found.txt", &[Code::UntitledItem]),
    (Code::HeaderCarried, "confusion/header_carried.txt", &[]),
    (Code::UnknownHeader, "confusion/unknown_header.txt", &[]),
    (Code::RowAlignmentUncertain, "forms/10_half_years.txt", &[]),
    (Code::UntitledItem, "confusion/untitled_item.txt", &[]),
    (Code::ItemCreated, "confusion/item_created.txt", &[]),
    (Code::FacingUnmatched, "confusion/facing_unmatched.txt", &[]),
    (Code::SameAsUnresolved, "confusion/same_as_unresolved.txt", &[]),
    (Code::EraInferred, "confusion/era_inferred.txt", &[]),
    (Code::EraUnknown, "confusion/era_unknown.txt", &[]),
    (Code::ImpossibleDate, "confusion/impossible_date.txt", &[]),
    (Code::UnitUnknown, "confusion/unit_unknown.txt", &[]),
    (Code::NumberUnread, "confusion/number_unread.txt", &[]),
    (Code::AchievementMismatch, "confusion/achievement_mismatch.txt", &[]),
    (Code::ScaleWithoutLegend, "confusion/scale_without_legend.txt", &[]),
    (Code::ChoiceAmbiguous, "confusion/choice_ambiguous.txt", &[]),
    (Code::ChoiceBlank, "confusion/choice_blank.txt", &[]),
    (Code::GlyphMended, "confusion/glyph_mended.txt", &[]),
    (Code::DuplicateDocument, "confusion/duplicate", &[]),
];

/// Codes that no file can give: the test makes what does, for a fault of our own that of `pipeline`, for a correction that of `review`.
const MADE: &[Code] = &[Code::Unreadable, Code::InternalError, Code::CorrectionUnmatched];

fn codes(found: &[Found]) -> BTreeSet<String> {
    let parts = hyotei::pipeline::batch(found, &LEXICON, None, |_| {});
    parts.into_iter().flat_map(|part| part.diagnostics).map(|row| row.code).collect()
}

fn codes_of(name: &str) -> BTreeSet<String> {
    codes(&discover(&[root().join("fixtures").join(name)]).expect("the fixture is there"))
}

#[test]
fn every_fixture_gives_its_code_and_no_other() {
    let mut wrong = vec![];
    for (code, name, others) in LIST {
        let wanted: BTreeSet<String> = std::iter::once(code).chain(*others).map(|code| code.as_str().to_owned()).collect();
        let found = codes_of(name);
        if found != wanted {
            wrong.push(format!("{name}: wanted {wanted:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_plain_document_gives_no_code() {
    assert_eq!(codes_of("confusion/plain.txt"), BTreeSet::new());
}

#[test]
fn every_code_has_a_fixture() {
    for code in Code::ALL {
        let listed = LIST.iter().filter(|row| row.0 == *code).count() + MADE.iter().filter(|made| *made == code).count();
        assert_eq!(listed, 1, "{} must stand in the confusion list once", code.as_str());
    }
}

#[test]
fn every_file_of_the_folder_is_used() {
    let folder = root().join("fixtures/confusion");
    for entry in std::fs::read_dir(folder).expect("the folder reads") {
        let name = format!("confusion/{}", entry.expect("an entry").file_name().to_string_lossy());
        assert!(name == "confusion/plain.txt" || LIST.iter().any(|row| row.1 == name), "{name} is in no row of the list");
    }
}

#[test]
fn a_file_that_went_away_is_unreadable() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hyoka.txt");
    std::fs::write(&path, "事業名\t評価\n図書館運営事業\tＡ\n").expect("written");
    let found = discover(std::slice::from_ref(&path)).expect("it is there");
    std::fs::remove_file(&path).expect("removed");
    assert_eq!(codes(&found), BTreeSet::from([Code::Unreadable.as_str().to_owned()]));
}

#[test]
fn the_readme_lists_exactly_the_reasons_of_residue() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README reads");
    let section = readme.split("\n## ").find(|section| section.starts_with("Residue")).expect("a section on residue");
    let printed: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    let wanted: Vec<String> = Reason::ALL.iter().map(|reason| format!("| `{}` | {} |", reason.as_str(), reason.meaning())).collect();
    assert_eq!(printed, wanted);
}

#[test]
fn the_readme_lists_exactly_the_codes() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README reads");
    let section = readme.split("\n## ").find(|section| section.starts_with("Diagnostics")).expect("a section on diagnostics");
    let printed: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    let severity = |severity: Severity| match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Loss => "loss",
    };
    let wanted: Vec<String> = Code::ALL.iter().map(|code| format!("| `{}` | {} | {} |", code.as_str(), severity(code.severity()), code.meaning())).collect();
    assert_eq!(printed, wanted);
}
