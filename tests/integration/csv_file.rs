//! A CSV file of a run, read without the program's own reader.

use std::collections::BTreeMap;

/// The heading and the rows.
#[derive(Debug)]
pub struct CsvFile {
    pub heading: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// One row, by column.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    file: &'a CsvFile,
    index: usize,
}

impl CsvFile {
    /// Reads a text; every row must have as many fields as the heading.
    pub fn parse(text: &str) -> CsvFile {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let fields = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let heading = fields(reader.headers().expect("a heading"));
        let rows = reader.records().map(|record| fields(&record.expect("an even row"))).collect();
        CsvFile { heading, rows }
    }

    /// Reads a text whose heading must be `columns`.
    pub fn parse_with(text: &str, columns: &str) -> CsvFile {
        let file = CsvFile::parse(text);
        assert_eq!(file.heading.join(","), columns);
        file
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|index| Row { file: self, index })
    }

    /// The rows by the values of some columns, joined by `/`, in the order they come within each.
    pub fn by(&self, columns: &[&str]) -> BTreeMap<String, Vec<Row<'_>>> {
        let mut groups: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
        for row in self.rows() {
            let key: Vec<&str> = columns.iter().map(|column| row.get(column)).collect();
            groups.entry(key.join("/")).or_default().push(row);
        }
        groups
    }

    /// The one row with these values.
    pub fn only(&self, values: &[(&str, &str)]) -> Row<'_> {
        let mut found =
            self.rows().filter(|row| values.iter().all(|(column, value)| row.get(column) == *value));
        let row = found.next().unwrap_or_else(|| panic!("no row with {values:?}"));
        assert!(found.next().is_none(), "several rows with {values:?}");
        row
    }
}

impl<'a> Row<'a> {
    /// The text of a cell.
    pub fn get(&self, column: &str) -> &'a str {
        let index = self.file.heading.iter().position(|name| name == column);
        &self.file.rows[self.index][index.unwrap_or_else(|| panic!("there is no column {column}"))]
    }

    /// A cell as a number; `None` where it is empty.
    pub fn number(&self, column: &str) -> Option<f64> {
        let text = self.get(column);
        (!text.is_empty()).then(|| text.parse().unwrap_or_else(|_| panic!("{column}: `{text}` is no number")))
    }

    /// A cell as hundredths, exactly; for posts, whole numbers times a hundred.
    pub fn hundredths(&self, column: &str) -> i64 {
        hundredths(self.get(column))
    }
}

/// A decimal number of at most two decimals as hundredths, exactly.
pub fn hundredths(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    assert!(part.len() <= 2, "`{text}` has more than two decimals");
    format!("{whole}{part:0<2}").parse().unwrap_or_else(|_| panic!("`{text}` is no amount"))
}
