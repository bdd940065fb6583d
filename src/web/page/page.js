// The page as a whole: asks the program for what the state says, shows the answer, and follows the keyboard.

import { fill, make, pick, say, speak, tongue } from "./words.js";
import * as memory from "./state.js";
import { state } from "./state.js";
import { ask, Refused, sendFiles } from "./server.js";
import { buildControls, markWrong, showControls } from "./controls.js";
import { changedLine, showChanges, showCharts, showHeadline, showOverview, showPolicies, spoken, called } from "./results.js";
import { PAGE, showMembers } from "./members.js";
import { showExplanation } from "./explanation.js";
import { showWork, showWorkCharts } from "./work.js";

const at = (id) => document.getElementById(id);
const TABS = ["overview", "members", "work", "policies", "changes"];

let about = null;
let view = null;
let asking = null;
let isStale = false;
let speaking;

start();

async function start() {
  const asked = memory.readAddress();
  speak(asked || (navigator.language.startsWith("zh") ? "zh" : "en"));
  listen();
  try {
    await open(state.scenario);
  } catch (error) {
    if (error.answer && error.answer.kind === "unknown") {
      // A link to a scenario that was sent to the program and is not there any more.
      notice(pick(error.answer.says));
      state.scenario = "";
      state.set = {};
      await open("").catch(showProblems);
    } else showProblems(error);
  }
}

/** Learns what a scenario is made of, and shows it. */
async function open(scenario) {
  const response = await ask("/api/about", { scenario });
  meet(await response.json());
}

function meet(answer) {
  about = answer;
  if (state.scenario !== "" || about.is_uploaded) state.scenario = about.scenario;
  if (!about.pools.some((each) => each.id === state.pool)) state.pool = about.pools[0].id;
  const isKnown = about.policies.some((each) => each.id === state.policy);
  if (!isKnown) state.policy = (about.policies.find((each) => each.id !== about.baseline) || about.policies[0]).id;
  build();
  look();
}

/** Builds everything that depends on the scenario and the language alone. */
function build() {
  at("title").textContent = say("title", pick(about.title), about.year);
  document.title = `${pick(about.title)} · junheng`;
  at("question").textContent = pick(about.question);
  buildControls(at("controls"), at("settings"), about, changed);
  at("about-setting").textContent = say("about_hint");
  fill(at("pool"), about.pools.map((each) => make("option", { value: each.id }, pick(each.label))));
  fill(at("policy"), about.policies.map((each) => make("option", { value: each.id }, pick(each.label))));
  const inputs = ["synthetic", "estimated", "unstated", "illustrative"];
  fill(at("inputs"), inputs.filter((kind) => about.inputs[kind].length > 0)
    .map((kind) => make("span", {}, make("strong", {}, say(kind) + say("colon")), about.inputs[kind].join(say("comma")), " ")));
  for (const each of document.querySelectorAll(".of-services")) each.hidden = about.services.length === 0;
  for (const each of document.querySelectorAll(".of-answers")) each.hidden = !about.has_answers;
  fill(at("members"));
  fill(at("work"));
}

function buildBeside() {
  const options = [make("option", { value: "loaded" }, say("as_loaded"))];
  for (const each of about.policies) options.push(make("option", { value: `policy:${each.id}` }, pick(each.label)));
  for (const name of Object.keys(memory.snapshots())) options.push(make("option", { value: `snapshot:${name}` }, say("snapshot") + say("colon") + name));
  fill(at("beside"), options);
  if (!options.some((each) => each.value === state.beside)) state.beside = "loaded";
  at("beside").value = state.beside;
}

/** A setting was changed. */
function changed() {
  state.from = 0;
  look();
}

/** Shows the state, and asks for its results: one request at a time, the newest state always the next. */
async function look() {
  if (!about) return;
  buildBeside();
  at("pool").value = state.pool;
  at("policy").value = state.policy;
  showControls(at("controls"));
  at("changed-line").textContent = changedLine(about);
  showTabs();
  const [past, future] = memory.canUndo();
  at("undo").disabled = !past;
  at("redo").disabled = !future;
  at("reset").disabled = Object.keys(state.set).length === 0;
  memory.writeAddress(tongue());
  isStale = true;
  if (asking) {
    // What has been going on for long is about a state that nobody looks at any more.
    if (Date.now() - asking.since > 1500) asking.control.abort();
    return;
  }
  while (isStale) {
    isStale = false;
    asking = { control: new AbortController(), since: Date.now() };
    try {
      const response = await ask("/api/view", viewAsked(), asking.control);
      view = await response.json();
      at("problems").hidden = true;
      document.body.classList.remove("is-stale");
      markWrong(at("controls"), []);
      show();
      if (!isStale) await showMore(asking.control);
    } catch (error) {
      if (!isStale) showProblems(error);
    }
  }
  asking = null;
}

