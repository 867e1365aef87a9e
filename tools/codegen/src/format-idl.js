// node src/format-idl.js <from> <to>: writes an IDL in one format, whatever tool made it.
import { readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
if (!from || !to) throw new Error('usage: format-idl.js <from> <to>');
writeFileSync(to, `${JSON.stringify(JSON.parse(readFileSync(from, 'utf8')), null, 2)}\n`);
