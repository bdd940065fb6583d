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
use super::ready::Ready;
use super::refusal::Refusal;
use super::setting::tell_apart;

/// The most scenarios kept besides the one the server began with.
const MOST_OPENED: usize = 16;
/// The most bytes that they take together.
const MOST_BYTES: usize = 512 << 20;
/// What one view needs: this side, the other side, and the scenario as loaded; kept however large.
const FEWEST_WORKED: usize = 3;
/// The scenario as loaded, and with what was last set apart from values.
const FEWEST_READY: usize = 2;
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
    ready: Mutex<VecDeque<(Key, Arc<Ready>)>>,
}

type Key = (String, Vec<String>);

impl Shelf {
    /// A shelf with the scenario that the server begins with, which stays.
    pub fn new(first: Opened) -> Shelf {
        Shelf {
            first: Arc::new(first),
            opened: Mutex::default(),
            worked: Mutex::default(),
            ready: Mutex::default(),
        }
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

    /// A scenario with what is set in it, read and worked out now or found as it was worked out before: for what
    /// tells of the scenario's own text, such as files and explanations.
    ///
    /// # Errors
    /// As [`Opened::work`].
    pub fn read(&self, scenario: &Opened, set: &[String], watch: &Watch) -> Result<Arc<Worked>, Refusal> {
        let key = (scenario.id.clone(), set.to_vec());
        if let Some(found) = take(&self.worked, &key).filter(|worked| worked.is_read) {
            return Ok(found);
        }
        let result = Arc::new(scenario.work(set, watch)?);
        self.keep(key, &result);
        Ok(result)
    }

    /// The same, where values alone are looked at: as far as values of parameters and totals are set, the scenario
    /// is not read again for them, and only what rests on them is worked out.
    ///
    /// # Errors
    /// As [`Opened::work`].
    pub fn work(&self, scenario: &Opened, set: &[String], watch: &Watch) -> Result<Arc<Worked>, Refusal> {
        let key = (scenario.id.clone(), set.to_vec());
        if let Some(found) = take(&self.worked, &key) {
            return Ok(found);
        }
        let as_loaded = self.ready(scenario, &[], watch)?;
        let result = match tell_apart(as_loaded.scenario(), set) {
            None => None,
            Some(settings) if settings.apart.is_empty() => as_loaded.work(&settings.values, set, watch)?,
            // What is wrong with the rest alone may be put right by the values; they are read together then.
            Some(settings) => match self.ready(scenario, &settings.apart, watch) {
                Ok(ready) => ready.work(&settings.values, set, watch)?,
                Err(Refusal::Wrong(_)) => None,
                Err(refusal) => return Err(refusal),
            },
        };
        let result = match result {
            Some(worked) => Arc::new(worked),
            None => return self.read(scenario, set, watch),
        };
        self.keep(key, &result);
        Ok(result)
    }

    fn keep(&self, key: Key, result: &Arc<Worked>) {
        put(&self.worked, key, result, FEWEST_WORKED, |worked| worked.numbers());
    }

    /// A scenario prepared for changes, with what else is set in it.
    fn ready(&self, scenario: &Opened, set: &[String], watch: &Watch) -> Result<Arc<Ready>, Refusal> {
        let key = (scenario.id.clone(), set.to_vec());
        if let Some(found) = take(&self.ready, &key) {
            return Ok(found);
        }
        let ready = Arc::new(scenario.prepare(set, watch)?);
        put(&self.ready, key, &ready, FEWEST_READY, |ready| ready.numbers());
        Ok(ready)
    }
}

/// What is kept under a key; it is then the last to go.
fn take<T>(kept: &Mutex<VecDeque<(Key, Arc<T>)>>, key: &Key) -> Option<Arc<T>> {
    let mut kept = lock(kept);
    let at = kept.iter().position(|(known, _)| known == key)?;
    let found = kept.remove(at)?;
    let result = Arc::clone(&found.1);
    kept.push_front(found);
    Some(result)
}

/// Keeps something under a key; those used longest ago go where there is no room.
fn put<T>(
    kept: &Mutex<VecDeque<(Key, Arc<T>)>>,
    key: Key,
    result: &Arc<T>,
    fewest: usize,
    numbers_of: impl Fn(&T) -> usize,
) {
    let mut kept = lock(kept);
    kept.retain(|(known, _)| *known != key);
    kept.push_front((key, Arc::clone(result)));
    let (mut numbers, mut count) = (0, 0);
    kept.retain(|(_, each)| {
        numbers += numbers_of(each);
        count += 1;
        count <= fewest || (count <= MOST_WORKED && numbers <= MOST_NUMBERS)
    });
}

#[cfg(test)]
mod tests;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
