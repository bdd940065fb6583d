//! The Chinese of the command line: help texts and usage errors. The English stands at the arguments.

use std::io;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Arg;
use clap::ArgAction;
use clap::Command;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;

use crate::language::Language;

use super::say;

/// What the program and each command is for.
const COMMANDS: [(&str, &str); 20] = [
    ("junheng", "一个区分给社区的经费与编制：一刀切与差异化之比较"),
    ("compare", "比较情景中的各方案；不指定情景则运行内置的迎江区示例"),
    ("chart", "把情景的一幅图画成 SVG 或 PNG，尺寸任意"),
    ("check", "一次找出情景及其数据表的全部问题"),
    ("explain", "逐行说明一笔分配额是怎样得出的"),
    ("init", "把内置示例写入文件夹，供修改"),
    ("schema", "输出情景文件的 JSON Schema"),
    ("generate", "生成虚构的全国名册，供全国规模试算"),
    ("serve", "打开本机的推演页面：拖动滑块，看谁增谁减"),
    ("simulate", "对不确定的量反复抽样：哪些增减是稳健的，各指标落在什么范围"),
    ("sweep", "按网格或清单逐一改变取值，算出每种情形下各方案的全部指标"),
    ("sensitivity", "找出哪些参数决定一项指标"),
    ("solve", "反求：某个参数或总额取何值，才能达到所求"),
    ("audit", "查找情景公式的薄弱处：悬崖效应、逆向激励、不起作用的部分"),
    ("complete", "输出命令行补全脚本"),
    ("calc", "单独使用规则、取整方法与指标，读入 CSV 文件"),
    ("apportion", "按权重分配整数名编制"),
    ("share", "按规则分配一笔数额"),
    ("inequality", "以 JSON 输出一列的全部不平等指数"),
    ("queue", "多服务台排队的等待（Erlang B 与 C），以 JSON 输出"),
];

/// What each argument is for.
const ARGUMENTS: [(&str, &str); 58] = [
    ("lang", "文字的语言：en 或 zh（默认随系统）"),
    ("scenario", "情景文件（TOML）；默认为内置的迎江区示例"),
    ("set", "设定参数（per_head=20）或任一键（pools.operating.money=7000000）；可重复"),
    ("out", "输出到何处；compare 默认为 reports/ 加情景名"),
    ("json", "以 JSON 输出结果"),
    ("no_files", "不写文件"),
    ("csv", "单位超过 50,000 个时也写 awards.csv 与 parts.csv"),
    ("pool", "总盘"),
    ("policy", "方案"),
    ("kind", "图的种类；--list 列出各种"),
    ("list", "列出图的种类，以及该情景能画哪些"),
    ("width", "宽：像素（1000）或毫米（85mm、8.5cm）"),
    ("height", "高：像素或毫米；每个单位占一行的图按行数定高"),
    ("id", "情景文件与单位的 id；只写 id 则说明内置示例"),
    ("dir", "文件夹；其中不得已有示例文件"),
    ("shell", "命令行外壳：bash、elvish、fish、powershell、zsh"),
    ("communities", "社区与村的个数"),
    ("seed", "种子；同一种子得到同样的结果"),
    ("method", "取整方法：largest-remainder、webster、hill、jefferson、adams、dean"),
    ("posts", "编制总数"),
    ("min", "每个单位的下限（有 min 列时以列为准）"),
    ("max", "每个单位的上限（有 max 列时以列为准）"),
    ("ties", "完全并列时：id 为按 id 先后，refuse 为拒绝"),
    ("file", "CSV 文件；- 表示标准输入"),
    ("rule", "规则：equal、proportional、equal-awards、equal-losses、talmud、level-up、as-claimed"),
    ("total", "待分配总额，最多两位小数"),
    ("step", "最小分配单位，最多两位小数"),
    ("round", "取整方法，同 calc apportion 的 --method"),
    ("value", "数值列；有权重时为人均值"),
    ("weight", "权重列，如人口"),
    ("atkinson", "阿特金森指数的厌恶参数 ε"),
    ("entropy", "广义熵的参数 α"),
    ("percentiles", "百分位之比（反分布函数）"),
    ("draws", "抽样次数"),
    ("memory", "一批单位的抽样结果所用内存（MiB）；越小则重复抽样的遍数越多"),
    ("vary", "变动项：名称=起:止:步长，或 名称=值,值；重复则取全部组合，最后一项变得最快"),
    ("cases", "CSV 文件：每行一种情形，列名为变动项"),
    ("shard", "只算 N 份中的第 K 份；各份 CSV 依次相接即为整体"),
    ("awards", "另写每种情形下每个单位的分配额"),
    ("arrivals", "单位时间的到达数"),
    ("service", "每件的平均服务时间，时间单位相同"),
    ("port", "端口；默认 7749，已被占用时自动改用空闲端口"),
    ("listen", "监听的地址，默认仅本机（127.0.0.1）；其他地址须同时写 --allow-remote"),
    ("allow_remote", "允许其他机器打开页面；须带网址中的密钥"),
    ("hosts", "其他机器访问本机所用的名称；可重复"),
    ("limit", "一次请求最多计算的秒数，默认 30"),
    ("no_open", "不自动打开浏览器"),
    ("within", "服务时限；给出时限内得到服务的比例"),
    ("metric", "指标：方案.总盘.指标，如 differentiated.operating.adequacy_min"),
    ("study", "sobol：方差份额；morris：筛选；tornado：逐个变动"),
    ("samples", "样本数（sobol，2 的幂，默认 1024）、轨迹数（morris，50）或步数（tornado，20）"),
    ("chart", "绘图：写入以 .svg 或 .png 结尾的文件"),
    ("axis", "可变动的是什么：参数、year，或总额如 pools.operating.money"),
    ("targets", "所求：'方案.总盘.指标 >= 数值'，或 <=、=；'方案.总盘.change[ID] >= 0'；可重复"),
    ("prefer", "有多个解时取哪一个：smallest 最小、nearest 最近、largest 最大"),
    ("from", "查找的最低值；默认为参数的范围，或总额的一个步长"),
    ("to", "查找的最高值；默认为参数的范围，或总额的 100 倍"),
    ("tradeoff", "不求解，而以 CSV 输出全程的调整额与消除的缺口"),
];

