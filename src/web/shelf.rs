//! What is kept between requests, all of it only to save time: scenarios that the page sent, and what was worked
//! out last. Whatever is not there (any more) is sent or worked out again.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use super::desk::Watch;
use super::opened::Opened;
use super::opened::Worked;
use super::refusal::Refusal;

/// The most scenarios kept besides the one the server began with.
const MOST_OPENED: usize = 16;
/// The most bytes that they take together.
const MOST_BYTES: usize = 512 << 20;
/// What one view needs: this side, the other side, and the scenario as loaded; kept however large.
const FEWEST_WORKED: usize = 3;
/// The most results kept.
const MOST_WORKED: usize = 64;
/// The most numbers that they hold together, 8 bytes each.
const MOST_NUMBERS: usize = 16_000_000;

/// What is kept between requests.
#[derive(Debug)]
pub struct Shelf {
    first: Arc<Opened>,
    opened: Mutex<VecDeque<Arc<Opened>>>,
    worked: Mutex<VecDeque<(Key, Arc<Worked>)>>,
}

type Key = (String, Vec<String>);

impl Shelf {
    /// A shelf with the scenario that the server begins with, which stays.
    pub fn new(first: Opened) -> Shelf {
        Shelf { first: Arc::new(first), opened: Mutex::default(), worked: Mutex::default() }
    }

    /// The scenario with that id; an empty id is the first.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not kept.
    pub fn find(&self, id: &str) -> Result<Arc<Opened>, Refusal> {
        if id.is_empty() || id == self.first.id {
            return Ok(Arc::clone(&self.first));
        }
        let mut opened = lock(&self.opened);
        let at = opened.iter().position(|each| each.id == id).ok_or(Refusal::Unknown)?;
        let found = opened.remove(at).ok_or(Refusal::Unknown)?;
        opened.push_front(Arc::clone(&found));
        Ok(found)
    }

    /// Puts a scenario on the shelf; those used longest ago go where there is no room.
    pub fn put(&self, scenario: Opened) -> Arc<Opened> {
        let scenario = Arc::new(scenario);
        let mut opened = lock(&self.opened);
        opened.retain(|each| each.id != scenario.id);
        opened.push_front(Arc::clone(&scenario));
        let weight = |opened: &VecDeque<Arc<Opened>>| opened.iter().map(|each| each.weight()).sum::<usize>();
        while opened.len() > MOST_OPENED || (opened.len() > 1 && weight(&opened) > MOST_BYTES) {
            opened.pop_back();
        }
        scenario
    }

    /// A scenario with what is set in it, worked out now or found as it was worked out before.
    ///
    /// # Errors
    /// As [`Opened::work`].
    pub fn work(&self, scenario: &Opened, set: &[String], watch: &Watch) -> Result<Arc<Worked>, Refusal> {
        let is_it = |(id, known): &Key| *id == scenario.id && known == set;
        {
            let mut worked = lock(&self.worked);
            if let Some(found) =
                worked.iter().position(|(key, _)| is_it(key)).and_then(|at| worked.remove(at))
            {
                let result = Arc::clone(&found.1);
                worked.push_front(found);
                return Ok(result);
            }
        }
        let result = Arc::new(scenario.work(set, watch)?);
        let mut worked = lock(&self.worked);
        worked.retain(|(key, _)| !is_it(key));
        worked.push_front(((scenario.id.clone(), set.to_vec()), Arc::clone(&result)));
        let mut numbers = 0;
        let mut count = 0;
        worked.retain(|(_, each)| {
            numbers += each.numbers();
            count += 1;
            count <= FEWEST_WORKED || (count <= MOST_WORKED && numbers <= MOST_NUMBERS)
        });
        Ok(result)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
