// From what a file says to what the form shows, and back, by the shape that the template gives it (checklist.json).
// A field that may hold a reason instead of its value has a second one in the form, `<field>__gap` or `<field>__none`.
import { Bare } from './keep.js';

const BARE = new Set(['when', 'money', 'day', 'count', 'yes-no', 'constant']);
const isGroup = value => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof String);
export const isEmpty = value => value === undefined || value === null || String(value).trim() === '' && !isGroup(value) || (Array.isArray(value) && value.every(isEmpty))
  || (isGroup(value) && Object.values(value).every(isEmpty));

/** What the form shows of a group. `said` has texts only. */
export function toForm(list, name, said) {
  const form = {}, known = new Set();
  for (const field of list.groups[name].fields) {
    known.add(field.key);
    const value = said[field.key];
    if (value === undefined) continue;
    if (field.gap && isGroup(value) && 'not_published' in value) form[`${field.key}__gap`] = toForm(list, 'NotPublished', value);
    else if (field.section && isGroup(value)) form[`${field.key}__none`] = toForm(list, 'NoneKnown', value);
    else if (field.part) form[field.key] = field.many ? [value].flat().map(one => (isGroup(one) ? toForm(list, field.part, one) : one)) : isGroup(value) ? toForm(list, field.part, value) : value;
    else if (field.many) form[field.key] = [value].flat();
    else form[field.key] = ['count', 'constant'].includes(field.leaf) && /^\d+$/.test(value) ? Number(value) : value;
  }
  // A field that the template does not know stays, so that a save does not lose it; the check speaks of it.
  for (const key of Object.keys(said)) if (!known.has(key)) form[key] = said[key];
  return form;
}

/** What the file says, from what the form shows: texts, without what is empty, in the order of the template. */
export function toFile(list, name, form) {
  const said = {}, known = new Set();
  for (const field of list.groups[name].fields) {
    for (const key of [field.key, `${field.key}__gap`, `${field.key}__none`]) known.add(key);
    const value = form[field.key];
    if (!isEmpty(value)) said[field.key] = one(list, field, value);
    else if (field.gap && !isEmpty(form[`${field.key}__gap`])) said[field.key] = toFile(list, 'NotPublished', form[`${field.key}__gap`]);
    else if (field.section && !isEmpty(form[`${field.key}__none`])) said[field.key] = toFile(list, 'NoneKnown', form[`${field.key}__none`]);
    // A part of the plan may be there and empty, which is not the same as left out.
    else if (field.section && Array.isArray(value)) said[field.key] = [];
  }
  for (const key of Object.keys(form)) if (!known.has(key) && !key.endsWith('__') && !isEmpty(form[key])) said[key] = form[key];
  return said;
}

function one(list, field, value) {
  if (field.part && field.many) return value.filter(each => !isEmpty(each)).map(each => (isGroup(each) ? toFile(list, field.part, each) : String(each)));
  if (field.part) return isGroup(value) ? toFile(list, field.part, value) : String(value);
  if (field.many) return [value].flat().filter(each => !isEmpty(each)).map(each => leaf(field, each));
  return leaf(field, value);
}

function leaf(field, value) {
  const text = String(value).trim();
  return BARE.has(field.leaf) ? new Bare(text) : text;
}

/** Every group of a file, with the path to it and the name of its shape. */
export function* groups(list, name, said, path = []) {
  yield { name, said, path };
  for (const field of list.groups[name].fields) {
    const value = said[field.key];
    if (!field.part || isEmpty(value)) continue;
    if (Array.isArray(value)) {
      for (const [number, each] of value.entries()) if (isGroup(each)) yield* groups(list, field.part, each, [...path, field, number]);
    } else if (isGroup(value)) {
      const reason = field.gap && 'not_published' in value ? 'NotPublished' : field.section ? 'NoneKnown' : field.part;
      yield* groups(list, reason, value, [...path, field]);
    }
  }
}

const HEADINGS = ['title', 'name', 'statement', 'service', 'what', 'body', 'local_work', 'priority', 'organisation', 'period', 'year', 'on'];
export const heading = said => String(HEADINGS.map(key => said[key]).find(value => value && typeof value !== 'object' || value instanceof String) ?? '');

/** Give a short name to every group that should have one and has none, from its title. Names that are there never change. */
export function name(list, root, said) {
  const all = [...groups(list, root, said)].filter(({ name: shape }) => list.groups[shape].fields.some(field => field.leaf === 'id'));
  const taken = new Set();
  for (const { said: group } of all) {
    const id = group.id && String(group.id);
    if (id && !taken.has(id)) taken.add(id);
  }
  for (const { name: shape, said: group } of all) {
    if (group.id) continue;
    const start = slug(heading(group)) || slug(shape.replace(/(?<!^)(?=[A-Z])/g, '-'));
    let id = start;
    for (let number = 2; taken.has(id); number += 1) id = `${start.slice(0, 56)}-${number}`;
    taken.add(id);
    const rest = { ...group };
    for (const key of Object.keys(group)) delete group[key];
    Object.assign(group, { id }, rest);
  }
  return said;
}

function slug(text) {
  const made = text.normalize('NFKD').replace(/[\u0300-\u036f'’]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60).replace(/-+$/, '');
  return made && !/^[a-z]/.test(made) ? `n-${made}`.slice(0, 60).replace(/-+$/, '') : made;
}
