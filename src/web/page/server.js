// Asking the program. Each request says in full what it is about; long ones show how far they are and can be
// cancelled.

import { say } from "./words.js";

/** What the program answers when it refuses: its kind, its words, and problems with their places. */
export class Refused extends Error {
  constructor(answer) {
    super(answer.says.en);
    this.answer = answer;
  }
}

const running = new Set();
const bar = document.getElementById("progress");
const step = document.getElementById("step");

document.getElementById("cancel").addEventListener("click", () => {
  for (const each of running) each.abort();
});

/** Asks with JSON; gives the response. `mine`: an AbortController by which the caller cancels. */
export async function ask(path, body, mine) {
  return send(path, (ticket) => ({
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...body, ticket }),
  }), mine);
}

/** Sends files with the scenario that is open. */
export async function sendFiles(path, files, scenario) {
  return send(path, (ticket) => {
    const form = new FormData();
    form.append("scenario", scenario);
    form.append("ticket", String(ticket));
    for (const file of files) form.append("file", file, file.name);
    return { body: form };
  });
}

async function send(path, make, mine) {
  const control = mine || new AbortController();
  const ticket = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
  running.add(control);
  const watching = setTimeout(() => watch(ticket, control), 400);
  try {
    const options = { method: "POST", signal: control.signal, ...make(ticket) };
    let response;
    try {
      response = await fetch(path, options);
    } catch (error) {
      if (error.name === "AbortError") throw error;
      // The connection may just have been closed for being idle; once more on a new one.
      response = await fetch(path, options).catch((again) => {
        if (again.name === "AbortError") throw again;
        const text = { en: say("no_answer"), zh: say("no_answer") };
        throw new Refused({ kind: "no-answer", says: text, problems: [] });
      });
    }
    if (!response.ok) throw new Refused(await response.json());
    return response;
  } finally {
    clearTimeout(watching);
    running.delete(control);
    if (running.size === 0) bar.hidden = true;
  }
}

/** Shows how far a request is until it ends. */
async function watch(ticket, control) {
  while (running.has(control)) {
    const options = {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ticket }),
    };
    const answer = await fetch("/api/step", options).then((each) => each.json()).catch(() => null);
    if (!running.has(control)) return;
    bar.hidden = false;
    step.textContent = say(`step_${typeof answer === "string" ? answer : ""}`);
    await new Promise((done) => setTimeout(done, 400));
  }
}
