//! The CSV that a calculation reads: from a file, or from standard input as `-`.

use std::fs;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;

use crate::allocate::AllocationError;
use crate::allocate::Part;
use crate::cli::Failure;
use crate::formula::Type;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::nearest;
use crate::problem::system_text;
use crate::table;
use crate::table::Encoding;
use crate::table::Key;
use crate::table::Table;
use crate::table::TableFile;

/// A table read for a calculation.
pub struct Input {
    table: Table,
}

impl Input {
    /// Reads `path`. Without `required` columns, or with columns other than `required`, `optional` and `name`,
    /// it is refused; where `optional` is `None` any other columns may stand.
    pub fn read(
        path: &Path,
        key: Key,
        required: &[&str],
        optional: Option<&[&str]>,
    ) -> Result<Input, Problems> {
        let table = read_table(path, key)?;
        let mut problems = Problems::default();
        for name in required.iter().filter(|name| table.column(name).is_none()) {
            let found = table.columns.keys().map(String::as_str);
            let problem = Problem::new(
                Place::Cell { file: table.shown.clone(), line: 1, column: String::new() },
                format!("there is no column `{name}`"),
                format!("没有列 `{name}`"),
            );
            problems.push(match nearest(name, found) {
                Some(near) => problem
                    .remedy(format!("rename `{near}` to `{name}`"), format!("请将 `{near}` 改名为 `{name}`")),
                None => problem.remedy(format!("add a column `{name}`"), format!("请补上列 `{name}`")),
            });
        }
        for (name, column) in &table.columns {
            let is_text = name == "id" || name == "name";
            let is_known = is_text || required.contains(&name.as_str());
            match optional {
                Some(optional) if !is_known && !optional.contains(&name.as_str()) => {
                    problems.push(unknown_column(&table, name, required, optional));
                }
                _ => {}
            }
            let is_used = required.contains(&name.as_str())
                || optional.is_some_and(|optional| optional.contains(&name.as_str()));
            if is_used && !is_text && column.column.kind() != Type::Number {
                problems.push(
                    Problem::new(
                        table.place(0, name),
                        format!("column `{name}` holds no numbers"),
                        format!("列 `{name}` 不是数"),
                    )
                    .remedy("write numbers", "请填写数"),
                );
            }
        }
        problems.or(Input { table })
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.table.rows()
    }

    /// The ids.
    pub fn ids(&self) -> Vec<&str> {
        self.table.ids().collect()
    }

    /// The numbers of a column, if it is there; a blank cell is a problem unless `blank` stands for it.
    pub fn numbers(&self, name: &str, blank: Option<f64>) -> Result<Option<Vec<f64>>, Problems> {
        let Some(column) = self.table.column(name) else { return Ok(None) };
        let mut problems = Problems::default();
        let mut numbers = Vec::with_capacity(self.rows());
        for row in 0..self.rows() {
            match column.number(row).or(blank) {
                Some(number) => numbers.push(number),
                None => problems.push(
                    Problem::new(
                        self.table.place(row, name),
                        format!("`{name}` is blank"),
                        format!("`{name}` 为空"),
                    )
                    .remedy("write a number", "请填写数"),
                ),
            }
        }
        problems.or(Some(numbers))
    }

    /// The place of a cell.
    pub fn place(&self, row: usize, column: &str) -> Place {
        self.table.place(row, column)
    }

    /// A problem of the whole file.
    pub fn problem(&self, found: Text) -> Problem {
        Problem::new(Place::File(self.table.shown.clone()), found.en, found.zh)
    }

    /// A refusal of the allocation, in the input's own numbers; a single number at fault is placed in its cell,
    /// `claim` being the column of claims.
    pub fn refusal(&self, error: &AllocationError, step: f64, claim: &str) -> Problem {
        if let AllocationError::BadNumber { part, value, id } = error
            && let Some(row) = self.table.row_of(id)
        {
            let column = match part {
                Part::Claim => claim,
                Part::Need => "need",
                Part::Existing => "existing",
                Part::Floor if claim == "weight" => "min",
                Part::Floor => "floor",
                Part::Cap if claim == "weight" => "max",
                Part::Cap => "cap",
            };
            let value = crate::formula::number_text(value * step);
            let (en, zh) =
                (format!("`{column}` of {id} is {value}"), format!("{id} 的 `{column}` 为 {value}"));
            return Problem::new(self.place(row, column), en, zh)
                .remedy("write a finite number, not below zero", "应为不小于零的有限数");
        }
        self.problem(error.text(&|steps| Text::same(crate::formula::number_text(steps * step))))
    }
}

fn unknown_column(table: &Table, name: &str, required: &[&str], optional: &[&str]) -> Problem {
    let known: Vec<&str> = required.iter().chain(optional).copied().collect();
    let problem = Problem::new(
        Place::Cell { file: table.shown.clone(), line: 1, column: name.to_owned() },
        format!("unknown column `{name}`"),
        format!("未知的列 `{name}`"),
    );
    match nearest(name, known.iter().copied()) {
        Some(near) => problem.remedy(format!("did you mean `{near}`?"), format!("是否要写 `{near}`？")),
        None => problem.remedy(
            format!("columns used here: id, name, {}", known.join(", ")),
            format!("此处使用的列：id、name、{}", known.join("、")),
        ),
    }
}

fn read_table(path: &Path, key: Key) -> Result<Table, Problems> {
    let file = |path: PathBuf, shown: String| TableFile {
        name: "input".to_owned(),
        path,
        shown,
        encoding: Encoding::Utf8,
        sheet: None,
        text_columns: Vec::new(),
        key,
    };
    if path.as_os_str() != "-" {
        let shown = path.display().to_string();
        // A data package beside the file is none of a calculation's business.
        let bytes = fs::read(path).map_err(|error| {
            Problem::new(
                Place::File(shown.clone()),
                format!("cannot read the file: {}", system_text(&error).en),
                format!("无法读取文件：{}", system_text(&error).zh),
            )
            .remedy("name a CSV file, or - for standard input", "请指定 CSV 文件，或用 - 表示标准输入")
        })?;
        return table::read_bytes(&file(path.to_owned(), shown), &bytes, None);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
        Problem::new(
            Place::Nowhere,
            format!("cannot read standard input: {}", system_text(&error).en),
            format!("无法读取标准输入：{}", system_text(&error).zh),
        )
    })?;
    table::read_bytes(&file("input.csv".into(), "<stdin>".to_owned()), &bytes, None)
}

/// Writes rows as CSV to standard output.
pub fn write_csv<R: AsRef<[String]>>(heading: &[&str], rows: impl Iterator<Item = R>) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(io::BufWriter::new(io::stdout().lock()));
    writer.write_record(heading).map_err(io::Error::from)?;
    for row in rows {
        writer.write_record(row.as_ref()).map_err(io::Error::from)?;
    }
    writer.flush()?;
    Ok(())
}

/// Writes one JSON document to standard output.
pub fn write_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    use std::io::Write as _;
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}
