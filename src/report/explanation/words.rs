//! The explanation in words, aligned for a terminal.

use std::fmt::Write as _;

use super::Calculation;
use super::Explanation;
use crate::formula::number_text;
use crate::language::Language;
use crate::language::Text;
use crate::quantity::group_thousands;
use crate::report::aligned::aligned;
use crate::report::aligned::finish;
use crate::report::json::answers::AnswerJson;
use crate::report::summary::percent;

/// The explanation for a reader.
pub fn render(explanation: &Explanation, language: Language) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = Words { explanation, language }.write(&mut text);
    text
}

struct Words<'a> {
    explanation: &'a Explanation,
    language: Language,
}

impl Words<'_> {
    fn say(&self, en: &str, zh: &str) -> String {
        match self.language {
            Language::English => en.to_owned(),
            Language::Chinese => zh.to_owned(),
        }
    }

    fn get<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.language)
    }

    /// An amount with its unit, one post in the singular.
    fn counted(&self, amount: &str) -> String {
        match (amount, self.get(&self.explanation.unit)) {
            ("1", "posts") => "1 post".to_owned(),
            (amount, unit) => format!("{amount} {unit}"),
        }
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let e = self.explanation;
        let (pool, policy) = (self.get(&e.pool_label), self.get(&e.policy_label));
        let who = if e.name == e.id { e.id.clone() } else { format!("{} {}", e.id, e.name) };
        let stratum = e.stratum.as_ref().map_or_else(String::new, |stratum| {
            self.say(&format!(", stratum {stratum}"), &format!("（分盘 {stratum}）"))
        });
        writeln!(text, "{who}\n{pool}{stratum} — {policy}\n")?;
        self.claim(text)?;
        if !self.explanation.combined {
            self.rule(text)?;
            self.bounds(text)?;
            self.rounding(text)?;
        }
        self.judgement(text)?;
        self.answers(text)?;
        self.pool(text)?;
        self.figures(text)
    }

    fn claim(&self, text: &mut String) -> std::fmt::Result {
        let e = self.explanation;
        let Some(claim) = e.claim else {
            return writeln!(
                text,
                "{}\n",
                self.say("1. Claim: this policy has no factors", "1. 测算额：本方案不设因素")
            );
        };
        let (heading, total) = match e.combined {
            true => {
                (self.say("1. What each pool gives", "1. 各总盘分配额"), self.say("   AWARD", "   分配额"))
            }
            false => (
                self.say("1. Claim, factor by factor", "1. 测算额（逐项因素）"),
                self.say("   Claim", "   测算额合计"),
            ),
        };
        writeln!(text, "{heading}")?;
        let mut table = aligned();
        for part in &e.factors {
            let c = &part.calculation;
            let label = format!("   {}", self.get(&part.label));
            table.add_row([label, c.formula.clone(), substituted(c), "=".to_owned(), e.number(c.value)]);
        }
        let claim = self.counted(&e.number(claim));
        table.add_row([total, String::new(), String::new(), "=".to_owned(), claim]);
        writeln!(text, "{}\n", finish(table, |column| column == 4))
    }

    fn rule(&self, text: &mut String) -> std::fmt::Result {
        let e = self.explanation;
        let (rule, formula) = (&e.rule, &e.rule_formula);
        writeln!(
            text,
            "{}",
            self.say(
                &format!("2. Rule {rule}: award = {formula}"),
                &format!("2. 规则 {rule}：分配额 = {formula}")
            )
        )?;
        let Some(before) = e.before_bounds else { return writeln!(text) };
        let mut with = Vec::new();
        with.extend(e.lambda.map(|lambda| format!("λ = {}", number_text(lambda))));
        if formula.contains('c') {
            with.extend(e.claim.map(|claim| format!("c = {}", e.number(claim))));
        }
        if formula.contains('n') && e.rule == "level-up" {
            with.extend(e.need.as_ref().map(|need| format!("n = {}", e.number(need.value))));
            with.push(format!(
                "e = {}",
                e.existing.as_ref().map_or_else(|| "0".to_owned(), |c| e.number(c.value))
            ));
        }
        let with = with.join(self.language_comma());
        let before = self.counted(&precise(before));
        writeln!(
            text,
            "{}\n",
            self.say(&format!("   with {with}: {before}"), &format!("   其中 {with}：{before}"))
        )
    }

    fn language_comma(&self) -> &'static str {
        match self.language {
            Language::English => ", ",
            Language::Chinese => "，",
        }
    }

    fn bounds(&self, text: &mut String) -> std::fmt::Result {
        let e = self.explanation;
        if e.floor.is_none() && e.cap.is_none() && e.bound.is_none() {
            return writeln!(text, "{}\n", self.say("3. Bounds: none", "3. 保底与封顶：无"));
        }
        writeln!(text, "{}", self.say("3. Bounds", "3. 保底与封顶"))?;
        let mut table = aligned();
        for (bound, label) in
            [(&e.floor, self.say("   Floor", "   保底")), (&e.cap, self.say("   Cap", "   封顶"))]
        {
            if let Some(c) = bound {
                let value = e.number(c.value);
                table.add_row([label, c.formula.clone(), substituted(c), "=".to_owned(), value]);
            }
        }
        if table.row_count() > 0 {
            writeln!(text, "{}", finish(table, |column| column == 4))?;
        }
        let exact = self.counted(&precise(e.exact));
        let said = match e.bound.as_deref() {
            Some("floor") => self.say(
                &format!("   The floor lifts the award to {exact}"),
                &format!("   保底将分配额提高到 {exact}"),
            ),
            Some(_) => self.say(
                &format!("   The cap holds the award down to {exact}"),
                &format!("   封顶将分配额压减到 {exact}"),
            ),
            None => self.say("   Neither changes the award", "   均未改变分配额"),
        };
        writeln!(text, "{said}\n")
    }

    fn rounding(&self, text: &mut String) -> std::fmt::Result {
        let e = self.explanation;
        let award = group_thousands(&e.award.to_string());
        let (method, step) = (&e.rounding, self.counted(&e.step.to_string()));
        let shown = match (&e.bound, e.divided) {
            (None, Some((multiplier, product))) => {
                let weight = if e.rule == "proportional" { e.claim.unwrap_or(0.0) } else { e.exact };
                format!("{} × {} = {}", precise(weight), number_text(multiplier), precise(product))
            }
            _ => precise(e.exact),
        };
        writeln!(
            text,
            "{}",
            self.say(
                &format!("4. Rounding by {method} to steps of {step}: {shown} → {award}"),
                &format!("4. 按 {method} 取整（步长 {step}）：{shown} → {award}")
            )
        )?;
        if e.tie {
            let said = self.say(
                "   Others had exactly the same right to the last step; the smaller id goes first",
                "   另有单位对最后一个步长有完全相同的分配权，按 id 先后确定",
            );
            writeln!(text, "{said}")?;
        }
        writeln!(text, "\n   {} = {}\n", self.say("AWARD", "分配额"), self.counted(&award))
    }

    fn judgement(&self, text: &mut String) -> std::fmt::Result {
        let e = self.explanation;
        let number = if e.combined { 2 } else { 5 };
        writeln!(text, "{number}. {}", self.say("Judgement", "评判"))?;
        let mut table = aligned();
        let grouped = |amount: &crate::quantity::Amount| group_thousands(&amount.to_string());
        let blank = String::new;
        let baseline = self.say("   Baseline", "   基准方案");
        table.add_row([baseline, blank(), blank(), "=".to_owned(), grouped(&e.baseline)]);
        let formula = format!("{} − {}", grouped(&e.award), grouped(&e.baseline));
        let change = self.say("   Change", "   变动");
        table.add_row([change, formula, blank(), "=".to_owned(), grouped(&e.change)]);
        if let Some(need) = &e.need {
            let label = self.say("   Need", "   标准支出");
            // Required staff is shown step by step below, in place of one long formula.
            let (formula, numbers) = match &e.wisn {
                Some(_) => (blank(), blank()),
                None => (need.formula.clone(), substituted(need)),
            };
            table.add_row([label, formula, numbers, "=".to_owned(), e.number(need.value)]);
            for (label, formula, value) in self.wisn() {
                table.add_row([label, formula, blank(), "=".to_owned(), value]);
            }
            if let Some(adequacy) = e.adequacy {
                let label = self.say("   Adequacy", "   保障率");
                let formula = format!("{} ÷ {}", grouped(&e.award), e.number(need.value));
                table.add_row([label, formula, blank(), "=".to_owned(), percent(adequacy)]);
            }
        }
        writeln!(text, "{}\n", finish(table, |column| column == 4))
    }

    /// How the member answers residents' requests.
    fn answers(&self, text: &mut String) -> std::fmt::Result {
        let Some(a) = &self.explanation.answers else { return Ok(()) };
        writeln!(text, "{}", self.say("   Answers to residents", "   诉求答复"))?;
        let staff = (a.staff_share.clone(), self.explanation.award.to_string());
        let mut table = aligned();
        let sides = [
            (self.say("alone", "仅本单位"), Some(&a.alone)),
            (self.say("whistle", "吹哨后"), a.whistle.as_ref()),
        ];
        for (side, answer) in sides.into_iter().filter_map(|(side, answer)| Some((side, answer?))) {
            for (label, formula, value) in self.counter(answer, a.opening_hours, &staff) {
                table.add_row([format!("     {side}: {label}"), formula, "=".to_owned(), value]);
            }
        }
        writeln!(text, "{}\n", finish(table, |column| column == 3))
    }

    /// The steps of one counter: label, calculation, value.
    fn counter(
        &self,
        answer: &AnswerJson,
        opening: f64,
        (share, award): &(String, String),
    ) -> Vec<(String, String, String)> {
        let n = number_text;
        let (arrivals, load) = (precise(answer.arrivals), precise(answer.load));
        let mut steps = vec![
            (
                self.say("requests an hour", "每小时诉求"),
                (format!("{} ÷ {}", n(answer.requests), n(opening))),
                arrivals.clone(),
            ),
            (
                self.say("load", "负荷"),
                (format!("{arrivals} × {}", precise(answer.hours_per_request))),
                load.clone(),
            ),
            (
                self.say("people who answer", "答复人数"),
                (format!("ROUNDDOWN({share} × {award})")),
                answer.servers.to_string(),
            ),
        ];
        if let Some(utilisation) = answer.utilisation {
            let formula = format!("{load} ÷ {}", answer.servers);
            steps.push((self.say("utilisation", "利用率"), formula, percent(utilisation)));
        }
        match (answer.mean_wait, answer.within) {
            (Some(wait), Some(within)) => {
                let erlang = || "Erlang C".to_owned();
                steps.push((self.say("mean wait, hours", "平均等待（小时）"), erlang(), precise(wait)));
                steps.push((self.say("taken up in time", "按时办理"), erlang(), percent(within)));
            }
            _ if answer.stable => {
                let nobody = self.say("nobody asks", "没有诉求");
                steps.push((self.say("mean wait, hours", "平均等待（小时）"), String::new(), nobody));
            }
            _ => {
                let grows = self.say("unstable: the queue grows for ever", "不稳定：排队无限增长");
                let formula = format!("{load} ≥ {}", answer.servers);
                steps.push((self.say("mean wait, hours", "平均等待（小时）"), formula, grows));
            }
        }
        steps
    }

    /// The steps of WISN: label, calculation, value.
    fn wisn(&self) -> Vec<(String, String, String)> {
        let Some(w) = &self.explanation.wisn else { return Vec::new() };
        let n = number_text;
        let (hours, available) = (n(w.hours), n(w.available_hours));
        let (category, individual) =
            (precise(w.category_allowance_factor), precise(w.individual_allowance_factor));
        let required = precise(w.required);
        let staff = self.explanation.award.to_string();
        let row = |en: &str, zh: &str, formula: String, value: String| (self.say(en, zh), formula, value);
        let step = |en: &str, zh: &str, value: &str| row(en, zh, String::new(), value.to_owned());
        let mut rows = vec![
            step("     hours of service", "     服务工时", &hours),
            row(
                "     available working time, hours",
                "     可用工作时间（小时）",
                w.working_year.clone(),
                available.clone(),
            ),
            row(
                "     category allowance factor",
                "     类别系数",
                format!("1 ÷ (1 − {})", n(w.category_allowance)),
                category.clone(),
            ),
            row(
                "     individual allowance factor",
                "     个别系数",
                format!("{} ÷ {available}", n(w.individual_allowance_hours)),
                individual.clone(),
            ),
            row(
                "     required staff (WISN)",
                "     所需人员（WISN）",
                format!("{hours} ÷ {available} × {category} + {individual}"),
                required.clone(),
            ),
        ];
        if let Some(ratio) = w.ratio {
            let formula = format!("{staff} ÷ {required}");
            rows.push(row("     WISN ratio", "     WISN 比值", formula, precise(ratio)));
        }
        let formula = format!("{staff} − {required}");
        rows.push(row("     WISN difference", "     WISN 差额", formula, precise(w.difference)));
        rows
    }

    fn pool(&self, text: &mut String) -> std::fmt::Result {
        let e = self.explanation;
        let number = if e.combined { 3 } else { 6 };
        writeln!(text, "{number}. {}", self.say("The whole", "总盘"))?;
        for step in &e.pool_steps {
            writeln!(text, "   {}", self.get(step))?;
        }
        let (given, reserve, total) = (&e.sum.0, &e.sum.1, &e.sum.2);
        let grouped = |amount: &crate::quantity::Amount| group_thousands(&amount.to_string());
        let (given, reserve, total) = (grouped(given), grouped(reserve), grouped(total));
        writeln!(
            text,
            "{}\n",
            self.say(
                &format!("   All awards {given} + reserve {reserve} = total {total}"),
                &format!("   分配额合计 {given} + 机动 {reserve} = 总盘 {total}")
            )
        )
    }

    fn figures(&self, text: &mut String) -> std::fmt::Result {
        let e = self.explanation;
        if e.figures.is_empty() {
            return Ok(());
        }
        writeln!(text, "{}", self.say("7. Figures it starts from", "7. 所用数据"))?;
        let mut table = aligned();
        for figure in &e.figures {
            let name = format!("   {}", figure.name);
            table.add_row([
                name,
                figure.value.clone(),
                figure.place.clone(),
                self.get(&figure.origin).to_owned(),
            ]);
        }
        writeln!(text, "{}", finish(table, |column| column == 1))
    }
}

/// The formula with its numbers, unless that is only the result over again.
fn substituted(calculation: &Calculation) -> String {
    if calculation.substituted == number_text(calculation.value) {
        return String::new();
    }
    format!("= {}", calculation.substituted)
}

/// Up to six decimals, so that the product with λ can be followed to the fen.
fn precise(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    group_thousands(text)
}
