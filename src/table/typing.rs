//! Gives a column its type, and finds the cells that do not fit it.
//!
//! Text is judged by its distinct words, so a long column of few words costs little.

use super::dictionary::Index;
use super::finding::Findings;
use super::mistake::cell::CellMistake;
use super::number;
use super::number::Odd;
use super::number::meaning;
use super::sheet;
use super::sheet::Cells;
use super::sheet::Demand;
use super::sheet::NumberCells;
use super::sheet::TextCells;
use crate::formula::Column;
use crate::formula::Values;

/// A column with its type.
pub(crate) struct Settled {
    /// The values; those of wrong cells are blank.
    pub(crate) column: Column,
    /// The index over the words of a column of text.
    pub(crate) index: Option<Index>,
    /// The cells that do not fit.
    pub(crate) findings: Findings,
}

/// Gives `cells` the type that is demanded, or without a demand the one that they show:
/// all numbers or all blank, numeric; all TRUE and FALSE, truth; at least half meant as numbers, numeric
/// with every other cell wrong; else text.
pub(crate) fn settle(cells: Cells, demand: Demand) -> Settled {
    match (cells, demand) {
        (Cells::Number(cells), Demand::Free | Demand::Number) => settled(numbers(cells)),
        (Cells::Number(cells), Demand::Integer) => {
            let findings = not_whole(&cells);
            Settled { findings, ..settled(numbers(cells)) }
        }
        (Cells::Truth(values, blanks), Demand::Free | Demand::Truth) => {
            settled(Column { values: Values::Truth(values), blanks: sheet::some(blanks) })
        }
        (Cells::Strings(text), Demand::Free) => as_text(text),
        (Cells::Text(text) | Cells::Strings(text), demand) => settle_text(text, demand),
        (cells, demand) => settle_text(written(&cells), demand),
    }
}

fn settled(column: Column) -> Settled {
    Settled { column, index: None, findings: Findings::default() }
}

fn numbers(cells: NumberCells) -> Column {
    Column { values: Values::Number(cells.values), blanks: sheet::some(cells.blanks) }
}

fn not_whole(cells: &NumberCells) -> Findings {
    let mut findings = Findings::default();
    for (row, value) in cells.values.iter().enumerate() {
        if value.is_finite() && value.fract() != 0.0 {
            findings.push(row, || CellMistake::NotInteger(value.to_string()));
        }
    }
    findings
}

/// Typed cells as the text that they would be in a CSV file.
fn written(cells: &Cells) -> TextCells {
    let mut text = TextCells::empty();
    match cells {
        Cells::Number(cells) => {
            for (row, value) in cells.values.iter().enumerate() {
                let blank = cells.blanks.get(row).copied().unwrap_or(false);
                text.push(&if blank { String::new() } else { value.to_string() });
            }
        }
        Cells::Truth(values, blanks) => {
            for (row, value) in values.iter().enumerate() {
                let blank = blanks.get(row).copied().unwrap_or(false);
                text.push(if blank { "" } else { truth_word(*value) });
            }
        }
        Cells::Text(cells) | Cells::Strings(cells) => return cells.clone(),
    }
    text
}

/// TRUE or FALSE as a table writes it.
pub(crate) fn truth_word(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

fn settle_text(text: TextCells, demand: Demand) -> Settled {
    let judged = match demand {
        Demand::Text => None,
        _ => Some(text.dictionary.words.iter().map(|word| Word::judge(word)).collect::<Vec<_>>()),
    };
    let Some(judged) = judged else { return as_text(text) };
    let told = demand != Demand::Free;
    match demand {
        Demand::Number | Demand::Integer => as_numbers(&text, &judged, told, demand == Demand::Integer),
        Demand::Truth => as_truth(&text, &judged),
        Demand::Free | Demand::Text => match shape(&text, &judged) {
            Demand::Number => as_numbers(&text, &judged, told, false),
            Demand::Truth => as_truth(&text, &judged),
            _ => as_text(text),
        },
    }
}

fn as_text(text: TextCells) -> Settled {
    let mut findings = Findings::default();
    let errors: Vec<bool> = text.dictionary.words.iter().map(|word| is_error(word)).collect();
    if errors.contains(&true) {
        for (row, code) in text.codes.iter().enumerate().filter(|(_, code)| errors[**code as usize]) {
            let word = &text.dictionary.words[*code as usize];
            findings.push(row, || CellMistake::SpreadsheetError(word.trim().to_owned()));
        }
    }
    let (column, index) = text.into_column();
    Settled { column, index: Some(index), findings }
}

/// What a word can be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    Number(f64),
    Odd(Odd),
    Meant,
    Truth(bool),
    /// A spreadsheet's error, saved as text.
    Error,
    Text,
}

