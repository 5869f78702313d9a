// A link to one item opens the form at that item: /edit/?item=ID#/collections/plans/entries/PLAN. Its list and itself are unfolded.
import { groups } from './shape.js';

/** Where an item stands in the form, step by step: ['investments', 'investments.0', ...]. */
export function steps(list, said, id) {
  const found = [...groups(list, list.roots.plans, said)].find(one => String(one.said.id ?? '') === id);
  const made = [];
  for (const step of found?.path ?? []) made.push([made.at(-1), step.key ?? step].filter(one => one !== undefined).join('.'));
  return made;
}

const pause = time => new Promise(done => setTimeout(done, time));

/** Wait for a field of the form; those below are drawn as they come into view. */
async function field(path) {
  for (let again = 0; again < 150; again += 1) {
    const found = document.querySelector(`section[data-key-path="${path}"]`);
    if (found) return found;
    const around = path.split('.').slice(0, -1).join('.'), drawn = [...document.querySelectorAll(`section[data-key-path${around ? `^="${around}."` : ''}]`)];
    // The list of all items is hidden (edit.css), so nothing can be scrolled to it.
    drawn.filter(one => one.offsetHeight).at(-1)?.scrollIntoView();
    await pause(100);
  }
  return null;
}

/** Unfold an item, and what it stands in, and go there. */
export async function arrive(list, said, id) {
  const path = steps(list, said, id);
  for (let step = 0; step < path.length; step += 2) {
    const part = await field(path[step]);
    if (!part) return;
    part.scrollIntoView();
    const number = Number(path[step + 1]?.split('.').at(-1)), buttons = () => [...part.querySelectorAll('button')].filter(one => /^(Expand|Collapse)$/.test(one.getAttribute('aria-label') ?? one.textContent.trim()));
    const press = async at => {
      // While the form is still being put together, it may fold up again what was unfolded.
      let button, open = 0;
      for (let again = 0; again < 60 && open < 4; again += 1) {
        button = buttons()[at];
        open = button?.getAttribute('aria-expanded') === 'true' ? open + 1 : 0;
        if (button && !open) button.click();
        // An item is drawn when it comes into sight. Below the bars at the top of the form, it is not in sight.
        if (!button) (part.querySelector('.placeholder') ?? part).scrollIntoView({ block: 'center' });
        await pause(200);
      }
      return button;
    };
    await press(0);
    const button = await press(number + 1);
    button?.scrollIntoView({ block: 'start' });
    button?.focus();
  }
}
