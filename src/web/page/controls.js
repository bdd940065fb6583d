// The settings: a slider and a number box for every parameter, the pools' totals, and the baseline.

import { fill, make, pick, say, write } from "./words.js";
import { state, remember } from "./state.js";

/** Builds all controls; `frame` is what scrolls about them. `changed` is called after a setting was changed. */
export function buildControls(place, frame, about, changed) {
  const parts = [sharedPart(about, changed)];
  const used = new Set();
  const part = (title, parameters, note) => {
    const fresh = parameters.filter((each) => !used.has(each.name));
    for (const each of fresh) used.add(each.name);
    if (fresh.length === 0) return;
    const controls = fresh.map((each) => parameterControl(about, each, changed));
    parts.push(make("fieldset", {}, make("legend", {}, title), note ? make("p", { class: "note" }, note) : null, controls));
  };
  for (const policy of about.policies) {
    part(pick(policy.label), about.parameters.filter((each) => each.policies.length === 1 && each.policies[0] === policy.id));
  }
  part(say("several"), about.parameters.filter((each) => each.policies.length > 1));
  part(say("standards"), about.parameters.filter((each) => each.is_standard));
  part(say("answers"), about.parameters.filter((each) => each.is_answering));
  part(say("others"), about.parameters);
  if (about.services.length > 0) parts.push(catalogue(about, changed));
  const opened = frame.scrollTop;
  fill(place, parts);
  frame.scrollTop = opened;
}

/** Shows in every control what is set now. */
export function showControls(place) {
  for (const control of place.querySelectorAll(".control")) {
    const { name, loaded } = control.dataset;
    const value = name in state.set ? state.set[name] : loaded;
    control.classList.toggle("is-changed", name in state.set);
    for (const input of control.querySelectorAll("input, select")) {
      if (input.type === "checkbox") input.checked = value === "true";
      else if (input !== document.activeElement || input.type === "range") input.value = value;
      if (input !== document.activeElement) input.removeAttribute("aria-invalid");
    }
    const back = control.querySelector(".back");
    if (back) back.hidden = !(name in state.set);
  }
}

