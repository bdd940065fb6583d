// The work behind the money: hours and yuan of the catalogue under every policy, who leaves what unfunded, and how
// residents are answered.

import { fill, make, percent, pick, say, signed, write } from "./words.js";
import { number, showCharts, sign } from "./results.js";

const TOTALS = [
  ["hours", "work_hours", 0], ["administrative", "work_administrative", 0], ["freed", "work_freed", 0],
  ["posts_freed", "work_posts", 1], ["cost", "work_cost", 2], ["funded", "work_funded", 2],
  ["carried", "work_carried", 2], ["unfunded", "work_unfunded", 2],
];

/** Shows the work and the answers; the charts come later into `#work-charts`. */
export function showWork(place, about, view, work) {
  const old = place.querySelector("#work-charts");
  const charts = old || make("div", { id: "work-charts", class: "charts" });
  fill(place,
    work.answers ? [make("h2", {}, say("answers")), answersTable(about, view, work.answers)] : [],
    work.policies.length > 0 ? [
      make("h2", {}, say("work_totals")), totalsTable(about, view, work.policies),
      make("h2", {}, say("work_departments")), shareTable(about, view, "department", work.departments.map((each) => ({ name: pick(each.label), ...each }))),
      make("h2", {}, say("charts")), charts,
      make("details", { class: "items" }, make("summary", {}, say("work_items", work.items.length)),
        shareTable(about, view, "item", work.items.map((each) => ({ name: `${pick(each.label)} · ${pick(each.department)}`, ...each })))),
    ] : []);
}

export function showWorkCharts(charts) {
  const place = document.getElementById("work-charts");
  if (place) showCharts(place, charts);
}

function heading(about, view, policy) {
  return make("th", { scope: "col", class: policy.id === view.now.policy ? "number chosen" : "number" },
    pick(policy.label) + (policy.id === view.baseline ? say("baseline_mark") : ""));
}

function totalsTable(about, view, policies) {
  const rows = TOTALS.filter(([key]) => policies.some((each) => each[key] !== null) && !(key.endsWith("freed") && policies.every((each) => !each[key])));
  return make("div", { class: "scroll" }, make("table", {},
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("measure")), about.policies.map((each) => heading(about, view, each)))),
    make("tbody", {}, rows.map(([key, label, decimals]) => make("tr", {},
      make("th", { scope: "row" }, say(label)),
      policies.map((each) => {
        const kind = `${each.id === view.now.policy ? "chosen" : ""} ${key.endsWith("freed") ? sign(each[key]) : ""}`;
        return number(key.endsWith("freed") ? signed(each[key], decimals) : write(each[key], decimals), kind);
      }))))));
}

/** Departments or items: what they cost under the policy that is looked at, and what every policy leaves unfunded. */
function shareTable(about, view, first, lines) {
  const at = about.policies.findIndex((each) => each.id === view.now.policy);
  const hasItems = first === "item";
  const hasCarried = lines.some((line) => line.policies.some((each) => each.carried > 0));
  const own = ["hours", "cost", "funded"].concat(hasCarried ? ["carried"] : []);
  const head = make("tr", {}, make("th", { scope: "col" }, say(first)), hasItems ? make("th", { scope: "col" }, say("admitted")) : null,
    own.map((key) => make("th", { scope: "col", class: "number" }, say(`work_${key}_short`))),
    about.policies.map((policy) => make("th", { scope: "col", class: policy.id === view.now.policy ? "number chosen" : "number" },
      say("work_unfunded_under", pick(policy.label)))));
  return make("div", { class: "scroll" }, make("table", {},
    make("caption", {}, say("work_caption", pick(about.policies[at].label))),
    make("thead", {}, head),
    make("tbody", {}, lines.map((line) => make("tr", {},
      make("th", { scope: "row" }, line.name),
      hasItems ? make("td", {}, say(line.admitted[at] ? "yes" : "no")) : null,
      own.map((key) => number(write(line.policies[at][key], 0))),
      line.policies.map((each, policy) => number(write(each.unfunded, 0), policy === at ? "chosen" : "")))))));
}

function answersTable(about, view, answers) {
  const heads = ["policy", "counter", "requests", "mean_wait", "in_time", "utilisation", "unstable"];
  const row = (policy, key, counter, isFirst, rows) => make("tr", { class: policy.id === view.now.policy ? "chosen" : null },
    isFirst ? make("th", { scope: "rowgroup", rowspan: rows }, pick(policy.label)) : null,
    make("th", { scope: "row" }, say(key)),
    number(write(counter.requests, 0)), number(write(counter.mean_wait, 2)), number(percent(counter.within)),
    number(percent(counter.utilisation)),
    make("td", { class: counter.unstable > 0 ? "very-short" : "" }, counter.unstable === 0 ? "0" : [
      make("strong", {}, write(counter.unstable, 0)), " ",
      make("small", {}, counter.names.map(pick).join(say("comma")) + (counter.names.length > 0 && counter.names.length < counter.unstable ? "…" : "")),
    ]));
  const rows = answers.policies.map((each) => {
    const policy = about.policies.find((known) => known.id === each.id);
    const counters = [["alone", each.alone], ["whistle", each.whistle], ["departments", each.departments]].filter((pair) => pair[1]);
    return counters.map(([key, counter], index) => row(policy, key, counter, index === 0, counters.length));
  });
  return make("div", { class: "scroll" }, make("table", { class: "answers" },
    make("caption", {}, pick(about.pools.find((each) => each.id === answers.pool).label)),
    make("thead", {}, make("tr", {}, heads.map((key, at) => make("th", { scope: "col", class: at > 1 && at < 6 ? "number" : null }, say(key))))),
    make("tbody", {}, rows)), make("p", { class: "note" }, say("answers_note")));
}
