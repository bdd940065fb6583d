// What the page says, in both languages, and how it writes numbers.

const WORDS = {
  skip: ["Skip to the results", "跳到结果"],
  tools: ["Tools", "工具"],
  undo: ["Undo", "撤销"],
  undo_keys: ["Undo (Ctrl+Z)", "撤销（Ctrl+Z）"],
  redo: ["Redo", "重做"],
  redo_keys: ["Redo (Ctrl+Y)", "重做（Ctrl+Y）"],
  reset: ["Reset", "恢复初始"],
  link: ["Copy link", "复制链接"],
  link_copied: ["The link to exactly this view is copied.", "已复制当前页面状态的链接。"],
  link_shown: ["The address in the address bar holds exactly this view.", "地址栏中的网址即为当前页面状态。"],
  open: ["Open…", "打开…"],
  save: ["Save", "下载"],
  save_workbook: ["Workbook (.xlsx)", "工作簿（.xlsx）"],
  save_report: ["Report (.html)", "报告（.html）"],
  save_scenario: ["Changed scenario (.toml)", "改后的情景文件（.toml）"],
  save_awards: ["Awards (.csv)", "分配额（.csv）"],
  save_parts: ["Parts of the claims (.csv)", "测算额明细（.csv）"],
  save_groups: ["Groups (.csv)", "分组（.csv）"],
  save_metrics: ["Measures (.csv)", "指标（.csv）"],
  save_mandates: ["Mandates by department (.csv)", "各部门下沉事项经费（.csv）"],
  save_services: ["Items of the catalogue (.csv)", "服务目录各事项（.csv）"],
  save_answers: ["Answers to residents (.csv)", "诉求答复（.csv）"],
  print: ["Print this view", "打印本页"],
  language: ["Language", "语言"],
  cancel: ["Cancel", "取消"],
  cancelled: ["Cancelled; the last result is still shown.", "已取消；仍显示上一次的结果。"],
  settings: ["Settings", "参数设置"],
  pool: ["Pool", "总盘"],
  policy: ["Policy", "方案"],
  beside: ["Beside it", "对照"],
  beside_is: ["beside it: {0}", "对照：{0}"],
  title: ["{0} ({1})", "{0}（{1} 年）"],
  as_loaded: ["the same, as loaded", "同一方案（初始参数）"],
  snapshot: ["snapshot", "快照"],
  keep: ["Keep a snapshot…", "保存快照…"],
  keep_name: ["Name of the snapshot", "快照名称"],
  views: ["Views", "视图"],
  overview: ["Overview", "概览"],
  members: ["Communities", "明细"],
  work: ["Work and answers", "事项与答复"],
  policies: ["Policies", "方案比较"],
  changes: ["What changed", "改动"],
  close: ["Close", "关闭"],
  shared: ["What is shared out", "总盘与基准"],
  baseline: ["Baseline", "基准方案"],
  baseline_help: ["Gains and losses are counted against it.", "增减以该方案为基准计算。"],
  baseline_mark: [" (baseline)", "（基准）"],
  several: ["Several policies", "多个方案共用"],
  standards: ["Standards of need", "标准支出"],
  others: ["Other parameters", "其他参数"],
  acts_on: ["Acts on", "影响"],
  source: ["Source", "来源"],
  no_source: ["no source stated", "未注明来源"],
  loaded_value: ["as loaded", "初始值"],
  range: ["from {0} to {1}", "{0} 至 {1}"],
  restore: ["Back to {0}", "恢复为 {0}"],
  slider: ["{0}, slider", "{0}（滑块）"],
  wrong: ["The scenario cannot be worked out so; the numbers below are the last that could be.", "按此设置无法计算；下方仍为上一次的结果。"],
  wrong_files: ["These files cannot be opened:", "无法打开这些文件："],
  remedy: ["What to write instead", "改法"],
  gains_losses: ["Gains and losses against the baseline", "与基准方案相比的增减"],
  get_more: ["{0} get more, {1} together", "{0} 个增加，合计 {1}"],
  get_less: ["{0} get less, {1} together", "{0} 个减少，合计 {1}"],
  unchanged: ["{0} unchanged", "{0} 个不变"],
  nobody: ["Nobody.", "无。"],
  is_baseline: ["This policy is the baseline itself.", "本方案即为基准方案。"],
  matrix: ["Adequacy: {0} × {1}", "保障率：{0} × {1}"],
  matrix_awards: ["Awards: {0} × {1}", "分配额：{0} × {1}"],
  groups: ["By group", "分组"],
  group: ["Group", "组别"],
  count: ["Members", "单位数"],
  award: ["Award", "分配额"],
  need: ["Need", "标准支出"],
  adequacy: ["Adequacy", "保障率"],
  change: ["Change", "增减"],
  change_share: ["Change, %", "增减 %"],
  charts: ["Charts", "图表"],
  charts_wait: ["Drawing…", "正在绘制…"],
  id: ["Id", "代码"],
  name: ["Name", "名称"],
  parent: ["Belongs to", "所属"],
  stratum: ["Stratum", "分盘"],
  claim: ["Claim", "测算额"],
  baseline_award: ["Baseline", "基准额"],
  per_head: ["Per head", "人均"],
  other: ["Beside it", "对照"],
  difference: ["Difference", "与对照之差"],
  bound: ["Bound", "触及上下限"],
  floor: ["floor", "保底"],
  cap: ["cap", "封顶"],
  tie: ["tie", "并列"],
  search: ["Search by name, id or what it belongs to", "按名称、代码或所属单位搜索"],
  found: ["{0} of {1}", "{1} 个中找到 {0} 个"],
  rows: ["rows {0} to {1} of {2}", "第 {0}–{1} 行，共 {2} 行"],
  earlier: ["Earlier rows", "上一页"],
  later: ["Later rows", "下一页"],
  explain_hint: ["Click a name to see how its award came about.", "点击名称查看该笔分配额的计算过程。"],
  explain: ["How the award of {0} came about", "{0}的分配额是怎样得出的"],
  measure: ["Measure", "指标"],
  nothing_changed: ["Nothing has been changed since the scenario was loaded.", "载入以来未作任何改动。"],
  setting: ["Setting", "设置项"],
  loaded: ["As loaded", "初始"],
  now: ["Now", "现在"],
  effect: ["What that does to {0} under {1}", "对“{0}”（方案“{1}”）的影响"],
  snapshots: ["Snapshots", "快照"],
  snapshots_help: ["Kept in this tab until it is closed.", "保存在本标签页中，关闭即失。"],
  no_snapshots: ["None yet.", "暂无。"],
  compare: ["Put beside", "作为对照"],
  return_to: ["Return to it", "回到该状态"],
  remove: ["Delete", "删除"],
  open_title: ["Open another scenario or roster", "打开其他情景或名册"],
  open_help: [
    "Choose a scenario (.toml) with its tables (.csv, .xlsx), or only a table to replace the one of the same name. The files stay in this program's memory; nothing is written.",
    "请选择情景文件（.toml）及其数据表（.csv、.xlsx），或只选一个数据表替换同名的表。文件只读入本程序内存，不写入磁盘。",
  ],
  files: ["Files", "文件"],
  send: ["Open these files", "打开所选文件"],
  opened: ["Opened: {0}", "已打开：{0}"],
  estimated: ["Estimated inputs", "推算的输入"],
  synthetic: ["Synthetic inputs", "虚构的输入"],
  unstated: ["Inputs of unstated origin", "未注明来源的输入"],
  illustrative: ["Illustrative figures", "示意性数字"],
  saved: ["Saved: {0}", "已下载：{0}"],
  no_answer: ["The program does not answer. Is it still running?", "程序没有应答，是否仍在运行？"],
  step_wait: ["Waiting for its turn", "排队等待"],
  step_read: ["Reading the files", "正在读取文件"],
  step_check: ["Checking the scenario", "正在检查情景"],
  step_evaluate: ["Working out the awards", "正在计算分配额"],
  step_describe: ["Comparing", "正在比较"],
  step_draw: ["Drawing the charts", "正在绘制图表"],
  step_write: ["Writing the file", "正在生成文件"],
  step_explain: ["Following the calculation", "正在展开计算过程"],
  step_: ["Working", "正在计算"],
  the_claim: ["1. Claim, factor by factor", "1. 测算额（逐项因素）"],
  no_factors: ["This policy has no factors.", "本方案不设因素。"],
  factor: ["Factor", "因素"],
  formula: ["Formula", "公式"],
  numbers: ["With its numbers", "代入数值"],
  amount: ["Amount", "金额"],
  sum: ["Claim", "测算额合计"],
  the_rule: ["2. Rule", "2. 规则"],
  before_bounds: ["Award by the rule alone", "按规则得出"],
  the_bounds: ["3. Floor and cap", "3. 保底与封顶"],
  no_bounds: ["There are none.", "未设。"],
  bit: ["The {0} applies.", "触及{0}。"],
  the_rounding: ["4. Rounding", "4. 取整"],
  rounded: ["{0} is rounded by {1} to steps of {2}", "{0} 按 {1} 取整，最小单位 {2}"],
  tied: ["An exact tie was broken by id.", "出现完全并列，按代码先后裁定。"],
  the_judgement: ["5. What it means", "5. 结果评价"],
  the_pool: ["6. The pool as a whole", "6. 总盘"],
  adds_up: ["Awards {0} + reserve {1} = total {2}", "分配合计 {0} + 机动 {1} = 总额 {2}"],
  the_figures: ["7. The figures it starts from", "7. 所用原始数据"],
  figure: ["Figure", "数据"],
  value: ["Value", "数值"],
  place: ["Where it stands", "出处位置"],
  origin: ["Origin", "来源性质"],
  as_text: ["The same as text", "文字版"],
  catalogue: ["Catalogue of services ({0} items)", "服务目录（{0} 项）"],
  item: ["Item", "事项"],
  choose_item: ["Choose an item to change…", "选择要调整的事项…"],
  admitted: ["Admitted", "准入"],
  item_funded: ["Funded share", "随事拨付比例"],
  item_hours: ["Hours", "工时"],
  item_yuan: ["Cost", "费用"],
  of_the_yuan: ["of its cost", "占其费用"],
  hours_a_unit: ["hours a unit and year", "小时/单位工作量·年"],
  yuan_a_unit: ["yuan a unit and year", "元/单位工作量·年"],
  yes: ["yes", "是"],
  no: ["no", "否"],
  department: ["Department", "部门"],
  work_totals: ["The work of a year, by policy", "各方案全年工作量与经费"],
  work_departments: ["Who hands down what, and who pays", "各部门下沉事项与经费"],
  work_items: ["Every item ({0})", "全部事项（{0} 项）"],
  work_caption: ["Hours and yuan a year of all members; hours and cost under {0}", "全部单位全年合计（小时、元）；工时与费用按“{0}”方案"],
  work_hours: ["Hours of work", "工时（小时）"],
  work_administrative: ["of these administrative", "其中：行政性事务（小时）"],
  work_freed: ["Hours more (−) or fewer (+) than under the baseline", "较基准方案减少的工时"],
  work_posts: ["what those are worth in posts", "折合编制"],
  work_cost: ["Cost of the admitted items, yuan", "准入事项费用（元）"],
  work_funded: ["Comes with the items, yuan", "随事拨付（元）"],
  work_carried: ["Carried by awards, yuan", "由分配额承担（元）"],
  work_unfunded: ["Unfunded, yuan", "经费缺口（元）"],
  work_hours_short: ["Hours", "工时"],
  work_cost_short: ["Cost", "费用"],
  work_funded_short: ["Comes with it", "随事拨付"],
  work_carried_short: ["Carried", "方案拨付"],
  work_unfunded_under: ["Unfunded: {0}", "经费缺口：{0}"],
  answers: ["Answers to residents", "诉求答复"],
  answers_note: ["Means weighted by requests, over stable queues alone; where a queue is not stable the wait grows for ever.", "均值按诉求件数加权，只含稳定的排队；不稳定的排队等待时间无限增长。"],
  counter: ["Counter", "服务台"],
  alone: ["members alone", "仅本单位"],
  whistle: ["members, a share passed up", "本单位（吹哨后）"],
  departments: ["departments", "部门"],
  requests: ["Requests a year", "诉求件数/年"],
  mean_wait: ["Mean wait, hours", "平均等待（小时）"],
  in_time: ["In time", "按时率"],
  utilisation: ["Utilisation", "利用率"],
  unstable: ["Queues that grow for ever", "不稳定的排队"],
  colon: [": ", "："],
  comma: [", ", "、"],
  in_unit: ["{0} ({1})", "{0}（{1}）"],
  semicolon: ["; ", "；"],
  about_hint: ["Point at a setting, or choose it: its unit, range and source stand here.", "指向或选中一项设置，此处显示其单位、范围、作用与来源。"],
  spoken: ["{0}, {1}: {2}", "{0}，{1}：{2}"],
};

