// The results: headline numbers, gains and losses, groups, charts, policies beside each other, and what changed.

import { fill, make, measured, percent, pick, say, signed, tongue, write } from "./words.js";
import { keepSnapshot, remember, snapshots, state, values } from "./state.js";

const HEADLINE = [
  "total", "reserve", "adequacy_min", "adequacy_median", "short_members", "shortfall", "gainers", "losers", "moved", "gini",
];

/** What a member is called in the present language. */
export function called(member) {
  return tongue() === "en" && member.name_en ? member.name_en : member.name;
}

/** The headline numbers of both sides. */
export function showHeadline(place, about, view) {
  const pool = about.pools.find((each) => each.id === view.pool);
  const cards = [];
  for (const id of HEADLINE) {
    const metric = about.metrics.find((each) => each.id === id);
    const now = view.now.measures[id];
    const other = view.other.measures[id];
    if (now === null && other === null) continue;
    const unit = metric.counted_in === "unit" ? pick(pool.unit) : "";
    const isSame = now === other;
    cards.push(make("div", { class: "card", title: pick(metric.meaning) },
      make("span", { class: "label" }, pick(metric.label)),
      make("strong", { id: `m-${id}`, "data-value": now }, measured(metric, now, pool), unit ? make("small", {}, ` ${unit}`) : null),
      make("span", { class: isSame ? "beside" : "beside differs" }, say("beside_is", measured(metric, other, pool)))));
  }
  fill(place, cards);
}

/** One sentence for those who listen. */
export function spoken(about, view) {
  const pool = about.pools.find((each) => each.id === view.pool);
  const policy = about.policies.find((each) => each.id === view.now.policy);
  const parts = [];
  for (const id of ["adequacy_min", "short_members", "gainers", "losers", "moved"]) {
    const metric = about.metrics.find((each) => each.id === id);
    if (view.now.measures[id] !== null) parts.push(`${pick(metric.label)} ${measured(metric, view.now.measures[id], pool)}`);
  }
  return say("spoken", pick(pool.label), pick(policy.label), parts.join(say("comma")));
}

/** Gains and losses, adequacy by two groupings, groups; the charts come later into `#charts`. */
export function showOverview(place, about, view, explain) {
  const pool = about.pools.find((each) => each.id === view.pool);
  const old = place.querySelector("#charts");
  const charts = old || make("div", { id: "charts", class: "charts" });
  const isBaseline = view.now.policy === view.baseline;
  fill(place, 
    make("div", { class: "pair" },
      make("div", {}, make("h2", {}, say("gains_losses")),
        isBaseline ? make("p", {}, say("is_baseline")) : changesTable(view.against_baseline, pool, explain)),
      make("div", {}, matrixTables(view))),
    make("h2", {}, say("groups")),
    groupTables(view, pool),
    make("h2", {}, say("charts")),
    charts);
}

function changesTable(changes, pool, explain) {
  const side = (title, list, kind) => make("div", { class: "side" },
    make("h3", { class: kind }, title),
    list.length === 0 ? make("p", {}, say("nobody")) : make("table", { class: "plain" }, make("tbody", {}, list.map((each) =>
      make("tr", {},
        make("th", { scope: "row" }, make("button", { type: "button", class: "name", onclick: () => explain(each.id) }, called(each))),
        make("td", { class: `number ${kind}` }, signed(each.change, pool.decimals)))))));
  return [make("div", { class: "sides" },
    side(say("get_more", write(changes.up, 0), `${write(changes.gained, pool.decimals)} ${pick(pool.unit)}`), changes.gains, "up"),
    side(say("get_less", write(changes.down, 0), `${write(changes.lost, pool.decimals)} ${pick(pool.unit)}`), changes.losses, "down")),
    make("p", { class: "note" }, say("unchanged", write(changes.same, 0)))];
}

