//! The characters of a CSV file: UTF-8 or, when declared, GBK.

use std::borrow::Cow;

use encoding_rs::GBK;

use super::Encoding;
use super::mistake::file::FileMistake;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of a file, without its byte order mark.
///
/// # Errors
/// The first place that is not in the encoding, or a NUL byte.
pub(crate) fn decode<'a>(bytes: &'a [u8], encoding: Encoding, shown: &str) -> Result<Cow<'a, str>, Problems> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(FileMistake::Utf16.at(Place::File(shown.to_owned())).into());
    }
    let text = match encoding {
        Encoding::Utf8 => {
            let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
            let text =
                std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to(), shown))?;
            Cow::Borrowed(text)
        }
        Encoding::Gbk if is_utf8(bytes) => {
            return Err(FileMistake::NotReallyGbk.at(Place::File(shown.to_owned())).into());
        }
        Encoding::Gbk => GBK
            .decode_without_bom_handling_and_without_replacement(bytes)
            .ok_or_else(|| FileMistake::NotGbk.at(line(&bytes[..well_formed(bytes)], shown)))?,
    };
    match text.find('\0') {
        Some(at) => Err(FileMistake::Nul.at(line(&text.as_bytes()[..at], shown)).into()),
        None => Ok(text),
    }
}

fn not_utf8(bytes: &[u8], valid: usize, shown: &str) -> Problem {
    let gbk = GBK.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    FileMistake::NotUtf8 { gbk }.at(line(&bytes[..valid], shown))
}

/// The line that follows `before`.
fn line(before: &[u8], shown: &str) -> Place {
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    Place::Cell { file: shown.to_owned(), line, column: String::new() }
}

/// Whether bytes declared as GBK are in fact Chinese in UTF-8: well-formed, with Chinese in it or a mark.
///
/// Two-byte characters alone prove nothing: GBK text can look like Latin letters in UTF-8.
fn is_utf8(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
        || std::str::from_utf8(bytes).is_ok_and(|text| text.chars().any(|c| c >= '\u{3000}'))
}

/// Bytes up to the start of the first line that is not GBK; no character of GBK holds a line feed.
fn well_formed(bytes: &[u8]) -> usize {
    let mut start = 0;
    for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
        if GBK.decode_without_bom_handling_and_without_replacement(piece).is_none() {
            break;
        }
        start += piece.len();
    }
    start
}
