//! Distinct words numbered in the order of their first appearance, and the way back from word to number.

use std::cmp::Ordering;
use std::hash::BuildHasher;
use std::hash::RandomState;
use std::sync::LazyLock;

const FREE: u64 = u64::MAX;

/// Keyed at random once a run, so that no file can be written to make the index slow.
static KEY: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));

/// The way back from a word to its number in a list of distinct words that is kept elsewhere.
///
/// While the words ascend, as the ids of most rosters do, the list itself is the index. From the first
/// word on that does not, a table of slots is kept: each holds the hash of a word above its number, so a
/// word is looked at only where the hashes agree, and growing looks at none. The numbers do not depend
/// on the hash.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    /// A power of two of slots, at most half of them taken; none while the words ascend.
    slots: Option<Vec<u64>>,
}

impl Index {
    /// The number of `word` among `words`, the very list that was indexed.
    pub(crate) fn find(&self, words: &[String], word: &str) -> Option<u32> {
        match &self.slots {
            None => words.binary_search_by(|one| one.as_str().cmp(word)).ok().map(|at| at as u32),
            Some(slots) => {
                let slot = slots[place(slots, words, word, hash(word))];
                (slot != FREE).then_some(slot as u32)
            }
        }
    }

    /// The slots, with room for `more` words than there are.
    fn slots(&mut self, words: &[String], more: usize) -> &mut Vec<u64> {
        let slots = self.slots.get_or_insert_with(|| {
            let mut slots = Vec::new();
            grow(&mut slots, words.len() + more);
            for (number, word) in words.iter().enumerate() {
                settle(&mut slots, slot(hash(word), number));
            }
            slots
        });
        grow(slots, words.len() + more);
        slots
    }
}

/// The place of the slot of `word`, or of the free one where it belongs.
fn place(slots: &[u64], words: &[String], word: &str, hash: u32) -> usize {
    let mask = slots.len() - 1;
    let mut at = hash as usize & mask;
    loop {
        let slot = slots[at];
        if slot == FREE || ((slot >> 32) as u32 == hash && words[slot as u32 as usize] == word) {
            return at;
        }
        at = (at + 1) & mask;
    }
}

/// Puts a slot that is known to be new where it belongs.
fn settle(slots: &mut [u64], slot: u64) {
    let mask = slots.len() - 1;
    let mut at = (slot >> 32) as usize & mask;
    while slots[at] != FREE {
        at = (at + 1) & mask;
    }
    slots[at] = slot;
}

/// Makes room in the slots for so many words, and never less than there is.
fn grow(slots: &mut Vec<u64>, words: usize) {
    if words * 2 <= slots.len() {
        return;
    }
    let old = std::mem::replace(slots, vec![FREE; (words * 2).next_power_of_two().max(16)]);
    old.into_iter().filter(|slot| *slot != FREE).for_each(|slot| settle(slots, slot));
}

/// The slot of the word with this number.
fn slot(hash: u32, number: usize) -> u64 {
    u64::from(hash) << 32 | number as u64
}

/// A hash by folded multiplication, eight bytes at a time.
fn hash(word: &str) -> u32 {
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        (product as u64) ^ ((product >> 64) as u64)
    };
    let mut state = *KEY ^ (word.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (chunks, rest) = word.as_bytes().as_chunks::<8>();
    for chunk in chunks {
        state = fold(state ^ u64::from_le_bytes(*chunk), 0xa076_1d64_78bd_642f);
    }
    let last = rest.iter().fold(0_u64, |last, byte| last << 8 | u64::from(*byte));
    state = fold(state ^ last, 0xe703_7ed1_a0b4_28db);
    (state ^ state >> 32) as u32
}

/// Distinct words in the order of their first appearance.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    /// The words; a word's number is its place here.
    pub(crate) words: Vec<String>,
    index: Index,
    last: u32,
}

impl Dictionary {
    /// A dictionary without words.
    pub(crate) fn empty() -> Self {
        Dictionary { words: Vec::new(), index: Index { slots: None }, last: u32::MAX }
    }

