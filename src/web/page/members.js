// The table of communities: searched, sorted and paged by the program, so that it is as quick for 50,000 as for 50.

import { fill, make, percent, pick, say, signed, tongue, write } from "./words.js";
import { state } from "./state.js";
import { called, number, sign } from "./results.js";

/** Rows sent at once. */
export const PAGE = 100;

const COLUMNS = [
  ["id", "id"], ["name", "name"], ["parent", "parent"], ["stratum", "stratum"], ["claim", "claim"],
  ["award", "award"], ["other", "other"], ["difference", "difference"],
  ["baseline", "baseline_award"], ["change", "change"], ["change_share", "change_share"],
  ["need", "need"], ["adequacy", "adequacy"], ["per_head", "per_head"], ["bound", "bound"],
];
const TEXTS = ["id", "name", "parent", "stratum", "bound"];

/** Shows the rows; `look` asks for others, `explain` opens the explanation of one. */
export function showMembers(place, about, view, look, explain) {
  const pool = about.pools.find((each) => each.id === view.pool);
  const rows = view.rows;
  if (!place.querySelector("table")) fill(place, frame(look));
  const shown = COLUMNS.filter(([id]) => !["parent", "stratum", "claim", "need", "adequacy", "per_head"].includes(id)
    || rows.items.some((row) => row[id] !== null));
  const search = place.querySelector("#search");
  if (search !== document.activeElement) search.value = state.search;
  search.placeholder = say("search");
  search.setAttribute("aria-label", say("search"));
  place.querySelector("#found").textContent = say("found", write(rows.found, 0), write(rows.members, 0));
  place.querySelector("#explain-hint").textContent = say("explain_hint");
  const table = place.querySelector("table");
  table.querySelector("caption").textContent = say("in_unit", pick(pool.label), pick(pool.unit));
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.sort : null;
  fill(table.querySelector("thead"), make("tr", {}, shown.map(([id, key]) => heading(id, key, look))));
  fill(table.querySelector("tbody"), rows.items.map((row) => memberRow(row, shown, pool, explain)));
  if (focused) {
    const button = table.querySelector(`[data-sort="${focused}"]`);
    if (button) button.focus();
  }
  showPages(place, rows, look);
}

function frame(look) {
  let waiting;
  const search = make("input", { type: "search", id: "search", autocomplete: "off", oninput: () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state.search = search.value;
      state.from = 0;
      look();
    }, 120);
  } });
  return [
    make("p", { class: "finder" }, search, " ", make("span", { id: "found", role: "status" }), make("span", { id: "explain-hint", class: "note" })),
    make("div", { class: "scroll tall" }, make("table", { class: "members" }, make("caption"), make("thead"), make("tbody"))),
    make("p", { class: "pages", id: "pages" }),
  ];
}

function heading(id, key, look) {
  const isSorted = state.sort === id;
  const order = !isSorted ? "none" : state.descending ? "descending" : "ascending";
  const mark = !isSorted ? "" : state.descending ? " ▼" : " ▲";
  return make("th", { scope: "col", "aria-sort": order, class: TEXTS.includes(id) ? null : "number" },
    make("button", { type: "button", "data-sort": id, onclick: () => {
      // Numbers are looked at from the largest, texts from the first; then the other way round; then as in the table.
      const first = !TEXTS.includes(id);
      if (!isSorted) {
        state.sort = id;
        state.descending = first;
      } else if (state.descending === first) state.descending = !first;
      else {
        state.sort = "";
        state.descending = false;
      }
      state.from = 0;
      look();
    } }, say(key) + mark));
}

function memberRow(row, shown, pool, explain) {
  const money = (value) => number(write(value, pool.decimals));
  const cell = {
    id: () => make("td", {}, row.id),
    name: () => make("th", { scope: "row" }, make("button", {
      type: "button", class: "name", "data-member": row.id, title: say("explain", called(row)), onclick: () => explain(row.id),
    }, called(row)), tongue() === "en" && row.name_en ? make("small", { lang: "zh-CN" }, ` ${row.name}`) : null),
    parent: () => make("td", {}, (tongue() === "en" && row.parent_en) || row.parent || ""),
    stratum: () => make("td", {}, row.stratum || ""),
    claim: () => number(write(row.claim, pool.decimals || 2)),
    award: () => money(row.award),
    other: () => money(row.other),
    difference: () => number(signed(row.difference, pool.decimals), sign(row.difference)),
    baseline: () => money(row.baseline),
    change: () => number(signed(row.change, pool.decimals), sign(row.change)),
    change_share: () => number(row.change_share === null ? "–" : `${signed(row.change_share * 100, 1)}%`, sign(row.change)),
    need: () => number(row.need === null ? "–" : write(row.need, 2)),
    adequacy: () => number(percent(row.adequacy), row.adequacy !== null && row.adequacy < 0.9 ? "short" : ""),
    per_head: () => number(row.per_head === null ? "–" : write(row.per_head, pool.decimals || 6)),
    bound: () => make("td", {}, row.bound ? say(row.bound) : "", row.tie ? ` ${say("tie")}` : ""),
  };
  return make("tr", {}, shown.map(([id]) => cell[id]()));
}

function showPages(place, rows, look) {
  const pages = place.querySelector("#pages");
  if (rows.found <= rows.items.length) {
    fill(pages);
    return;
  }
  const go = (from) => () => {
    state.from = Math.max(0, from);
    look();
  };
  fill(pages, 
    make("button", { type: "button", disabled: rows.from === 0, onclick: go(rows.from - PAGE) }, say("earlier")), " ",
    say("rows", write(rows.from + 1, 0), write(rows.from + rows.items.length, 0), write(rows.found, 0)), " ",
    make("button", { type: "button", disabled: rows.from + rows.items.length >= rows.found, onclick: go(rows.from + PAGE) }, say("later")));
}
