//! The table of members: those that a search finds, in order, so many at a time.

use std::cmp::Ordering;

use serde::Serialize;

use super::answer::unknown;
use super::ask::MOST_ROWS;
use super::ask::RowsAsk;
use super::opened::Worked;
use super::refusal::Refusal;
use crate::quantity::Amount;
use crate::report::tables::Case;
use crate::table::Table;

/// Rows of the table.
#[derive(Serialize)]
pub struct Rows<'a> {
    /// Members of the pool.
    members: usize,
    /// Those that the search finds.
    found: usize,
    /// How many of them stand before the first that is sent.
    from: usize,
    items: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    name: &'a str,
    name_en: Option<&'a str>,
    parent: Option<&'a str>,
    parent_en: Option<&'a str>,
    stratum: Option<&'a str>,
    claim: Option<f64>,
    award: Amount,
    baseline: Amount,
    change: Amount,
    change_share: Option<f64>,
    need: Option<f64>,
    adequacy: Option<f64>,
    per_head: Option<f64>,
    other: Option<Amount>,
    difference: Option<Amount>,
    bound: Option<&'a str>,
    tie: bool,
}

/// One pool under one policy on one side, and the same on the other side.
pub struct Pair<'a> {
    pub now: Case<'a>,
    pub other: Case<'a>,
    pub worked: &'a Worked,
}

impl<'a> Pair<'a> {
    /// A member's award on the other side, in parts; `None` where it takes no part there.
    pub fn other_award(&self, member: usize) -> Option<i64> {
        let row = self.now.result.rows[member];
        let there = self.other.result.rows.binary_search(&row).ok()?;
        Some(self.other.outcome.shared.awards[there])
    }

    /// What a member gets more than on the other side, in parts.
    pub fn difference(&self, member: usize) -> Option<i64> {
        Some(self.now.outcome.shared.awards[member] - self.other_award(member)?)
    }

    /// The English name of a member, where the table has one.
    pub fn name_en(&self, member: usize) -> Option<&'a str> {
        let column = self.now.table.column("name_en")?;
        column.text(self.now.result.rows[member] as usize)
    }

    /// A member's parent: its table, and its row there.
    fn parent_row(&self, member: usize) -> Option<(&'a Table, usize)> {
        let row = self.now.result.rows[member] as usize;
        let (parent, _) = self.worked.scenario.tables[self.now.pool.over].parent.as_ref()?;
        let rows = self.worked.tables.parent_rows[self.now.pool.over].as_ref()?;
        Some((&self.worked.tables.tables[*parent], rows[row] as usize))
    }

    /// The name of a member's parent.
    fn parent(&self, member: usize) -> Option<&'a str> {
        self.parent_row(member).map(|(table, row)| table.name(row))
    }

    /// The English name of a member's parent, where its table has one.
    fn parent_en(&self, member: usize) -> Option<&'a str> {
        let (table, row) = self.parent_row(member)?;
        table.column("name_en")?.text(row)
    }

    fn row(&self, member: usize) -> Row<'a> {
        let (case, unit) = (&self.now, &self.now.pool.unit);
        let shared = &case.outcome.shared;
        Row {
            id: case.id(member),
            name: case.name(member),
            name_en: self.name_en(member),
            parent: self.parent(member),
            parent_en: self.parent_en(member),
            stratum: Some(case.stratum(member)).filter(|stratum| !stratum.is_empty()),
            claim: shared.claims.as_ref().map(|claims| claims.totals[member]),
            award: unit.json(shared.awards[member]),
            baseline: unit.json(case.result.baseline_awards()[member]),
            change: unit.json(case.change(member)),
            change_share: case.change_share(member),
            need: case.outcome.need.as_ref().map(|needs| needs[member]),
            adequacy: case.result.adequacy(case.index, member, unit),
            per_head: case.result.per_head(case.index, member, unit),
            other: self.other_award(member).map(|award| unit.json(award)),
            difference: self.difference(member).map(|parts| unit.json(parts)),
            bound: shared.bounds[member].map(|bound| bound.id()),
            tie: shared.ties[member],
        }
    }

    fn is_found(&self, member: usize, search: &str) -> bool {
        let texts = [
            Some(self.now.id(member)),
            Some(self.now.name(member)),
            self.name_en(member),
            self.parent(member),
            self.parent_en(member),
            Some(self.now.stratum(member)),
        ];
        texts.into_iter().flatten().any(|text| text.to_lowercase().contains(search))
    }

    /// By what members are sorted under a column that holds numbers.
    fn key(&self, column: &str, member: usize) -> Option<f64> {
        let (case, unit) = (&self.now, &self.now.pool.unit);
        match column {
            "claim" => case.outcome.shared.claims.as_ref().map(|claims| claims.totals[member]),
            "award" => Some(case.outcome.shared.awards[member] as f64),
            "baseline" => Some(case.result.baseline_awards()[member] as f64),
            "change" => Some(case.change(member) as f64),
            "change_share" => case.change_share(member),
            "need" => case.outcome.need.as_ref().map(|needs| needs[member]),
            "adequacy" => case.result.adequacy(case.index, member, unit),
            "per_head" => case.result.per_head(case.index, member, unit),
            "other" => self.other_award(member).map(|parts| parts as f64),
            "difference" => self.difference(member).map(|parts| parts as f64),
            _ => None,
        }
    }
}

/// Columns that are sorted by text, and those that are sorted by number.
const TEXTS: [&str; 5] = ["id", "name", "parent", "stratum", "bound"];
const NUMBERS: [&str; 10] = [
    "claim",
    "award",
    "baseline",
    "change",
    "change_share",
    "need",
    "adequacy",
    "per_head",
    "other",
    "difference",
];

/// The rows that are asked for; members without a value under the column stand last, equal ones in the table's
/// order.
///
/// # Errors
/// [`Refusal::Malformed`] where there is no such column.
pub fn rows<'a>(pair: &Pair<'a>, ask: &RowsAsk) -> Result<Rows<'a>, Refusal> {
    let members = pair.now.count();
    let search = ask.search.trim().to_lowercase();
    let mut found: Vec<usize> = match search.as_str() {
        "" => (0..members).collect(),
        search => (0..members).filter(|member| pair.is_found(*member, search)).collect(),
    };
    sort(pair, &mut found, &ask.sort, ask.descending)?;
    let from = ask.from.min(found.len());
    let shown = found.iter().skip(from).take(ask.count.min(MOST_ROWS));
    let items = shown.map(|member| pair.row(*member)).collect();
    Ok(Rows { members, found: found.len(), from, items })
}

fn sort(pair: &Pair<'_>, found: &mut Vec<usize>, column: &str, descending: bool) -> Result<(), Refusal> {
    let turn = |order: Ordering| if descending { order.reverse() } else { order };
    if column.is_empty() {
        return Ok(());
    }
    if TEXTS.contains(&column) {
        let text = |member: usize| match column {
            "id" => pair.now.id(member),
            "parent" => pair.parent(member).unwrap_or_default(),
            "stratum" => pair.now.stratum(member),
            "bound" => pair.now.outcome.shared.bounds[member].map_or("", |bound| bound.id()),
            _ => pair.now.name(member),
        };
        found.sort_by(|a, b| turn(text(*a).cmp(text(*b))));
        return Ok(());
    }
    if !NUMBERS.contains(&column) {
        return Err(unknown(column));
    }
    let mut keyed: Vec<(Option<f64>, usize)> =
        found.iter().map(|member| (pair.key(column, *member), *member)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => turn(a.total_cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    *found = keyed.into_iter().map(|(_, member)| member).collect();
    Ok(())
}
