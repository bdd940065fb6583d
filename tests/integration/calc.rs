//! `junheng calc`: the worked examples of its help, and wrong input.

use std::io::Write as _;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use serde_json::Value;

fn calc(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_junheng"))
        .arg("calc")
        .args(arguments)
        .env_remove("LANG")
        .env_remove("LC_ALL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it has a standard input");
    // A command that refuses its arguments does not wait for input.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn text(arguments: &[&str], input: &str) -> String {
    let output = calc(arguments, input);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

fn json(arguments: &[&str], input: &str) -> Value {
    serde_json::from_str(&text(arguments, input)).expect("the output is JSON")
}

/// The awards or posts of a CSV answer, in its order.
fn column(csv: &str, index: usize) -> Vec<String> {
    csv.lines().skip(1).map(|line| line.split(',').nth(index).unwrap_or_default().to_owned()).collect()
}

/// Runs the command that a help text shows, through a shell, and gives its output and what the help says of it.
fn worked_example(what: &str) -> (String, String) {
    let help = text(&[what, "--help"], "");
    let example = help.split("Example").nth(1).expect("the help has an example");
    let (command, says) = example.split_once("  gives ").expect("the example says what it gives");
    let command = command.split_once(":\n").expect("a command follows").1.replace("\\\n", " ");
    let program = command.replace("junheng", env!("CARGO_BIN_EXE_junheng"));
    let output = Command::new("sh").args(["-c", program.trim()]).output().expect("a shell runs");
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    (String::from_utf8(output.stdout).expect("UTF-8"), says.trim().trim_end_matches('.').to_owned())
}

#[test]
fn the_worked_example_of_each_help_gives_what_it_says() {
    for (what, index) in [("apportion", 1), ("share", 1)] {
        let (csv, says) = worked_example(what);
        let says: Vec<&str> =
            says.split([',', ' ']).filter(|word| word.starts_with(char::is_numeric)).collect();
        assert_eq!(column(&csv, index), says, "{what}");
    }
    for what in ["inequality", "queue"] {
        let (text, says) = worked_example(what);
        let found: Value = serde_json::from_str(&text).expect("the output is JSON");
        for claim in says.split(" and ") {
            let (key, value) = claim.split_once(": ").expect("a key and a value");
            let value: f64 = value.trim_end_matches('…').parse().expect("a number");
            let number = found[key.trim_matches('"')].as_f64().expect("the key is there");
            assert!((number - value).abs() < 1e-4, "{what}: {claim}, but {number}");
        }
    }
}

#[test]
fn limits_come_from_the_columns_or_from_the_command_line() {
    let weights = "id,weight,min,max\nA,70,,\nB,20,3,\nC,10,,0\n";
    let posts = text(&["apportion", "--method", "webster", "--posts", "10", "-"], weights);
    assert_eq!(posts, "id,posts,tie\nA,7,false\nB,3,false\nC,0,false\n");
    let weights = "id,weight\nA,90\nB,5\nC,5\n";
    let posts = text(
        &["apportion", "--method", "jefferson", "--posts", "10", "--min", "1", "--max", "8", "-"],
        weights,
    );
    assert_eq!(column(&posts, 1), ["8", "1", "1"]);
}

#[test]
fn an_exact_tie_is_flagged_or_refused() {
    let weights = "id,weight\nB,1\nA,1\nC,2\n";
    let posts = text(&["apportion", "--method", "webster", "--posts", "2", "-"], weights);
    assert_eq!(posts, "id,posts,tie\nB,0,true\nA,1,true\nC,1,false\n");
    let refused =
        calc(&["apportion", "--method", "webster", "--posts", "2", "--ties", "refuse", "-"], weights);
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stdout.is_empty());
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("A, B"), "{told}");
}

#[test]
fn weights_to_two_to_the_53_are_exact() {
    // As floats both quotients round to the same number; exactly, B has the greater right to the last seat.
    let weights = "id,weight\nA,9007199254740990\nB,9007199254740991\n";
    let posts = text(&["apportion", "--method", "webster", "--posts", "1", "-"], weights);
    assert_eq!(posts, "id,posts,tie\nA,0,false\nB,1,false\n");
}

