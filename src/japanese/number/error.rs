//! Error (エラー値): what a spreadsheet prints where it has no value.

/// The error values of spreadsheets.
const ERRORS: [&str; 12] = ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA", "#ERROR!"];

/// #N/A, #REF!, and the ##### of a column too narrow for its number.
pub fn is_error(text: &str) -> bool {
    let body = text.trim();
    ERRORS.contains(&body) || body.len() >= 3 && body.bytes().all(|byte| byte == b'#')
}
