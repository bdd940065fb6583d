//! Ids and names: unique, and nothing that a spreadsheet would run.

use super::finding::Findings;
use super::mistake::cell::CellMistake;
use super::sheet::Lines;
use crate::formula::Column;
use crate::formula::Values;

/// Whether a spreadsheet that opens the text in a CSV file would run it as a formula.
///
/// # Source
/// OWASP (2020), CSV Injection: `=`, `+`, `-`, `@`, tab and carriage return, with the full-width forms
/// that East Asian spreadsheets take for the same.
pub(crate) fn is_formula(text: &str) -> bool {
    if text.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric) {
        return false;
    }
    text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

fn is_spaced(text: &str) -> bool {
    text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace)
}

/// What is wrong with the ids: blank, given twice, spaced, or a formula.
pub(crate) fn check_ids(column: &Column, lines: &Lines) -> Findings {
    let mut findings = Findings::default();
    let Values::Text(text) = &column.values else { return findings };
    let bad: Vec<bool> = text.words.iter().map(|word| is_formula(word) || is_spaced(word)).collect();
    let mut first: Vec<Option<u32>> = vec![None; text.words.len()];
    for (row, code) in text.codes.iter().enumerate() {
        let code = *code as usize;
        if column.blanks.as_ref().is_some_and(|blanks| blanks[row]) {
            findings.push(row, || CellMistake::BlankId);
            continue;
        }
        if bad[code] {
            let word = text.words[code].clone();
            findings.push(row, || match is_formula(&word) {
                true => CellMistake::FormulaText(word.clone()),
                false => CellMistake::SpacedId(word.clone()),
            });
        }
        match first[code] {
            None => first[code] = Some(row as u32),
            Some(earlier) => findings.push(row, || CellMistake::DuplicateId {
                id: text.words[code].clone(),
                first: lines.line(earlier as usize),
            }),
        }
    }
    findings
}

/// What is wrong with the names: formulas only; a blank name is fine.
pub(crate) fn check_names(column: &Column) -> Findings {
    let mut findings = Findings::default();
    let Values::Text(text) = &column.values else { return findings };
    let bad: Vec<bool> = text.words.iter().map(|word| is_formula(word)).collect();
    if !bad.contains(&true) {
        return findings;
    }
    for (row, code) in text.codes.iter().enumerate() {
        let blank = column.blanks.as_ref().is_some_and(|blanks| blanks[row]);
        if !blank && bad[*code as usize] {
            findings.push(row, || CellMistake::FormulaText(text.words[*code as usize].clone()));
        }
    }
    findings
}
