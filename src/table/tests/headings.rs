use super::*;

#[test]
fn a_heading_may_not_be_blank_double_spaced_or_a_formula() {
    assert_eq!(
        problems("id,,a,a, b,=c,\"d\ne\"\nA,1,2,3,4,5,6\n"),
        "t.csv:1:#2: column 2 has no heading => give it a heading, or delete the column\n\
         t.csv:1:a: two columns are headed `a` => rename one of them\n\
         t.csv:1: b: the heading ` b` has spaces around it => write `b`\n\
         t.csv:1:=c: the heading `=c` begins with a character that a spreadsheet would run => begin it with a letter\n\
         t.csv:1:d\\ne: the heading `d\\ne` holds a line break or another control character => write it on one line"
    );
}

#[test]
fn a_table_needs_an_id() {
    assert_eq!(
        problems("ID,n\nA,1\n"),
        "t.csv:1: the table has no column `id` => the heading `ID`: did you mean `id`?"
    );
    assert_eq!(
        problems("name,n\nA,1\n"),
        "t.csv:1: the table has no column `id` => add a column headed `id` with a unique code for each row"
    );
}

#[test]
fn another_separator_is_named() {
    let remedy = "=> save the file as \"CSV UTF-8 (comma delimited)\"";
    assert_eq!(problems("id;n\nA;1\n"), format!("t.csv:1: the cells are separated by `;` {remedy}"));
    assert_eq!(problems("id\tn\nA\t1\n"), format!("t.csv:1: the cells are separated by tabs {remedy}"));
    assert_eq!(problems("id，n\nA，1\n"), format!("t.csv:1: the cells are separated by `，` {remedy}"));
}

#[test]
fn an_empty_file_and_one_without_rows_are_refused() {
    let empty = "t.csv: the file is empty => begin with a line of headings, `id` among them";
    for text in ["", "\n\n", "\u{feff}"] {
        assert_eq!(problems(text), empty, "{text:?}");
    }
    for text in ["id,n", "id,n\n", "id,n\r\n\r\n"] {
        assert_eq!(
            problems(text),
            "t.csv: the table has a heading but no rows => add one line for each member"
        );
    }
}

#[test]
fn a_line_with_too_few_or_too_many_cells_is_named() {
    assert_eq!(
        problems("id,a,b\nA,1,2\nB,1\nC,1,2,3\nD,x,\n"),
        "t.csv:3: this line has 2 cells; the heading has 3 => write a comma for every cell, blank ones too\n\
         t.csv:4: this line has 4 cells; the heading has 3 => put a cell that holds a comma in double quotes\n\
         t.csv:5:a: text where a number is due: `x` => write a plain number such as 1234.5, or leave the cell \
         empty; if the column is text, describe it as \"string\" in datapackage.json"
    );
    let many = format!("id,a\n{}", "A\n".repeat(25));
    let found = problems(&many);
    assert_eq!(found.lines().count(), 21);
    assert_eq!(found.lines().last(), Some("t.csv:22: and 5 more lines with too many or too few cells"));
}

#[test]
fn a_quotation_mark_out_of_place_is_named() {
    assert_eq!(
        problems("id,a\nA,1\nB,5\" pipe\n"),
        "t.csv:3: a quotation mark stands inside a cell that is not quoted as a whole => \
         put the whole cell in double quotes and double those inside it"
    );
    assert_eq!(
        problems("id,a\nA,\"x\nB,y\n"),
        "t.csv:2: a quotation mark is opened here and never closed => close it, or double it if it belongs to the text"
    );
}

#[test]
fn too_many_columns_are_refused() {
    let heading: Vec<String> = (0..1000).map(|i| format!("c{i}")).collect();
    let found = problems(&format!("id,{}\n", heading.join(",")));
    assert!(found.starts_with("t.csv:1: the table has 1001 columns; at most 1000 are read"), "{found}");
}
