// Asks before a save for what the check would ask for afterwards: how something ended, why it changed, and the note for residents.
import { groups, heading, isEmpty, toForm } from './shape.js';

const UNDELIVERED = { label: 'How it ended', name: 'status' };

/** An element with a text and what stands inside it. */
export function make(name, text = '', inside = [], more = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...inside);
  return Object.assign(made, more);
}

/** Today where the person sits, as YYYY-MM-DD. */
const today = () => new Date().toLocaleDateString('sv-SE');

/** One question as a group of boxes. `answer()` gives what was written, or null where something is missing. */
function asked(list, question, number, canReturn) {
  const boxes = {}, field = (key, label, help, many = true, value = '') => {
    const id = `ask-${number}-${key}`, box = make(many ? 'textarea' : 'input', '', [], { id, value });
    if (many) box.rows = 2;
    boxes[key] = box;
    box.setAttribute('aria-describedby', `${id}-help`);
    return [make('label', label, [], { htmlFor: id }), make('p', help, [], { id: `${id}-help`, className: 'help' }), box];
  };
  const parts = [];
  const same = make('input', '', [], { type: 'checkbox', id: `ask-${number}-same` });
  if (question.kind === 'note') parts.push(...field('text', 'What changed, in one or two sentences for residents', 'It is put at the top of “Notes on changes”, with today’s date.'));
  else if (question.kind === 'reason') parts.push(...field('text', 'Reason for the change, in words for residents', 'It is put into “Reason for the change” of this item.'));
  else if (question.kind === 'outcome' || canReturn) {
    const closed = list.undelivered.map(value => make('option', list.groups.Item.fields.find(one => one.key === 'status').choices[value], [], { value }));
    if (question.kind === 'gone' && canReturn !== 'back only') {
      const select = make('select', '', [...closed, make('option', 'Nothing ended: put it back as it was', [], { value: 'back' })], { id: `ask-${number}-status` });
      boxes.status = select;
      parts.push(make('p', 'What was published stays in the plan, with how it ended.'), make('label', UNDELIVERED.label, [], { htmlFor: select.id }), select);
    }
    if (canReturn === 'back only') parts.push(make('p', 'It cannot be taken away. It will be put back as it was.'));
    else parts.push(...field('what', 'What became of it', 'For example: The bid was refused.'), ...field('reason', 'Why, in words for residents', 'It stands under “How it ended”.'),
      ...field('on', 'When it ended', 'For example 2026-11 or 2026-11-22.', false, today().slice(0, 7)));
  } else parts.push(make('p', 'Choose “Back to the form”, and undo the removal.'));
  if (['note', 'reason'].includes(question.kind)) parts.push(make('div', '', [same, make('label', 'Nothing to say: only spelling or writing was put right, and it means the same', [], { htmlFor: same.id })], { className: 'same' }));
  const answer = () => {
    if (question.kind === 'gone' && (!canReturn || canReturn === 'back only' || boxes.status.value === 'back')) return canReturn ? { back: true } : null;
    if (same.checked) return {};
    const said = Object.fromEntries(Object.entries(boxes).map(([key, box]) => [key, box.value.trim()]));
    return Object.values(said).every(Boolean) ? said : null;
  };
  const group = make('fieldset', '', [make('legend', [question.where, question.text].filter(Boolean).join(': ')), ...parts]);
  return { group, answer, first: () => Object.values(boxes).find(box => !box.value.trim()) ?? same };
}

/** Ask all questions at once. Gives what was answered, question by question, or null where somebody goes back to the form. */
export function ask(list, questions, lost) {
  document.getElementById('ask')?.remove();
  const rows = questions.map((question, number) => asked(list, question, number, lost(question)));
  const wrong = make('p', '', [], { className: 'wrong', id: 'ask-wrong' });
  wrong.setAttribute('role', 'alert');
  const go = make('button', 'Save with these answers', [], { type: 'button' }), back = make('button', 'Back to the form', [], { type: 'button', className: 'plain' });
  const head = make('h2', 'Before this is saved', [], { id: 'ask-title' });
  const box = make('dialog', '', [head, make('p', 'The check on the proposal would ask for this. It can be said here.'), ...rows.map(row => row.group), wrong, make('div', '', [go, back], { className: 'row' })], { id: 'ask' });
  box.setAttribute('aria-labelledby', head.id);
  document.body.append(box);
  box.showModal();
  return new Promise(done => {
    const end = value => {
      box.remove();
      done(value);
    };
    go.addEventListener('click', () => {
      const answers = rows.map(row => row.answer()), missing = answers.findIndex(one => one === null);
      if (missing < 0) return end(answers);
      wrong.textContent = 'Something is not answered yet.';
      rows[missing].first().focus();
    });
    back.addEventListener('click', () => end(null));
    box.addEventListener('cancel', event => {
      event.preventDefault();
      end(null);
    });
  });
}

