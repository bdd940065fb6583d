// The state of the page: what is set and what is looked at. All of it stands in the address, so a link holds it; the
// server keeps nothing of it. What was set before is kept for undoing; named snapshots are kept in this tab.

const KEPT = "junheng-snapshots-";
const SNAPSHOT = "snapshot:";

/** What is looked at. `set` maps the name of a setting to its value, as a text, where it differs from the loaded. */
export const state = {
  scenario: "",
  set: {},
  pool: "",
  policy: "",
  beside: "loaded",
  tab: "overview",
  search: "",
  sort: "",
  descending: false,
  from: 0,
};

const past = [];
let future = [];

/** Reads the state from the address; gives the language asked for there. */
export function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  state.scenario = asked.get("s") || "";
  state.set = named(asked.getAll("set"));
  state.pool = asked.get("pool") || "";
  state.policy = asked.get("policy") || "";
  state.beside = asked.get("beside") || "loaded";
  state.tab = asked.get("tab") || "overview";
  state.search = asked.get("find") || "";
  state.sort = asked.get("sort") || "";
  state.descending = asked.get("down") === "1";
  state.from = 0;
  if (state.beside.startsWith(SNAPSHOT)) state.beside = SNAPSHOT + meetSnapshot(state.beside.slice(SNAPSHOT.length), named(asked.getAll("with")));
  return asked.get("lang");
}

/** Settings by their names, from their texts. */
function named(texts) {
  const set = {};
  for (const each of texts) {
    const at = each.indexOf("=");
    if (at > 0) set[each.slice(0, at)] = each.slice(at + 1);
  }
  return set;
}

/** Keeps a snapshot that came with a link; where another has its name, under a name of its own. Gives the name. */
function meetSnapshot(name, set) {
  const all = snapshots();
  let free = name;
  while (free in all && values(all[free]).join() !== values(set).join()) free += "*";
  if (!(free in all)) keepSnapshot(free, set);
  return free;
}

/** Writes the state into the address. */
export function writeAddress(language) {
  const asked = new URLSearchParams();
  if (state.scenario) asked.set("s", state.scenario);
  for (const value of values()) asked.append("set", value);
  asked.set("pool", state.pool);
  asked.set("policy", state.policy);
  asked.set("beside", state.beside);
  if (state.beside.startsWith(SNAPSHOT)) {
    for (const value of values(snapshots()[state.beside.slice(SNAPSHOT.length)] || {})) asked.append("with", value);
  }
  asked.set("tab", state.tab);
  if (state.search) asked.set("find", state.search);
  if (state.sort) asked.set("sort", state.sort);
  if (state.descending) asked.set("down", "1");
  asked.set("lang", language);
  history.replaceState(null, "", `#${asked}`);
}

/** What is set, as after `--set` on the command line, in the order of the names. */
export function values(set) {
  const of = set || state.set;
  return Object.keys(of).sort().map((name) => `${name}=${of[name]}`);
}

/** Remembers what is set before it is changed; moves of one slider in a row are one step. */
export function remember(name) {
  const last = past[past.length - 1];
  const now = Date.now();
  if (last && name && last.name === name && now - last.time < 1500) {
    last.time = now;
  } else {
    past.push({ name, time: now, set: { ...state.set } });
    if (past.length > 500) past.shift();
  }
  future = [];
}

/** Whether there is something to undo, and something to redo. */
export function canUndo() {
  return [past.length > 0, future.length > 0];
}

export function undo() {
  const last = past.pop();
  if (!last) return;
  future.push({ set: { ...state.set } });
  state.set = last.set;
}

export function redo() {
  const next = future.pop();
  if (!next) return;
  past.push({ time: 0, set: { ...state.set } });
  state.set = next.set;
}

export function forget() {
  past.length = 0;
  future = [];
}

/** Named snapshots of what was set in the present scenario. */
export function snapshots() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT + state.scenario)) || {};
  } catch (_) {
    return {};
  }
}

export function keepSnapshot(name, set) {
  const all = snapshots();
  if (set) all[name] = set;
  else delete all[name];
  try {
    sessionStorage.setItem(KEPT + state.scenario, JSON.stringify(all));
  } catch (_) {
    // Without storage a snapshot cannot be kept; the list shows that it is not there.
  }
}