/// The worked examples whose words are English: the command and the whole example.
const EXAMPLES: [(&str, &str); 3] = [
    (
        "sensitivity",
        "示例（哪些参数决定内置示例的最低保障率）：
  junheng sensitivity --metric differentiated.operating.adequacy_min --method sobol --samples 256
  得到各参数所占的方差份额，单独的与连同其他参数的",
    ),
    (
        "solve",
        "示例（要使每个社区都达到标准支出的 90%，需要多少钱？）：
  junheng solve --for pools.operating.money --target 'pooled.operating.adequacy_min >= 0.9'
  得到最小的总额，精确到分",
    ),
    (
        "audit",
        "示例（内置示例有哪些薄弱处）：
  junheng audit
  得到悬崖效应、逆向激励、不起作用的部分、未覆盖的单位，各附其所在行",
    ),
];

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with its help in `language`.
pub fn translate(command: Command, language: Language) -> Command {
    let command = command.disable_help_subcommand(true);
    match language {
        Language::English => command,
        Language::Chinese => translate_command(command).mut_subcommands(|sub| {
            translate_command(sub).disable_help_subcommand(true).mut_subcommands(translate_command)
        }),
    }
}

fn translate_command(command: Command) -> Command {
    let about = COMMANDS.iter().find(|(name, _)| *name == command.get_name()).map_or("", |(_, about)| *about);
    let is_program = command.get_name() == "junheng";
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本");
    let command = command
        .about(about)
        .long_about(about)
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .mut_args(translate_argument)
        .arg(help.help_heading("选项"));
    let own = EXAMPLES.iter().find(|(name, _)| *name == command.get_name());
    let translated = |example: String| own.map_or_else(|| chinese_example(&example), |own| own.1.to_owned());
    let example = command.get_after_help().map(|example| translated(example.to_string()));
    let command = match example {
        Some(example) => command.after_help(example),
        None => command,
    };
    match is_program {
        true => command.disable_version_flag(true).arg(version.help_heading("选项")),
        false => command,
    }
}

/// A worked example with its two English words in Chinese.
fn chinese_example(example: &str) -> String {
    example
        .replace("Example (", "示例（")
        .replace("):\n", "）：\n")
        .replace("  gives ", "  得到 ")
        .replace(" and ", "、")
        .replace("by hand: ", "手算：")
        .replace("five levels of per_head by two totals", "per_head 五档、总额两档")
        .replace(
            "whose gains hold whatever the uncertain figures are",
            "不确定的量无论如何变动，谁的增加都成立",
        )
        .replace("the same in four parts, one a machine", "同上，分四份，每台机器一份")
}

fn translate_argument(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    let argument = match ARGUMENTS.iter().find(|(id, _)| argument.get_id() == *id) {
        Some((_, help)) => argument.help(*help).long_help(*help),
        None => argument,
    };
    let argument = argument.help_heading(heading);
    match argument.get_action().takes_values() {
        true => argument.hide_possible_values(true).hide_default_value(true),
        false => argument,
    }
}

/// Says what is wrong with the command line, or shows the help or version asked for.
pub fn usage(error: &clap::Error, language: Language) -> ExitCode {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    // Where the terminal is gone there is nobody to tell.
    if language == Language::English {
        let _ = error.print();
    } else if asked {
        let _ = write!(io::stdout(), "{}", error.render().to_string().replace("[OPTIONS]", "[选项]"));
    } else {
        say(&chinese(error));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn chinese(error: &clap::Error) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let valid = context(ContextKind::ValidValue);
    let found = match error.kind() {
        ErrorKind::UnknownArgument => format!("未知的参数 {argument}"),
        ErrorKind::InvalidSubcommand => format!("未知的命令 {}", context(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "请写明命令".to_owned()
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if valid.is_empty() => {
            format!("{argument} 的值 `{value}` 无效")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 的值 `{value}` 无效；可选：{valid}")
        }
        ErrorKind::ArgumentConflict => format!("{argument} 重复，或与其他参数冲突"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 的值个数不对")
        }
        _ => "命令行有误".to_owned(),
    };
    let suggested = match (context(ContextKind::SuggestedArg), context(ContextKind::SuggestedSubcommand)) {
        (arg, _) if !arg.is_empty() => format!("；是否要写 {arg}？"),
        (_, sub) if !sub.is_empty() => format!("；是否要写 {sub}？"),
        _ => String::new(),
    };
    format!("错误：{found}{suggested}\n\n用 junheng --help 查看用法")
}
