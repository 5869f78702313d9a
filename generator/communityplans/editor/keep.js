// Puts new values into the text of a YAML file and leaves everything else as it is: comments, blank lines, order, quotes.
// Goes in: the text, and what it should say (groups, lists, and every value as text). Comes out: the new text, which reads
// back as exactly that, or null. Each value is read as the text that it is; what it means is for the template to say.
import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml';

const READ = { schema: 'failsafe', keepSourceTokens: true };
// Whatever YAML 1.1 and 1.2 read differently is quoted: no, on, 18:30, 0123, 1_000, 2026-01-31.
const WRITE = { schema: 'core', compat: 'yaml-1.1', lineWidth: 0 };
const NOTHING = /^(null|Null|NULL|~|)$/;
// These may stand without quotes: whole days and numbers are read alike by our reader and by everybody's, where they are meant.
const BARE = /^(\d{4}-\d\d(-\d\d)?|-?(0|[1-9]\d{0,14})(\.\d{1,9})?|true|false)$/;
const TROUBLE = /^(=|<<)$/;

/** A value that may stand without quotes though it looks like a day or a number, because its field holds one. */
export class Bare extends String {}

/** What a text says, or null where it cannot be read. Values are texts; what is empty is left out. */
export function read(text) {
  const doc = parseDocument(text, READ);
  return doc.errors.length || doc.warnings.length || !isMap(doc.contents) ? null : plain(doc.contents);
}

/** The text with what is different put in. null where that cannot be done without touching more. */
export function patch(text, want) {
  return attempt(text, want, true) ?? attempt(text, want, false);
}

/** A whole new text, for a new file, or where nothing else helps. */
export function write(value) {
  return block(value, 0) + '\n';
}

export function same(one, other) {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function attempt(text, want, splicing) {
  const doc = parseDocument(text, READ);
  if (doc.errors.length || doc.warnings.length || !isMap(doc.contents)) return null;
  const edits = [];
  try {
    new Editing(text, edits, splicing).map(doc.contents, want, 0);
  } catch (error) {
    if (error !== TOO_MUCH) throw error;
    return null;
  }
  const made = apply(text, edits);
  const again = read(made);
  return again !== null && same(again, want) ? made : null;
}

const TOO_MUCH = Symbol('more than can be done in place');

function plain(node) {
  if (isMap(node)) {
    const pairs = node.items.map(pair => [String(pair.key), plain(pair.value)]);
    return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
  }
  if (isSeq(node)) return node.items.map(plain).map(value => value ?? '');
  if (!isScalar(node) || node.value === null || (node.type === 'PLAIN' && NOTHING.test(node.value))) return undefined;
  return String(node.value);
}

const isGroup = value => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof String);
const isEmpty = value => value === undefined || value === null || (Array.isArray(value) && !value.length) || (isGroup(value) && Object.values(value).every(isEmpty)) || String(value) === '';

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (isGroup(value)) return Object.fromEntries(Object.keys(value).filter(key => !isEmpty(value[key])).sort().map(key => [key, sorted(value[key])]));
  return String(value ?? '').trim();
}

function apply(text, edits) {
  return [...edits].sort((a, b) => b[0] - a[0] || b[1] - a[1]).reduce((made, [from, to, put]) => made.slice(0, from) + put + made.slice(to), text);
}

/** A value on one line: in quotes where anybody could read it as something else. */
function inline(value, flow) {
  const text = String(value);
  if (value instanceof Bare && BARE.test(text)) return text;
  // A day in a text is no day. Nobody's reader agrees with all others on these.
  if (TROUBLE.test(text) || BARE.test(text) || /^[\d.+-][\d_.,:+-]*$/.test(text) || /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return JSON.stringify(text);
  const made = stringify(text, { ...WRITE, defaultStringType: 'PLAIN', blockQuote: false }).trimEnd();
  const isPlain = made === text;
  return made.includes('\n') || (flow && isPlain && /[,[\]{}]|^[?:-]|:$/.test(text)) ? JSON.stringify(text) : made;
}

/** A value below a key, at a depth: on the same line, or as a block of lines. */
function scalar(value, indent) {
  const text = String(value);
  if (!text.includes('\n')) return inline(value, false);
  if (/[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029\ufeff]/.test(text) || /^\s/.test(text)) return JSON.stringify(text);
  const pad = ' '.repeat(indent);
  return '|-\n' + text.replace(/\s+$/, '').split('\n').map(line => (line.trim() ? pad + line : '')).join('\n');
}

function block(value, indent) {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) {
    return value.map(one => {
      if (isGroup(one) || Array.isArray(one)) return `${pad}- ${block(one, indent + 2).trimStart()}`;
      return `${pad}- ${scalar(one, indent + 2)}`;
    }).join('\n');
  }
  const lines = Object.entries(value).filter(([, one]) => !isEmpty(one)).map(([key, one]) => {
    if (Array.isArray(one) && one.every(each => !isGroup(each) && !String(each).includes('\n'))) return `${pad}${key}: [${one.map(each => inline(each, true)).join(', ')}]`;
    if (Array.isArray(one) || isGroup(one)) return `${pad}${key}:\n${block(one, indent + 2)}`;
    return `${pad}${key}: ${scalar(one, indent + 2)}`;
  });
  return lines.join('\n');
}

