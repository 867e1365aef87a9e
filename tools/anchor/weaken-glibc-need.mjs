// Lets an ELF start on a glibc older than the one it was linked against, where that is safe.
//
//   node weaken-glibc-need.mjs <elf> <host glibc, such as 2.36>
//
// The loader refuses a file that needs a symbol version (GLIBC_2.39, say) which the host's libc does
// not define, even when every symbol of that version is weak, so that the program runs without it.
// Each such need is pointed at a version that the file needs of the same library anyway and the host
// has. The weak symbols are then looked for, not found, and stay null, which the program is written
// to handle. (The flag VER_FLG_WEAK would do as well, but the loader then writes a line to stderr at
// every start.) This is done only after each symbol bound to such a version was seen to be weak and
// undefined; one that is not ends the whole thing with an error and leaves the file as it was.
import { readFileSync, writeFileSync } from 'node:fs';

const SHT_DYNSYM = 11;
const SHT_GNU_VERNEED = 0x6ffffffe;
const SHT_GNU_VERSYM = 0x6fffffff;
const STB_WEAK = 2;
const SHN_UNDEF = 0;
const VERSYM_HIDDEN = 0x8000;

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`weaken-glibc-need: error: ${message}`);
  process.exit(1);
}

/** @param {Buffer} elf */
function sections(elf) {
  const at = Number(elf.readBigUInt64LE(0x28));
  const size = elf.readUInt16LE(0x3a);
  const count = elf.readUInt16LE(0x3c);
  if (at === 0 || count === 0 || size !== 64) fail('the file has no section headers to read');
  return Array.from({ length: count }, (_, index) => {
    const base = at + index * size;
    return {
      type: elf.readUInt32LE(base + 4),
      offset: Number(elf.readBigUInt64LE(base + 24)),
      size: Number(elf.readBigUInt64LE(base + 32)),
      link: elf.readUInt32LE(base + 40),
      info: elf.readUInt32LE(base + 44),
    };
  });
}

/** @param {Buffer} elf @param {number} offset */
function text(elf, offset) {
  return elf.toString('latin1', offset, elf.indexOf(0, offset));
}

/** @param {string} a @param {string} b dotted numbers */
function newer(a, b) {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

const [path, host] = process.argv.slice(2);
if (!path || !host || !/^\d+(\.\d+)+$/.test(host)) {
  fail('usage: weaken-glibc-need.mjs <elf> <host glibc version>');
}

const elf = readFileSync(path);
const magic = elf.toString('latin1', 0, 6);
if (magic !== '\x7fELF\x02\x01') fail(`${path} is not a 64-bit little-endian ELF`);

const all = sections(elf);
/** @param {number} type @param {string} name */
const only = (type, name) => all.find(s => s.type === type) ?? fail(`${path} has no ${name}`);
const need = only(SHT_GNU_VERNEED, '.gnu.version_r');
const versym = only(SHT_GNU_VERSYM, '.gnu.version');
const dynsym = only(SHT_DYNSYM, '.dynsym');
const needNames = all[need.link] ?? fail('.gnu.version_r names no string table');
const symbolNames = all[dynsym.link] ?? fail('.dynsym names no string table');

/** The versions that the host lacks: where each entry is, by the index that symbols refer to. */
const missing = new Map();
for (let file = need.offset, left = need.info; left > 0; left -= 1) {
  const lacking = [];
  let substitute = { version: '0', at: 0 };
  let at = file + elf.readUInt32LE(file + 8);
  for (let count = elf.readUInt16LE(file + 2); count > 0; count -= 1) {
    const name = text(elf, needNames.offset + elf.readUInt32LE(at + 8));
    const version = /^GLIBC_(\d+(?:\.\d+)+)$/.exec(name)?.[1];
    if (version && newer(version, host)) {
      lacking.push({ index: elf.readUInt16LE(at + 6), name, at });
    } else if (version && newer(version, substitute.version)) {
      substitute = { version, at };
    }
    at += elf.readUInt32LE(at + 12);
  }
  for (const entry of lacking) {
    if (substitute.at === 0) fail(`${entry.name} is all that ${path} needs of its library`);
    missing.set(entry.index, { ...entry, substitute });
  }
  file += elf.readUInt32LE(file + 12);
}

const symbols = [];
for (let index = 0; index < dynsym.size / 24; index += 1) {
  const version = elf.readUInt16LE(versym.offset + index * 2) & ~VERSYM_HIDDEN;
  const entry = missing.get(version);
  if (!entry) continue;
  const at = dynsym.offset + index * 24;
  const name = text(elf, symbolNames.offset + elf.readUInt32LE(at));
  const weak = (elf[at + 4] ?? 0) >> 4 === STB_WEAK && elf.readUInt16LE(at + 6) === SHN_UNDEF;
  if (!weak) {
    fail(`${path} cannot do without ${name}@${entry.name}, which glibc ${host} has not.
  Use a system with a newer glibc, or your own anchor: LM_ANCHOR=/path/to/anchor.`);
  }
  symbols.push(`${name}@${entry.name}`);
}

// An entry (Elf64_Vernaux) is hash, flags, index, name, next; hash and name say which version it is.
for (const { at, substitute } of missing.values()) {
  elf.copy(elf, at, substitute.at, substitute.at + 4);
  elf.copy(elf, at + 8, substitute.at + 8, substitute.at + 12);
}
if (missing.size > 0) {
  writeFileSync(path, elf);
  console.log(`glibc ${host}: does without ${symbols.join(', ')}`);
}
