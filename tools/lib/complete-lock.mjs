// Adds to package-lock.json the platform packages that npm left out. Run it after each `npm install`
// that changed the lock (`npm run lock` does both).
//
// Packages such as esbuild come in one package per platform, as optional dependencies. Where a
// registry mirror lacks those of other platforms, `npm install` leaves them out without a word, and
// then `npm ci` refuses the lock everywhere. The entries added here hold the exact version, and the
// platform it is for, so that npm neither fetches nor checks them anywhere else. They have no hash,
// as there is nothing to take it from.
import { readFileSync, writeFileSync } from 'node:fs';

const PATH = new URL('../../package-lock.json', import.meta.url);
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const lock = JSON.parse(readFileSync(PATH, 'utf8'));
const packages = lock.packages;

/** Where Node would find a package that one at `from` asks for. @param {string} from @param {string} name */
function resolved(from, name) {
  for (
    let folder = from;
    ;
    folder = folder.replace(/\/?(?:node_modules\/(?:@[^/]+\/)?[^/]+|[^/]+)$/, '')
  ) {
    const path = `${folder}${folder ? '/' : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

let added = 0;
for (const [from, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolved(from, name)) continue;
    const words = name.split(/[-/.]/);
    const os = SYSTEMS.filter(each => words.includes(each));
    const cpu = PROCESSORS.filter(each => words.includes(each));
    // Not one of a set of platform packages, or of unknown platform: npm itself must sort that out.
    if (os.length + cpu.length === 0 || !/^\d+\.\d+\.\d+/.test(version)) {
      throw new Error(
        `${from} wants ${name}@${version}, which the lock lacks: is it in your registry?`,
      );
    }
    const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined;
    // Beside the package that wants it, at the level where it is found by that one alone or by all.
    const folder = from.replace(/node_modules\/(?:@[^/]+\/)?[^/]+$/, 'node_modules');
    packages[`${folder}/${name}`] = {
      version,
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(entry.dev ? { dev: true } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} platform packages added`);
