// The box of the page that finds a plan. Without it the page is the A to Z.
import { Places } from "./places.js";
import { box, fill, json, showPlace } from "./show.js";

const MOST = 30;
const form = document.querySelector("[data-find]");
const list = document.querySelector("[data-found]");
const said = document.querySelector("[data-said]");
const words = form.dataset;
const root = words.root;
let places;

for (const one of document.querySelectorAll("[data-without]")) one.hidden = true;
// Fetched when somebody is about to type, and once.
const ready = () => places ??= json(`${root}find/places.json`).then((data) => new Places(data));
form.elements.q.addEventListener("focus", () => ready().catch(() => { places = undefined; }), { once: true });

box(form, said, document.querySelector("[data-wait]"), async (typed, current) => {
  if (!typed) { list.replaceChildren(); return ""; }
  let result;
  try {
    result = (await ready()).find(typed);
  } catch {
    places = undefined;
    list.replaceChildren();
    return words.failed;
  }
  if (!current()) return "";
  const { found, near } = result;
  list.replaceChildren(...found.slice(0, MOST).map((place) => showPlace(place, root, words)));
  if (!found.length) return fill(words.none, { q: typed });
  const counted = fill(found.length === 1 ? words.one : words.many, { n: found.length, q: typed });
  return (near ? fill(words.near, { q: typed }) + " " : "") + counted + (found.length > MOST ? ` ${fill(words.more, { n: MOST })}` : "");
});
