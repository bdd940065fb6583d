use super::*;

fn package(fields: &str) -> DataPackage {
    let text = format!(
        "{{\"resources\": [{{\"path\": \"x.csv\"}}, {{\"path\": \"t.csv\", \"schema\": {{\"fields\": [\n{fields}\n]}}}}]}}"
    );
    DataPackage::read("datapackage.json", text.as_bytes())
        .unwrap_or_else(|problems| panic!("{}", listed(&problems)))
}

fn against(fields: &str, text: &str) -> String {
    match read_bytes(&file("t.csv"), text.as_bytes(), Some(&package(fields))) {
        Ok(_) => String::new(),
        Err(problems) => listed(&problems),
    }
}

#[test]
fn what_the_package_says_stands_with_the_columns() {
    let fields = r#"{"name": "id", "type": "string"},
        {"name": "n", "type": "integer", "title": "人口", "description": {"en": "Residents", "zh": "常住人口"},
         "unit": "people", "origin": "sourced", "source": "Census 2020"},
        {"name": "code", "origin": "synthetic"}, {"name": "ok", "type": "boolean"}, {"name": "y", "type": "year"}"#;
    let table =
        read_bytes(&file("t.csv"), b"id,n,code,ok,y\nA,12,007,TRUE,2019\nB,,008,,\n", Some(&package(fields)))
            .unwrap_or_else(|problems| panic!("{}", listed(&problems)));
    let n = &table.columns["n"];
    assert_eq!(
        (n.origin, n.unit.as_deref(), n.source.as_deref()),
        (Origin::Sourced, Some("people"), Some("Census 2020"))
    );
    assert_eq!(n.title, Some(Text::same("人口")));
    assert_eq!(n.description, Some(Text::new("Residents", "常住人口")));
    assert_eq!(texts(&table, "code"), ["007", "008"]);
    assert_eq!(numbers(&table, "y")[0], 2019.0);
    let is_synthetic = |column: &&TableColumn| column.origin == Origin::Synthetic;
    assert_eq!(table.columns["code"].origin, Origin::Synthetic);
    assert_eq!(table.columns.values().filter(is_synthetic).count(), 1);
}

#[test]
fn types_are_enforced() {
    let fields = r#"{"name": "id"}, {"name": "n", "type": "number"}, {"name": "i", "type": "integer"}, {"name": "b", "type": "boolean"}"#;
    assert_eq!(
        against(fields, "id,n,i,b\nA,x,1.5,yes\nB,y,2,TRUE\n"),
        "t.csv:2:n: text where a number is due: `x` => write a plain number such as 1234.5, or leave the cell empty\n\
         t.csv:3:n: text where a number is due: `y` => write a plain number such as 1234.5, or leave the cell empty\n\
         t.csv:2:i: `1.5` is not a whole number => write a whole number\n\
         t.csv:2:b: `yes` where TRUE or FALSE is due => write TRUE or FALSE"
    );
}

#[test]
fn constraints_are_enforced() {
    let fields = r#"{"name": "id", "constraints": {"pattern": "[0-9]{2}", "required": true, "unique": true}},
        {"name": "n", "type": "integer", "constraints": {"required": true, "minimum": 1, "maximum": 9, "unique": true}},
        {"name": "k", "constraints": {"enum": ["street", "township"]}},
        {"name": "c", "type": "number", "constraints": {"enum": [1, 2.5]}}"#;
    assert_eq!(
        against(fields, "id,n,k,c\n01,0,stret,1\n02,10,x,3\n3,,street,2.5\n04,5,,\n05,5,township,1\n"),
        "t.csv:4:id: `3` does not match the data package's pattern `[0-9]{2}` \
         => correct the cell, or change `pattern` in datapackage.json\n\
         t.csv:4:n: the cell is blank; the data package requires a value \
         => fill the cell in, or take `required` out of datapackage.json\n\
         t.csv:2:n: 0 is below the data package's minimum 1 => write 1 or more, or lower `minimum` in datapackage.json\n\
         t.csv:3:n: 10 is above the data package's maximum 9 => write 9 or less, or raise `maximum` in datapackage.json\n\
         t.csv:6:n: `5` stands already on line 5; the data package wants unique values \
         => correct one of the two, or take `unique` out of datapackage.json\n\
         t.csv:2:k: `stret` is not among the values that the data package allows => did you mean `street`?\n\
         t.csv:3:k: `x` is not among the values that the data package allows => write one of `street`, `township`\n\
         t.csv:3:c: `3` is not among the values that the data package allows => write one of `1`, `2.5`"
    );
}

