//! The local what-if page: a scenario explored in the browser by somebody who never saw a terminal.
//!
//! In: a scenario that is [`Opened`], and requests of the page. Out: the page, JSON that it shows, and files of
//! exactly what it shows. The server keeps no state of a visitor: a scenario that is open never changes, and every
//! request says in full what is set in it, as `--set` says it on the command line; so nothing that one tab does
//! reaches another. No request opens a file: tables were read before the server began, or were sent by the page.
//!
//! The way of a request: [`listener`] takes the connection and bounds its time, [`guard`] checks who asks,
//! [`routes`] reads what is asked, [`desk`] lets so many be worked out at once and cuts off what takes too long,
//! [`shelf`] keeps what was worked out, [`setting`] tells values that a prepared scenario takes from what it has to be
//! read with, and [`view`] and its neighbours say it in JSON.

mod about;
mod answer;
mod ask;
mod assets;
mod change;
mod desk;
mod guard;
mod listener;
mod matrix;
mod opened;
mod product;
mod ready;
mod refusal;
mod routes;
mod rows;
mod setting;
mod shelf;
mod upload;
mod view;
mod work;

pub use guard::Guard;
pub use listener::Settings;
pub use listener::serve;
pub use opened::Opened;
