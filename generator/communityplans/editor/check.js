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
  return found;
}

function leaf(list, field, text, say, ids) {
  const says = field.says ?? {}, pattern = list.patterns[field.leaf];
  if (says.refused && pattern && !new RegExp(pattern).test(text)) say(put(list, says.refused, text.slice(0, 60)));
  else if (field.most && text.length > field.most) say(put(list, says.long, text.length.toLocaleString('en-GB')));
  else if (field.leaf === 'ref' && ids[field.to] && !ids[field.to].has(text)) say(put(list, list.nothing[field.to], text));
}

/** The sentence for one value that is being typed, or nothing where it is right. The rest of the file is not looked at. */
export function typed(list, field, text) {
  let said = '';
  if (text.trim()) leaf(list, field, text.trim(), sentence => { said = sentence; }, {});
  return said;
}

/** What the check would ask about a change, so that the form can ask it before saving: how something ended that was published, why it
 * changed, and what changed in the plan, for residents. `before` is what the file said when it was opened. */
export function questions(list, root, said, before, published) {
  if (!published) return [];
  const found = [], all = [...groups(list, list.roots[root], said)], now = new Map(all.filter(one => one.said.id).map(one => [String(one.said.id), one]));
  for (const [id, then] of Object.entries(published.promises)) {
    const here = now.get(id);
    if (!here) {
      found.push({ kind: 'gone', id, where: '', text: then.gone });
      continue;
    }
    const fields = list.groups[here.name].fields, status = String(here.said.status ?? ''), called = heading(here.said);
    const ends = list.ends.some(end => !isEmpty(here.said[end]) && !then.had.includes(end));
    const newly = list.undelivered.includes(status) && !list.undelivered.includes(then.says.status ?? '') && then.says.status;
    if (newly && !ends) {
      const label = fields.find(field => field.key === 'status').choices[status];
      found.push({ kind: 'outcome', id, title: called, where: names(here.path).join(' › '), text: list.no_outcome.replaceAll(list.typed, called).replaceAll(list.words, label.toLowerCase()) });
      continue;
    }
    const saysWhy = ends || !isEmpty(here.said.reason) && !sameText(String(here.said.reason), then.reason);
    if (saysWhy || !fields.some(field => field.key === 'reason')) continue;
    for (const field of fields.filter(one => differs(list, one, here.said[one.key], then))) {
      found.push({ kind: 'reason', id, title: called, where: names(here.path).concat(field.title).join(' › '), text: `“${field.title}” of “${called}” is not what it was in the edition ${published.name}. Nothing says why.` });
    }
  }
  const told = (said.change_notes ?? []).some(one => !isEmpty(one.text) && !published.notes.some(old => old.on === String(one.on) && sameText(old.text, String(one.text))));
  if (!told && before && !sameWords(before, said)) found.push({ kind: 'note', id: '', where: '', text: published.no_note });
  return found;
}

/** Whether a promise reads differently in one of its fields than in the newest edition. */
function differs(list, field, value, then) {
  if (field.key in then.says) {
    const given = typeof value === 'object' && !(value instanceof String) ? '' : String(value ?? ''), old = then.says[field.key];
    if (field.leaf === 'status') return given !== old && (list.finished.includes(old) && !list.finished.includes(given) || list.given_up.includes(given));
    return !sameText(given, old);
  }
  const left = [...inside(list, field, value, field.commitment)];
  return (then.inside?.[field.key] ?? []).some(old => {
    const place = left.findIndex(one => sameText(one, old));
    return place < 0 || !left.splice(place, 1);
  });
}

/** The promised texts within a group or a list of groups. */
function* inside(list, field, value, bound) {
  for (const one of [value ?? []].flat()) {
    if (typeof one !== 'object' || one instanceof String || 'not_published' in one) continue;
    for (const each of list.groups[field.part].fields) {
      if (each.part) yield* inside(list, each, one[each.key], bound || each.commitment);
      else if ((each.commitment || bound && each.leaf === 'text') && !isEmpty(one[each.key])) yield String(one[each.key]);
    }
  }
}

/** Whether two texts of a plan say the same, but for case, spaces and the signs between sentences. Those need no note. */
function sameWords(one, other) {
  const plain = value => JSON.stringify(value, (key, each) => (each instanceof String ? String(each) : each));
  const only = group => Object.fromEntries(Object.entries(group).filter(([key]) => key !== 'change_notes'));
  return sameText(plain(only(one)), plain(only(other)));
}

const sameText = (one, other) => one.replace(/\s+/g, ' ').trim().toLowerCase() === other.replace(/\s+/g, ' ').trim().toLowerCase();
const put = (list, sentence, typed) => sentence.replaceAll(list.typed, typed);
const names = path => path.map(step => (typeof step === 'number' ? String(step + 1) : step.title));
