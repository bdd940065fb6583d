//! `junheng chart`: one chart of a scenario, to any size.

use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use super::Failure;
use super::ScenarioArguments;
use super::load::Loaded;
use super::load::load;
use super::say;
use crate::chart::Chart;
use crate::chart::Choice;
use crate::chart::Fonts;
use crate::chart::Kind;
use crate::chart::LARGEST;
use crate::chart::Length;
use crate::chart::SMALLEST;
use crate::chart::Style;
use crate::chart::choices;
use crate::chart::draw_one;
use crate::chart::obstacle;
use crate::chart::png;
use crate::chart::png_style;
use crate::evaluate::Outcome;
use crate::evaluate::evaluate;
use crate::evaluate::provenance;
use crate::language::Language;
use crate::language::Text;
use crate::language::width;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::find;
use crate::problem::system_text;
use crate::report::documents::page_style;

/// Pixels of a PNG for each pixel of its SVG where no width is asked for.
const PNG_SCALE: f32 = 2.0;

/// Arguments of `chart`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// The kind of chart; --list shows them.
    #[arg(long, value_name = "KIND", required_unless_present = "list")]
    kind: Option<String>,
    /// The pool; default the first that has such a chart.
    #[arg(long, value_name = "P")]
    pool: Option<String>,
    /// Show this policy alone beside the baseline; default all.
    #[arg(long, value_name = "Q")]
    policy: Option<String>,
    /// The file to write, FILE.svg or FILE.png; default SVG to standard output. A PNG states its resolution, so that
    /// it prints as large as the SVG: 300 dots an inch for millimetres, 96 for pixels, 192 without a size.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The width: pixels (1000), or millimetres of paper (85mm, 8.5cm).
    #[arg(long, value_name = "W")]
    width: Option<String>,
    /// The height, likewise; rows give way as far as they stay legible, and a note tells where that is not enough.
    #[arg(long, value_name = "H")]
    height: Option<String>,
    /// List the kinds, and of which pools they can be drawn.
    #[arg(long)]
    list: bool,
}

/// What the picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
}

/// Runs `chart`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let mut problems = Problems::default();
    let width = length("--width", arguments.width.as_deref(), &mut problems);
    let height = length("--height", arguments.height.as_deref(), &mut problems);
    let format = format(arguments.out.as_deref(), &mut problems);
    let loaded = match load(&arguments.scenario) {
        Ok(loaded) => loaded,
        Err(Failure::Input(found)) => {
            problems.0.extend(found.0);
            return Err(problems.into());
        }
        Err(failure) => return Err(failure),
    };
    let outcome = evaluate(&loaded.scenario, &loaded.tables)?;
    if arguments.list {
        problems.or(())?;
        let mut out = io::stdout().lock();
        out.write_all(list(&loaded, &outcome, language).as_bytes())?;
        out.flush()?;
        return Ok(());
    }
    let choice = choice(arguments, &loaded, &outcome, &mut problems);
    let Some(choice) = choice.filter(|_| problems.0.is_empty()) else { return Err(problems.into()) };
    let provenance = provenance(&loaded.scenario, &loaded.tables);
    let mut style = page_style(&loaded.subject(&outcome, &provenance, language));
    style.width = width.map_or(style.width, Length::pixels);
    // A column of print is as high as it is wide; else the page keeps its shape.
    style.height = match height {
        Some(height) => height.pixels(),
        None if style.width < 480 => style.width,
        None => (style.width * 16 / 25).max(SMALLEST),
    };
    style.fitted = height.is_some();
    let scale = width.or(height).map_or(PNG_SCALE, Length::scale);
    write(arguments, (&loaded, &outcome), &choice, &style, (format, scale, height))
}

/// Draws the picture and writes it.
fn write(
    arguments: &Arguments,
    (loaded, outcome): (&Loaded, &Outcome),
    choice: &Choice,
    style: &Style,
    (format, scale, height): (Format, f32, Option<Length>),
) -> Result<(), Failure> {
    let fonts = (format == Format::Png).then(Fonts::load);
    let drawn_in = fonts.as_ref().map_or_else(|| style.clone(), |fonts| png_style(style, fonts));
    if drawn_in != *style {
        let note = Text::new(
            "no Chinese font found: the PNG is in English and names members in English or by id",
            "系统中没有中文字体，PNG 图以英文绘制；安装中文字体（如 Debian 的 fonts-noto-cjk）后即为中文",
        );
        say(note.get(style.language));
    }
    let refused = |error: crate::chart::ChartError| {
        let text = error.text();
        Problem::new(Place::Nowhere, text.en, text.zh)
    };
    let all = (&loaded.scenario, &loaded.tables, outcome);
    // The choice was checked: there is something to draw.
    let Some(chart) = draw_one(all, &drawn_in, choice).map_err(refused)? else { return Ok(()) };
    if let Some(note) = height.and_then(|height| other_height(height, &chart)) {
        say(note.get(style.language));
    }
    let bytes = match &fonts {
        Some(fonts) => png(&chart.svg, fonts, scale).map_err(refused)?,
        None => chart.svg.into_bytes(),
    };
    match &arguments.out {
        Some(path) => Ok(write_file(path, &bytes)?),
        None => {
            let mut out = io::stdout().lock();
            out.write_all(&bytes)?;
            Ok(out.flush()?)
        }
    }
}