function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isGroup(value)) return `{${Object.entries(value).filter(([, one]) => !isEmpty(one)).map(([key, one]) => `${key}: ${flow(one)}`).join(', ')}}`;
  return inline(value, true);
}

/** Collects the edits of one text. */
class Editing {
  constructor(text, edits, splicing) {
    Object.assign(this, { text, edits, splicing });
  }

  put(from, to, text) {
    this.edits.push([from, to, text]);
  }

  lineStart(at) {
    return this.text.lastIndexOf('\n', at - 1) + 1;
  }

  lineEnd(at) {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.text.length : end + 1;
  }

  column(at) {
    return at - this.lineStart(at);
  }

  /** Where the last character of a node stands, with nothing behind it. */
  endOf(node, otherwise) {
    if (!node?.range) return otherwise;
    if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length) {
      const last = node.items.at(-1);
      return isMap(node) ? this.endOf(last.value, last.key.range[1]) : this.endOf(last, node.range[0]);
    }
    let end = node.range[1];
    while (end > node.range[0] && /\s/.test(this.text[end - 1])) end -= 1;
    return Math.max(end, otherwise ?? 0);
  }

  /** Put a value in the place of a node; `indent` is the depth of the key or dash before it. */
  value(node, want, indent, inFlow) {
    if (same(plain(node) ?? '', want)) return;
    if (isMap(node) && isGroup(want)) return this.map(node, want, indent);
    if (isSeq(node) && Array.isArray(want)) return this.list(node, want);
    const isText = isScalar(node) && !isGroup(want) && !Array.isArray(want);
    if (inFlow && !(isText && node.type?.startsWith('QUOTE'))) return this.put(node.range[0], this.endOf(node, node.range[1]), flow(want));
    if (isText) return this.scalar(node, want, indent);
    // One kind of thing where another was: a list in the place of a reason, a text in the place of a group.
    const from = this.afterKey(node), pad = indent + 2;
    const isShort = Array.isArray(want) && !want.some(isGroup);
    const made = isShort ? ` ${flow(want)}` : isGroup(want) || Array.isArray(want) ? `\n${block(want, pad)}` : ` ${scalar(want, pad)}`;
    this.put(from, this.endOf(node, node.range[1]), made);
  }

  /** The place behind the colon or dash before a node. */
  afterKey(node) {
    let at = node.range[0];
    while (at > 0 && /\s/.test(this.text[at - 1])) at -= 1;
    if (!/[:-]/.test(this.text[at - 1])) throw TOO_MUCH;
    return at;
  }

  scalar(node, want, indent) {
    const from = node.range[0], to = Math.max(this.endOf(node, from), from), text = this.text.slice(from, to);
    if (this.splicing && text.includes('\n') && this.splice(node, from, to, String(want))) return;
    const string = String(want);
    if (node.type?.startsWith('BLOCK') && to > from && string.includes('\n')) return this.put(from, to, scalar(want, indent + 2));
    if (node.type === 'QUOTE_DOUBLE' && !string.includes('\n')) return this.put(from, to, JSON.stringify(string));
    if (node.type === 'QUOTE_SINGLE' && /^[\x20-\x7e\u00a1-\ufefe]*$/.test(string) && !/[\u2028\u2029]/.test(string)) return this.put(from, to, `'${string.replaceAll("'", "''")}'`);
    this.put(from, to, (from === to && !/\s/.test(this.text[from - 1] ?? ' ') ? ' ' : '') + scalar(want, indent + 2));
  }

  /** A text over several lines: only the words that differ, so that the other lines stay. */
  splice(node, from, to, want) {
    const old = String(node.value).replace(/\s+$/, ''), wanted = want.replace(/\s+$/, '');
    const places = places_of(this.text, from, to, old, node.type);
    if (!places) return false;
    let start = 0, end = 0;
    const shorter = Math.min(old.length, wanted.length);
    while (start < shorter && old[start] === wanted[start]) start += 1;
    while (end < shorter - start && old.at(-1 - end) === wanted.at(-1 - end)) end += 1;
    const put = wanted.slice(start, wanted.length - end);
    if (put.includes('\n') || /[\\"]/.test(node.type === 'QUOTE_DOUBLE' ? put : '') || (node.type === 'QUOTE_SINGLE' && put.includes("'"))) return false;
    const at = start < old.length ? places[start] : to, until = old.length - end < old.length ? places[old.length - end] : to;
    if (until < at || this.text.slice(at, until).includes('\n') !== old.slice(start, old.length - end).includes('\n') && !/^\s*$/.test(this.text.slice(at, until))) return false;
    this.put(at, until, put);
    return true;
  }

  map(node, want, indent) {
    if (!node.items.length) {
      if (Object.values(want).every(isEmpty)) return;
      return this.put(node.range[0], node.range[1], flow(want));
    }
    const depth = this.column(node.items[0].key.range[0]);
    const known = new Map(node.items.map(pair => [String(pair.key), pair]));
    node.items.forEach((pair, number) => {
      const wanted = want[String(pair.key)];
      if (isEmpty(wanted)) {
        if (isEmpty(plain(pair.value))) return;
        if (Array.isArray(wanted)) this.put(this.afterKey(pair.value), this.endOf(pair.value, pair.value.range[1]), ' []');
        else this.drop(node, number);
      } else if (pair.value?.range) {
        this.value(pair.value, wanted, node.flow ? indent : depth, node.flow);
      } else {
        this.put(pair.key.range[1], pair.key.range[1], `: ${flow(wanted)}`);
      }
    });
    this.add(node, want, known, depth);
  }

  /** New fields, each behind the one that comes before it in the template. */
  add(node, want, known, depth) {
    let before = null;
    const fresh = new Map();
    for (const [key, value] of Object.entries(want)) {
      if (known.has(key)) before = known.get(key);
      else if (!isEmpty(value)) fresh.set(before, [...(fresh.get(before) ?? []), [key, value]]);
    }
    for (const [pair, added] of fresh) {
      if (node.flow) {
        const made = added.map(([key, value]) => `${key}: ${flow(value)}`).join(', ');
        if (pair) this.put(this.endOf(pair.value, pair.key.range[1]), this.endOf(pair.value, pair.key.range[1]), `, ${made}`);
        else this.put(node.items[0].key.range[0], node.items[0].key.range[0], `${made}, `);
        continue;
      }
      const made = added.map(([key, value]) => block({ [key]: value }, depth)).join('\n');
      if (pair) {
        const at = this.lineEnd(this.endOf(pair.value, pair.key.range[1]));
        this.put(at, at, (this.text[at - 1] === '\n' ? '' : '\n') + made + '\n');
      } else {
        const at = node.items[0].key.range[0];
        this.put(at, at, `${made.trimStart()}\n${' '.repeat(depth)}`);
      }
    }
  }

  drop(node, number) {
    const pair = node.items[number], from = pair.key.range[0], to = this.endOf(pair.value, pair.key.range[1]);
    const next = node.items[number + 1];
    if (node.flow) {
      if (next) return this.put(from, next.key.range[0], '');
      const last = node.items[number - 1];
      return this.put(last ? this.endOf(last.value, last.key.range[1]) : from, to, '');
    }
    if (!this.text.slice(this.lineStart(from), from).trim()) return this.put(this.lineStart(from), this.lineEnd(to), '');
    // The first field of a point stands behind its dash: the next one moves up.
    if (!next) throw TOO_MUCH;
    this.put(from, next.key.range[0], '');
  }

  list(node, want) {
    const old = node.items.map(plain), from = matched(old, want);
    const inPlace = want.length === old.length && from.every((place, number) => place === number);
    if (inPlace) return node.items.forEach((one, number) => this.value(one, want[number], node.flow ? 0 : this.dash(one), node.flow));
    if (node.flow || !node.items.length || !want.length) {
      if (node.flow || !node.items.length) return this.put(node.range[0], node.range[1], node.flow || !want.some(isGroup) ? flow(want) : this.nested(node, want));
      throw TOO_MUCH;
    }
    this.points(node, want, from);
  }

  nested(node, want) {
    return `\n${block(want, this.column(this.lineStart(node.range[0])) + 2)}`;
  }

  /** The depth of the dash of a point. */
  dash(node) {
    const start = this.lineStart(node.range[0]), line = this.text.slice(start, node.range[0]), at = line.lastIndexOf('-');
    if (at < 0) throw TOO_MUCH;
    return at;
  }

  /** Where a point starts, with the remarks that stand right above it at its own depth. */
  remarksAbove(node, depth) {
    let start = this.lineStart(node.range[0]);
    while (start > 0) {
      const above = this.lineStart(start - 1), line = this.text.slice(above, start);
      if (!line.trimStart().startsWith('#') || line.search(/\S/) !== depth) break;
      start = above;
    }
    return start;
  }

  /** Points that moved, came or went: each is cut out with the comments above it, changed by itself, and put where it belongs. */
  points(node, want, from) {
    const depth = this.dash(node.items[0]), first = this.remarksAbove(node.items[0], depth);
    const ends = node.items.map(one => this.lineEnd(this.endOf(one, one.range[1])));
    const starts = node.items.map((_, number) => (number ? ends[number - 1] : first));
    const last = ends.at(-1);
    const made = want.map((one, number) => {
      if (from[number] < 0) return ' '.repeat(depth) + '- ' + (isGroup(one) ? block(one, depth + 2).trimStart() : scalar(one, depth + 2)) + '\n';
      const place = from[number], mine = [];
      new Editing(this.text, mine, this.splicing).value(node.items[place], one, depth, false);
      const text = apply(this.text.slice(0, ends[place]), mine).slice(starts[place]);
      return text.endsWith('\n') ? text : text + '\n';
    });
    this.put(first, last, made.join(''));
  }
}

/** For each wanted point the number of the old one that it was, or -1: by id, else the same, else the most alike. */
function matched(old, want) {
  const taken = new Set();
  const found = want.map(() => -1);
  const take = (number, test) => {
    const place = old.findIndex((one, at) => !taken.has(at) && test(one, at));
    if (place >= 0) {
      taken.add(place);
      found[number] = place;
    }
  };
  want.forEach((one, number) => isGroup(one) && one.id && take(number, each => each?.id === String(one.id)));
  want.forEach((one, number) => found[number] < 0 && !(isGroup(one) && one.id) && take(number, each => same(each, one)));
  if (old.length === want.length) want.forEach((one, number) => found[number] < 0 && !(isGroup(one) && one.id && old[number]?.id) && take(number, (_, at) => at === number));
  else want.forEach((one, number) => found[number] < 0 && isGroup(one) && !one.id && take(number, each => isGroup(each) && !each.id && alike(each, one)));
  return found;
}

function alike(one, other) {
  const keys = Object.keys(other).filter(key => !isEmpty(other[key]));
  return keys.filter(key => same({ a: one[key] }, { a: other[key] })).length * 2 >= keys.length;
}

/** Where each character of a value stands in the text, over line breaks and the spaces after them; null where that is not plain to see. */
function places_of(text, from, to, value, type) {
  const places = [];
  let at = from;
  if (type?.startsWith('BLOCK')) at = text.indexOf('\n', from) + 1;
  else if (type?.startsWith('QUOTE')) at += 1;
  const skip = () => {
    while (at < to && /[ \t]/.test(text[at])) at += 1;
  };
  if (type?.startsWith('BLOCK')) skip();
  for (let number = 0; number < value.length; number += 1) {
    const wanted = value[number];
    if (text[at] === wanted && wanted !== '\n') {
      // A space at the end of a folded line is none of the value.
      places.push(at);
      at += 1;
      continue;
    }
    if (text[at] !== '\n' || !/\s/.test(wanted)) return null;
    places.push(at);
    at += 1;
    const literal = type === 'BLOCK_LITERAL';
    if (wanted === '\n' && !literal) {
      skip();
      if (text[at] !== '\n') return null;
      at += 1;
    }
    if (value[number + 1] !== '\n' || !literal) skip();
  }
  return places;
}
