// Changes single values in a text and prints the texts that come of it: [{path, value}, ...] from the way in.
import fs from 'node:fs';
import { Files, Guides } from './format.js';

const { root, text, edits } = JSON.parse(fs.readFileSync(0, 'utf8'));
const list = JSON.parse(fs.readFileSync('checklist.json', 'utf8'));
const made = edits.map(({ path, value, drop, move, add }) => {
  let rewritten = false;
  const files = new { plans: Files, council: Files, guides: Guides }[root](list, root, () => { rewritten = true; });
  const form = files.fromFile(text), last = path.at(-1), inside = path.slice(0, -1).reduce((group, key) => (group[key] ??= {}), form);
  if (drop) Array.isArray(inside) ? inside.splice(last, 1) : delete inside[last];
  else if (move) inside[last].push(inside[last].shift());
  else if (add) (inside[last] ??= []).push(add);
  else inside[last] = value;
  return { text: files.toFile(form), rewritten };
});
console.log(JSON.stringify(made));