/// What is to be said where a chart is not as high as asked for.
fn other_height(asked: Length, chart: &Chart) -> Option<Text> {
    let (wanted, height) = (asked.pixels(), chart.size().1);
    if height.abs_diff(wanted) <= 2 {
        return None;
    }
    let (wanted_text, height_text) = (asked.told(wanted), asked.told(height));
    let (en, zh) = match height > wanted {
        true => ("it would not be legible in less", "再低则难以辨认"),
        false => ("it needs no more", "无需更高"),
    };
    Some(Text::new(
        format!("--height {wanted_text}: the chart is {height_text} high, for {en}"),
        format!("--height {wanted_text}：图高为 {height_text}，{zh}"),
    ))
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let write = || -> io::Result<()> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    };
    write().map_err(|error| {
        let cause = system_text(&error);
        Problem::new(
            Place::File(path.display().to_string()),
            format!("cannot write: {}", cause.en),
            format!("无法写入：{}", cause.zh),
        )
        .remedy("name a file you may write with --out", "请用 --out 指定可写的文件")
    })
}

/// A length of the command line, within what a picture may measure.
fn length(name: &str, text: Option<&str>, problems: &mut Problems) -> Option<Length> {
    let text = text?;
    let length: Option<Length> = text.parse().ok();
    let fits = length.is_some_and(|length| (SMALLEST..=LARGEST).contains(&length.pixels()));
    if !fits {
        problems.push(
            Problem::new(Place::Nowhere, format!("{name} is `{text}`"), format!("{name} 的值为 `{text}`"))
                .remedy(
                    format!("write pixels from {SMALLEST} to {LARGEST}, or millimetres from 80mm to 1058mm"),
                    format!("请写像素（{SMALLEST} 至 {LARGEST}），或毫米（80mm 至 1058mm）"),
                ),
        );
    }
    length.filter(|_| fits)
}

/// What is written, by the name of the file.
fn format(path: Option<&Path>, problems: &mut Problems) -> Format {
    let Some(path) = path else { return Format::Svg };
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("svg") => Format::Svg,
        Some("png") => Format::Png,
        _ => {
            problems.push(
                Problem::new(
                    Place::File(path.display().to_string()),
                    "the name ends neither in .svg nor in .png",
                    "文件名须以 .svg 或 .png 结尾",
                )
                .remedy("name FILE.svg or FILE.png", "请写 文件.svg 或 文件.png"),
            );
            Format::Svg
        }
    }
}

/// What is to be drawn, or every problem of kind, pool and policy.
fn choice(
    arguments: &Arguments,
    loaded: &Loaded,
    outcome: &Outcome,
    problems: &mut Problems,
) -> Option<Choice> {
    let mut found = |result: Result<usize, Problem>| result.map_err(|problem| problems.push(problem)).ok();
    let scenario = &loaded.scenario;
    let wanted = arguments.kind.as_deref().unwrap_or_default();
    let kind = found(find(
        &Place::Nowhere,
        ("kind of chart", "图的种类"),
        wanted,
        Kind::ALL.iter().map(|kind| kind.id()),
    ));
    let pools = scenario.pools.iter().map(|pool| pool.id.as_str());
    let asked = arguments.pool.as_deref();
    let pool = asked.and_then(|name| found(find(&Place::Nowhere, ("pool", "总盘"), name, pools)));
    let policies = scenario.policies.iter().map(|policy| policy.id.as_str());
    let named = arguments.policy.as_deref();
    let policy = named.and_then(|name| found(find(&Place::Nowhere, ("policy", "方案"), name, policies)));
    let kind = Kind::ALL[kind?];
    if asked.is_some() && !kind.is_of_pool() {
        problems.push(
            Problem::new(
                Place::Nowhere,
                format!("`{}` shows the service catalogue, not a pool", kind.id()),
                format!("`{}` 显示服务目录，与总盘无关", kind.id()),
            )
            .remedy("leave --pool out", "请删去 --pool"),
        );
    }
    let all = choices(scenario, outcome);
    let of_kind: Vec<&(Choice, Option<Text>)> = all
        .iter()
        .filter(|(choice, _)| choice.kind == kind && (pool.is_none() || choice.pool == pool))
        .collect();
    match of_kind.iter().find(|(_, obstacle)| obstacle.is_none()) {
        Some((choice, _)) => Some(Choice { policy, ..*choice }),
        None => {
            let asked = Choice { kind, pool: None, policy: None };
            let reason = of_kind.iter().find_map(|(_, obstacle)| obstacle.clone());
            let reason = reason.or_else(|| obstacle(outcome, &asked)).unwrap_or_default();
            problems.push(
                Problem::new(
                    Place::Nowhere,
                    format!("`{}` cannot be drawn: {}", kind.id(), reason.en),
                    format!("无法绘制 `{}`：{}", kind.id(), reason.zh),
                )
                .remedy("junheng chart --list shows what can", "请用 junheng chart --list 查看可画的图"),
            );
            None
        }
    }
}

/// The kinds, a line each: name, what it shows, and of which pools it can be drawn.
fn list(loaded: &Loaded, outcome: &Outcome, language: Language) -> String {
    let all = choices(&loaded.scenario, outcome);
    let labels: Vec<Text> = Kind::ALL.iter().map(|kind| kind.label()).collect();
    let widest = labels.iter().map(|label| width(label.get(language))).max().unwrap_or(0);
    let mut text = String::new();
    for (kind, label) in Kind::ALL.into_iter().zip(&labels) {
        let label = label.get(language);
        let drawn = all.iter().filter(|(choice, obstacle)| choice.kind == kind && obstacle.is_none());
        let pools: Vec<&str> = drawn
            .map(|(choice, _)| choice.pool.map_or("services", |pool| loaded.scenario.pools[pool].id.as_str()))
            .collect();
        let pools = if pools.is_empty() { "—".to_owned() } else { pools.join(", ") };
        let space = " ".repeat(widest - width(label));
        text.push_str(&format!("{:<11} {label}{space}  {pools}\n", kind.id()));
    }
    text
}