/** Adequacy where there is a need, else awards, by the first two groupings. */
function matrixTables(view) {
  const here = view.now.matrix;
  const there = view.other.matrix;
  if (!here) return [];
  const hasNeed = here.cells.some((row) => row.some((cell) => cell.adequacy !== null));
  const shown = (cell) => {
    if (!cell || cell.members === 0) return "–";
    return hasNeed ? percent(cell.adequacy) : write(cell.award, 0);
  };
  const head = make("tr", {}, make("td", {}), here.columns.groups.map((each) => make("th", { scope: "col" }, pick(each))));
  const rows = here.rows.groups.map((row, at) => make("tr", {},
    make("th", { scope: "row" }, pick(row)),
    here.cells[at].map((cell, column) => {
      const beside = there && there.cells[at] ? there.cells[at][column] : null;
      return make("td", { class: `number ${hasNeed ? shade(cell) : ""}` },
        make("strong", {}, shown(cell)), make("br"),
        make("small", {}, say("beside_is", shown(beside)), make("br"), `n = ${cell.members}`));
    })));
  const title = say(hasNeed ? "matrix" : "matrix_awards", pick(here.rows), pick(here.columns));
  return [make("h2", {}, title), make("div", { class: "scroll" }, make("table", { class: "matrix" }, make("thead", {}, head), make("tbody", {}, rows)))];
}

function shade(cell) {
  if (cell.adequacy === null || cell.members === 0) return "";
  if (cell.adequacy < 0.75) return "very-short";
  if (cell.adequacy < 0.9) return "short";
  return cell.adequacy > 1.1 ? "ample" : "met";
}

function groupTables(view, pool) {
  return view.now.groups.map((grouping, at) => {
    const beside = view.other.groups[at];
    const heads = ["group", "count", "award", "other", "need", "adequacy", "beside", "change"];
    const rows = grouping.groups.map((group) => {
      const other = beside && beside.groups.find((each) => each.id === group.id);
      return make("tr", {},
        make("th", { scope: "row" }, pick(group)),
        number(write(group.members, 0)),
        number(write(group.award, pool.decimals)),
        number(other ? write(other.award, pool.decimals) : "–"),
        number(group.need === null ? "–" : write(group.need, 0)),
        number(percent(group.adequacy)),
        number(other ? percent(other.adequacy) : "–"),
        number(signed(group.change, pool.decimals), sign(group.change)));
    });
    return make("div", { class: "scroll" }, make("table", {},
      make("caption", {}, pick(grouping.label)),
      make("thead", {}, make("tr", {}, heads.map((each, column) => make("th", { scope: "col", class: column ? "number" : null }, say(each))))),
      make("tbody", {}, rows)));
  });
}

export function number(text, kind) {
  return make("td", { class: `number ${kind || ""}` }, text);
}

export function sign(value) {
  if (value === null || value === undefined || value === 0) return "";
  return value > 0 ? "up" : "down";
}

