//! What is asked at which path.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::body::to_bytes;
use axum::extract::DefaultBodyLimit;
use axum::extract::FromRequest;
use axum::extract::Multipart;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;

use super::about;
use super::answer::json;
use super::answer::send;
use super::ask::AboutAsk;
use super::ask::Bounded;
use super::ask::ProductAsk;
use super::ask::StepAsk;
use super::ask::ViewAsk;
use super::assets::ASSETS;
use super::desk::Desk;
use super::guard;
use super::guard::Guard;
use super::guard::Pass;
use super::product;
use super::refusal::Refusal;
use super::shelf::Shelf;
use super::upload;
use super::upload::Sent;
use super::view;
use super::work;
use crate::language::Text;

/// The most bytes of a request that sends no files.
const MOST_JSON: usize = 512 << 10;
/// How long a request may take to come in.
const COMING: Duration = Duration::from_secs(15);
/// How long files may take to come in.
const FILES_COMING: Duration = Duration::from_secs(60);

const JSON: &str = "application/json";

/// What all requests share: nothing that a visitor can change.
#[derive(Debug)]
pub struct Office {
    pub guard: Guard,
    pub desk: Desk,
    pub shelf: Arc<Shelf>,
    /// Places for requests that send files, which are held whole.
    pub uploads: Semaphore,
}

/// The address at which a request arrived.
#[derive(Clone, Copy, Debug)]
pub struct Arrival(pub SocketAddr);

type Shared = State<Arc<Office>>;
type Answer = Result<Response, Refusal>;

/// The paths of the page.
pub fn routes(office: Arc<Office>) -> Router {
    let mut router = Router::new()
        .route("/api/about", post(about))
        .route("/api/view", post(view))
        .route("/api/work", post(work))
        .route("/api/explain", post(explain))
        .route("/api/charts", post(charts))
        .route("/api/file", post(file))
        .route("/api/step", post(step))
        .route("/api/open", post(open).layer(DefaultBodyLimit::max(upload::MOST_BYTES)));
    for (path, kind, bytes) in ASSETS {
        router = router.route(path, get(move || async move { send(kind, bytes.to_vec()) }));
    }
    router
        .fallback(|| async {
            let text = Text::new("there is nothing at this address", "该网址没有内容");
            let mut response = Refusal::Malformed(text).response();
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        })
        .layer(middleware::from_fn_with_state(Arc::clone(&office), guarded))
        .with_state(office)
}

/// Lets through what may pass, and puts the headers on every answer.
async fn guarded(State(office): Shared, request: Request, next: Next) -> Response {
    let arrival = request.extensions().get::<Arrival>().copied();
    let pass = match arrival {
        Some(Arrival(local)) => office.guard.check(request.uri(), request.headers(), local),
        None => Err(Refusal::Broken),
    };
    let mut response = match pass {
        Ok(Pass::Open) => next.run(request).await,
        Ok(Pass::Admitted(cookie)) => {
            let here = HeaderValue::from_static("/");
            (StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie), (header::LOCATION, here)]).into_response()
        }
        Err(refusal) => refusal.response(),
    };
    response.headers_mut().extend(guard::headers());
    response
}

/// Reads what is asked: JSON, bounded in size and time.
async fn read<T: DeserializeOwned + Bounded>(request: Request) -> Result<T, Refusal> {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind != Some(JSON.as_bytes()) {
        return Err(Refusal::Malformed(Text::new("the request is not JSON", "请求不是 JSON")));
    }
    let bytes = tokio::time::timeout(COMING, to_bytes(request.into_body(), MOST_JSON));
    let bytes = bytes.await.map_err(|_| Refusal::Slow)?.map_err(|_| Refusal::TooLarge)?;
    let asked: T = serde_json::from_slice(&bytes).map_err(|error| {
        Refusal::Malformed(Text::new(
            format!("the request cannot be read: {error}"),
            format!("请求无法读取：{error}"),
        ))
    })?;
    asked.check()?;
    Ok(asked)
}

async fn about(State(office): Shared, request: Request) -> Answer {
    let ask: AboutAsk = read(request).await?;
    let shelf = Arc::clone(&office.shelf);
    let work = office.desk.work(ask.ticket, move |watch| {
        let opened = shelf.find(&ask.scenario)?;
        let worked = shelf.read(&opened, &[], watch)?;
        about::about(&opened, &worked)
    });
    Ok(send(JSON, work.await?))
}

