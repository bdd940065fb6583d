use proptest::prelude::*;

use super::world::COMMUNITIES;
use super::world::World;

/// Pieces that formulas are made of, and some that they are not.
const PIECES: [&str; 40] = [
    "population",
    "area",
    "type",
    "old",
    "units.kind",
    "grids.lamps",
    "rate",
    "baseline",
    "常住人口",
    "1",
    "0.5",
    "1e6",
    "\"a\"",
    "TRUE",
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    "^",
    "%",
    "=",
    "<>",
    "<",
    ">=",
    "IF(",
    "AND(",
    "SUM(",
    "ROUND(",
    "ISBLANK(",
    "IFBLANK(",
    "PERCENTILE(",
    "`",
    ".",
    "（",
    "'",
    " ",
    "&",
];

/// Whatever comes of a formula, spans lie on its characters and nothing panics.
fn survives(text: &str) {
    let world = World::new();
    match world.compile(text, COMMUNITIES) {
        Ok(formula) => {
            let result = formula.evaluate(&world.data());
            if let Err(problem) = &result {
                assert!(text.get(problem.span.clone()).is_some(), "{text}");
            }
            for row in 0..4 {
                let traced = formula.trace(&world.data(), row);
                let alone = formula.evaluate_rows(&world.data(), &[row as u32]);
                assert_eq!(traced.is_ok(), alone.is_ok(), "{text}");
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "{text}");
            for problem in problems {
                assert!(text.get(problem.span.clone()).is_some(), "{text}: {problem:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,40}") {
        survives(&text);
    }

    #[test]
    fn arbitrary_pieces_never_panic(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..16)) {
        survives(&pieces.concat());
    }
}

#[test]
fn the_deepest_formulas_allowed_are_evaluated_on_a_small_stack() {
    let deepest = [
        format!("{}1{}", "(".repeat(100), ")".repeat(100)),
        format!("{}1{}", "(1=1=(1<0+1*2^-".repeat(49), "%))".repeat(49)),
        format!("{}1{}", "IF(1=1,1+2*".repeat(100), ",2)".repeat(100)),
        format!("{}1{}", "ABS(2*".repeat(100), ")".repeat(100)),
        format!("{}TRUE{}", "AND(TRUE,".repeat(100), ")".repeat(100)),
        format!("{}population{}", "SUM(1*".repeat(100), ")".repeat(100)),
        format!("{}1", "-".repeat(100)),
    ];
    let run = move || deepest.iter().for_each(|text| survives(text));
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run).expect("a thread starts");
    thread.join().expect("the stack suffices");
}
