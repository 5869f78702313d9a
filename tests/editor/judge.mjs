// What the form's check says of some texts: for each a list of {where, text}, or null where it cannot be read.
import fs from 'node:fs';
import { problems, questions } from './check.js';
import { Files } from './format.js';

const { texts, published, opened } = JSON.parse(fs.readFileSync(0, 'utf8'));
const list = JSON.parse(fs.readFileSync('checklist.json', 'utf8'));
const said = texts.map(text => {
  const files = new Files(list, 'plans');
  try {
    const said = files.said(files.fromFile(text));
    return [...problems(list, 'plans', said), ...questions(list, 'plans', said, opened && files.said(files.fromFile(opened)), published ?? undefined)];
  } catch {
    return null;
  }
});
console.log(JSON.stringify(said));
