// What can be said of a plan before it is saved, in the words of `plans check` (checklist.json has them).
// It never refuses what the check takes. What it cannot tell, the check on the proposal still does.
import { groups, heading, isEmpty } from './shape.js';

/** Everything that must be put right: where it stands in the form, and the sentence. `form` is what the form shows, `said` what the file would say. */
export function problems(list, root, said, published) {
  const found = [], shape = list.roots[root], all = [...groups(list, shape, said)], stage = String(said.stage ?? '');
  const say = (path, field, text) => found.push({ where: [...names(path), field?.title].filter(Boolean).join(' › '), text });
  const ids = Object.fromEntries(Object.entries(list.targets).map(([kind, shapes]) => [kind, new Set(all.filter(one => shapes.includes(one.name)).map(one => String(one.said.id)))]));
  for (const { name, said: group, path } of all) {
    const shapeOf = list.groups[name], closed = shapeOf.item && list.closed.includes(String(group.status ?? ''));
    for (const field of shapeOf.fields) {
      const value = group[field.key], says = field.says ?? {};
      if (isEmpty(value)) {
        if (Array.isArray(value) && !field.least) continue;
        if (says.missing) say(path, field, says.missing);
        else if (says.owed?.[stage] && !closed && !(field.key === 'due' && String(group.status) === list.ongoing)) say(path, field, put(list, says.owed[stage], heading(group)));
        continue;
      }
      if (!field.part && !(typeof value === 'object' && !(value instanceof String) && 'not_published' in value)) for (const one of [value].flat()) leaf(list, field, String(one), text => say(path, field, text), ids);
      if (field.least && Array.isArray(value) && value.length < field.least) say(path, field, says.few);
    }
  }
  return [...found, ...promises(list, all, published)];
}

function leaf(list, field, text, say, ids) {
  const says = field.says ?? {}, pattern = list.patterns[field.leaf];
  if (says.refused && pattern && !new RegExp(pattern).test(text)) say(put(list, says.refused, text.slice(0, 60)));
  else if (field.most && text.length > field.most) say(put(list, says.long, text.length.toLocaleString('en-GB')));
  else if (field.leaf === 'ref' && ids[field.to] && !ids[field.to].has(text)) say(put(list, list.nothing[field.to], text));
}

/** What was promised in the newest edition may not vanish, and not change without a reason. */
function promises(list, all, published) {
  const found = [], now = new Map(all.filter(one => one.said.id).map(one => [String(one.said.id), one]));
  for (const [id, then] of Object.entries(published?.promises ?? {})) {
    const here = now.get(id);
    if (!here) {
      found.push({ where: '', text: `${then.gone} Put it back, and say how it ended: its status, and “How it ended”.` });
      continue;
    }
    const fields = list.groups[here.name].fields, hasReason = fields.some(field => field.key === 'reason');
    const saysWhy = (!isEmpty(here.said.reason) && !sameText(String(here.said.reason), then.reason)) || list.ends.some(end => !isEmpty(here.said[end]) && !then.had.includes(end));
    if (!hasReason || saysWhy) continue;
    for (const field of fields) {
      const value = here.said[field.key] ?? '', given = typeof value === 'object' && !(value instanceof String) ? '' : String(value);
      if (!(field.key in then.says) || sameText(given, then.says[field.key])) continue;
      found.push({ where: names(here.path).concat(field.title).join(' › '), text: `“${field.title}” of “${heading(here.said)}” is not what it was in the edition ${published.name}. Nothing says why. Write it in “Why it changed”.` });
    }
  }
  return found;
}

const sameText = (one, other) => one.replace(/\s+/g, ' ').trim().toLowerCase() === other.replace(/\s+/g, ' ').trim().toLowerCase();
const put = (list, sentence, typed) => sentence.replaceAll(list.typed, typed);
const names = path => path.map(step => (typeof step === 'number' ? String(step + 1) : step.title));
