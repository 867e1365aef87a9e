// Which built programs a local validator should carry: those that Anchor.toml gives an address on
// localnet and `anchor build` has put into target/deploy.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} root the folder of Anchor.toml
 * @returns {{ name: string, programId: string, soPath: string }[]}
 */
export function loadBuiltPrograms(root) {
  const toml = readFileSync(join(root, 'Anchor.toml'), 'utf8');
  return localnetPrograms(toml)
    .map(program => ({ ...program, soPath: join(root, 'target/deploy', `${program.name}.so`) }))
    .filter(program => existsSync(program.soPath));
}

/**
 * Reads `name = "address"` lines of [programs.localnet]; enough for that table, and no TOML parser
 * has to be installed for it.
 * @param {string} toml
 */
function localnetPrograms(toml) {
  const table = /^\[programs\.localnet\][^\n]*\n((?:(?!\[).*\n?)*)/m.exec(toml)?.[1] ?? '';
  return [...table.matchAll(/^\s*([\w-]+)\s*=\s*"([1-9A-HJ-NP-Za-km-z]{32,44})"/gm)].map(
    ([, name = '', programId = '']) => ({ name, programId }),
  );
}