/** Whether something that was removed can be put back from what the file said when it was opened: '', 'back only' or 'all'. */
export function canReturn(list, root, before, id) {
  const found = before && [...groups(list, list.roots[root], before)].find(one => String(one.said.id ?? '') === id);
  if (!found) return '';
  const keys = list.groups[found.name].fields.map(field => field.key);
  return keys.includes('outcome') && keys.includes('status') ? 'all' : 'back only';
}

/** Put the answers into what the file would say. */
export function answered(list, root, said, before, questions, answers) {
  const shape = list.roots[root];
  const find = (where, id) => [...groups(list, shape, where)].find(one => String(one.said.id ?? '') === id);
  for (const [number, question] of questions.entries()) {
    const answer = answers[number];
    if (question.kind === 'gone') putBack(list, shape, said, before, question.id);
    const here = question.id && find(said, question.id)?.said;
    if (question.kind === 'note' && answer.text) said.change_notes = [{ on: today(), text: answer.text }, ...(said.change_notes ?? [])];
    if (question.kind === 'reason' && answer.text) here.reason = answer.text;
    if (answer.what) Object.assign(here, { ...(answer.status ? { status: answer.status } : {}), outcome: { on: answer.on, what: answer.what, reason: answer.reason } });
  }
  return said;
}

/** Put something that was removed back where it stood. With what it stood in, if that is gone too. */
function putBack(list, shape, said, before, id) {
  if ([...groups(list, shape, said)].some(one => String(one.said.id ?? '') === id)) return;
  const was = [...groups(list, shape, before)].find(one => String(one.said.id ?? '') === id);
  let from = before, into = said;
  for (let step = 0; step < was.path.length; step += 1) {
    const field = was.path[step], number = was.path[step + 1];
    if (typeof number !== 'number') {
      into[field.key] ??= {};
      [from, into] = [from[field.key], into[field.key]];
      continue;
    }
    const one = from[field.key][number];
    if (!Array.isArray(into[field.key])) into[field.key] = [];
    const there = into[field.key].find(each => each.id && String(each.id) === String(one.id ?? ''));
    if (!there) {
      into[field.key].splice(number, 0, structuredClone(one));
      return;
    }
    [from, into] = [one, there];
    step += 1;
  }
}

/** What a proposal says of itself: what changed, why, and from which source. For those who review it. */
export function proposal(list, root, said, before) {
  const shape = list.roots[root], plain = value => JSON.stringify(value, (key, each) => (each instanceof String ? String(each) : each));
  const then = new Map(before ? [...groups(list, shape, before)].filter(one => one.said.id).map(one => [String(one.said.id), plain(one.said)]) : []);
  const changed = [...groups(list, shape, said)].filter(one => one.said.id && list.targets.item.includes(one.name) && then.get(String(one.said.id)) !== plain(one.said));
  const oldNotes = new Set((before?.change_notes ?? []).map(plain)), notes = (said.change_notes ?? []).filter(one => !oldNotes.has(plain(one)));
  const title = Object.fromEntries((said.sources ?? []).map(one => [String(one.id), `${one.title}${typeof one.url === 'string' || one.url instanceof String ? ` (${one.url})` : ''}`]));
  const line = text => String(text).replace(/\s+/g, ' ').trim();
  const rows = changed.flatMap(({ said: one }) => [
    `- ${line(heading(one))}`,
    ...(isEmpty(one.reason) ? [] : [`  - Why: ${line(one.reason)}`]), ...(isEmpty(one.outcome?.reason) ? [] : [`  - How it ended: ${line(one.outcome.what)}. ${line(one.outcome.reason)}`]),
    ...[one.sources ?? []].flat().map(id => `  - Source: ${line(title[String(id)] ?? id)}`),
  ]);
  return [
    '### What changed, for residents', notes.length ? notes.map(one => line(one.text)).join('\n\n') : 'No change note: only spelling or writing was put right, or an earlier note says it.',
    ...(rows.length ? ['### Items that changed', rows.join('\n')] : []), 'Made in the form at /edit/.',
  ].join('\n\n').slice(0, 8000);
}

/** The form's data of what the file would say, with the marks that the form keeps for itself. */
export function again(list, root, said, form) {
  const items = [...groups(list, list.roots[root], said)].filter(one => list.targets.item.includes(one.name) && one.said.id).map(one => String(one.said.id));
  return texts({ ...toForm(list, list.roots[root], said), file__: form.file__, items__: items, ...('body' in form ? { body: form.body } : {}) });
}

/** Values of the file as plain texts. */
function texts(value) {
  if (value instanceof String) return String(value);
  if (Array.isArray(value)) return value.map(texts);
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, texts(one)])) : value;
}
