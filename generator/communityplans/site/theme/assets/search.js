// The search page: items of the plans, the guides, and places. The index is fetched when somebody is about to type, and once.
import MiniSearch from "./minisearch.js";
import { Places } from "./places.js";
import { box, element, fill, json, showPlace, withMarks } from "./show.js";
import { single, split } from "./words.js";

const MOST = 20;
const PLACES = 3;
const SNIPPET = 170;
const form = document.querySelector("[data-search]");
const said = document.querySelector("[data-said]");
const list = document.querySelector("[data-found]");
const placeList = document.querySelector("[data-places]");
const placePart = document.querySelector("[data-places-part]");
const itemPart = document.querySelector("[data-items-part]");
const words = form.dataset;
const root = words.root;
let loading;

for (const one of document.querySelectorAll("[data-without]")) one.hidden = true;

async function load() {
  const [data, places] = await Promise.all([json(`${root}search/index.json`), json(`${root}find/places.json`)]);
  const rows = data.rows.map(([page, id, title, kind, status, bag]) => ({ page: data.pages[page], id, title, kind: data.kinds[kind], status: data.statuses[status] ?? "", bag }));
  const index = new MiniSearch({
    fields: ["title", "bag", "where"],
    tokenize: split,
    processTerm: single,
    searchOptions: {
      boost: { title: 4, where: 2 },
      prefix: (term, at, all) => term.length > 2 || at === all.length - 1,
      fuzzy: (term) => term.length > 7 ? 2 : term.length > 4 ? 1 : false,
      weights: { fuzzy: 0.1, prefix: 0.5 },
    },
  });
  // In pieces, so that a slow telephone goes on taking letters.
  await index.addAllAsync(rows.map(({ title, bag, page }, id) => ({ id, title, bag, where: page[0] })), { chunkSize: 200 });
  return { rows, index, places: new Places(places) };
}
const ready = () => loading ??= load();
form.elements.q.addEventListener("focus", () => ready().catch(() => { loading = undefined; }), { once: true });

// The text of each item stands in a file for each page, asked for only when an item of that page is shown.
const texts = new Map();
function textOf(row) {
  const address = `${root}search/${row.page[1].replace(/\/$/, "")}.json`;
  if (!texts.has(address)) texts.set(address, json(address).catch(() => ({})));
  return texts.get(address).then((all) => all[row.id] ?? "");
}

// A piece of the text with the first word that fits.
function snippet(text, marked) {
  const pieces = text.split(/([\p{L}\p{N}'’]+)/u);
  let before = 0;
  for (const piece of pieces) { if (marked(piece)) break; before += piece.length; }
  if (before >= text.length) before = 0;
  const start = before < SNIPPET * 0.6 ? 0 : text.indexOf(" ", before - SNIPPET / 3) + 1;
  const end = start + SNIPPET >= text.length ? text.length : Math.max(text.lastIndexOf(" ", start + SNIPPET), before + 1);
  return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

function show(row, terms) {
  const marked = (piece) => split(piece).some((word) => terms.has(single(word)));
  const [title, address, area] = row.page;
  const facts = [row.kind, row.status, row.id ? fill(words.plan, { t: title }) : "", area ? fill(words.within, { t: area }) : ""].filter(Boolean);
  const text = element("p", { class: "cp-found__text" });
  textOf(row).then((whole) => text.append(...withMarks(snippet(whole, marked), marked)));
  return element("li", {},
    element("h3", {}, element("a", { href: `${root}${address}${row.id ? `#${row.id}` : ""}` }, ...withMarks(row.title, marked))),
    element("p", { class: "cp-quiet" }, facts.join(" · ")), text);
}

box(form, said, document.querySelector("[data-wait]"), async (typed, current) => {
  const clear = () => { for (const one of [list, placeList]) one.replaceChildren(); itemPart.hidden = placePart.hidden = true; };
  if (!typed) { clear(); return ""; }
  let all;
  try {
    all = await ready();
  } catch {
    loading = undefined;
    clear();
    return words.failed;
  }
  if (!current()) return "";
  let hits = all.index.search(typed, { combineWith: "AND" });
  const near = !hits.length;
  if (near) hits = all.index.search(typed, { combineWith: "OR" });
  const around = all.places.find(typed);
  const places = around.near && hits.length && !near ? [] : around.found;
  clear();
  list.append(...hits.slice(0, MOST).map((hit) => show(all.rows[hit.id], new Set(hit.terms))));
  placeList.append(...places.slice(0, PLACES).map((place) => showPlace(place, root, words)));
  itemPart.hidden = !hits.length;
  placePart.hidden = !places.length;
  const counted = hits.length + places.length;
  if (!counted) return fill(words.none, { q: typed });
  const shown = Math.min(hits.length, MOST) + Math.min(places.length, PLACES);
  return (near && hits.length && !places.length ? fill(words.near, { q: typed }) + " " : "") + fill(counted === 1 ? words.one : words.many, { n: counted, q: typed })
    + (counted > shown ? ` ${fill(words.more, { n: shown })}` : "");
});
