"use strict";
(() => {
  const token = document.querySelector("meta[name=token]").content;
  const states = JSON.parse(document.getElementById("states").textContent);
  const byId = new Map(states.map((state) => [state.id, state]));
  const article = document.getElementById("article");
  const record = document.getElementById("record");
  const note = document.querySelector(".note textarea");
  const problem = document.querySelector(".problem");
  let at = 0;
  let last = Promise.resolve();

  async function ask(path, body) {
    const options = { headers: { "X-Claimx-Token": token } };
    if (body) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
    const answer = await fetch(path, options);
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  // One after the other, so that what was pressed first is saved first.
  function inTurn(work) {
    last = last.then(work).then(() => { problem.hidden = true; }, (error) => {
      problem.textContent = `Not saved: ${error.message}`;
      problem.hidden = false;
    });
    return last;
  }

  function draw() {
    const state = states[at];
    const done = states.filter((one) => one.verdict).length;
    document.querySelector("progress").value = done;
    document.querySelector("output.progress").textContent = `${at + 1} of ${states.length} · ${done} checked`;
    for (const button of document.querySelectorAll("[data-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.choice === state.verdict));
    }
    for (const button of document.querySelectorAll("[data-wrong]")) {
      button.setAttribute("aria-pressed", String(state.wrong.includes(button.dataset.wrong)));
    }
    for (const part of record.querySelectorAll("[data-field]")) {
      part.classList.toggle("bad", state.wrong.includes(part.dataset.field));
    }
    if (document.activeElement !== note) note.value = state.note || "";
  }

  async function open(place) {
    at = Math.min(Math.max(place, 0), states.length - 1);
    const { html, ...state } = await ask(`/claim/${states[at].id}`);
    Object.assign(states[at], state);
    const parts = document.createElement("template");
    parts.innerHTML = html;
    article.replaceChildren(parts.content.querySelector(".reading"));
    record.replaceChildren(parts.content.querySelector(".record"));
    article.querySelectorAll("a.figure").forEach((link) => link.removeAttribute("href"));
    history.replaceState(null, "", `#${states[at].id}`);
    draw();
    (article.querySelector(".figure") || article).scrollIntoView({ block: "center" });
  }

  async function judge(change, onward) {
    const { id, verdict, wrong } = states[at];
    const body = { id, verdict, wrong, note: note.value, ...change };
    Object.assign(byId.get(id), await ask("/verdict", body));
    draw();
    if (onward) await nextOpen();
  }

  function nextOpen() {
    const order = [...states.keys()].slice(at + 1).concat([...states.keys()].slice(0, at + 1));
    return open(order.find((place) => !states[place].verdict) ?? at + 1);
  }

  function toggled(field) {
    const wrong = states[at].wrong;
    const now = wrong.includes(field) ? wrong.filter((one) => one !== field) : [...wrong, field];
    return { verdict: now.length ? "wrong" : null, wrong: now };
  }

  async function undo() {
    const { id, ...state } = await ask("/undo", {});
    if (!id) return;
    Object.assign(byId.get(id), state);
    await open(states.indexOf(byId.get(id)));
  }

  const keys = {
    r: () => judge({ verdict: "right", wrong: [] }, true),
    u: () => judge({ verdict: "unsure", wrong: [] }, true),
    w: () => judge({ verdict: "wrong" }, false),
    j: () => open(at + 1), k: () => open(at - 1), ArrowRight: () => open(at + 1), ArrowLeft: () => open(at - 1),
    o: nextOpen, Enter: nextOpen, z: undo,
    n: async () => note.focus(),
  };
  document.querySelectorAll("[data-wrong]").forEach((button, place) => {
    keys[String(place + 1)] = () => judge(toggled(button.dataset.wrong), false);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === note) {
      if (event.key === "Escape") note.blur();
      return;
    }
    if (!(event.key in keys) || (event.key === "Enter" && event.target.matches("button, a"))) return;
    event.preventDefault();
    inTurn(keys[event.key]);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-key]");
    if (button) inTurn(keys[button.dataset.key]);
  });
  note.addEventListener("change", () => inTurn(() => judge({ verdict: states[at].verdict || "unsure" }, false)));

  if (states.length) {
    const asked = states.findIndex((state) => `#${state.id}` === location.hash);
    const open_ = states.findIndex((state) => !state.verdict);
    inTurn(() => open(asked >= 0 ? asked : Math.max(open_, 0)));
  }
})();
