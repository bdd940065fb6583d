//! Patterns of the simple kind that codes have: characters and classes of characters, each with a count.

/// Why a pattern is not supported: the character in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsupported(pub(crate) String);

/// A pattern that a whole text matches or does not.
///
/// Characters stand for themselves, `.` for any; classes are `[0-9A-F]`, `[^,]`, `\d`, `\w`, `\s` (ASCII)
/// and their negations `\D`, `\W`, `\S`; counts are `?`, `*`, `+`, `{n}`, `{n,}` and `{n,m}`. `^` at the
/// start and `$` at the end change nothing. Groups, alternatives and what lies beyond are not supported.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    text: String,
    atoms: Vec<Atom>,
}

#[derive(Clone, Debug, PartialEq)]
struct Atom {
    negated: bool,
    ranges: Vec<(char, char)>,
    least: usize,
    most: usize,
}

/// The largest count that may be written.
const MOST: usize = 1_000;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The part that is not supported.
    pub(crate) fn read(text: &str) -> Result<Pattern, Unsupported> {
        let anchored = text.strip_prefix('^').unwrap_or(text);
        let anchored = match anchored.strip_suffix('$') {
            Some(rest) if !rest.ends_with('\\') => rest,
            _ => anchored,
        };
        let characters: Vec<char> = anchored.chars().collect();
        let (mut atoms, mut at) = (Vec::new(), 0);
        while at < characters.len() {
            let (negated, ranges) = class(&characters, &mut at)?;
            let (least, most) = count(&characters, &mut at)?;
            atoms.push(Atom { negated, ranges, least, most });
        }
        Ok(Pattern { text: text.to_owned(), atoms })
    }

    /// The pattern as written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the whole of `text` matches, in time linear in the text for a given pattern.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let characters: Vec<char> = text.chars().collect();
        // reachable[i]: the atoms so far can match exactly the first i characters.
        let mut reachable = vec![false; characters.len() + 1];
        reachable[0] = true;
        for atom in &self.atoms {
            reachable = atom.advance(&characters, &reachable);
        }
        reachable[characters.len()]
    }
}

impl Atom {
    fn holds(&self, character: char) -> bool {
        self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&character)) != self.negated
    }

    fn advance(&self, characters: &[char], reachable: &[bool]) -> Vec<bool> {
        let mut next = vec![false; reachable.len()];
        for start in (0..reachable.len()).filter(|start| reachable[*start]) {
            let fit = characters[start..].iter().take(self.most).take_while(|c| self.holds(**c)).count();
            if fit >= self.least {
                next[start + self.least..=start + fit].fill(true);
            }
        }
        next
    }
}

type Class = (bool, Vec<(char, char)>);

fn class(characters: &[char], at: &mut usize) -> Result<Class, Unsupported> {
    let character = characters[*at];
    *at += 1;
    match character {
        '.' => Ok((true, vec![('\n', '\n')])),
        '\\' => escape(characters, at),
        '[' => bracket(characters, at),
        '(' | ')' | '|' | '*' | '+' | '?' | '{' | '}' | ']' | '^' | '$' => {
            Err(Unsupported(character.to_string()))
        }
        plain => Ok((false, vec![(plain, plain)])),
    }
}

fn escape(characters: &[char], at: &mut usize) -> Result<Class, Unsupported> {
    let Some(character) = characters.get(*at) else { return Err(Unsupported("\\".to_owned())) };
    *at += 1;
    let word = vec![('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_')];
    let space = vec![('\t', '\r'), (' ', ' ')];
    match character {
        'd' => Ok((false, vec![('0', '9')])),
        'D' => Ok((true, vec![('0', '9')])),
        'w' => Ok((false, word)),
        'W' => Ok((true, word)),
        's' => Ok((false, space)),
        'S' => Ok((true, space)),
        letter if letter.is_alphanumeric() => Err(Unsupported(format!("\\{letter}"))),
        plain => Ok((false, vec![(*plain, *plain)])),
    }
}