/** Marks the controls whose settings a problem is about. */
export function markWrong(place, problems) {
  for (const control of place.querySelectorAll(".control")) {
    const isWrong = problems.some((each) => each.place.startsWith(`--set ${control.dataset.name}=`));
    for (const input of control.querySelectorAll("input")) {
      if (isWrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }
}

/** Sets a value; one that is as loaded is not set at all. */
export function put(name, value, loaded) {
  remember(name);
  if (String(value).trim() === "" || Number(value) === Number(loaded) || value === loaded) delete state.set[name];
  else state.set[name] = String(value).trim();
}

function sharedPart(about, changed) {
  const controls = [baselineControl(about, changed)];
  for (const pool of about.pools) {
    if (pool.strata.length === 0 && !pool.is_combined) controls.push(totalControl(about, pool, pool.name, pick(pool.label), pool.total, changed));
    for (const stratum of pool.strata) {
      const label = `${pick(pool.label)} · ${pick(stratum.label)}`;
      controls.push(totalControl(about, pool, stratum.name, label, stratum.total, () => {
        addUp(pool);
        changed();
      }));
    }
  }
  return make("fieldset", {}, make("legend", {}, say("shared")), controls);
}

/** The total of a pool with strata is the sum of theirs, in whole parts of the unit. */
function addUp(pool) {
  const scale = 10 ** pool.decimals;
  let sum = 0;
  for (const { name, total } of pool.strata) {
    sum += Math.round(Number(name in state.set ? state.set[name] : total) * scale);
  }
  if (sum === Math.round(pool.total * scale)) delete state.set[pool.name];
  else state.set[pool.name] = (sum / scale).toFixed(pool.decimals);
}

function baselineControl(about, changed) {
  const select = make("select", { id: "c-baseline", onchange: () => {
    put("baseline", select.value, about.baseline);
    changed();
  } }, about.policies.map((each) => make("option", { value: each.id }, pick(each.label))));
  return make("div", { class: "control", "data-name": "baseline", "data-loaded": about.baseline, title: say("baseline_help"), "data-about": say("baseline") + say("colon") + say("baseline_help") },
    make("label", { for: "c-baseline" }, say("baseline")), select);
}

function totalControl(about, pool, name, label, total, changed) {
  const most = niceAbove(total * 2);
  const range = [0, most];
  const step = pool.decimals === 0 ? 1 : niceStep(most);
  return numberControl({
    name, label, unit: pick(pool.unit), source: pool.source ? pick(pool.source) : "", value: total, range, step,
    acts: "",
  }, changed);
}

function parameterControl(about, parameter, changed) {
  const names = parameter.policies.map((id) => pick(about.policies.find((each) => each.id === id).label));
  if (parameter.is_standard) names.push(say("standards"));
  if (parameter.is_answering) names.push(say("answers"));
  return numberControl({
    name: parameter.name,
    label: pick(parameter.label),
    unit: pick(parameter.unit),
    source: parameter.source ? pick(parameter.source) : say("no_source"),
    value: parameter.value,
    range: parameter.range,
    step: parameter.range ? stepOf(parameter) : "any",
    acts: names.join(say("comma")),
  }, changed);
}

/** The item of the catalogue whose figures are shown; those that were changed are always shown. */
let chosen = "";

/** The catalogue of services: an item is chosen, and its figures can be set. */
function catalogue(about, changed) {
  const place = make("div", {});
  const groups = [];
  for (const item of about.services) {
    const department = pick(item.department);
    let group = groups.find((each) => each.label === department);
    if (!group) {
      group = make("optgroup", { label: department });
      groups.push(group);
    }
    group.append(make("option", { value: item.name }, pick(item.label)));
  }
  const select = make("select", { id: "c-service", onchange: () => {
    chosen = select.value;
    showItems();
  } }, make("option", { value: "" }, say("choose_item")), groups);
  select.value = about.services.some((each) => each.name === chosen) ? chosen : "";
  const showItems = () => {
    const shown = about.services.filter((item) => item.name === select.value
      || Object.keys(state.set).some((name) => name.startsWith(`${item.name}.`)));
    fill(place, shown.map((item) => itemControls(item, changed)));
    showControls(place);
  };
  showItems();
  return make("fieldset", {}, make("legend", {}, say("catalogue", about.services.length)),
    make("div", { class: "chooser" }, make("label", { for: "c-service" }, say("item")), select), place);
}

function itemControls(item, changed) {
  const of = (column, unit, range, step) => numberControl({
    name: `${item.name}.${column}`, label: say(`item_${column}`), unit: say(unit), source: "", value: item[column], range, step, acts: "",
  }, changed);
  const reach = (value) => [0, niceAbove(Math.max(value, 1) * 2)];
  const [hours, yuan] = [reach(item.hours), reach(item.yuan)];
  return make("div", { class: "item", role: "group", "aria-label": pick(item.label) },
    make("p", {}, make("strong", {}, pick(item.label)), make("small", {}, ` ${pick(item.department)} · ${pick(item.kind)}`)),
    tickControl(`${item.name}.admitted`, say("admitted"), item.admitted, changed),
    of("funded", "of_the_yuan", [0, 1], 0.05),
    of("hours", "hours_a_unit", hours, niceStep(hours[1])),
    of("yuan", "yuan_a_unit", yuan, niceStep(yuan[1])));
}

/** A setting that holds or does not. */
function tickControl(name, label, loaded, changed) {
  const id = `c-${name.replace(/[^A-Za-z0-9_]/g, "-")}`;
  const tick = make("input", { type: "checkbox", id, onchange: () => {
    put(name, String(tick.checked), String(loaded));
    changed();
  } });
  tick.checked = loaded;
  const about = `${say("loaded_value")}${say("colon")}${say(loaded ? "yes" : "no")}`;
  return make("div", { class: "control tick", "data-name": name, "data-loaded": String(loaded), title: about, "data-about": `${label}${say("colon")}${about}` },
    make("label", { for: id }, label), tick);
}

function numberControl(of, changed) {
  const id = `c-${of.name.replace(/[^A-Za-z0-9_]/g, "-")}`;
  const set = (value) => {
    put(of.name, value, of.value);
    changed();
  };
  const box = make("input", {
    type: "number", id, step: "any", value: of.value, "aria-describedby": `${id}-about`, autocomplete: "off",
    min: of.range ? of.range[0] : null, max: of.range ? of.range[1] : null,
    oninput: () => { if (box.value !== "") set(box.value); },
    onchange: () => { if (box.value === "") set(of.value); },
  });
  const slider = of.range ? make("input", {
    type: "range", min: of.range[0], max: of.range[1], step: of.step, "aria-label": say("slider", of.label),
    oninput: () => set(slider.value),
  }) : null;
  if (slider) slider.value = of.value;
  const back = make("button", {
    type: "button", class: "back", title: say("restore", write(of.value)), "aria-label": of.label + say("colon") + say("restore", write(of.value)),
    hidden: true, onclick: () => { set(of.value); box.focus(); },
  }, "↺");
  const about = [
    of.range ? say("range", write(of.range[0]), write(of.range[1])) : "",
    say("loaded_value") + say("colon") + write(of.value),
    of.acts ? say("acts_on") + say("colon") + of.acts : "",
    of.source ? say("source") + say("colon") + of.source : "",
  ].filter(Boolean);
  return make("div", { class: "control", "data-name": of.name, "data-loaded": of.value, title: about.join("\n"), "data-about": `${of.label} (${of.unit})${say("colon")}${about.join(say("semicolon"))}` },
    make("label", { for: id }, of.label),
    make("span", { class: "unit" }, of.unit),
    make("span", { class: "inputs" }, slider, box, back),
    make("span", { class: "unseen", id: `${id}-about` }, `${of.unit}. ${about.join(". ")}`));
}

/** A step of 1, 2 or 5 times a power of ten, about a hundredth of the range; whole where the range is of whole steps. */
function stepOf(parameter) {
  const [least, most] = parameter.range;
  const step = niceStep(most - least);
  const isWhole = [least, most, parameter.value].every(Number.isInteger);
  return isWhole && most - least >= 5 ? Math.max(1, step) : step;
}

function niceStep(span) {
  if (!(span > 0)) return "any";
  const rough = span / 100;
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  const times = [1, 2, 5, 10].find((each) => each * power >= rough * 0.999);
  return Number((times * power).toPrecision(3));
}

function niceAbove(amount) {
  if (!(amount > 0)) return 100;
  const power = 10 ** Math.floor(Math.log10(amount));
  return Math.ceil(amount / power) * power;
}
