//! `junheng serve`: the local what-if page.

use std::io;
use std::io::IsTerminal;
use std::io::Write as _;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use super::Failure;
use super::ScenarioArguments;
use super::interrupt;
use super::load::gather;
use super::say;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::system_text;
use crate::web::Guard;
use crate::web::Opened;
use crate::web::Settings;
use crate::web::serve;

/// The port asked for where none is named; where it is taken, any free one.
const PORT: u16 = 7749;

/// Arguments of `serve`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// The port; default 7749, or any free one where that is taken.
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// The address to listen on; beyond this machine it also needs --allow-remote.
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// Let other machines open the page; each needs the key in the address that is printed.
    #[arg(long)]
    allow_remote: bool,
    /// A name by which other machines know this one; may be repeated.
    #[arg(long = "host", value_name = "NAME", requires = "allow_remote")]
    hosts: Vec<String>,
    /// Seconds that one request may be worked on.
    #[arg(long, value_name = "S", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    limit: u64,
    /// Do not open the browser.
    #[arg(long)]
    no_open: bool,
}

/// Runs `serve`; it ends when the program is interrupted.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    check_address(arguments)?;
    let gathered = gather(&arguments.scenario)?;
    let set = arguments.scenario.set.clone();
    let opened = Opened::new(gathered.source, gathered.folder, gathered.tables, set)?;
    let listener = listen(arguments)?;
    let address = listener.local_addr()?;
    let guard = match arguments.allow_remote {
        true => Guard::remote(address.port(), arguments.hosts.clone(), key()?),
        false => Guard::local(address.port()),
    };
    let page = page_address(address, guard.key());
    writeln!(io::stdout(), "{page}")?;
    io::stdout().flush()?;
    say(match language {
        Language::English => "The page is at this address as long as the program runs; Ctrl-C ends it.",
        Language::Chinese => "程序运行期间可用上述网址打开页面；按 Ctrl-C 结束。",
    });
    if !arguments.no_open && io::stderr().is_terminal() {
        open_browser(&page, language);
    }
    interrupt::is_the_end();
    let limit = Duration::from_secs(arguments.limit);
    match serve(listener, opened, Settings { guard, limit }) {
        Ok(never) => match never {},
        Err(error) => Err(Failure::Other(cannot("serve the page", "提供页面", &error))),
    }
}

/// Other machines only with both words.
fn check_address(arguments: &Arguments) -> Result<(), Problem> {
    if arguments.listen.to_canonical().is_loopback() || arguments.allow_remote {
        return Ok(());
    }
    let listen = arguments.listen;
    Err(Problem::new(
        Place::Nowhere,
        format!("--listen {listen} lets other machines open the page"),
        format!("--listen {listen} 会让其他机器也能打开页面"),
    )
    .remedy(
        "add --allow-remote if that is meant; whoever opens it then needs the key in the address",
        "如确需如此，请加 --allow-remote；届时打开页面须带网址中的密钥",
    ))
}

fn listen(arguments: &Arguments) -> Result<TcpListener, Failure> {
    let at = |port| TcpListener::bind(SocketAddr::new(arguments.listen, port));
    let bound = match arguments.port {
        Some(port) => at(port),
        None => at(PORT).or_else(|_| at(0)),
    };
    bound.map_err(|error| {
        let shown = SocketAddr::new(arguments.listen, arguments.port.unwrap_or(PORT));
        Failure::Other(cannot(&format!("listen on {shown}"), &format!("监听 {shown}"), &error))
    })
}

fn cannot(en: &str, zh: &str, error: &io::Error) -> Text {
    let cause = system_text(error);
    let is_taken = error.kind() == io::ErrorKind::AddrInUse;
    let zh_cause = if is_taken { "地址已被占用".to_owned() } else { cause.zh };
    Text::new(format!("cannot {en}: {}", cause.en), format!("无法{zh}：{zh_cause}"))
}

/// The address under which the page is opened on this machine.
fn page_address(address: SocketAddr, key: Option<&str>) -> String {
    let shown = match address.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port()),
        _ => address,
    };
    match key {
        Some(key) => format!("http://{shown}/?key={key}"),
        None => format!("http://{shown}/"),
    }
}

/// 128 bits from the system's source of chance, in hexadecimal.
fn key() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Failure::Other(Text::new(
            format!("the system gives no random key: {error}"),
            format!("系统无法生成随机密钥：{error}"),
        ))
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Opens the page with the system's own means; where there are none, the address stands on the terminal.
fn open_browser(page: &str, language: Language) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "windows" => ("cmd", &["/C", "start", ""]),
        "macos" => ("open", &[]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        say(match language {
            Language::English => "No browser was found to open it in.",
            Language::Chinese => "未找到可自动打开的浏览器。",
        });
    }
}
