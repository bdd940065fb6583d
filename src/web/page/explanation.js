// How one award came about, from the claim to the last fen.

import { fill, make, percent, pick, say, signed, tongue, write } from "./words.js";
import { number } from "./results.js";

/** Fills and opens the dialog. */
export function showExplanation(dialog, told, pool, name) {
  const amount = (value) => write(value, pool.decimals);
  const exact = (value) => write(value, decimalsOf(value, pool));
  const unit = pick(told.unit);
  fill(dialog, 
    make("form", { method: "dialog" }, make("button", { class: "close" }, say("close"))),
    make("h2", { id: "explanation-title" }, say("explain", name)),
    make("p", { class: "note" }, `${told.id} · ${told.stratum ? say("in_unit", pick(told.pool_label), told.stratum) : pick(told.pool_label)} · ${pick(told.policy_label)}`),
    make("p", { class: "outcome" }, make("strong", { id: "explained-award" }, `${amount(told.award)} ${unit}`),
      ` · ${say("baseline")} ${amount(told.baseline)} · ${say("change")} ${signed(told.change, pool.decimals)}`,
      told.adequacy === null ? "" : ` · ${say("adequacy")} ${percent(told.adequacy)}`),
    make("h3", {}, say("the_claim")),
    told.factors.length === 0 ? make("p", {}, say("no_factors")) : claim(told, exact),
    make("h3", {}, say("the_rule")),
    rule(told, exact, unit),
    make("h3", {}, say("the_bounds")),
    bounds(told, exact),
    make("h3", {}, say("the_rounding")),
    make("p", {}, say("rounded", `${exact(told.exact)} ${unit}`, told.rounding_label ? pick(told.rounding_label) : told.rounding, amount(told.step)), " → ",
      make("strong", {}, `${amount(told.award)} ${unit}`), told.tie ? ` ${say("tied")}` : ""),
    told.need ? [make("h3", {}, say("the_judgement")), make("p", {}, say("need"), say("colon"), calculation(told.need, exact), ` · ${say("adequacy")} ${percent(told.adequacy)}`)] : "",
    make("h3", {}, say("the_pool")),
    make("ul", {}, told.pool_steps.map((each) => make("li", {}, pick(each)))),
    make("p", {}, say("adds_up", ...told.sum.map(amount))),
    make("h3", {}, say("the_figures")),
    figures(told.figures),
    make("details", {}, make("summary", {}, say("as_text")), make("pre", { lang: tongue() === "zh" ? "zh-CN" : "en" }, told.text)));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

/** The pool's decimals where they suffice, else four; of posts as many as there are, up to six. */
function decimalsOf(value, pool) {
  if (value === null || value === undefined || pool.decimals === 0) return undefined;
  const scaled = value * 10 ** pool.decimals;
  return Math.abs(scaled - Math.round(scaled)) < 1e-6 ? pool.decimals : 4;
}

function claim(told, exact) {
  const heads = ["factor", "formula", "numbers", "amount"];
  const rows = told.factors.map((factor) => make("tr", {},
    make("th", { scope: "row" }, pick(factor.label)),
    make("td", {}, make("code", {}, factor.formula)),
    make("td", {}, make("code", {}, factor.substituted), steps(factor)),
    number(exact(factor.value))));
  return make("div", { class: "scroll" }, make("table", {},
    make("thead", {}, make("tr", {}, heads.map((key, at) => make("th", { scope: "col", class: at === 3 ? "number" : null }, say(key))))),
    make("tbody", {}, rows),
    make("tfoot", {}, make("tr", {}, make("th", { scope: "row", colspan: 3 }, say("sum")), number(exact(told.claim))))));
}

function steps(calculation) {
  if (calculation.on_the_way.length === 0) return null;
  return make("small", {}, calculation.on_the_way.map(([text, value]) => [make("br"), make("code", {}, `${text} = ${value}`)]));
}

function rule(told, exact, unit) {
  const parts = [pick(told.rule_label), say("colon"), make("code", {}, told.rule_formula)];
  if (told.lambda !== null) parts.push(` · λ = ${told.lambda}`);
  if (told.before_bounds !== null) parts.push(` · ${say("before_bounds")}${say("colon")}${exact(told.before_bounds)} ${unit}`);
  return make("p", {}, parts);
}

function bounds(told, exact) {
  const parts = [];
  if (told.floor) parts.push(make("p", {}, say("floor"), say("colon"), calculation(told.floor, exact)));
  if (told.cap) parts.push(make("p", {}, say("cap"), say("colon"), calculation(told.cap, exact)));
  if (told.bound) parts.push(make("p", {}, make("strong", {}, say("bit", say(told.bound)))));
  return parts.length === 0 ? make("p", {}, say("no_bounds")) : parts;
}

function calculation(of, exact) {
  return make("span", {}, make("code", {}, of.formula), " = ", make("code", {}, of.substituted), ` = ${exact(of.value)}`);
}

function figures(all) {
  const heads = ["figure", "value", "place", "origin"];
  return make("div", { class: "scroll" }, make("table", {},
    make("thead", {}, make("tr", {}, heads.map((key) => make("th", { scope: "col" }, say(key))))),
    make("tbody", {}, all.map((each) => make("tr", {},
      make("th", { scope: "row" }, make("code", {}, each.name)),
      make("td", {}, each.value), make("td", {}, make("code", {}, each.place)), make("td", {}, pick(each.origin)))))));
}
