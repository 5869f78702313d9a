// Which of some texts a pattern takes, in a browser's way of reading patterns.
import fs from 'node:fs';

const { pattern, texts } = JSON.parse(fs.readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map(text => new RegExp(pattern).test(text))));
