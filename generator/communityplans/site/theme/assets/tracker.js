// Filters and sorts the tracker at once. Without it each view, area and lead is a page of its own, reached by links.
// What comes from the file is only ever text; the marks are copies of those that the page already shows.
import { element, fill, json } from "./show.js";

const MOST = 300;
const place = document.querySelector("[data-tracker]");
const said = document.querySelector("[data-said]");
const table = document.querySelector(".cp-tracker");
const body = table.tBodies[0];
// What the cells of a row are called on a phone, as the page has it.
const labels = [...body.rows[0].cells].map((one) => one.dataset.label ?? "");
const caption = table.caption;
const words = place.dataset;
const { root, view, area, lead } = words;
const SORTS = { area: words.sortArea, due: words.sortDue, news: words.sortNews, status: words.sortStatus };
let data;

const mark = (status) => document.querySelector(`[data-mark="${status}"] svg`)?.cloneNode(true) ?? null;

function choice(name, label, options) {
  const select = element("select", { name, id: `tracker_${name}` }, ...options.map(([value, said]) => element("option", { value }, said)));
  return element("p", {}, element("label", { for: `tracker_${name}` }, label), select);
}

const box = element("input", { type: "search", name: "q", id: "tracker_q", maxlength: "200", autocomplete: "off" });
const form = element("form", { class: "cp-filters", role: "search", "aria-label": words.name });
const opener = element("button", { type: "button", class: "cp-button", "aria-expanded": "false" }, words.open);

// The rows are fetched when somebody asks for them, and once.
async function open() {
  try {
    data = await json(`${root}tracker/rows.json`);
  } catch {
    said.textContent = words.failed;
    return;
  }
  const any = [["", words.any]];
  const fields = [
    element("p", {}, element("label", { for: "tracker_q" }, words.words), box),
    area ? null : choice("area", words.areas, [...any, ...data.plans]),
    choice("status", words.status, [...any, ...data.statuses]),
    choice("kind", words.kind, [...any, ...data.kinds.map((kind) => [kind, kind])]),
    view ? null : choice("view", words.views, [...any, ...data.views]),
    lead || !data.leads.length ? null : choice("lead", words.leads, [...any, ...data.leads.map(([who]) => [who, who])]),
    choice("sort", words.sort, Object.entries(SORTS)),
    element("p", {}, element("button", { type: "button", class: "cp-button" }, words.save)),
  ];
  form.append(...fields.filter(Boolean));
  form.querySelector("button").addEventListener("click", download);
  opener.replaceWith(form);
  box.focus();
}

const value = (name, preset) => preset || (form.elements[name] ? form.elements[name].value : "");

// The numbers of the rows that are wanted, in the order that is wanted.
function wanted() {
  const typed = value("q").toLowerCase().split(/\s+/).filter(Boolean);
  const plan = value("area", area), status = value("status"), kind = value("kind"), who = value("lead", lead);
  const bit = data.views.findIndex(([name]) => name === value("view", view));
  const found = data.rows.map((row, number) => number).filter((number) => {
    const [at, sort, , title, under, theme, how, label, , , , led, , , views] = data.rows[number];
    if (plan && data.plans[at][0] !== plan) return false;
    if (status && data.statuses[how][0] !== status) return false;
    if (kind && data.kinds[sort] !== kind) return false;
    if (who && (led < 0 || data.leads[led][0] !== who)) return false;
    if (bit >= 0 && !(views & (1 << bit))) return false;
    const text = `${title} ${under} ${theme} ${label} ${led < 0 ? "" : data.leads[led][0]} ${data.plans[at][1]}`.toLowerCase();
    return typed.every((word) => text.includes(word));
  });
  const column = { due: 10, news: 13, status: 6 }[value("sort")];
  if (column) found.sort((a, b) => compare(data.rows[a][column], data.rows[b][column]) || a - b);
  return found;
}

// What has no date comes last.
const compare = (a, b) => (a === "") - (b === "") || (a < b ? -1 : a > b ? 1 : 0);

function cell(label, ...inside) {
  return element("td", label ? { role: "cell", "data-label": label } : { role: "cell", class: "st" }, ...inside);
}

function line([at, sort, id, title, under, theme, how, label, timely, due, , led, last, , views]) {
  const [slug, name] = data.plans[at];
  const [word, status] = data.statuses[how];
  const about = `${under ? fill(words.under, { k: data.kinds[sort], t: under }) : data.kinds[sort]}${theme ? ` · ${theme}` : ""}`;
  return element("tr", { role: "row" },
    element("th", { scope: "row", role: "rowheader" }, element("a", { href: `${root}plans/${slug}/#${id}` }, title), element("small", {}, about)),
    cell("", element("span", { class: "cp-status" }, mark(word), element("span", {}, label || status,
      label ? element("small", {}, status) : null, timely ? element("small", { class: "cp-timely" }, timely) : null))),
    cell(labels[2], due || words.undated),
    cell(labels[3], led < 0 ? (views & (1 << data.views.findIndex(([name]) => name === "no-lead")) ? words.nobody : words.unneeded) : element("a", { href: `${root}tracker/lead/${data.leads[led][1]}/` }, data.leads[led][0])),
    cell(labels[4], last || words.undated),
    cell(labels[5], element("a", { href: `${root}tracker/area/${slug}/` }, name)));
}

const figure = (count) => count.toLocaleString(document.documentElement.lang);
const among = (count, none, one, many) => fill(count === 0 ? none : count === 1 ? one : many, { n: figure(count), t: figure(data.rows.length), m: MOST });

function show() {
  const found = wanted();
  body.replaceChildren(...found.slice(0, MOST).map((number) => line(data.rows[number])));
  for (const one of document.querySelectorAll("[data-paged]")) one.hidden = true;
  caption.textContent = among(found.length, words.none, words.one, words.many);
  said.textContent = among(found.length, words.ofNone, words.ofOne, found.length > MOST ? words.ofMore : words.ofMany);
}

// The lines of the whole table that belong to the rows that are shown. No cell of it runs over a line.
async function download() {
  const answer = await fetch(`${root}tracker/tracker.csv`);
  if (!answer.ok) { said.textContent = words.unsaved; return; }
  const lines = (await answer.text()).replace(/^\ufeff/, "").split("\r\n");
  const text = [lines[0], ...wanted().map((number) => lines[number + 1]), ""].join("\r\n");
  const link = element("a", { href: URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" })), download: "tracker.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

let waiting = 0;
place.append(opener);
opener.addEventListener("click", open);
form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
form.addEventListener("input", (event) => { clearTimeout(waiting); waiting = setTimeout(show, event.target === box ? 150 : 0); });
