// What the plan will look like: the form's values in the layout of the site, without what only the built page can know.
import { heading, isEmpty } from './shape.js';

const CONTENTS = ['investments', 'projects', 'shared_issues', 'corporate_priorities', 'future_priorities'];
const FACTS = [['due', 'When'], ['cost', 'Money']];

/** A component that shows a plan. `saying` turns the form's data into what the file would say. */
export function planPreview(list, marks, saying) {
  const h = window.h, labels = Object.fromEntries(list.groups.Item.fields.map(field => [field.key, field]));
  const kinds = list.groups.NotPublished.fields.find(field => field.key === 'kind').choices;
  const prose = text => h('div', { className: 'cp-text' }, String(text).split(/\n{2,}/).map((part, number) => h('p', { key: number }, part)));
  const gap = value => (typeof value === 'object' && !(value instanceof String) ? h('span', { className: 'cp-gap' }, `${kinds[value.kind] ?? kinds.not_published}: ${value.not_published}`) : String(value));
  const fact = (title, value, key) => h('div', { key }, h('dt', {}, title), h('dd', {}, value));
  const lead = value => (value.not_published ? gap(value) : [value.name && !value.name.not_published ? String(value.name) : '', value.post, value.organisation].filter(Boolean).join(', '));

  function card(item, level, key) {
    const status = String(item.status ?? '');
    const facts = FACTS.filter(([field]) => !isEmpty(item[field])).map(([field, title]) => fact(title, gap(item[field]), field));
    if (item.lead) facts.push(fact('Lead', lead(item.lead), 'lead'));
    return h('li', { key }, h('article', { className: 'cp-item' },
      status && h('p', { className: 'cp-status' }, h('span', { dangerouslySetInnerHTML: { __html: marks[status] ?? '' } }), h('span', {}, String(item.status_label ?? labels.status.choices[status] ?? status))),
      h('div', { className: 'cp-item__body' }, h(`h${level}`, {}, heading(item)), ['description', 'rationale', 'local_work', 'resident_role'].filter(field => !isEmpty(item[field]) && String(item[field]) !== heading(item)).map(field => h('div', { key: field }, prose(item[field])))),
      h('dl', { className: 'cp-facts' }, facts)),
    item.actions?.length ? h('ul', { className: 'cp-items cp-items--inner' }, item.actions.map((one, number) => card(one, 4, number))) : null);
  }

  return function Preview({ entry }) {
    const plan = saying(entry.get('data').toJS()), fields = Object.fromEntries(list.groups.Plan.fields.map(field => [field.key, field]));
    return h('main', { className: 'cp cp-wrap', style: { padding: '1rem' } },
      h('div', { className: 'cp-title' }, h('h1', {}, String(plan.title ?? '')), h('p', { className: 'cp-lead' }, String(plan.summary ?? ''))),
      CONTENTS.map((name, number) => h('section', { className: 'cp-section', key: name },
        h('header', {}, h('h2', {}, `${number + 1}. ${fields[name].title}`)),
        Array.isArray(plan[name]) ? h('ul', { className: 'cp-items' }, plan[name].map((item, at) => card(item, 3, at)))
          : h('div', { className: 'cp-empty' }, h('h3', {}, 'None listed'), h('p', {}, String(plan[name]?.none_reason ?? ''))))),
      plan.change_notes?.length ? h('section', { className: 'cp-section' }, h('header', {}, h('h2', {}, 'Notes on changes')),
        h('ul', { className: 'cp-list' }, plan.change_notes.map((note, at) => h('li', { key: at }, h('b', {}, String(note.on ?? '')), prose(note.text ?? ''))))) : null);
  };
}
