//! `junheng calc queue`: waiting in a queue of several servers.

use serde::Serialize;

use super::input::write_json;
use crate::cli::Failure;
use crate::measure::queue::Queue;
use crate::problem::Place;
use crate::problem::Problem;

/// A worked example, by hand: two servers and a load of one wait with probability 1/3.
pub const EXAMPLE: &str = "Example (by hand: two servers, one erlang):
  junheng calc queue --arrivals 2 --service 0.5 --servers 2
  gives \"erlang_b\": 0.2 and \"erlang_c\": 0.3333…";

/// Arguments of `calc queue`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Arrivals per unit of time.
    #[arg(long, value_name = "A")]
    arrivals: f64,
    /// The mean time that serving one takes, in the same unit of time.
    #[arg(long, value_name = "S")]
    service: f64,
    /// How many serve.
    #[arg(long, value_name = "N")]
    servers: u32,
    /// The time within which one is to be served; gives the share of arrivals that are.
    #[arg(long, value_name = "T")]
    within: Option<f64>,
}

#[derive(Serialize)]
struct Waiting {
    load: f64,
    utilisation: Option<f64>,
    erlang_b: f64,
    erlang_c: Option<f64>,
    mean_wait: Option<f64>,
    within: Option<f64>,
    stable: bool,
}

/// Runs `calc queue`.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let refused = |en: &str, zh: &str| Problem::new(Place::Nowhere, en, zh);
    let Some(queue) = Queue::new(arguments.arrivals, arguments.service, arguments.servers) else {
        return Err(refused(
            "arrivals, service time and servers must be finite and not below zero",
            "到达率、服务时间与服务台数应为不小于零的有限数",
        )
        .remedy(
            "write for instance --arrivals 10 --service 0.25 --servers 4",
            "例如 --arrivals 10 --service 0.25 --servers 4",
        )
        .into());
    };
    if arguments.within.is_some_and(|time| !time.is_finite() || time < 0.0) {
        return Err(
            refused("--within must be finite and not below zero", "--within 应为不小于零的有限数").into()
        );
    }
    write_json(&Waiting {
        load: queue.load(),
        utilisation: queue.utilisation(),
        erlang_b: queue.erlang_b(),
        erlang_c: queue.erlang_c(),
        mean_wait: queue.mean_wait(),
        within: arguments.within.and_then(|time| queue.within(time)),
        stable: queue.stable(),
    })
}
