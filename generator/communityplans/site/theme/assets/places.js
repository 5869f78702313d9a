// Looks up areas, wards and streets. Nothing that is typed leaves the page: the whole list is fetched once and looked through here.
import MiniSearch from "./minisearch.js";
import { split } from "./words.js";

const KINDS = ["area", "ward", "street"];
const HOUSE = /^\d+[a-z]?$/;

export class Places {
  // `data` is find/places.json: see exports/places.py.
  constructor(data) {
    this.short = new Map(Object.entries(data.short));
    this.places = data.places.map(([kind, name, plans = [], numbers = "", ranges = [], state = "", said = "", note = ""]) =>
      ({ kind: KINDS[kind], name, plans: plans.map((n) => ({ title: data.plans[n][0], address: data.plans[n][1] })), numbers, ranges, state, said, note }));
    const one = (term) => this.short.get(term) ?? term;
    this.index = new MiniSearch({
      fields: ["name"],
      tokenize: split,
      // Both forms of a word that has two: Street is found by St, and by the letters Stre while somebody types.
      processTerm: (term) => { const short = one(term); return short === term ? term : [term, short].filter(Boolean); },
      searchOptions: {
        processTerm: (term) => one(term) || null,
        prefix: (term, at, all) => term.length > 2 || at === all.length - 1,
        fuzzy: (term) => term.length > 7 ? 2 : term.length > 3 ? 1 : false,
        weights: { fuzzy: 0.2, prefix: 0.6 },
      },
    });
    this.index.addAll(this.places.map(({ name }, id) => ({ id, name })));
  }

  // The places that fit what was typed, best first; `near` says that none fits all of it.
  find(typed) {
    const words = split(typed);
    const houses = words.filter((word) => HOUSE.test(word));
    const names = words.filter((word) => !HOUSE.test(word));
    if (!names.length) return { found: [], near: false };
    const text = names.join(" ");
    let hits = this.index.search(text, { combineWith: "AND" });
    const near = !hits.length;
    if (near) {
      // What kind of road it is says nothing on its own: of Letchmore Avenue only Letchmore counts.
      const telling = new Set(names.filter((word) => word.length > 2 && !this.short.has(word)));
      hits = this.index.search(text, { combineWith: "OR" }).filter((hit) => hit.queryTerms.some((word) => telling.has(word)));
      hits = hits.filter((hit) => hit.score > hits[0].score / 2);
    }
    const wanted = names.map((word) => this.short.get(word) ?? word).join(" ");
    const rank = (place) => {
      const name = split(place.name).map((word) => this.short.get(word) ?? word).filter(Boolean).join(" ");
      return name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2;
    };
    const found = hits.map((hit, at) => ({ place: this.places[hit.id], at }))
      .sort((a, b) => rank(a.place) - rank(b.place) || a.at - b.at).map(({ place }) => place);
    return { found: houses.length ? only(found, parseInt(houses.at(-1), 10)) : found, near };
  }
}

// Of a street that is listed in parts, the part with this house; all parts where none has it.
function only(found, house) {
  const fits = ({ ranges }) => ranges.some(([first, last, side]) => first <= house && house <= last && (!side || (side === "odd") === (house % 2 === 1)));
  const parted = new Map();
  for (const place of found) if (place.numbers) parted.set(place.name, [...(parted.get(place.name) ?? []), place]);
  return found.filter((place) => {
    const parts = parted.get(place.name);
    if (!parts || !place.numbers) return true;
    if (parts.some(fits)) return fits(place);
    const rest = parts.some(({ ranges }) => !ranges.length);
    return !rest || !place.ranges.length;
  });
}
