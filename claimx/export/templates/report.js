"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const form = document.querySelector(".filters");
  const views = { articles: document.getElementById("articles"), table: document.getElementById("table") };
  const cards = all(".card").map((card) => ({
    card,
    row: document.querySelector(`tr[data-row="${card.id}"]`),
    marks: all(`[data-claim="${card.id}"]`),
    words: card.textContent.toLowerCase(),
  }));
  const byId = new Map(cards.map((entry) => [entry.card.id, entry]));
  let current = -1;

  function wanted() {
    const data = new FormData(form);
    return {
      kinds: data.getAll("kind"), statuses: data.getAll("status"), voice: data.get("voice"),
      source: data.get("source").trim().toLowerCase(), worth: Number(data.get("worth")),
      words: data.get("words").trim().toLowerCase().split(/\s+/).filter(Boolean),
    };
  }

  function passes({ card, words }, want) {
    const data = card.dataset;
    return (!want.kinds.length || want.kinds.includes(data.kind)) &&
      (!want.statuses.length || want.statuses.includes(data.status)) &&
      (!want.voice || want.voice === data.voice) &&
      (!want.source || data.source.toLowerCase().includes(want.source)) &&
      Number(data.worth) >= want.worth && want.words.every((word) => words.includes(word));
  }

  function filter() {
    const want = wanted();
    let shown = 0;
    for (const entry of cards) {
      const ok = passes(entry, want);
      shown += ok;
      entry.card.hidden = !ok;
      if (entry.row) entry.row.hidden = !ok;
      entry.marks.forEach((mark) => mark.classList.toggle("off", !ok));
    }
    for (const item of all(".item")) item.hidden = !item.querySelector(".card:not([hidden])");
    form.querySelector(".count").textContent = `${shown} of ${cards.length} figures`;
    form.elements.worth.nextElementSibling.textContent = form.elements.worth.value;
  }

  function show(view) {
    for (const name of Object.keys(views)) {
      views[name].hidden = name !== view;
      form.querySelector(`[data-view="${name}"]`).setAttribute("aria-pressed", String(name === view));
    }
  }

  function reveal(entry, inText) {
    show("articles");
    const column = entry.card.parentElement;
    const wide = column.scrollHeight > column.clientHeight || getComputedStyle(column).position === "sticky";
    const past = entry.card.getBoundingClientRect().top - column.getBoundingClientRect().top;
    if (wide) column.scrollTop += past - 3;
    const target = wide || inText ? entry.marks.find((mark) => mark.id) : entry.card;
    (target || entry.card).scrollIntoView({ block: "center" });
  }

  function select(link) {
    const id = link.replace(/^at-/, "");
    all(".on").forEach((element) => element.classList.remove("on"));
    const entry = byId.get(id);
    if (!entry) return;
    current = cards.indexOf(entry);
    const parts = all(`[data-of~="${id}"]`);
    [entry.card, ...entry.marks, ...parts].forEach((element) => element.classList.add("on"));
    reveal(entry, link.startsWith("at-"));
  }

  function step(by) {
    for (let at = current + by; at >= 0 && at < cards.length; at += by) {
      if (!cards[at].card.hidden) {
        history.replaceState(null, "", `#${cards[at].card.id}`);
        select(cards[at].card.id);
        cards[at].card.focus({ preventScroll: true });
        return;
      }
    }
  }

  function sort(head) {
    const column = head.cellIndex;
    const up = head.getAttribute("aria-sort") !== "ascending";
    const value = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
    const body = document.querySelector("tbody");
    const order = (a, b) => {
      const [x, y] = [value(a), value(b)];
      if (x === "" || y === "") return (x === "") - (y === "");
      const numbers = Number(x) - Number(y);
      return (up ? 1 : -1) * (Number.isNaN(numbers) ? x.localeCompare(y) : numbers);
    };
    all("th").forEach((other) => other.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    body.append(...Array.from(body.rows).sort(order));
  }

  const keys = {
    j: () => step(1), k: () => step(-1), t: () => show(views.table.hidden ? "table" : "articles"),
    "/": () => form.elements.words.focus(), Escape: () => { form.reset(); document.activeElement.blur(); },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys) || (typing && event.key !== "Escape")) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a[href^='#']");
    if (mark) select(mark.getAttribute("href").slice(1));
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  all("[data-view]").forEach((button) => button.addEventListener("click", () => show(button.dataset.view)));
  all("th").forEach((head) => head.addEventListener("click", () => sort(head)));
  window.addEventListener("hashchange", () => select(location.hash.slice(1)));

  form.hidden = document.querySelector(".keys").hidden = false;
  show("articles");
  filter();
  if (location.hash) select(location.hash.slice(1));
})();
