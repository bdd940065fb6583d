use super::Cells;
use crate::formula::BaselineUse;
use crate::formula::Formula;
use crate::formula::TableWords;
use crate::formula::Type;
use crate::formula::Vocabulary;

const UNITS: usize = 0;
const COMMUNITIES: usize = 1;

/// A sheet for each table, `units` and `communities`; the second and the third column have blanks.
struct Sheet(usize);

const SHEETS: [&str; 2] = ["units", "communities"];

impl Sheet {
    fn letter(column: usize) -> char {
        char::from(b'A' + u8::try_from(column).expect("few columns"))
    }
}

impl Cells for Sheet {
    fn parameter(&self, parameter: usize) -> String {
        ["year", "rate"][parameter].to_owned()
    }

    fn cell(&self, table: usize, column: usize, steps: usize) -> String {
        let letter = Sheet::letter(column);
        if steps == 0 {
            format!("${letter}4")
        } else {
            format!("INDEX({}!${letter}:${letter},$P4)", SHEETS[table])
        }
    }

    fn has_blanks(&self, _table: usize, column: usize) -> bool {
        column == 1 || column == 2
    }

    fn baseline(&self) -> Option<String> {
        Some("flat!$K4".to_owned())
    }

    fn range(&self, table: usize, column: usize) -> String {
        let letter = Sheet::letter(column);
        format!("{}!${letter}$4:${letter}$9", SHEETS[table])
    }

    fn owners(&self, table: usize, steps: usize) -> Option<String> {
        (steps > 0).then(|| format!("{}!$P$4:$P$9", SHEETS[table]))
    }

    fn row_number(&self) -> String {
        "ROW()".to_owned()
    }

    fn helper_range(&self, key: &str) -> Option<String> {
        Some(format!("<{key}>"))
    }

    fn whole_cell(&self, _key: &str) -> Option<String> {
        None
    }

    fn helper_cell(&self, key: &str, steps: usize) -> Option<String> {
        (self.0 == UNITS && steps == 0).then(|| format!("<{key}>"))
    }
}

fn formula(text: &str, table: usize) -> Formula {
    let columns = [
        ("population", Type::Number),
        ("area", Type::Number),
        ("kind", Type::Text),
        ("name", Type::Text),
        ("old", Type::Truth),
    ];
    let columns: Vec<(String, Type)> = columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec();
    let table_of =
        |name: &str, parent| TableWords { name: name.to_owned(), columns: columns.clone(), parent };
    let words = Vocabulary {
        tables: vec![table_of("units", None), table_of("communities", Some(UNITS))],
        parameters: vec!["year".to_owned(), "rate".to_owned()],
    };
    Formula::compile(text, table, &words, BaselineUse::Allowed)
        .unwrap_or_else(|wrong| panic!("{text}: {wrong:?}"))
}

fn translated(text: &str, table: usize) -> Option<String> {
    formula(text, table).spreadsheet(&Sheet(table))
}