#[test]
fn every_rule_shares_out_exactly() {
    let claims = "id,claim,need,existing,floor,cap\nA,100,50,10,5,\nB,200,70,,,150\nC,300,90,40,,\n";
    for rule in ["equal", "proportional", "equal-awards", "equal-losses", "talmud", "level-up", "as-claimed"]
    {
        let found = json(&["share", "--rule", rule, "--total", "333.33", "--json", "-"], claims);
        let cents = |value: &Value| (value.as_f64().expect("a number") * 100.0).round() as i64;
        let awards = found["awards"].as_array().expect("the awards");
        let sum: i64 = awards.iter().map(|award| cents(&award["award"])).sum();
        assert_eq!(sum + cents(&found["reserve"]), 33_333, "{rule}");
        assert_eq!(rule != "as-claimed", found["lambda"].is_number(), "{rule}");
    }
    // 120 yuan lift the lowest (existing + award) ÷ need: 10/50, 0/70 and 40/90 to 170/210 all alike.
    let lifted = text(
        &["share", "--rule", "level-up", "--total", "120", "-"],
        "id,need,existing\nA,50,10\nB,70,0\nC,90,40\n",
    );
    assert_eq!(column(&lifted, 1), ["30.47", "56.67", "32.86"]);
}

#[test]
fn what_is_undefined_is_null_and_never_zero() {
    let found = json(&["inequality", "-"], "value\n0\n0\n3\n");
    // Theil L takes the logarithm of zero; Atkinson's geometric mean of a zero is zero, so that index is 1.
    assert!(found["theil_l"].is_null() && found["generalized_entropy"]["-1"].is_null(), "{found}");
    assert_eq!(found["atkinson"]["1"], 1.0);
    assert!((found["gini"].as_f64().expect("a number") - 2.0 / 3.0).abs() < 1e-12);
    assert!((found["theil_t"].as_f64().expect("a number") - 3f64.ln()).abs() < 1e-12);
    let found = json(&["inequality", "-"], "value\n0\n0\n");
    assert!(found["gini"].is_null() && found["cv"].is_null());
    let found = json(&["queue", "--arrivals", "10", "--service", "1", "--servers", "5", "--within", "1"], "");
    assert_eq!(found["stable"], false);
    assert!(found["erlang_c"].is_null() && found["mean_wait"].is_null() && found["within"].is_null());
    assert!(found["erlang_b"].as_f64().is_some_and(|blocked| blocked > 0.5));
}

#[test]
fn weighted_and_repeated_values_are_the_same() {
    let weighted = json(&["inequality", "--value", "v", "--weight", "w", "-"], "v,w\n1,3\n5,1\n2,2\n");
    let repeated = json(&["inequality", "--value", "v", "-"], "v\n1\n1\n1\n5\n2\n2\n");
    for key in ["gini", "theil_t", "theil_l", "hoover", "cv"] {
        let (one, other) = (weighted[key].as_f64().expect(key), repeated[key].as_f64().expect(key));
        assert!((one - other).abs() < 1e-12, "{key}");
    }
}

#[test]
fn wrong_input_is_told_with_its_place_and_exit_code_two() {
    let apportion: &[&str] = &["apportion", "--method", "hill", "--posts", "5", "-"];
    let share: &[&str] = &["share", "--rule", "proportional", "--total", "5", "-"];
    let cases: [(&[&str], &str, &str); 11] = [
        (apportion, "id,weigth\nA,1\n", "rename `weigth` to `weight`"),
        (apportion, "id,weight,mim\nA,1,2\n", "did you mean `min`?"),
        (apportion, "id,weight\nA,-1\n", "<stdin>:2:weight"),
        (apportion, "id,weight\nA,x\nB,2\n", "<stdin>:2:weight"),
        (apportion, "id,weight\nA,1\nA,2\n", "the id `A` stands already on line 2"),
        (apportion, "id,weight,min\nA,1,1.5\n", "<stdin>:2:min"),
        (apportion, "id,weight\nA,1\nB,1\nC,1\nD,1\nE,1\nF,1\n", "6"),
        (share, "id,claim\nA,0\nB,0\n", "all claims are zero"),
        (share, "id,claim,floor\nA,1,4\nB,1,4\n", "floors come to 8"),
        (&["share", "--rule", "equal", "--total", "1.005", "-"], "id\nA\n", "more than 2 decimals"),
        (&["inequality", "-"], "value\n1\n\"\"\n3\n", "blank"),
    ];
    let mut wrong = Vec::new();
    for (arguments, input, fragment) in cases {
        let output = calc(arguments, input);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.code() != Some(2) || !output.stdout.is_empty() || !told.contains(fragment) {
            wrong.push(format!("{input:?}: {:?}, expected {fragment:?}\n{told}", output.status.code()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
