//! What a mistake's file expects, and what the program said.

/// A scenario with a mistake.
pub struct Mistake {
    pub scenario: String,
    pub expected: Vec<Expectation>,
    arguments: Vec<String>,
}

/// One problem that is due.
pub struct Expectation {
    place: String,
    en: Words,
    zh: Words,
}

struct Words {
    found: String,
    remedy: String,
}

/// One problem that was said.
#[derive(Clone, Debug)]
pub struct Said {
    pub found: String,
    pub place: String,
    pub remedy: String,
}

impl Mistake {
    /// Reads the lines `#! …` that a scenario opens with.
    pub fn read(scenario: &str, text: &str) -> Mistake {
        let mut mistake =
            Mistake { scenario: scenario.to_owned(), expected: Vec::new(), arguments: Vec::new() };
        for line in text.lines().map_while(|line| line.strip_prefix("#! ")) {
            let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
            match kind {
                "run" => mistake.arguments = rest.splitn(2, ' ').map(str::to_owned).collect(),
                "at" => {
                    let nothing = || Words { found: String::new(), remedy: String::new() };
                    mistake.expected.push(Expectation {
                        place: rest.to_owned(),
                        en: nothing(),
                        zh: nothing(),
                    });
                }
                "en" | "zh" => {
                    let last = mistake.expected.last_mut().expect("the place comes first");
                    let (found, remedy) = rest.split_once('|').expect("found | remedy");
                    let words = Words { found: found.trim().to_owned(), remedy: remedy.trim().to_owned() };
                    *(if kind == "en" { &mut last.en } else { &mut last.zh }) = words;
                }
                _ => panic!("{scenario}: `{line}` expects nothing"),
            }
        }
        assert!(!mistake.expected.is_empty(), "{scenario} expects nothing");
        mistake
    }

    /// The arguments that run a command on it.
    pub fn arguments(&self, command: &str, language: &str) -> Vec<String> {
        let start = [command, &self.scenario, "--lang", language].into_iter().map(str::to_owned);
        start.chain(self.arguments.iter().cloned()).collect()
    }
}

impl Expectation {
    fn words(&self, language: &str) -> &Words {
        if language == "zh" { &self.zh } else { &self.en }
    }

    /// Whether it was said.
    pub fn is_met(&self, said: &Said, language: &str) -> bool {
        let words = self.words(language);
        said.place == self.place && said.found.contains(&words.found) && said.remedy.contains(&words.remedy)
    }

    /// What is due, for a message.
    pub fn text(&self, language: &str) -> String {
        let words = self.words(language);
        format!("«{}» at {} with the remedy «{}»", words.found, self.place, words.remedy)
    }
}

impl Said {
    /// The problems in what the program wrote on standard error, without the count at the end.
    pub fn all(stderr: &str) -> Vec<Said> {
        let blocks = stderr
            .split("\n\n")
            .map(str::trim)
            .filter(|block| ["error", "错误"].iter().any(|start| block.starts_with(start)));
        blocks.map(Said::read).collect()
    }

    fn read(block: &str) -> Said {
        let after = |line: &str, mark: &str| line.split_once(mark).map(|(_, rest)| rest.trim().to_owned());
        let first = block.lines().next().unwrap_or_default();
        let found = after(first, ":").or_else(|| after(first, "：")).unwrap_or_default();
        let place = block.lines().find_map(|line| line.trim().strip_prefix("--> ")).unwrap_or_default();
        let remedy = block
            .lines()
            .position(|line| line.trim().starts_with("= "))
            .map(|start| block.lines().skip(start).collect::<Vec<_>>().join("\n"))
            .unwrap_or_default();
        let remedy =
            ["help:", "改法:", "改法："].iter().find_map(|mark| after(&remedy, mark)).unwrap_or_default();
        Said { found, place: place.to_owned(), remedy }
    }
}