let language = "en";

/** The present language: "en" or "zh". */
export function tongue() {
  return language;
}

/** Sets the language of everything that is said from now on, and of the fixed words of the page. */
export function speak(tag) {
  language = tag === "zh" ? "zh" : "en";
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const [attribute, put] of [
    ["data-say", (node, text) => { node.textContent = text; }],
    ["data-say-label", (node, text) => node.setAttribute("aria-label", text)],
    ["data-say-title", (node, text) => { node.title = text; }],
  ]) {
    for (const node of document.querySelectorAll(`[${attribute}]`)) put(node, say(node.getAttribute(attribute)));
  }
}

/** A text of the page, with values in place of {0}, {1}, … */
export function say(key, ...values) {
  const words = WORDS[key];
  if (!words) return key;
  const text = words[language === "zh" ? 1 : 0];
  return text.replace(/\{(\d)\}/g, (_, at) => values[Number(at)]);
}

/** A text of the scenario in the present language. */
export function pick(text) {
  if (text === null || text === undefined) return "";
  return typeof text === "string" ? text : text[language];
}

/** A number with thousands grouped; `decimals` fixed, or as many as it has. */
export function write(number, decimals) {
  if (number === null || number === undefined) return "–";
  const digits = decimals === undefined
    ? { maximumFractionDigits: 6 }
    : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat("en-US", digits).format(number).replace(/^-/, "−");
}

/** The same with its sign. */
export function signed(number, decimals) {
  if (number === null || number === undefined) return "–";
  return number > 0 ? `+${write(number, decimals)}` : write(number, decimals);
}

/** A ratio in percent. */
export function percent(ratio) {
  return ratio === null || ratio === undefined ? "–" : `${write(ratio * 100, 1)}%`;
}

/** A value of a measure by what it is counted in. */
export function measured(metric, value, pool) {
  if (value === null || value === undefined) return "–";
  switch (metric.counted_in) {
    case "unit": return write(value, pool.decimals);
    case "members":
    case "residents": return write(value, 0);
    case "adequacy": return percent(value);
    default: return write(value, 4);
  }
}

/** An element with attributes and children; texts are always texts, never markup. */
export function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

/** Puts children in the place of those there are. */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== "") node.append(child);
  }
}
