//! The reader's language: by `--lang`, else by the locale, else English.

use crate::files::Written;
use crate::run::Place;
use crate::run::is_chinese;
use crate::run::none_wrong;

/// English that the command-line parser brings along and that a Chinese reader should not meet.
const ENGLISH: [&str; 16] = [
    "Usage",
    "Options",
    "Arguments",
    "Commands",
    "Print",
    "possible values",
    "default:",
    "error:",
    "help:",
    "For more information",
    "tip:",
    "SCENARIO (",
    "may be repeated",
    "warning",
    "os error",
    "this message",
];

#[test]
fn lang_comes_before_lc_all_before_lc_messages_before_lang() {
    let place = Place::new();
    let mut wrong = Vec::new();
    for (arguments, variables, chinese) in [
        (&[][..], &[][..], false),
        (&["--lang", "zh"], &[], true),
        (&["--lang=zh"], &[], true),
        (&["--lang", "zh"], &[("LC_ALL", "en_GB.UTF-8")], true),
        (&["--lang", "en"], &[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "zh_CN.UTF-8")], false),
        (&[], &[("LC_ALL", "zh_CN.UTF-8")], true),
        (&[], &[("LC_MESSAGES", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")], true),
        (&[], &[("LANG", "zh_CN.UTF-8")], true),
        (&[], &[("LANG", "zh_CN.GB18030")], true),
        (&[], &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], false),
        (&[], &[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")], true),
        (&[], &[("LANG", "de_DE.UTF-8")], false),
    ] {
        let mut run = place.run(&[arguments, &["check"]].concat());
        for (name, value) in variables {
            run = run.env(name, value);
        }
        let ran = run.end();
        let said = if chinese { "未发现问题" } else { "no problem found" };
        if !ran.stdout.contains(said) {
            wrong.push(format!("{arguments:?} {variables:?}: {ran:?}"));
        }
    }
    let after = place.succeed(&["check", "--lang", "zh"]);
    assert!(after.stdout.contains("未发现问题"), "--lang after the command: {}", after.stdout);
    none_wrong(&wrong);
}

#[test]
fn help_is_chinese_throughout_for_a_chinese_reader() {
    let place = Place::new();
    let mut wrong = Vec::new();
    let commands = [
        "",
        "compare",
        "check",
        "explain",
        "init",
        "schema",
        "generate",
        "sensitivity",
        "solve",
        "audit",
        "complete",
    ];
    for command in commands {
        let mut arguments = vec![command, "--help", "--lang", "zh"];
        arguments.retain(|argument| !argument.is_empty());
        let ran = place.succeed(&arguments);
        wrong.extend(english_in(&ran.stdout).map(|line| format!("{command} --help: {line}")));
    }
    none_wrong(&wrong);
}

#[test]
fn usage_errors_are_chinese_throughout_for_a_chinese_reader() {
    let place = Place::new();
    let mut wrong = Vec::new();
    for arguments in [
        &["compear"][..],
        &["compare", "--ot", "x"],
        &["compare", "a.toml", "b.toml"],
        &["compare", "--set"],
        &["compare", "--json", "--json"],
        &["explain", "340802001001"],
        &["explain", "34080200100", "--pool", "posts", "--policy", "flat"],
        &["generate", "--communities", "many", "--seed", "1", "--out", "x.csv"],
        &["check", "nowhere.toml"],
        &["complete", "nosuchshell"],
        &["init"],
        &[],
    ] {
        let ran = place.run(&[arguments, &["--lang", "zh"]].concat()).end();
        if ran.code != 2 || !ran.stderr.chars().any(is_chinese) || !ran.stdout.is_empty() {
            wrong.push(format!("{arguments:?}: {ran:#?}"));
        }
        wrong.extend(english_in(&ran.stderr).map(|line| format!("{arguments:?}: {line}")));
    }
    none_wrong(&wrong);
}

#[test]
fn chinese_results_use_chinese_punctuation() {
    let place = Place::new();
    let explain = ["explain", "340802001000", "--pool", "posts", "--policy", "pooled", "--lang", "zh"];
    let texts = [
        ("compare", place.succeed(&["compare", "--no-files", "--lang", "zh"]).stdout),
        ("explain", place.succeed(&explain).stdout),
    ];
    let mut wrong = Vec::new();
    for (command, text) in &texts {
        for line in text.lines() {
            let characters: Vec<char> = line.chars().collect();
            // A comma, colon or semicolon of half width right beside a Chinese character.
            let halved = characters.windows(2).any(|pair| {
                (is_chinese(pair[0]) && matches!(pair[1], ',' | ';' | ':' | '?'))
                    || (matches!(pair[0], ',' | ';') && is_chinese(pair[1]))
            });
            if halved {
                wrong.push(format!("{command}: {line}"));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn the_summary_of_the_example_fits_one_screen() {
    let chinese = Place::new().succeed(&["compare", "--no-files", "--lang", "zh"]).stdout;
    for summary in [&Written::example().summary, &chinese] {
        let widest = summary.lines().map(junheng::language::width).max().unwrap_or(0);
        assert!(summary.lines().count() <= 40, "{} lines\n{summary}", summary.lines().count());
        assert!(widest <= 120, "a line is {widest} wide\n{summary}");
    }
}

#[test]
fn the_columns_of_the_summary_line_up_with_chinese_text() {
    let place = Place::new();
    for language in ["en", "zh"] {
        let ran = place.succeed(&["compare", "--no-files", "--lang", language]);
        let mut tables = 0;
        // Columns of figures are flush right: every line of a table ends in the same place.
        for paragraph in ran.stdout.split("\n\n") {
            let lines: Vec<&str> = paragraph.lines().collect();
            let heads = lines.iter().enumerate().filter(|(_, line)| is_heading(line));
            for (index, _) in heads {
                let widths: Vec<usize> = lines[index..index + 4]
                    .iter()
                    .map(|line| junheng::language::width(line.trim_end()))
                    .collect();
                tables += 1;
                assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}\n{paragraph}");
            }
        }
        assert_eq!(tables, 4, "{}", ran.stdout);
    }
}

fn is_heading(line: &str) -> bool {
    ["adequacy", "方案 ", "各组保障率"].iter().any(|start| line.starts_with(start))
}

/// The lines of `text` that hold English of the command-line parser.
fn english_in(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| ENGLISH.iter().any(|english| line.contains(english)))
}
