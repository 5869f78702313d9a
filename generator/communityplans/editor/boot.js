// Starts the form: its configuration, the file formats, the check before each save, and the preview.
import { again, answered, ask, canReturn, proposal } from './ask.js';
import { arrive } from './arrive.js';
import { problems, questions, typed } from './check.js';
import { watch, remember } from './forge.js';
import { Files, Guides } from './format.js';
import { planPreview } from './preview.js';

const json = async name => (await fetch(name)).json();
const [{ default: CMS }, config, list, published] = await Promise.all([import('sveltia'), json('config.json'), json('checklist.json'), json('published.json')]);

/** Patterns stand in the configuration by name, because the same one is used hundreds of times. */
function withPatterns(field) {
  if (field.pattern?.[0].startsWith('@')) field.pattern[0] = list.patterns[field.pattern[0].slice(1)];
  for (const inside of [...(field.fields ?? []), ...(field.field ? [field.field] : [])]) withPatterns(inside);
}
for (const collection of config.collections) for (const { fields = [] } of [collection, ...(collection.files ?? [])]) fields.forEach(withPatterns);

const rewritten = () => say('This save writes the whole file anew', [{ where: '', text: 'The change could not be made in its own lines alone. Remarks in the file may be lost; please say so to whoever looks at the proposal.' }]);
const kinds = { plans: new Files(list, 'plans', rewritten), council: new Files(list, 'council', rewritten), guides: new Guides(list, 'guides', rewritten) };
for (const [name, ending, kind] of [['plans-yaml', 'yml', kinds.plans], ['council-yaml', 'yml', kinds.council], ['guides-frontmatter', 'md', kinds.guides]]) {
  CMS.registerCustomFormat(name, ending, { fromFile: text => kind.fromFile(text), toFile: form => kind.toFile(structuredClone(form)) });
}

CMS.registerEventListener({
  name: 'preSave',
  handler: async ({ entry }) => {
    const root = String(entry.get('collection')).split('-')[0], slug = entry.get('slug'), form = entry.get('data').toJS(), said = kinds[root].said(form);
    const found = problems(list, root, said), before = kinds[root].opened(form);
    if (!found.length) {
      const open = root === 'plans' ? questions(list, root, said, before, published[slug]) : [];
      const answers = open.length ? await ask(list, open, one => canReturn(list, root, before, one.id)) : [];
      if (answers) {
        if (open.length) answered(list, root, said, before, open, answers);
        remember(slug, proposal(list, root, said, before));
        return open.length ? entry.set('data', again(list, root, said, form)) : undefined;
      }
      setTimeout(closeNotice, 500);
      throw new Error('Somebody went back to the form.');
    }
    // Sveltia then says, on top of everything, that there was an error. Ours comes after it and says which.
    setTimeout(() => say('Not saved yet', found), 500);
    throw new Error(found.map(({ where, text }) => `${where}: ${text}`).join('\n'));
  },
});

/** Sveltia says on top of everything that a save did not happen. Who went back to the form knows. */
const closeNotice = () => document.querySelector('dialog[open] [role="alertdialog"] button, [role="alertdialog"] button')?.click();

/** Says what must be put right, above everything else, and waits until it was read. */
function say(title, found) {
  document.getElementById('said')?.remove();
  const make = (name, text, inside = []) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...inside);
    return made;
  };
  const rows = found.slice(0, 20).map(({ where, text }) => make('li', '', [...(where ? [make('b', where), make('br')] : []), text]));
  const close = make('button', 'Back to the form'), head = make('h2', title);
  const box = make('dialog', '', [head, make('ul', '', rows), ...(found.length > 20 ? [make('p', `And ${found.length - 20} more.`)] : []), close]);
  Object.assign(box, { id: 'said' });
  head.id = 'said-title';
  box.setAttribute('aria-labelledby', head.id);
  close.addEventListener('click', () => box.close());
  box.addEventListener('close', () => {
    box.remove();
    closeNotice();
  });
  document.body.append(box);
  box.showModal();
}

if (CMS.registerPreviewTemplate) {
  CMS.registerPreviewStyle(new URL('../assets/community-plans.css', location.href).href);
  CMS.registerPreviewTemplate('plans', planPreview(list, list.marks, form => kinds.plans.said(form)));
}
// The site's own sign stands on the first page.
config.logo = { src: new URL('../assets/icon.svg', location.href).href, show_in_header: false };
document.getElementById('loading')?.remove();
// Sveltia's first page has buttons and no word of what they are for. Ours stand above them, each time that page is drawn.
const words = document.getElementById('signing-in');
const explain = () => {
  const buttons = document.querySelector('.app-shell h1 ~ .buttons');
  if (buttons && !document.querySelector('.signing-in')) buttons.before(words.content.cloneNode(true));
};
new MutationObserver(explain).observe(document.body, { childList: true, subtree: true });
watch();
CMS.init({ config });

// A link from a page of the site leads to one item.
const wanted = new URLSearchParams(location.search).get('item');
if (wanted) {
  const plan = decodeURIComponent(location.hash.split('/').at(-1));
  const waiting = new MutationObserver(() => {
    const said = document.querySelector('section[data-key-path="title"]') && kinds.plans.having(wanted);
    if (!said || !location.hash.includes(`/entries/${encodeURIComponent(plan)}`)) return;
    waiting.disconnect();
    arrive(list, said, wanted);
  });
  waiting.observe(document.body, { childList: true, subtree: true });
}

// A date, an amount or an address that cannot be read is said while it is typed, not only on a save.
const leaves = new Map();
const fieldAt = path => {
  const steps = path.split('.').filter(step => !/^\d+$/.test(step));
  let group = list.groups.Plan, field;
  for (const step of steps) {
    field = group?.fields.find(one => one.key === step);
    group = /__(gap|none)$/.test(step) ? list.groups[step.endsWith('gap') ? 'NotPublished' : 'NoneKnown'] : list.groups[field?.part];
  }
  return field?.part ? undefined : field;
};
document.addEventListener('input', ({ target }) => {
  const section = target.closest?.('section[data-key-path]'), path = section?.dataset.keyPath;
  if (!path || !location.hash.includes('/collections/plans/')) return;
  if (!leaves.has(path)) leaves.set(path, fieldAt(path));
  const field = leaves.get(path), text = field && list.patterns[field.leaf] ? typed(list, field, target.value) : '';
  let box = section.querySelector(':scope > .typed');
  if (!box && text) {
    box = Object.assign(document.createElement('p'), { className: 'typed', id: `typed-${path}` });
    box.setAttribute('role', 'status');
    section.append(box);
  }
  if (box) box.textContent = text;
  target.setAttribute('aria-describedby', [...new Set([...(target.getAttribute('aria-describedby') ?? '').split(' '), ...(box ? [box.id] : [])])].filter(Boolean).join(' '));
});

// People must be able to enlarge the page (WCAG 2.2, 1.4.4); Sveltia asks the browser not to.
const free = () => document.querySelectorAll('meta[name=viewport]').forEach(meta => {
  if (/maximum-scale|user-scalable/.test(meta.content)) meta.content = 'width=device-width, initial-scale=1';
});
new MutationObserver(free).observe(document.head, { childList: true, subtree: true, attributes: true });
free();