fn bracket(characters: &[char], at: &mut usize) -> Result<Class, Unsupported> {
    let negated = characters.get(*at) == Some(&'^');
    *at += usize::from(negated);
    let mut ranges = Vec::new();
    loop {
        match characters.get(*at) {
            None => return Err(Unsupported("[".to_owned())),
            Some(']') if !ranges.is_empty() => break,
            Some('[' | ']') => return Err(Unsupported("[[".to_owned())),
            Some('\\') => {
                *at += 1;
                let (inner, mut more) = escape(characters, at)?;
                if inner {
                    return Err(Unsupported("[\\D]".to_owned()));
                }
                ranges.append(&mut more);
            }
            Some(from) => {
                *at += 1;
                let dash = characters.get(*at) == Some(&'-');
                match characters.get(*at + 1).filter(|to| dash && **to != ']') {
                    Some(to) if to < from || *to == '\\' => return Err(Unsupported(format!("{from}-{to}"))),
                    Some(to) => {
                        ranges.push((*from, *to));
                        *at += 2;
                    }
                    None => ranges.push((*from, *from)),
                }
            }
        }
    }
    *at += 1;
    Ok((negated, ranges))
}

fn count(characters: &[char], at: &mut usize) -> Result<(usize, usize), Unsupported> {
    let (counts, width) = match characters.get(*at) {
        Some('?') => ((0, 1), 1),
        Some('*') => ((0, usize::MAX), 1),
        Some('+') => ((1, usize::MAX), 1),
        Some('{') => {
            let inner: String = characters[*at + 1..].iter().take_while(|c| **c != '}').collect();
            let counts = braces(&inner).ok_or_else(|| Unsupported(format!("{{{inner}}}")))?;
            (counts, inner.chars().count() + 2)
        }
        _ => return Ok((1, 1)),
    };
    *at += width;
    match characters.get(*at) {
        Some(more @ ('?' | '*' | '+' | '{')) => Err(Unsupported(more.to_string())),
        _ => Ok(counts),
    }
}

fn braces(inner: &str) -> Option<(usize, usize)> {
    let number = |text: &str| text.parse::<usize>().ok().filter(|count| *count <= MOST);
    let (least, most) = match inner.split_once(',') {
        None => (number(inner)?, number(inner)?),
        Some((least, "")) => (number(least)?, usize::MAX),
        Some((least, most)) => (number(least)?, number(most)?),
    };
    (least <= most).then_some((least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_match_their_patterns_as_a_whole() {
        let matches = |pattern: &str, text: &str| Pattern::read(pattern).unwrap().matches(text);
        assert!(matches("^[0-9]{12}$", "340802001001"));
        assert!(!matches("^[0-9]{12}$", "3408020010011"));
        assert!(matches(r"3408\d{8}", "340802001001"));
        assert!(!matches(r"3408\d{8}", "340902001001"));
        assert!(matches("[A-Z]+-?[a-f0-9]*", "AB-0f"));
        assert!(matches("[^,]{1,3}社区", "程家墩社区"));
        assert!(!matches("[^,]{1,2}社区", "程家墩社区"));
        assert!(matches(r"a.c\.", "abc."));
        assert!(matches("a*a*a*b", "aaaaaaaab"));
        assert!(matches("", "") && !matches("", "a"));
        assert!(matches(r"\w+\$", "a_9$"));
    }

    #[test]
    fn what_is_not_supported_is_refused() {
        for pattern in [
            "(a|b)",
            "a|b",
            "a++",
            "*",
            r"\p{L}",
            "[a",
            "a{2,1}",
            "a{x}",
            "[[:alpha:]]",
            r"\",
            "a^b",
            "[]",
            "a{9999}",
        ] {
            assert!(Pattern::read(pattern).is_err(), "{pattern}");
        }
    }
}
