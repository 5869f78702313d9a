// Puts results on a page. What comes from a file is only ever text: nothing here reads HTML.
export function element(name, options = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) made.setAttribute(key, value);
  made.append(...inside.filter((one) => one !== null && one !== ""));
  return made;
}

// Words of the page's own template, with {n} and {q} filled in.
export const fill = (words, values) => words.replace(/\{(\w)\}/g, (whole, key) => String(values[key] ?? whole));

// A text with some of its words marked. `marked` says of a word whether it is one of them.
export function withMarks(text, marked) {
  return text.split(/([\p{L}\p{N}'’]+)/u).filter(Boolean).map((piece) => marked(piece) ? element("mark", {}, piece) : piece);
}

// One place with the plan that is for it. `root` is the way to the root of the site, `words` those of the template.
export function showPlace(place, root, words) {
  const plans = place.plans.map(({ title, address }) => element("li", {}, element("a", { href: root + address }, fill(words.plan, { t: title }))));
  return element("li", {},
    element("p", { class: "cp-found__name" }, element("b", {}, place.name), ` ${place.numbers ? `(${place.numbers})` : ""}`,
      element("span", { class: "cp-found__kind" }, words[place.kind])),
    plans.length ? element("ul", {}, ...plans) : element("p", {}, element("span", { class: "cp-gap" }, place.state)),
    place.said ? element("p", { class: "cp-quiet" }, `${place.said}.`) : null,
    place.note ? element("p", { class: "cp-quiet" }, place.note) : null);
}

// A box that is looked through while somebody types. `look(typed)` shows what was found and gives what to say of it; while it
// fetches what it needs on a slow line, `wait` is shown.
export function box(form, said, wait, look) {
  const input = form.elements.q;
  let waiting = 0;
  let asked = 0;
  const run = async (then) => {
    const mine = ++asked;
    const typed = input.value.trim();
    history.replaceState(null, "", typed ? `${location.pathname}#q=${encodeURIComponent(typed)}` : location.pathname);
    const slow = setTimeout(() => { wait.hidden = false; }, 300);
    const words = await look(typed, () => mine === asked);
    clearTimeout(slow);
    if (mine !== asked) return;
    wait.hidden = true;
    said.textContent = words;
    if (then) then();
  };
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(run, 150); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    run(() => { said.tabIndex = -1; said.focus(); });
  });
  // The words stay behind the # of the address, which no browser sends.
  const begin = () => {
    const given = new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q");
    if (given && given !== input.value) { input.value = given.slice(0, 200); run(); }
  };
  addEventListener("hashchange", begin);
  begin();
  if (input.value.trim()) run();
}

export async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}
