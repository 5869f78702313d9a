// Random edits of the plans given on the command line, with a fixed seed: what was not edited must never change.
// Prints what happened as JSON. Run by test_keeping.py, which puts the modules beside it.
import fs from 'node:fs';
import { Files } from './format.js';
import { read, same } from './keep.js';

const [listPath, runs, ...paths] = process.argv.slice(2);
const list = JSON.parse(fs.readFileSync(listPath, 'utf8'));

let state = 20261122;
const random = below => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
};
const WORDS = ['no', 'yes', '18:30', '0070', '1e3', '# not a remark', 'a: b', '- x', '"q"', "it's", 'line\n\nline two', '~', 'null', '1.10', '2026-01-01', '£5', 'long '.repeat(50).trim(),
  '[a]', '{b}', '*a', '&b', '!c', '%d', '@e', '`f`', 'true', '=', '<<', 'a #b', 'a, b', 'ends with colon:', 'Zoë – “curly”', '\\', 'tab\there', '|', '>', '? x', '---', 'x: "y"', "''"];
const skip = new Set(['file__', 'items__']);
const isGroup = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const leaves = (value, path = []) => (typeof value === 'object' && value !== null ? Object.entries(value).filter(([key]) => path.length || !skip.has(key)).flatMap(([key, one]) => leaves(one, [...path, key])) : [path]);
const lists = (value, path = []) => (typeof value === 'object' && value !== null
  ? [...(Array.isArray(value) ? [path] : []), ...Object.entries(value).filter(([key]) => path.length || !skip.has(key)).flatMap(([key, one]) => lists(one, [...path, key]))] : []);
const at = (value, path) => path.reduce((inside, key) => inside[key], value);

const told = { runs: 0, changed: 0, rewritten: 0, wrong: [], lostRemarks: 0, samples: [] };
for (const path of paths) {
  const text = fs.readFileSync(path, 'utf8');
  for (let run = 0; run < Number(runs) / paths.length; run += 1) {
    let rewritten = false;
    const files = new Files(list, 'plans', () => { rewritten = true; });
    const form = files.fromFile(text);
    if (!run && files.toFile(structuredClone(form)) !== text) told.wrong.push(`${path}: a save without an edit changed the file`);
    let removed = false, others = false, lines = 0;
    for (let edit = 0; edit <= random(3); edit += 1) {
      const kind = random(6), every = leaves(form), leaf = every[random(every.length)], where = lists(form)[random(lists(form).length)];
      const group = at(form, leaf.slice(0, -1)), items = at(form, where);
      if (kind < 2 && leaf.at(-1) !== 'id') {
        const before = String(group[leaf.at(-1)]);
        group[leaf.at(-1)] = WORDS[random(WORDS.length)];
        // How many lines the old value can have had.
        lines += Math.max(before.split('\n').length + 1, Math.ceil(before.length / 25));
      }
      others ||= kind >= 2;
      if (kind === 2 && items.length > 1) { items.splice(random(items.length), 1); removed = true; }
      if (kind === 3 && items.length) items.splice(random(items.length + 1), 0, isGroup(items[0]) ? Object.fromEntries(Object.entries(structuredClone(items[0])).filter(([key]) => key !== 'id')) : WORDS[random(WORDS.length)]);
      if (kind === 4 && items.length > 1) items.push(items.shift());
      if (kind === 5 && !Array.isArray(group) && leaf.at(-1) !== 'id') { delete group[leaf.at(-1)]; removed = true; }
    }
    const want = files.said(structuredClone(form)), made = files.toFile(structuredClone(form));
    told.runs += 1;
    told.changed += made !== text;
    told.rewritten += rewritten;
    if (run % 50 === 0) told.samples.push({ text: made, want });
    if (!same(read(made), want)) told.wrong.push(`${path}, run ${run}: it reads back differently`);
    const remarks = all => (all.match(/^\s*#.*$/gm) ?? []).length;
    if (!rewritten && !removed && remarks(made) < remarks(text)) told.lostRemarks += 1;
    if (!others && !rewritten) {
      const now = made.split('\n');
      const gone = text.split('\n').filter(line => (now.includes(line) ? !now.splice(now.indexOf(line), 1) : true));
      if (gone.length > lines) told.wrong.push(`${path}, run ${run}: ${gone.length} lines differ, where ${lines} could have`);
    }
  }
}
console.log(JSON.stringify(told));