/** The charts, each as a picture that runs nothing. */
export function showCharts(place, charts) {
  for (const picture of place.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
  fill(place, charts.map((chart) => {
    const source = URL.createObjectURL(new Blob([chart.svg], { type: "image/svg+xml" }));
    return make("figure", {}, make("img", { src: source, alt: pick(chart.alt) }));
  }));
}

/** Every measure of every policy, side by side. */
export function showPolicies(place, about, view) {
  const pool = about.pools.find((each) => each.id === view.pool);
  const head = make("tr", {}, make("th", { scope: "col" }, say("measure")), about.policies.map((policy) =>
    make("th", { scope: "col", class: policy.id === view.now.policy ? "number chosen" : "number" },
      pick(policy.label) + (policy.id === view.baseline ? say("baseline_mark") : ""))));
  const rule = make("tr", {}, make("th", { scope: "row" }, say("the_rule").replace(/^\d\. /, "")), about.policies.map((policy) => {
    const share = policy.shares.find((each) => each.pool === view.pool);
    const factors = share.factors.map(pick).join(say("comma"));
    return make("td", { class: "number" }, say("in_unit", pick(share.rule), share.formula), factors ? make("br") : null, factors ? make("small", {}, factors) : null);
  }));
  const rows = about.metrics.filter((metric) => about.policies.some((each) => view.policies[each.id] && view.policies[each.id][metric.id] !== null));
  fill(place, make("div", { class: "scroll" }, make("table", {},
    make("caption", {}, say("in_unit", pick(pool.label), pick(pool.unit))),
    make("thead", {}, head),
    make("tbody", {}, rule, rows.map((metric) => make("tr", { title: pick(metric.meaning) },
      make("th", { scope: "row" }, pick(metric.label)),
      about.policies.map((policy) => {
        const value = view.policies[policy.id] ? view.policies[policy.id][metric.id] : null;
        return number(measured(metric, value, pool), policy.id === view.now.policy ? "chosen" : "");
      })))))));
}

/** What was changed since the scenario was loaded, what that does, and the snapshots. */
export function showChanges(place, about, view, changed, explain) {
  const pool = about.pools.find((each) => each.id === view.pool);
  const policy = about.policies.find((each) => each.id === view.now.policy);
  const named = names(about);
  const rows = values().map((each) => {
    const name = each.slice(0, each.indexOf("="));
    const known = named.get(name) || { label: name, loaded: "" };
    const text = (value) => (known.text ? known.text(value) : write(Number(value)));
    return make("tr", {},
      make("th", { scope: "row" }, known.label),
      number(known.loaded === "" ? "–" : text(known.loaded)),
      number(text(state.set[name])),
      make("td", {}, make("button", { type: "button", onclick: () => { remember(); delete state.set[name]; changed(); } }, say("restore", text(known.loaded)))));
  });
  const list = rows.length === 0 ? make("p", {}, say("nothing_changed")) : make("table", {},
    make("thead", {}, make("tr", {}, ["setting", "loaded", "now"].map((key, at) => make("th", { scope: "col", class: at ? "number" : null }, say(key))), make("td", {}))),
    make("tbody", {}, rows));
  fill(place, 
    make("h2", {}, say("changes")), list,
    rows.length > 0 && view.since_loaded ? make("h3", {}, say("effect", pick(pool.label), pick(policy.label))) : "",
    rows.length > 0 && view.since_loaded ? changesTable(view.since_loaded, pool, explain) : "",
    make("h2", {}, say("snapshots")), make("p", { class: "note" }, say("snapshots_help")), snapshotList(changed));
}

/** What was changed since the scenario was loaded, in one line, for paper. */
export function changedLine(about) {
  const named = names(about);
  const parts = values().map((each) => {
    const name = each.slice(0, each.indexOf("="));
    const known = named.get(name) || { label: name, loaded: "" };
    const text = (value) => (known.text ? known.text(value) : write(Number(value)));
    return `${known.label} ${known.loaded === "" ? "" : text(known.loaded)} → ${text(state.set[name])}`;
  });
  return parts.length === 0 ? say("nothing_changed") : `${say("changes")}${say("colon")}${parts.join(say("semicolon"))}`;
}

/** Every setting's label, its value as loaded, and how its values are written. */
function names(about) {
  const found = new Map();
  const label = (id) => pick((about.policies.find((each) => each.id === id) || { label: id }).label);
  found.set("baseline", { label: say("baseline"), loaded: about.baseline, text: label });
  for (const each of about.parameters) found.set(each.name, { label: pick(each.label), loaded: each.value });
  for (const pool of about.pools) {
    found.set(pool.name, { label: pick(pool.label), loaded: pool.total });
    for (const stratum of pool.strata) found.set(stratum.name, { label: `${pick(pool.label)} · ${pick(stratum.label)}`, loaded: stratum.total });
  }
  const truth = (value) => say(String(value) === "true" ? "yes" : "no");
  for (const item of about.services) {
    const of = (column, more) => found.set(`${item.name}.${column}`, { label: `${pick(item.label)} · ${say(column === "admitted" ? "admitted" : `item_${column}`)}`, loaded: item[column], ...more });
    of("admitted", { text: truth });
    for (const column of ["funded", "hours", "yuan"]) of(column);
  }
  return found;
}

function snapshotList(changed) {
  const kept = Object.entries(snapshots());
  if (kept.length === 0) return make("p", {}, say("no_snapshots"));
  return make("ul", { class: "snapshots" }, kept.map(([name, set]) => make("li", {},
    make("strong", {}, name), " ",
    make("small", {}, values(set).join(say("comma")) || say("loaded")), " ",
    make("button", { type: "button", onclick: () => { state.beside = `snapshot:${name}`; changed(); } }, say("compare")), " ",
    make("button", { type: "button", onclick: () => { remember(); state.set = { ...set }; changed(); } }, say("return_to")), " ",
    make("button", { type: "button", onclick: () => {
      keepSnapshot(name, null);
      if (state.beside === `snapshot:${name}`) state.beside = "loaded";
      changed();
    } }, say("remove")))));
}
