//! `junheng chart`: each kind to standard output or into a file, to any size, and what it refuses.

use std::fs;

use crate::run::Place;
use crate::run::project;

const KINDS: [&str; 10] = [
    "award-need",
    "dumbbell",
    "by-member",
    "changes",
    "adequacy",
    "lorenz",
    "parts",
    "hours",
    "mandates",
    "answers",
];

/// What an SVG says, a line a text, in the order drawn.
fn words(svg: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, _) in svg.match_indices("<text ") {
        let rest = &svg[at..];
        let text = &rest[rest.find('>').expect("a tag ends") + 1..rest.find("</text>").expect("a text ends")];
        words.push(text.trim().to_owned());
    }
    words
}

#[test]
fn every_kind_says_what_it_said_in_both_languages() {
    let place = Place::with_scenarios();
    let bless = std::env::var_os("JUNHENG_BLESS").is_some();
    for language in ["en", "zh"] {
        let mut told = String::new();
        for kind in KINDS {
            let scenario = match kind {
                "hours" | "mandates" => "configs/funding-follows-task.toml",
                "answers" => "configs/whistle.toml",
                _ => "configs/yingjiang.toml",
            };
            let pool = if kind == "by-member" { "posts" } else { "operating" };
            let mut arguments = vec!["chart", scenario, "--kind", kind, "--lang", language];
            if scenario.contains("yingjiang") {
                arguments.extend(["--pool", pool]);
            }
            let ran = place.succeed(&arguments);
            assert!(ran.stderr.is_empty(), "{kind}: {}", ran.stderr);
            told.push_str(&format!("## {kind}\n{}\n\n", words(&ran.stdout).join(" | ")));
        }
        let golden = project().join(format!("tests/charts/words.{language}.txt"));
        if bless {
            fs::write(&golden, &told).expect("the golden file is written");
        }
        let due = fs::read_to_string(&golden).expect("the golden file");
        for (told, due) in told.lines().zip(due.lines()) {
            assert_eq!(told, due);
        }
        assert_eq!(told, due);
    }
}

#[test]
fn a_picture_has_the_size_asked_for() {
    let place = Place::new();
    let size = |name: &str| {
        let bytes = fs::read(place.at(name)).expect("a picture");
        let picture = resvg::tiny_skia::Pixmap::decode_png(&bytes).expect("a PNG");
        (picture.width(), picture.height())
    };
    place.succeed(&["chart", "--kind", "lorenz", "--width", "85mm", "--out", "pictures/column.png"]);
    assert_eq!(size("pictures/column.png").0, 1004, "85 mm at 300 dots an inch");
    place.succeed(&["chart", "--kind", "lorenz", "--width", "900", "--height", "700", "--out", "screen.png"]);
    assert_eq!(size("screen.png"), (900, 700));
    let ran = place.succeed(&["chart", "--kind", "lorenz", "--width", "8.5cm"]);
    assert!(ran.stdout.starts_with("<svg width=\"321\""), "{}", &ran.stdout[..60]);
    place.succeed(&["chart", "--kind", "changes", "--out", "changes.SVG", "--policy", "pooled"]);
    let text = place.read("changes.SVG");
    assert!(text.contains("Differentiated, pooled") && !text.contains("\"Differentiated\""));
}

#[test]
fn a_height_is_kept_or_the_reader_is_told() {
    let place = Place::new();
    let chart = ["chart", "--kind", "changes", "--pool", "posts", "--policy", "pooled"];
    let ran = place.succeed(&[&chart[..], &["--height", "450"]].concat());
    assert!(
        ran.stdout.starts_with("<svg width=\"1000\" height=\"450\"") && ran.stderr.is_empty(),
        "{}",
        ran.stderr
    );
    let ran = place.succeed(&["chart", "--kind", "dumbbell", "--height", "90mm", "--lang", "en"]);
    let told = ran.stderr.trim().trim_start_matches("junheng: ");
    assert!(
        told.starts_with("--height 90 mm: the chart is ") && told.ends_with("not be legible in less"),
        "{told}"
    );
    let ran = place.succeed(&["chart", "--kind", "adequacy", "--height", "900", "--lang", "zh"]);
    assert!(
        ran.stderr.starts_with("--height 900 px：图高为 ") && ran.stderr.contains("无需更高"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_png_says_how_large_it_is_on_paper() {
    let place = Place::new();
    // 96 pixels of the SVG are an inch: 3,780 in a metre, 7,559 at two for one, 11,811 at 300 an inch.
    for (size, density) in
        [(["--width", "500"].as_slice(), 3_780_u32), (&[], 7_559), (&["--width", "85mm"], 11_811)]
    {
        place.succeed(&[&["chart", "--kind", "lorenz", "--out", "chart.png"], size].concat());
        let bytes = fs::read(place.at("chart.png")).expect("a picture");
        let at = bytes.windows(4).position(|name| name == b"pHYs").expect("its resolution") + 4;
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((number(at), number(at + 4), bytes[at + 8]), (density, density, 1));
    }
}

#[test]
fn every_mistake_is_told_at_once_and_nothing_is_written() {
    let place = Place::new();
    let wrong =
        ["--kind", "lorentz", "--pool", "opperating", "--policy", "x", "--width", "3mm", "--out", "a.gif"];
    let ran = place.run(&[&["chart"], &wrong[..]].concat()).end();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    for told in ["`lorenz`", "`operating`", "flat, differentiated, pooled", "80mm", ".svg", "5 problems"] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    assert!(place.files("").is_empty());
    let place = Place::with_scenarios();
    for (arguments, due) in [
        (["configs/size-bands.toml", "--kind", "mandates"].as_slice(), "没有服务目录"),
        (&["--kind", "hours", "--pool", "posts"], "请删去 --pool"),
        (&["--kind", "answers"], "未设诉求答复"),
    ] {
        let ran = place.run(&[&["chart", "--lang", "zh"], arguments].concat()).end();
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(due), "{}", ran.stderr);
    }
}

#[test]
fn the_list_has_every_kind_and_the_pools_it_can_be_drawn_of() {
    let place = Place::with_scenarios();
    let ran = place.succeed(&["chart", "configs/funding-follows-task.toml", "--list"]);
    let listed: Vec<&str> = ran.stdout.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(listed, KINDS);
    assert!(ran.stdout.lines().next().is_some_and(|line| line.ends_with("task_money, workers")));
    // The same list decides what a run writes.
    place.succeed(&["compare", "configs/funding-follows-task.toml", "--out", "run"]);
    let written = place.files("run/charts");
    let written: Vec<&String> = written.iter().filter(|name| name.ends_with(".svg")).collect();
    let drawable: usize = ran
        .stdout
        .lines()
        .map(|line| line.rsplit("  ").next().unwrap_or(""))
        .map(|pools| pools.split(", ").filter(|pool| *pool != "—").count())
        .sum();
    assert_eq!(written.len(), drawable);
}
