//! The Chinese of the command line: help texts and usage errors. The English stands at the arguments.

use std::process::ExitCode;

use clap::Command;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;

use crate::language::Language;

use super::say;

/// What each command is for.
const COMMANDS: [(&str, &str); 7] = [
    ("compare", "比较情景中的各方案；不指定情景则运行内置的迎江区示例"),
    ("check", "一次找出情景及其数据表的全部问题"),
    ("explain", "逐行说明一笔分配额是怎样得出的"),
    ("init", "把内置示例写入文件夹，供修改"),
    ("schema", "输出情景文件的 JSON Schema"),
    ("generate", "生成虚构的全国名册，供全国规模试算"),
    ("complete", "输出命令行补全脚本"),
];

/// What each argument is for.
const ARGUMENTS: [(&str, &str); 15] = [
    ("lang", "文字的语言：en 或 zh（默认随系统）"),
    ("scenario", "情景文件（TOML）；默认为内置的迎江区示例"),
    ("set", "设定参数（per_head=20）或任一键（pools.operating.money=7000000）；可重复"),
    ("out", "输出文件夹；默认为 reports/ 加情景名"),
    ("json", "以 JSON 输出结果"),
    ("no_files", "不写文件"),
    ("csv", "单位超过 50,000 个时也写 awards.csv 与 parts.csv"),
    ("pool", "总盘"),
    ("policy", "方案"),
    ("id", "单位的 id"),
    ("dir", "文件夹；其中不得已有示例文件"),
    ("shell", "命令行外壳"),
    ("communities", "社区与村的个数"),
    ("seed", "种子；同一种子得到同样的结果"),
    ("help", "显示帮助"),
];

/// The command with its help in `language`.
pub fn translate(command: Command, language: Language) -> Command {
    if language == Language::English {
        return command;
    }
    let about = "一个区分给社区的经费与编制：一刀切与差异化之比较";
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = translate_arguments(command).about(about).long_about(about);
    for name in names {
        let Some((_, about)) = COMMANDS.iter().find(|(each, _)| *each == name) else { continue };
        command =
            command.mut_subcommand(name, |sub| translate_arguments(sub.about(*about).long_about(*about)));
    }
    command
}

fn translate_arguments(command: Command) -> Command {
    command.subcommand_help_heading("命令").next_help_heading(None::<&str>).mut_args(|argument| {
        let heading = if argument.is_positional() { "参数" } else { "选项" };
        let argument = match ARGUMENTS.iter().find(|(id, _)| argument.get_id() == *id) {
            Some((_, help)) => argument.help(*help).long_help(*help),
            None => argument,
        };
        argument.help_heading(heading)
    })
}

/// Says what is wrong with the command line, or shows the help or version asked for.
pub fn usage(error: &clap::Error, language: Language) -> ExitCode {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asked || language == Language::English {
        // Where the terminal is gone there is nobody to tell.
        let _ = error.print();
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
    let found = match error.kind() {
        ErrorKind::UnknownArgument => format!("未知的参数 {argument}"),
        ErrorKind::InvalidSubcommand => format!("未知的命令 {}", context(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "请写明命令".to_owned()
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 的值 `{value}` 无效；可选：{}", context(ContextKind::ValidValue))
        }
        ErrorKind::ArgumentConflict => format!("{argument} 与其他参数冲突"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 的值个数不对")
        }
        _ => error.to_string(),
    };
    let suggested = match (context(ContextKind::SuggestedArg), context(ContextKind::SuggestedSubcommand)) {
        (arg, _) if !arg.is_empty() => format!("；是否要写 {arg}？"),
        (_, sub) if !sub.is_empty() => format!("；是否要写 {sub}？"),
        _ => String::new(),
    };
    format!("错误：{found}{suggested}\n\n用 junheng --help 查看用法")
}
