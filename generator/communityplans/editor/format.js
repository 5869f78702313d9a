// The file formats of the form: reading keeps the text, and saving puts only what changed into it.
import { patch, read, write } from './keep.js';
import { groups, name, toFile, toForm } from './shape.js';

const FRONT = /^---\n([\s\S]*?)\n---[ \t]*\n?([\s\S]*)$/;

/** A text without the mark at its start that some programs of Windows write, and with one kind of line end. */
const plain = text => text.replace(/^\ufeff/, '').replace(/\r\n/g, '\n');

/** A text that was made of a plain one, with the mark and the line ends of its file. Each line that stays keeps its own. */
function asInFile(file, made) {
  const ends = file.match(/\r?\n/g) ?? [], before = plain(file).split('\n'), lines = made.split('\n');
  const usual = ends.filter(end => end === '\r\n').length * 2 > ends.length ? '\r\n' : '\n';
  const most = Math.min(before.length, lines.length);
  let first = 0, last = 0;
  while (first < most && before[first] === lines[first]) first++;
  while (last < most - first && before.at(-1 - last) === lines.at(-1 - last)) last++;
  const end = number => (number < first ? ends[number] : number >= lines.length - last ? ends[number - lines.length + before.length] : usual) ?? usual;
  return (file.startsWith('\ufeff') ? '\ufeff' : '') + lines.map((line, number) => number === lines.length - 1 ? line : line + end(number)).join('');
}

/** Reads and writes the files of one kind. The form's data carry a mark of the text that they were read from. */
export class Files {
  constructor(list, root, onRewrite = () => {}) {
    Object.assign(this, { list, root, onRewrite, shape: list.roots[root], texts: new Map() });
  }

  /** The form's data of a text. A text that cannot be read is an error, so that the form does not show an empty plan. */
  fromFile(text) {
    const said = read(plain(text));
    if (said === null) throw new Error('This file cannot be read. Run: plans check');
    const form = toForm(this.list, this.shape, said);
    form.file__ = this.remember(text);
    form.items__ = [...groups(this.list, this.shape, said)].filter(({ name: shape, said: group }) => this.list.targets.item.includes(shape) && group.id).map(({ said: group }) => group.id);
    return form;
  }

  /** What the form's data would say in the file. */
  said(form) {
    return name(this.list, this.shape, toFile(this.list, this.shape, form));
  }

  /** What the file said when it was opened, or nothing where it is new. */
  opened(form) {
    const text = this.texts.get(form.file__);
    return text === undefined ? undefined : this.head(text);
  }

  head(text) {
    return read(plain(text)) ?? undefined;
  }

  /** What the file says that has something with this id, among those that were read. */
  having(id) {
    for (const text of this.texts.values()) {
      const said = this.head(text);
      if (said && [...groups(this.list, this.shape, said)].some(one => String(one.said.id ?? '') === id)) return said;
    }
    return undefined;
  }

  /** The text to save: the old one with what changed, or a whole new one where there is no old one, or no other way. */
  toFile(form) {
    const said = this.said(form), text = this.texts.get(form.file__);
    const kept = text === undefined ? null : this.put(text, said);
    if (kept === null && text !== undefined) this.onRewrite();
    return kept ?? write(said);
  }

  put(text, said) {
    const made = patch(plain(text), said);
    return made === null ? null : asInFile(text, made);
  }

  remember(text) {
    const mark = fingerprint(text);
    this.texts.set(mark, text);
    return mark;
  }
}

/** A guide: the fields at its head, and its text. */
export class Guides extends Files {
  fromFile(text) {
    const [, head, body] = plain(text).match(FRONT) ?? [];
    if (head === undefined) throw new Error('This guide has no fields at its head. Run: plans check');
    return { ...super.fromFile(`${head}\n`), file__: this.remember(text), body: body.replace(/^\s*\n/, '').replace(/\s+$/, '') };
  }

  head(text) {
    const [, head] = plain(text).match(FRONT) ?? [];
    return head === undefined ? undefined : super.head(`${head}\n`);
  }

  toFile(form) {
    const { body = '', ...fields } = form;
    const said = this.said(fields), text = this.texts.get(form.file__), [, head, old] = plain(text ?? '').match(FRONT) ?? [];
    const kept = head === undefined ? null : this.put(`${head}\n`, said);
    if (kept === null && text !== undefined) this.onRewrite();
    const same = old !== undefined && old.replace(/^\s*\n/, '').replace(/\s+$/, '') === body.replace(/\s+$/, '');
    // The empty lines above and below the text stay as they were.
    const [above, below] = old?.trim() ? [old.match(/^\s*\n|^/)[0], old.match(/\s*$/)[0]] : ['\n', '\n'];
    const made = `---\n${(kept ?? write(said)).trimEnd()}\n---\n${same ? old : `${above}${body.trim()}${below}`}`;
    return text === undefined ? made : asInFile(text, made);
  }
}

/** A short mark of a text, the same wherever it is read. */
function fingerprint(text) {
  let hash = 0xcbf29ce484222325n;
  for (const unit of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(unit)) * 0x100000001b3n);
  return hash.toString(16);
}
