// What the form adds to its requests to the forge, by the forge's own public interface: a proposal says what changed and why, and
// what the check said of it is shown here. Nothing in the form's program is changed.
import { make } from './ask.js';

const KEPT = 'plans-proposal:';
const OPEN = /\/(pulls|merge_requests)$/;
let last = null;

/** Keep what the proposal for a file will say until there is one. */
export function remember(slug, text) {
  sessionStorage.setItem(KEPT + slug, text);
}

/** Put the words into a request that opens a proposal, and notice its answer. */
export function watch(root = window) {
  const plain = root.fetch.bind(root);
  root.fetch = async (input, init = {}) => {
    const url = String(input?.url ?? input).split('?')[0];
    if ((init.method ?? 'GET').toUpperCase() !== 'POST' || !OPEN.test(url) || typeof init.body !== 'string') return plain(input, init);
    const said = JSON.parse(init.body), branch = String(said.head ?? said.source_branch ?? '');
    const words = sessionStorage.getItem(KEPT + decodeURIComponent(branch.split('/').at(-1)));
    const key = 'head' in said ? 'body' : 'description';
    const answer = await plain(input, { ...init, body: JSON.stringify(words ? { ...said, [key]: words } : said) });
    if (answer.ok) opened(plain, url, init.headers, await answer.clone().json());
    return answer;
  };
}

/** A proposal was opened: say where it is, and what the check says of it. */
function opened(plain, url, headers, made) {
  last = { plain, url, headers, number: made.number ?? made.iid, page: made.html_url || made.web_url || '' };
  show();
}

/** What the check said of the proposal: passed, failed, or not yet. */
async function state() {
  const { plain, url, headers, number } = last, read = async path => {
    const answer = await plain(path, { headers, cache: 'no-store' });
    return answer.ok ? answer.json() : {};
  };
  const [proposal, base] = [await read(`${url}/${number}`), url.replace(OPEN, '')];
  if (url.endsWith('/merge_requests')) return { success: 'passed', failed: 'failed' }[(proposal.head_pipeline ?? proposal.pipeline)?.status] ?? 'not yet';
  const sha = proposal.head?.sha;
  if (!sha) return 'not yet';
  const runs = (await read(`${base}/commits/${sha}/check-runs`)).check_runs ?? [], marks = (await read(`${base}/commits/${sha}/status`)).statuses ?? [];
  const results = [...runs.map(one => one.conclusion), ...marks.map(one => one.state)];
  if (results.some(one => ['failure', 'error', 'timed_out', 'cancelled', 'action_required'].includes(one))) return 'failed';
  return results.length && results.every(one => ['success', 'neutral', 'skipped'].includes(one)) ? 'passed' : 'not yet';
}

const SAID = { passed: 'The check found nothing wrong.', failed: 'The check found something wrong. Open the proposal: its comment says what and where.', 'not yet': 'The check has not answered yet. It takes a few minutes.' };

async function show() {
  document.getElementById('proposal')?.remove();
  const said = make('span', 'Asking what the check says …'), again = make('button', 'Ask again', [], { type: 'button' }), away = make('button', 'Close', [], { type: 'button' });
  const words = `Proposal ${last.number}`, link = /^https?:/.test(last.page) ? make('a', words, [], { href: last.page, target: '_blank', rel: 'noopener' }) : make('b', words);
  const box = make('aside', '', [link, make('br'), said, make('br'), again, away], { id: 'proposal' });
  box.setAttribute('aria-label', 'Your proposal');
  said.setAttribute('role', 'status');
  document.body.append(box);
  const look = async () => {
    said.textContent = SAID[await state().catch(() => 'not yet')];
  };
  again.addEventListener('click', look);
  away.addEventListener('click', () => box.remove());
  await look();
}
