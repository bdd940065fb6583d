//! How many rows a sheet of members under every policy has, and whether they hold formulas.

use crate::language::Language;
use crate::report::html::figure;
use crate::report::html::page::pick;

use super::MOST_ROWS;

/// The most rows of members listed: beyond them a workbook is slow to open and takes gigabytes to write.
pub(crate) const MOST_LISTED: usize = 50_000;

/// The rows of a sheet that lists members in blocks, one below another.
pub(crate) struct Extent {
    /// Whether the cells hold formulas.
    pub(crate) is_live: bool,
    /// The most members of a block that are listed.
    pub(crate) members: usize,
    /// Members of the largest block.
    largest: usize,
    /// Whether the workbook has formulas elsewhere.
    is_planned: bool,
}

impl Extent {
    /// The extent of blocks of so many members; `is_planned`: whether the workbook has formulas.
    pub(crate) fn of(blocks: impl Iterator<Item = usize>, is_planned: bool) -> Extent {
        let (mut rows, mut largest, mut count) = (0, 0, 0);
        for members in blocks {
            (rows, largest, count) = (rows + members, largest.max(members), count + 1);
        }
        let is_live = is_planned && rows <= MOST_ROWS;
        let members = if is_live { largest } else { (MOST_LISTED / usize::max(count, 1)).max(1) };
        Extent { is_live, members, largest, is_planned }
    }

    /// What stands under the title: `live` where there are formulas, else that there are none; and how many members
    /// are left out. `file`: where all of them are.
    pub(crate) fn lines(&self, live: &str, file: &str, language: Language) -> Vec<String> {
        if self.is_live {
            return vec![live.to_owned()];
        }
        let mut lines = Vec::new();
        if self.is_planned {
            let most = figure::decimal(MOST_ROWS as f64, 0);
            lines.push(match language {
                Language::English => {
                    format!("With more than {most} rows this sheet holds values, not recalculated.")
                }
                Language::Chinese => format!("本表超过 {most} 行，均为数值，不随参数重算。"),
            });
        }
        if self.largest > self.members {
            lines.push(left_out(self.members, self.largest, file, language));
        }
        if lines.is_empty() {
            lines.push(pick(language, "Values, not recalculated.", "均为数值，不随参数重算。").to_owned());
        }
        lines
    }
}

/// Says that only the first members are listed.
pub(crate) fn left_out(listed: usize, all: usize, file: &str, language: Language) -> String {
    let (listed, all) = (figure::decimal(listed as f64, 0), figure::decimal(all as f64, 0));
    match language {
        Language::English => format!("Only the first {listed} of {all} members; {file} holds them all."),
        Language::Chinese => format!("仅列前 {listed} 个单位（共 {all} 个）；全部见 {file}。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_with_more_rows_than_formulas_are_written_for_says_so() {
        let small = Extent::of([5, 5, 1].into_iter(), true);
        assert!(small.is_live && small.members == 5);
        assert_eq!(small.lines("live", "a.parquet", Language::English), ["live"]);
        let long = Extent::of([9_000, 9_000, 9_000].into_iter(), true);
        assert!(!long.is_live && long.members == 16_666);
        let lines = long.lines("live", "a.parquet", Language::English);
        assert_eq!(lines, ["With more than 20,000 rows this sheet holds values, not recalculated."]);
        let longer = Extent::of([90_000].into_iter(), false);
        let lines = longer.lines("live", "a.parquet", Language::Chinese);
        assert_eq!(lines, ["仅列前 50,000 个单位（共 90,000 个）；全部见 a.parquet。"]);
    }
}
