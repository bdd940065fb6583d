//! People who wait: Erlang's formulas for a counter with several clerks.
//!
//! Arrivals are random (Poisson), service times exponential, the queue is served in order and nobody leaves
//! (M/M/n). The unit of time is the caller's, the same throughout.
//!
//! # Source
//! Erlang, A. K. (1917), «Solution of some problems in the theory of probabilities of significance in
//! automatic telephone exchanges», Elektroteknikeren 13; Cooper, R. B. (1981), «Introduction to Queueing
//! Theory», 2nd ed., North-Holland, sections 3.3 and 3.4.

/// A counter: how many come, how long each takes, how many serve.
///
/// ```
/// use junheng::measure::queue::Queue;
/// // Worked by hand: one arrival an hour, an hour's work each, two clerks.
/// let queue = Queue::new(1.0, 1.0, 2).unwrap();
/// assert!((queue.erlang_b() - 1.0 / 5.0).abs() < 1e-15);
/// assert!((queue.erlang_c().unwrap() - 1.0 / 3.0).abs() < 1e-15);
/// assert!((queue.mean_wait().unwrap() - 1.0 / 3.0).abs() < 1e-15);
/// assert!((queue.wait_above(1.0).unwrap() - (-1.0f64).exp() / 3.0).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Queue {
    arrivals: f64,
    service: f64,
    servers: u32,
}

impl Queue {
    /// `arrivals` per unit of time, `service`: the mean time that one takes, `servers`: how many serve.
    /// `None` where arrivals or service are negative, infinite or no number.
    pub fn new(arrivals: f64, service: f64, servers: u32) -> Option<Queue> {
        let counts = |value: f64| value.is_finite() && value >= 0.0;
        let load = arrivals * service;
        (counts(arrivals) && counts(service) && counts(load)).then_some(Queue { arrivals, service, servers })
    }

    /// The load in erlangs: servers kept busy on average if there were enough.
    pub fn load(&self) -> f64 {
        self.arrivals * self.service
    }

    /// Load ÷ servers; `None` without a server.
    pub fn utilisation(&self) -> Option<f64> {
        (self.servers > 0).then(|| self.load() / f64::from(self.servers))
    }

    /// Whether the queue does not grow for ever: a load below the number of servers.
    pub fn stable(&self) -> bool {
        self.load() < f64::from(self.servers)
    }

    /// Erlang B, from 0 to 1: the share turned away where nobody can wait; defined for every load.
    ///
    /// Computed by B(n) = a B(n−1) ÷ (n + a B(n−1)), which neither overflows nor cancels, whatever n.
    ///
    /// # Source
    /// Cooper (1981), section 3.3, equation 3.4; the recursion is from Jagerman, D. L. (1974), Bell System
    /// Technical Journal 53(3), 525-551.
    pub fn erlang_b(&self) -> f64 {
        let load = self.load();
        let mut blocked = 1.0;
        for server in 1..=self.servers {
            blocked = load * blocked / (f64::from(server) + load * blocked);
        }
        blocked
    }

    /// Erlang C, from 0 to 1: the probability of having to wait; `None` where the queue is unstable.
    ///
    /// # Source
    /// Cooper (1981), section 3.4: C = n B ÷ (n − a (1 − B)).
    pub fn erlang_c(&self) -> Option<f64> {
        if !self.stable() {
            return None;
        }
        let (blocked, servers) = (self.erlang_b(), f64::from(self.servers));
        Some(servers * blocked / (servers - self.load() * (1.0 - blocked)))
    }

    /// The mean wait of all, those included who do not wait, in units of time; `None` where unstable.
    pub fn mean_wait(&self) -> Option<f64> {
        Some(self.erlang_c()? * self.service / (f64::from(self.servers) - self.load()))
    }

    /// The probability of waiting longer than `time` (0 or more); `None` where unstable.
    pub fn wait_above(&self, time: f64) -> Option<f64> {
        if time.is_nan() || time < 0.0 {
            return None;
        }
        let waits = self.erlang_c()?;
        if self.service == 0.0 {
            return Some(0.0);
        }
        Some(waits * (-(f64::from(self.servers) - self.load()) * time / self.service).exp())
    }

    /// The share who are served within `time` of arriving; `None` where unstable.
    pub fn within(&self, time: f64) -> Option<f64> {
        self.wait_above(time).map(|above| 1.0 - above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_clerk_is_the_textbook_single_queue() {
        let queue = Queue::new(3.0, 0.25, 1).expect("finite");
        assert!((queue.erlang_b() - 0.75 / 1.75).abs() < 1e-15);
        assert!((queue.erlang_c().expect("stable") - 0.75).abs() < 1e-15);
        assert!((queue.mean_wait().expect("stable") - 0.75).abs() < 1e-15);
    }

    #[test]
    fn ten_erlangs_on_ten_lines_lose_the_share_in_the_tables() {
        let queue = Queue::new(10.0, 1.0, 10).expect("finite");
        assert!((queue.erlang_b() - 0.2146).abs() < 5e-5);
        assert_eq!(queue.erlang_c(), None);
        assert!(!queue.stable());
    }

    #[test]
    fn thousands_of_servers_neither_overflow_nor_vanish() {
        let queue = Queue::new(9_950.0, 1.0, 10_000).expect("finite");
        let waits = queue.erlang_c().expect("stable");
        assert!((0.4..0.7).contains(&waits), "{waits}");
        assert!(queue.wait_above(0.1).expect("stable") < waits);
    }

    #[test]
    fn the_recursion_agrees_with_the_definition() {
        for servers in 1..30u32 {
            let load = 12.5f64;
            let mut term = 1.0;
            let mut sum = 1.0;
            for server in 1..=servers {
                term *= load / f64::from(server);
                sum += term;
            }
            let queue = Queue::new(load, 1.0, servers).expect("finite");
            assert!((queue.erlang_b() - term / sum).abs() < 1e-13);
        }
    }

    #[test]
    fn no_server_and_nobody_coming_are_answered_and_nonsense_is_not() {
        let idle = Queue::new(0.0, 1.0, 3).expect("finite");
        assert_eq!((idle.erlang_b(), idle.erlang_c()), (0.0, Some(0.0)));
        let shut = Queue::new(1.0, 1.0, 0).expect("finite");
        assert_eq!((shut.utilisation(), shut.erlang_b(), shut.erlang_c()), (None, 1.0, None));
        assert_eq!(Queue::new(f64::NAN, 1.0, 1), None);
        assert_eq!(Queue::new(-1.0, 1.0, 1), None);
    }
}