async fn view(State(office): Shared, request: Request) -> Answer {
    let ask: ViewAsk = read(request).await?;
    let shelf = Arc::clone(&office.shelf);
    let work = office.desk.work(ask.ticket, move |watch| {
        let opened = shelf.find(&ask.scenario)?;
        let now = shelf.work(&opened, &ask.now.set, watch)?;
        let other = shelf.work(&opened, &ask.other.set, watch)?;
        let loaded = shelf.work(&opened, &[], watch)?;
        watch.step("describe")?;
        view::view(&now, &other, &loaded, &ask)
    });
    Ok(send(JSON, work.await?))
}

async fn work(State(office): Shared, request: Request) -> Answer {
    let ask: ProductAsk = read(request).await?;
    let shelf = Arc::clone(&office.shelf);
    let work = office.desk.work(ask.ticket, move |watch| {
        let opened = shelf.find(&ask.scenario)?;
        let worked = shelf.work(&opened, &ask.set, watch)?;
        work::work(&worked)
    });
    Ok(send(JSON, work.await?))
}

async fn explain(State(office): Shared, request: Request) -> Answer {
    let ask: ProductAsk = read(request).await?;
    let shelf = Arc::clone(&office.shelf);
    let work = office.desk.work(ask.ticket, move |watch| {
        let opened = shelf.find(&ask.scenario)?;
        let worked = shelf.read(&opened, &ask.set, watch)?;
        product::explanation(&worked, &ask, watch)
    });
    Ok(send(JSON, work.await?))
}

async fn charts(State(office): Shared, request: Request) -> Answer {
    let ask: ProductAsk = read(request).await?;
    let shelf = Arc::clone(&office.shelf);
    let work = office.desk.work(ask.ticket, move |watch| {
        let opened = shelf.find(&ask.scenario)?;
        let worked = shelf.work(&opened, &ask.set, watch)?;
        product::charts(&worked, &ask, watch)
    });
    Ok(send(JSON, work.await?))
}

async fn file(State(office): Shared, request: Request) -> Answer {
    let ask: ProductAsk = read(request).await?;
    let shelf = Arc::clone(&office.shelf);
    let work = office.desk.work(ask.ticket, move |watch| {
        let opened = shelf.find(&ask.scenario)?;
        let worked = shelf.read(&opened, &ask.set, watch)?;
        product::product(&opened, &worked, &ask, watch)
    });
    let made = work.await?;
    let mut response = send(made.kind, made.bytes);
    // What is saved is never shown in the page's own place.
    let saved = HeaderValue::from_static("attachment");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, saved);
    Ok(response)
}

async fn step(State(office): Shared, request: Request) -> Answer {
    let ask: StepAsk = read(request).await?;
    Ok(send(JSON, json(&office.desk.step_of(ask.ticket))?))
}

/// Opens a scenario, or another roster of the one that is open, from the files that the page sends.
async fn open(State(office): Shared, request: Request) -> Answer {
    let _place = office.uploads.try_acquire().map_err(|_| Refusal::Busy)?;
    let files = tokio::time::timeout(FILES_COMING, receive(request));
    let (scenario, ticket, files) = files.await.map_err(|_| Refusal::Slow)??;
    let shelf = Arc::clone(&office.shelf);
    let work = office.desk.work(ticket, move |watch| {
        let before = shelf.find(&scenario)?;
        let opened = shelf.put(upload::open(&before, &files, watch)?);
        let worked = shelf.read(&opened, &[], watch)?;
        about::about(&opened, &worked)
    });
    Ok(send(JSON, work.await?))
}

/// The files of a request, the scenario that was open, and the ticket.
async fn receive(request: Request) -> Result<(String, Option<u64>, Vec<Sent>), Refusal> {
    let not_files = || Refusal::Malformed(Text::new("the request holds no files", "请求中没有文件"));
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| not_files())?;
    let mut files: Vec<Sent> = Vec::new();
    let (mut scenario, mut ticket) = (String::new(), None);
    let refused = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
        _ => Refusal::Malformed(Text::new("the files did not arrive whole", "文件未完整送达")),
    };
    while let Some(part) = parts.next_field().await.map_err(refused)? {
        let name = part.file_name().map(|name| upload::bare(name).to_owned());
        let field = part.name().unwrap_or_default().to_owned();
        let bytes: Bytes = part.bytes().await.map_err(refused)?;
        match (field.as_str(), name) {
            ("scenario", None) => scenario = String::from_utf8_lossy(&bytes).into_owned(),
            ("ticket", None) => ticket = std::str::from_utf8(&bytes).ok().and_then(|text| text.parse().ok()),
            (_, Some(name)) => files.push(Sent { name, bytes }),
            _ => return Err(not_files()),
        }
        if files.len() > upload::MOST_FILES {
            return Err(Refusal::TooLarge);
        }
    }
    if files.is_empty() {
        return Err(not_files());
    }
    Ok((scenario, ticket, files))
}