#[test]
fn every_kind_of_expression_has_its_text() {
    let cases = [
        ("rate * population + 1.5", "rate*$A4+1.5"),
        ("(rate + 1) * population", "(rate+1)*$A4"),
        ("rate - (population - year)", "rate-($A4-year)"),
        ("rate / (population * year)", "rate/($A4*year)"),
        ("-2 ^ 2", "(-2)^2"),
        ("2 ^ 3 ^ 2", "(2^3)^2"),
        ("2 ^ -rate", "2^(-rate)"),
        ("1 - -rate", "1-(-rate)"),
        ("-(1 + rate)", "-(1+rate)"),
        ("50% + 5%%", "50%+(5%)%"),
        ("(1 + rate)%", "(1+rate)%"),
        ("1e300 * 1e-9", "1E300*1E-9"),
        ("area", "IF($B4=\"\",NA(),$B4)"),
        ("IFBLANK(area, 0) + 1", "IF($B4=\"\",0,$B4)+1"),
        ("IFBLANK(population, 0)", "$A4"),
        ("ISBLANK(area)", "$B4=\"\""),
        ("name = \"new\"", "EXACT($D4,\"new\")"),
        ("name <> \"say \"\"hi\"\"\"", "NOT(EXACT($D4,\"say \"\"hi\"\"\"))"),
        ("IF(old, \"o\", name)", "IF($E4,\"o\",$D4)"),
        ("old = (population >= 3)", "$E4=($A4>=3)"),
        ("AND(old, population > 3)", "AND($E4,$A4>3)"),
        ("AND(population > 0, rate / population > 1, old)", "IF($A4>0,IF(rate/$A4>1,$E4,FALSE),FALSE)"),
        ("OR(ISBLANK(area), area > 2)", "IF($B4=\"\",TRUE,IF($B4=\"\",NA(),$B4)>2)"),
        ("NOT(old)", "NOT($E4)"),
        ("CEILING(population, 10) + FLOOR(rate, 0.5)", "CEILING($A4,10)+FLOOR(rate,0.5)"),
        ("round(rate, 2) + LOG10(10)", "ROUND(rate,2)+LOG10(10)"),
        ("MAX(population, rate)", "MAX($A4,rate)"),
        ("0.9 * baseline", "0.9*flat!$K4"),
        ("units.population", "INDEX(units!$A:$A,$P4)"),
        ("units.area", "IF(INDEX(units!$B:$B,$P4)=\"\",NA(),INDEX(units!$B:$B,$P4))"),
        ("population / SUM(population)", "$A4/SUM(communities!$A$4:$A$9)"),
        ("PERCENTILE(population, rate / 2)", "PERCENTILE(communities!$A$4:$A$9,rate/2)"),
        (
            "COUNT(population) + COUNT(area)",
            "ROWS(communities!$A$4:$A$9)+SUMPRODUCT(1-(communities!$B$4:$B$9=\"\"))",
        ),
        ("MAX(rate * population)", "MAX(<1 of 1: rate * population>)"),
    ];
    for (text, expected) in cases {
        assert_eq!(translated(text, COMMUNITIES).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_belongs_to_a_row_is_added_up_by_its_owner() {
    let cases = [
        ("SUM(communities.population)", "SUMIFS(communities!$A$4:$A$9,communities!$P$4:$P$9,ROW())"),
        ("AVERAGE(communities.population)", "AVERAGEIFS(communities!$A$4:$A$9,communities!$P$4:$P$9,ROW())"),
        ("COUNT(communities.population)", "COUNTIFS(communities!$P$4:$P$9,ROW())"),
        (
            "COUNT(communities.area)",
            "SUMPRODUCT((communities!$P$4:$P$9=ROW())*(1-(communities!$B$4:$B$9=\"\")))",
        ),
        (
            "SUM(IF(communities.old, communities.population, population))",
            "SUMIFS(<1 of 0: IF(communities.old, communities.population, population)>,communities!$P$4:$P$9,ROW())",
        ),
        ("1 + MEDIAN(communities.population)", "1+<each of 0: MEDIAN(communities.population)>"),
    ];
    for (text, expected) in cases {
        assert_eq!(translated(text, UNITS).as_deref(), Some(expected), "{text}");
    }
    let parts = formula("1 + MEDIAN(communities.population)", UNITS).spreadsheet_parts();
    let texts: Vec<_> = parts.iter().map(|part| part.spreadsheet(&Sheet(UNITS)).expect("a text")).collect();
    let owners = "communities!$P$4:$P$9";
    let own = format!("MEDIAN(IF({owners}=ROW(),communities!$A$4:$A$9))");
    assert_eq!(texts, [format!("IF(COUNTIFS({owners},ROW())<1,NA(),{own})")]);
    assert!(parts[0].is_array);
    let parts = formula("population / SUM(population)", COMMUNITIES).spreadsheet_parts();
    assert!(parts[0].is_whole && !parts[0].is_array);
    assert_eq!(parts[0].spreadsheet(&Sheet(COMMUNITIES)).as_deref(), Some("SUM(communities!$A$4:$A$9)"));
    let parts = formula("SUM(communities.population * population)", UNITS).spreadsheet_parts();
    let texts: Vec<_> =
        parts.iter().map(|part| part.spreadsheet(&Sheet(COMMUNITIES)).expect("a text")).collect();
    assert_eq!(texts, ["$A4*INDEX(units!$A:$A,$P4)"]);
    assert_eq!(
        (parts[0].formula.table(), parts[0].formula.text()),
        (COMMUNITIES, "communities.population * population")
    );
}

#[test]
fn what_a_spreadsheet_cannot_say_has_no_text() {
    // A blank among what is added up, an aggregate within another, a baseline that belongs to another row.
    for text in [
        "SUM(communities.area)",
        "MAX(SUM(communities.population))",
        "SUM(communities.population * baseline)",
    ] {
        let parts = formula(text, UNITS).spreadsheet_parts();
        let has_helpers = parts.iter().all(|part| part.spreadsheet(&Sheet(UNITS)).is_some());
        let missing = translated(text, UNITS).is_none() || !has_helpers || parts.is_empty();
        assert!(missing, "{text}");
    }
    let long = format!("area{}", " + area".repeat(500));
    assert_eq!(translated(&long, COMMUNITIES), None, "too long");
    let deep = format!("{}1{}", "ABS(".repeat(70), ")".repeat(70));
    assert_eq!(translated(&deep, COMMUNITIES), None, "too deep");
}

#[test]
fn a_text_never_leaves_its_quotes() {
    let nasty = "\"\"&HYPERLINK(\"\"x\"\")&\"\"";
    assert_eq!(
        translated(&format!("name = \"{nasty}\""), COMMUNITIES),
        Some(format!("EXACT($D4,\"{nasty}\")"))
    );
    let long = "长".repeat(300);
    let expected = format!("EXACT($D4,CONCATENATE(\"{}\",\"{}\"))", "长".repeat(255), "长".repeat(45));
    assert_eq!(translated(&format!("name = \"{long}\""), COMMUNITIES), Some(expected));
}
