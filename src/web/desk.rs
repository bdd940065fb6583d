//! Where requests are worked out: so many at a time, each within its time, each given up when nobody waits for it
//! any more; a mistake of the program in one of them ends that one alone.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::refusal::Refusal;
use crate::problem::Stop;

/// The most requests that wait.
const MOST_WAITING: usize = 256;

/// Where requests are worked out.
#[derive(Debug)]
pub struct Desk {
    places: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    limit: Duration,
    steps: Arc<Mutex<HashMap<u64, &'static str>>>,
}

/// What a piece of work says of itself, and by which it learns that nobody waits for it any more.
#[derive(Debug)]
pub struct Watch {
    stop: Stop,
    ticket: Option<Ticket>,
}

/// The place at which the page asks how far its request is; given back at the end.
#[derive(Debug)]
struct Ticket {
    number: u64,
    steps: Arc<Mutex<HashMap<u64, &'static str>>>,
}

/// Tells the work that nobody waits for it any more, once the request is dropped.
struct Waiting(Stop);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.give_up();
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        lock(&self.steps).remove(&self.number);
    }
}

impl Watch {
    /// Begins a step of the work.
    ///
    /// # Errors
    /// [`Refusal::Cancelled`] where nobody waits any more.
    pub fn step(&self, name: &'static str) -> Result<(), Refusal> {
        if self.stop.is_given_up() {
            return Err(Refusal::Cancelled);
        }
        if let Some(ticket) = &self.ticket {
            lock(&ticket.steps).insert(ticket.number, name);
        }
        Ok(())
    }

    /// By which long work learns within a step that nobody waits any more.
    pub fn stop(&self) -> &Stop {
        &self.stop
    }

    /// A watch over work that nobody can give up.
    #[cfg(test)]
    pub fn idle() -> Watch {
        Watch { stop: Stop::never(), ticket: None }
    }
}

impl Desk {
    /// A desk with so many places, at which work may take so long.
    pub fn new(places: usize, limit: Duration) -> Desk {
        Desk {
            places: Arc::new(Semaphore::new(places)),
            waiting: Arc::new(Semaphore::new(MOST_WAITING)),
            limit,
            steps: Arc::default(),
        }
    }

    /// How far the work with that ticket is.
    pub fn step_of(&self, ticket: u64) -> Option<&'static str> {
        lock(&self.steps).get(&ticket).copied()
    }

    /// Has `work` done on a thread of its own. `ticket`: a number by which the page asks how far it is.
    ///
    /// # Errors
    /// What `work` refuses; that too many wait, that it took too long, or that the program made a mistake.
    pub async fn work<T: Send + 'static>(
        &self,
        ticket: Option<u64>,
        work: impl FnOnce(&Watch) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let waiting = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| Refusal::Busy)?;
        let stop = Stop::never();
        let given_up_at_the_end = Waiting(stop.clone());
        let ticket = ticket.map(|number| Ticket { number, steps: Arc::clone(&self.steps) });
        let watch = Watch { stop, ticket };
        watch.step("wait")?;
        let place = tokio::time::timeout(self.limit, Arc::clone(&self.places).acquire_owned());
        let place = place.await.map_err(|_| Refusal::Busy)?.map_err(|_| Refusal::Busy)?;
        drop(waiting);
        let task = tokio::task::spawn_blocking(move || {
            // The place is kept until the work has really ended, whether or not somebody still waits for it.
            let _place = place;
            work(&watch)
        });
        let done = tokio::time::timeout(self.limit, task).await;
        drop(given_up_at_the_end);
        match done {
            Err(_) => Err(Refusal::TooLong),
            Ok(Err(_)) => Err(Refusal::Broken),
            Ok(Ok(result)) => result,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn run<F: Future>(future: F) -> F::Output {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build();
        runtime.expect("a runtime").block_on(future)
    }

    #[test]
    fn a_mistake_in_one_request_ends_that_one_alone() {
        let desk = Desk::new(1, Duration::from_secs(20));
        let broken: Result<(), _> = run(desk.work(None, |_| panic!("on purpose")));
        assert!(matches!(broken, Err(Refusal::Broken)));
        assert!(matches!(run(desk.work(None, |_| Ok(7))), Ok(7)));
    }

    #[test]
    fn what_takes_too_long_is_cut_off_and_learns_of_it() {
        let desk = Desk::new(1, Duration::from_millis(50));
        let (tell, told) = std::sync::mpsc::channel();
        let result: Result<(), _> = run(desk.work(Some(9), move |watch| {
            while watch.step("evaluate").is_ok() {
                thread::sleep(Duration::from_millis(5));
            }
            tell.send(()).expect("the test waits");
            Ok(())
        }));
        assert!(matches!(result, Err(Refusal::TooLong)));
        told.recv_timeout(Duration::from_secs(20)).expect("the work was told to stop");
    }

    #[test]
    fn a_request_that_is_dropped_gives_up_its_work_and_its_ticket() {
        let desk = Arc::new(Desk::new(1, Duration::from_secs(20)));
        let (tell, told) = std::sync::mpsc::channel();
        run(async {
            let work = desk.work(Some(3), move |watch| {
                while watch.step("evaluate").is_ok() {
                    thread::sleep(Duration::from_millis(5));
                }
                tell.send(()).expect("the test waits");
                Ok(())
            });
            let _ = tokio::time::timeout(Duration::from_millis(100), work).await;
        });
        told.recv_timeout(Duration::from_secs(20)).expect("the work was told to stop");
        for _ in 0..1000 {
            if desk.step_of(3).is_none() {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("the ticket is still there");
    }
}
