//! Connections: so many at once, each within its time, whoever holds one and sends nothing is cut off.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service as _;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::rt::TokioTimer;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use super::desk::Desk;
use super::guard::Guard;
use super::opened::Opened;
use super::routes::Arrival;
use super::routes::Office;
use super::routes::routes;
use super::shelf::Shelf;

/// How long the head of a request may take, and how long a connection may be idle.
const HEAD: Duration = Duration::from_secs(5);
/// How long a connection may live before it is closed after its present request, and how long that may then take.
const LIFE: Duration = Duration::from_secs(300);
const LAST_REQUEST: Duration = Duration::from_secs(120);
/// The most connections at once.
const MOST_CONNECTIONS: usize = 512;
/// The most requests at once that send files.
const MOST_UPLOADS: usize = 2;
/// The most bytes of a request's head.
const MOST_HEAD: usize = 32 << 10;
/// What a thread that works something out may use of its stack.
const STACK: usize = 8 << 20;

/// How the page is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who may ask.
    pub guard: Guard,
    /// How long one request may be worked on.
    pub limit: Duration,
}

/// Serves the page of a scenario on `listener` until the program ends.
///
/// # Errors
/// What the system refuses at the start.
pub fn serve(listener: TcpListener, opened: Opened, settings: Settings) -> io::Result<Infallible> {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores.clamp(1, 4))
        .max_blocking_threads(cores + 4)
        .thread_stack_size(STACK)
        .enable_io()
        .enable_time()
        .build()?;
    listener.set_nonblocking(true)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let office = Office {
            guard: settings.guard,
            desk: Desk::new(cores, settings.limit),
            shelf: Arc::new(Shelf::new(opened)),
            uploads: Semaphore::new(MOST_UPLOADS),
        };
        let router = routes(Arc::new(office));
        let connections = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        loop {
            // With no place left the next one waits in the system's queue.
            let Ok(place) = Arc::clone(&connections).acquire_owned().await else { continue };
            match listener.accept().await {
                Ok((stream, _)) => {
                    let router = router.clone();
                    tokio::spawn(async move {
                        let _place = place;
                        converse(stream, router).await;
                    });
                }
                // For instance too many open files: the next attempt waits a little.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    })
}

/// Answers the requests of one connection.
async fn converse(stream: TcpStream, router: Router) {
    let Ok(local) = stream.local_addr() else { return };
    // Answers are small; without this the last packet of one may wait for the receiver.
    let _ = stream.set_nodelay(true);
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Arrival(local));
        router.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(MOST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    if tokio::time::timeout(LIFE, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ = tokio::time::timeout(LAST_REQUEST, connection).await;
    }
}