function viewAsked() {
  const [kind, name] = split(state.beside);
  let other = { set: [], policy: state.policy };
  if (kind === "policy") other = { set: memory.values(), policy: name };
  if (kind === "snapshot") other = { set: memory.values(memory.snapshots()[name] || {}), policy: state.policy };
  return {
    scenario: state.scenario,
    now: { set: memory.values(), policy: state.policy },
    other,
    pool: state.pool,
    rows: {
      search: state.search, sort: state.sort, descending: state.descending, from: state.from,
      count: state.tab === "members" ? PAGE : 0,
    },
  };
}

function split(text) {
  const colon = text.indexOf(":");
  return colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** Shows the last answer. */
function show() {
  showHeadline(at("headline"), about, view);
  if (state.tab === "overview") showOverview(at("overview"), about, view, explain);
  if (state.tab === "members" && view.rows.items.length + view.rows.found >= 0) showMembers(at("members"), about, view, look, explain);
  if (state.tab === "policies") showPolicies(at("policies"), about, view);
  if (state.tab === "changes") showChanges(at("changes"), about, view, changed, explain);
  document.body.dataset.shown = String(Number(document.body.dataset.shown || 0) + 1);
  clearTimeout(speaking);
  speaking = setTimeout(() => { at("spoken").textContent = spoken(about, view); }, 700);
}

/** What is asked for after the view itself: the work, and the charts. */
async function showMore(control) {
  if (state.tab === "work") {
    const work = await (await ask("/api/work", product(""), control)).json();
    if (isStale) return;
    showWork(at("work"), about, view, work);
    if (work.policies.length === 0) return;
    const charts = await (await ask("/api/charts", product("services"), control)).json();
    if (!isStale) showWorkCharts(charts);
  }
  if (state.tab === "overview") {
    const charts = await (await ask("/api/charts", product(""), control)).json();
    const place = at("charts");
    if (!isStale && place) showCharts(place, charts);
  }
}

/** A request about what is on screen. */
function product(name) {
  return {
    scenario: state.scenario, set: memory.values(), pool: state.pool, policy: state.policy, name, language: tongue(),
  };
}

async function explain(id) {
  try {
    const told = await (await ask("/api/explain", product(id))).json();
    const pool = about.pools.find((each) => each.id === state.pool);
    const rows = view.rows.items.concat(view.against_baseline.gains, view.against_baseline.losses);
    const row = rows.find((each) => each.id === id) || { name: told.name };
    showExplanation(at("explanation"), told, pool, called(row));
  } catch (error) {
    showProblems(error);
  }
}

async function save(name) {
  at("save").open = false;
  try {
    const response = await ask("/api/file", product(name));
    const address = URL.createObjectURL(await response.blob());
    const full = name === "scenario.toml" ? `${about.name}.toml` : `${about.name}-${name}`;
    const link = make("a", { href: address, download: full });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    notice(say("saved", full));
  } catch (error) {
    showProblems(error);
  }
}

/** Opens the files that were chosen; what is wrong with them is shown beside them, and the page stays as it was. */
async function sendChosen() {
  const place = at("opener-problems");
  place.hidden = true;
  const files = Array.from(at("files").files);
  if (files.length === 0) return;
  try {
    const answer = await (await sendFiles("/api/open", files, state.scenario)).json();
    Object.assign(state, { scenario: answer.scenario, set: {}, beside: "loaded", search: "", sort: "", from: 0 });
    memory.forget();
    at("opener").close();
    meet(answer);
    notice(say("opened", answer.file));
  } catch (error) {
    if (error.name === "AbortError") return;
    fill(place, make("p", {}, say("wrong_files")), problemList(error));
    place.hidden = false;
  }
}

/** What is wrong, above the results; the last results stay, marked as such. */
function showProblems(error) {
  if (error.name === "AbortError") {
    notice(say("cancelled"));
    return;
  }
  if (!(error instanceof Refused)) throw error;
  const place = at("problems");
  const isOfSettings = error.answer.kind === "wrong";
  fill(place, isOfSettings ? make("p", {}, say("wrong")) : "", problemList(error));
  place.hidden = false;
  document.body.classList.add("is-stale");
  markWrong(at("controls"), error.answer.problems);
  document.body.dataset.shown = String(Number(document.body.dataset.shown || 0) + 1);
}

/** Each problem with its place, the line at fault and the remedy. */
function problemList(error) {
  if (!(error instanceof Refused)) throw error;
  const { says, problems } = error.answer;
  if (problems.length === 0) return make("p", {}, pick(says));
  return make("ol", {}, problems.map((each) => make("li", {},
    make("p", {}, make("strong", {}, pick(each.found))),
    each.place ? make("p", { class: "place" }, make("code", {}, each.place)) : "",
    each.line ? make("pre", { class: "line" }, make("span", { class: "line-number" }, `${each.line.number} | `), each.line.before, make("mark", {}, each.line.fault || " "), each.line.after) : "",
    each.remedy ? make("p", {}, say("remedy") + say("colon") + pick(each.remedy)) : "")));
}

function notice(text) {
  const place = at("notice");
  place.textContent = text;
  place.hidden = false;
  setTimeout(() => { if (place.textContent === text) place.hidden = true; }, 6000);
}

function showTabs() {
  at("tab-work").hidden = !about.has_work;
  if (!tabs().includes(state.tab)) state.tab = "overview";
  for (const each of TABS) {
    const isChosen = each === state.tab;
    at(each).hidden = !isChosen;
    at(`tab-${each}`).setAttribute("aria-selected", String(isChosen));
    at(`tab-${each}`).tabIndex = isChosen ? 0 : -1;
  }
}

/** The views that this scenario has. */
function tabs() {
  return TABS.filter((each) => each !== "work" || about.has_work);
}

function choose(tab) {
  state.tab = tab;
  look();
}

/** In another language: everything is built again; nothing but the charts is asked for again. */
function speakAgain(language) {
  speak(language);
  if (!about) return;
  build();
  look();
}

function listen() {
  at("undo").addEventListener("click", () => { memory.undo(); changed(); });
  at("redo").addEventListener("click", () => { memory.redo(); changed(); });
  at("reset").addEventListener("click", () => { memory.remember(); state.set = {}; changed(); });
  at("link").addEventListener("click", () => {
    const copied = navigator.clipboard ? navigator.clipboard.writeText(location.href) : Promise.reject(new Error("none"));
    copied.then(() => notice(say("link_copied")), () => notice(say("link_shown")));
  });
  at("open").addEventListener("click", () => { at("opener-problems").hidden = true; at("opener").showModal(); });
  at("send").addEventListener("click", sendChosen);
  at("zh").addEventListener("click", () => speakAgain("zh"));
  at("en").addEventListener("click", () => speakAgain("en"));
  at("print").addEventListener("click", () => { at("save").open = false; window.print(); });
  for (const each of document.querySelectorAll("[data-file]")) each.addEventListener("click", () => save(each.dataset.file));
  at("pool").addEventListener("change", () => { state.pool = at("pool").value; state.sort = ""; state.search = ""; changed(); });
  at("policy").addEventListener("change", () => { state.policy = at("policy").value; changed(); });
  at("beside").addEventListener("change", () => { state.beside = at("beside").value; changed(); });
  at("keep").addEventListener("click", () => {
    const name = window.prompt(say("keep_name"), `${Object.keys(memory.snapshots()).length + 1}`);
    if (!name) return;
    memory.keepSnapshot(name, { ...state.set });
    look();
  });
  for (const kind of ["mouseover", "focusin"]) {
    at("controls").addEventListener(kind, (event) => {
      const control = event.target.closest(".control");
      if (control) at("about-setting").textContent = control.dataset.about;
    });
  }
  for (const each of TABS) at(`tab-${each}`).addEventListener("click", () => choose(each));
  document.querySelector(".tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = tabs();
    const next = all[(all.indexOf(state.tab) + step + all.length) % all.length];
    choose(next);
    at(`tab-${next}`).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const isText = event.target.matches("input[type=search], textarea");
    const key = event.key.toLowerCase();
    if (isText || !["z", "y"].includes(key)) return;
    event.preventDefault();
    if (document.activeElement) document.activeElement.blur();
    if (key === "y" || event.shiftKey) memory.redo();
    else memory.undo();
    changed();
  });
  document.addEventListener("click", (event) => {
    if (!at("save").contains(event.target)) at("save").open = false;
  });
  window.addEventListener("hashchange", () => {
    const before = state.scenario;
    const language = memory.readAddress();
    if (language && language !== tongue()) speak(language);
    if (before !== state.scenario) open(state.scenario).catch(showProblems);
    else if (about) { build(); look(); }
  });
}