/// What spreadsheets write in place of a value that they cannot compute.
const ERRORS: [&str; 14] = [
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#GETTING_DATA",
];

fn is_error(word: &str) -> bool {
    word.trim_start().starts_with('#') && ERRORS.contains(&word.trim())
}

impl Word {
    fn judge(word: &str) -> Self {
        match number::parse(word) {
            Ok(value) => Word::Number(value),
            Err(Odd::Text) => match word.trim() {
                word if word.eq_ignore_ascii_case("true") => Word::Truth(true),
                word if word.eq_ignore_ascii_case("false") => Word::Truth(false),
                word if is_error(word) => Word::Error,
                word if meaning::is_meant(word) => Word::Meant,
                _ => Word::Text,
            },
            Err(odd) => Word::Odd(odd),
        }
    }
}

/// The type that the cells show, counted over the rows.
fn shape(text: &TextCells, judged: &[Word]) -> Demand {
    let (mut filled, mut plain, mut meant, mut truths) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (row, code) in text.codes.iter().enumerate() {
        if text.is_blank(row) {
            continue;
        }
        let word = judged[*code as usize];
        // An error tells nothing of what the column holds.
        filled += usize::from(word != Word::Error);
        match word {
            Word::Number(_) => plain += 1,
            Word::Odd(_) | Word::Meant => meant += 1,
            Word::Truth(_) => truths += 1,
            Word::Error | Word::Text => {}
        }
    }
    if truths == filled && filled > 0 {
        Demand::Truth
    } else if (plain + meant) * 2 >= filled {
        Demand::Number
    } else {
        Demand::Text
    }
}

fn as_numbers(text: &TextCells, judged: &[Word], told: bool, whole: bool) -> Settled {
    let mut cells = NumberCells { values: Vec::with_capacity(text.codes.len()), blanks: Vec::new() };
    let mut findings = Findings::default();
    for (row, code) in text.codes.iter().enumerate() {
        if text.is_blank(row) {
            cells.push_blank();
            continue;
        }
        match judged[*code as usize] {
            Word::Number(value) if !whole || value.fract() == 0.0 => cells.push(value),
            word => {
                findings.push(row, || not_number(word, &text.dictionary.words[*code as usize], told));
                cells.push_blank();
            }
        }
    }
    Settled { findings, ..settled(numbers(cells)) }
}

fn not_number(word: Word, text: &str, told: bool) -> CellMistake {
    let trimmed = text.trim().to_owned();
    match word {
        Word::Number(_) => CellMistake::NotInteger(trimmed),
        Word::Odd(Odd::NotFinite) => CellMistake::NotFinite(trimmed),
        Word::Odd(Odd::TooSmall) => CellMistake::TooSmall(trimmed),
        Word::Odd(Odd::TooLong) => CellMistake::TooLong(trimmed),
        Word::Error => CellMistake::SpreadsheetError(trimmed),
        Word::Odd(Odd::Text) | Word::Meant | Word::Truth(_) | Word::Text => {
            CellMistake::NotNumber { text: text.to_owned(), meant: meaning::meaning(text), told }
        }
    }
}

fn as_truth(text: &TextCells, judged: &[Word]) -> Settled {
    let mut values = Vec::with_capacity(text.codes.len());
    let mut blanks = Vec::new();
    let mut findings = Findings::default();
    for (row, code) in text.codes.iter().enumerate() {
        let word = if text.is_blank(row) { None } else { Some(judged[*code as usize]) };
        let value = if let Some(Word::Truth(value)) = word { Some(value) } else { None };
        if value.is_none() && word.is_some() {
            let text = text.dictionary.words[*code as usize].clone();
            findings.push(row, || match word {
                Some(Word::Error) => CellMistake::SpreadsheetError(text),
                _ => CellMistake::NotTruth(text),
            });
        }
        sheet::mark(&mut blanks, row, value.is_none());
        values.push(value.unwrap_or(false));
    }
    Settled { findings, ..settled(Column { values: Values::Truth(values), blanks: sheet::some(blanks) }) }
}