    /// The number of `word`, which is added if it is new.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        self.last = match self.at_end(word) {
            Some(Ordering::Equal) => self.last,
            Some(Ordering::Less) => self.push(word.to_owned()),
            Some(Ordering::Greater) | None => {
                let hash = hash(word);
                let slots = self.index.slots(&self.words, 1);
                let place = place(slots, &self.words, word, hash);
                if slots[place] == FREE {
                    slots[place] = slot(hash, self.words.len());
                    self.words.push(word.to_owned());
                }
                slots[place] as u32
            }
        };
        self.last
    }

    /// How the last word compares with `word`: while the words ascend, in order, and less than it if there
    /// are none; after that, whether they are equal.
    fn at_end(&self, word: &str) -> Option<Ordering> {
        match self.words.get(self.last as usize) {
            Some(last) if self.index.slots.is_none() => Some(last.as_str().cmp(word)),
            Some(last) => (last == word).then_some(Ordering::Equal),
            None => Some(Ordering::Less),
        }
    }

    fn push(&mut self, word: String) -> u32 {
        self.words.push(word);
        (self.words.len() - 1) as u32
    }

    /// Takes the words of another dictionary over, in their order; gives the number of each here.
    pub(crate) fn absorb(&mut self, other: Dictionary) -> Vec<u32> {
        let hashes = other.index.slots.as_ref().map(|slots| {
            let mut hashes = vec![0_u32; other.words.len()];
            for slot in slots.iter().filter(|slot| **slot != FREE) {
                hashes[*slot as u32 as usize] = (slot >> 32) as u32;
            }
            hashes
        });
        let mut numbers = Vec::with_capacity(other.words.len());
        for (at, word) in other.words.into_iter().enumerate() {
            let known = hashes.as_ref().map(|hashes| hashes[at]);
            numbers.push(self.take(word, known));
        }
        numbers
    }

    /// The number of a word given away, whose hash may be known.
    fn take(&mut self, word: String, known: Option<u32>) -> u32 {
        self.last = match self.at_end(&word) {
            Some(Ordering::Equal) => self.last,
            Some(Ordering::Less) => self.push(word),
            Some(Ordering::Greater) | None => {
                let hash = known.unwrap_or_else(|| hash(&word));
                let slots = self.index.slots(&self.words, 1);
                let place = place(slots, &self.words, &word, hash);
                if slots[place] == FREE {
                    slots[place] = slot(hash, self.words.len());
                    self.words.push(word);
                }
                slots[place] as u32
            }
        };
        self.last
    }

    /// Makes room for so many words more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.words.reserve_exact(more);
        if let Some(slots) = &mut self.index.slots {
            grow(slots, self.words.len() + more);
        }
    }

    /// The words and the index over them.
    pub(crate) fn split(self) -> (Vec<String>, Index) {
        (self.words, self.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_in_order_of_appearance_and_found_again() {
        let mut dictionary = Dictionary::empty();
        let codes: Vec<u32> = ["b", "a", "b", "", "a"].iter().map(|word| dictionary.number(word)).collect();
        assert_eq!(codes, [0, 1, 0, 2, 1]);
        let mut other = Dictionary::empty();
        for i in 0..1000 {
            other.number(&format!("word {i}"));
            other.number("a");
        }
        let numbers = dictionary.absorb(other);
        assert_eq!(numbers[..4], [3, 1, 4, 5]);
        let (words, index) = dictionary.split();
        assert_eq!(words.len(), 1003);
        for (code, word) in words.iter().enumerate() {
            assert_eq!(index.find(&words, word), Some(code as u32));
        }
        assert_eq!(index.find(&words, "c"), None);
    }

    #[test]
    fn words_that_ascend_need_no_slots_until_one_does_not() {
        let mut dictionary = Dictionary::empty();
        for word in ["a", "a", "b", "d"] {
            dictionary.number(word);
        }
        let mut other = Dictionary::empty();
        for word in ["d", "e"] {
            other.number(word);
        }
        assert_eq!(dictionary.absorb(other), [2, 3]);
        let (words, index) = dictionary.clone().split();
        assert!(index.slots.is_none());
        assert_eq!((index.find(&words, "b"), index.find(&words, "c")), (Some(1), None));
        assert_eq!((dictionary.number("c"), dictionary.number("b"), dictionary.number("e")), (4, 1, 3));
        let (words, index) = dictionary.split();
        assert!(index.slots.is_some());
        assert_eq!((index.find(&words, "c"), index.find(&words, "f")), (Some(4), None));
    }

    #[test]
    fn hashes_of_like_words_are_spread() {
        let mut hashes: Vec<u32> = (0..100_000).map(|i| hash(&format!("34080200{i:07}"))).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert!(hashes.len() > 99_900, "{}", hashes.len());
    }
}
