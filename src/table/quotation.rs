//! The quotation marks of a CSV file: that they are well placed, and where the file may be cut.

use super::mistake::shape::ShapeMistake;

/// A quotation mark that is not well placed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misquoted {
    /// Bytes before it.
    pub(crate) at: usize,
    /// What is wrong.
    pub(crate) mistake: ShapeMistake,
}

/// Where to cut `text` into pieces of about `size` bytes, each the start of a line that is not inside a
/// quoted cell; neither the start nor the end of the text is among them.
///
/// A cell is quoted from its first to its last character; a quotation mark inside it is doubled.
/// Checking this for the whole file in one go is what makes the cuts safe: the pieces can then be read
/// side by side.
///
/// # Errors
/// The first [`Misquoted`] mark.
///
/// # Source
/// RFC 4180 (2005), section 2, rules 5 to 7.
pub(crate) fn cuts(text: &str, newline: char, size: usize) -> Result<Vec<usize>, Misquoted> {
    let mut cuts = Vec::new();
    let (mut target, mut outside) = (size, 0);
    loop {
        let open = text[outside..].find('"').map_or(text.len(), |found| outside + found);
        while target < open {
            let from = boundary(text, target.max(outside));
            let Some(found) = text.get(from..open).and_then(|stretch| stretch.find(newline)) else { break };
            let cut = from + found + 1;
            if cut < text.len() {
                cuts.push(cut);
            }
            target = cut + size;
        }
        if open == text.len() {
            return Ok(cuts);
        }
        if !matches!(text.as_bytes()[..open].last(), None | Some(b',' | b'\n' | b'\r')) {
            return Err(Misquoted { at: open, mistake: ShapeMistake::StrayQuote });
        }
        outside = closed(text, open)?;
    }
}

/// The first byte after the quoted cell that opens at `open`.
fn closed(text: &str, open: usize) -> Result<usize, Misquoted> {
    let mut at = open + 1;
    loop {
        let Some(found) = text[at..].find('"') else {
            return Err(Misquoted { at: open, mistake: ShapeMistake::OpenQuote });
        };
        at += found + 1;
        match text.as_bytes().get(at) {
            Some(b'"') => at += 1,
            None | Some(b',' | b'\n' | b'\r') => return Ok(at),
            Some(_) => return Err(Misquoted { at: at - 1, mistake: ShapeMistake::StrayQuote }),
        }
    }
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_cut_at_lines_outside_quotes_only() {
        assert_eq!(cuts("a,b\n1,2\n3,4\n", '\n', 1), Ok(vec![4, 8]));
        assert_eq!(cuts("a\n\"x\n\ny\"\nb\n", '\n', 1), Ok(vec![2, 9]));
        assert_eq!(cuts("社,区\n街,道\n", '\n', 2), Ok(vec![8]));
    }

    #[test]
    fn a_mark_out_of_place_is_found() {
        let stray = |at| Err(Misquoted { at, mistake: ShapeMistake::StrayQuote });
        assert_eq!(cuts("a\n5\" pipe\n", '\n', 9), stray(3));
        assert_eq!(cuts("a\n\"x\"y\n", '\n', 9), stray(4));
        assert_eq!(cuts("a\n\"x", '\n', 9), Err(Misquoted { at: 2, mistake: ShapeMistake::OpenQuote }));
        assert_eq!(cuts("a\n\"x\"\"y\",\"\"\n", '\n', 99), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn pieces_hold_the_records_of_the_whole(
            rows in prop::collection::vec(prop::collection::vec("[a,\"\n社]{0,3}", 2), 1..30),
            size in 1_usize..20,
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let mut starts = vec![0];
            starts.extend(cuts(&text, '\n', size).unwrap());
            let mut found = Vec::new();
            for (i, start) in starts.iter().enumerate() {
                let end = starts.get(i + 1).copied().unwrap_or(text.len());
                let mut settings = csv::ReaderBuilder::new();
                let mut reader = settings.has_headers(false).from_reader(&text.as_bytes()[*start..end]);
                for record in reader.records() {
                    found.push(record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
                }
            }
            prop_assert_eq!(found, rows);
        }
    }
}
