use super::*;

fn units() -> Table {
    let mut file = file("units.csv");
    file.name = "units".to_owned();
    read_bytes(&file, b"id,kind\n01,street\n02,township\nabc,street\n", None).expect("it is well formed")
}

#[test]
fn each_row_finds_its_parent() {
    let child = table("id,unit\nA,02\nB,01\nC,02\n");
    assert_eq!(link(&child, "unit", &units()), Ok(vec![1, 0, 1]));
}

#[test]
fn a_parent_that_is_blank_or_unknown_is_named() {
    let child = table("id,unit\nA,02\nB,\nC,1\nD,abd\nE,02 \n");
    let found = link(&child, "unit", &units()).expect_err("there are unknown parents");
    assert_eq!(
        listed(&found),
        "t.csv:3:unit: no parent in `units` is given => write an id of `units`\n\
         t.csv:4:unit: `units` has no id `1` => did you mean `01`?\n\
         t.csv:5:unit: `units` has no id `abd` => did you mean `abc`?\n\
         t.csv:6:unit: `units` has no id `02 ` => did you mean `02`?"
    );
}

#[test]
fn the_column_of_parents_must_be_there() {
    let child = table("id,unit\nA,02\n");
    let found = link(&child, "units", &units()).expect_err("there is no such column");
    assert_eq!(listed(&found), "t.csv: the table has no column `units` => did you mean `unit`?");
}
