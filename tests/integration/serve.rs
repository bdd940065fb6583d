//! The local what-if page, served by the built program and asked over real sockets and in a real browser.

mod answers;
mod browsing;
mod load;
mod remote;
mod safety;
mod server;
mod uploads;