#[test]
fn columns_and_fields_must_agree() {
    assert_eq!(
        against(r#"{"name": "id"}, {"name": "population"}, {"name": "area"}"#, "id,populaton,x\nA,1,2\n"),
        "datapackage.json:2:26: the data package lists a column `population` that the file does not have => \
         the file has `populaton`: make the two agree\n\
         datapackage.json:2:50: the data package lists a column `area` that the file does not have => \
         add the column, or delete its description\n\
         t.csv:1:populaton: the data package does not describe the column `populaton` => \
         describe it in datapackage.json, or delete the column\n\
         t.csv:1:x: the data package does not describe the column `x` => \
         describe it in datapackage.json, or delete the column"
    );
}

#[test]
fn mistakes_in_the_package_are_placed_in_it() {
    let supported = "use required, unique and enum; minimum and maximum on numbers; pattern on strings";
    let fields = "{\"name\": \"id\", \"type\": \"integer\"},\n\
        {\"name\": \"a\", \"type\": \"strng\"},\n\
        {\"name\": \"b\", \"origin\": \"guess\"},\n\
        {\"name\": \"c\", \"constraints\": {\"minLength\": 2, \"pattern\": \"a|b\", \"unique\": 1}},\n\
        {\"name\": \"d\", \"title\": 7, \"unit\": 8, \"description\": {\"fr\": \"x\"}, \"decimalChar\": \",\"},\n\
        {\"title\": \"x\"}, {\"name\": \"id\"}, {\"name\": \"e\", \"type\": \"date\"}";
    assert_eq!(
        against(fields, "id,a\nA,1\n"),
        format!(
            "datapackage.json:2:24: the column `id` is always text => write \"string\"\n\
             datapackage.json:3:23: `strng` is not a type of field that is read => did you mean `string`?\n\
             datapackage.json:4:25: `guess` is not an origin => write sourced, estimated or synthetic\n\
             datapackage.json:5:44: the constraint `minLength` is not supported on this field => {supported}\n\
             datapackage.json:5:58: this pattern is not supported: | => use letters, digits, classes such as [0-9] or \\d, \
             and counts such as {{12}}, ?, * and +\n\
             datapackage.json:5:75: true or false is due here\n\
             datapackage.json:6:24: a text or {{\"en\": …, \"zh\": …}} is due here\n\
             datapackage.json:6:53: a text or {{\"en\": …, \"zh\": …}} is due here\n\
             datapackage.json:6:35: a text is due here\n\
             datapackage.json:6:81: the property `decimalChar` is not supported => remove it, and write the cells plainly\n\
             datapackage.json:7:1: an object with a text `name` is due here\n\
             datapackage.json:7:26: `id` is described twice => keep one of the two\n\
             datapackage.json:7:55: `date` is not a type of field that is read => write string, integer, number, boolean or year"
        )
    );
}

#[test]
fn a_package_must_hold_resources() {
    let failing = |text: &str| {
        listed(&DataPackage::read("datapackage.json", text.as_bytes()).expect_err("it is not fit"))
    };
    assert_eq!(failing("[]"), "datapackage.json:1:1: an object with a list `resources` is due here");
    assert_eq!(failing("{\"resources\": 1}"), "datapackage.json:1:15: a list is due here");
    assert_eq!(
        failing("{\n  \"a\": tru\n}"),
        "datapackage.json:2:11: the data package is not valid JSON: expected ident \
         => look for a quotation mark, a comma or a bracket that is missing or too many before this place"
    );
}

#[test]
fn a_resource_without_fields_asks_nothing() {
    let text = r#"{"resources": [{"path": "./t.csv"}]}"#;
    let package = DataPackage::read("datapackage.json", text.as_bytes()).expect("it is fit");
    assert!(package.lists("t.csv") && !package.lists("u.csv"));
    assert!(read_bytes(&file("t.csv"), b"id,n\nA,1\n", Some(&package)).is_ok());
    let text = r#"{"resources": [{"path": "t.csv", "dialect": {"delimiter": ";"}}]}"#;
    let package = DataPackage::read("datapackage.json", text.as_bytes()).expect("it is fit");
    let found = read_bytes(&file("t.csv"), b"id,n\nA,1\n", Some(&package)).expect_err("the dialect differs");
    assert!(listed(&found).starts_with("datapackage.json:1:45: the property `dialect` is not supported"));
}
