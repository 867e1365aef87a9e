// node src/render.js <idl.json> <folder> <errors.md>: renders the TypeScript client of an IDL into a
// folder, which is emptied first, and the page of its errors.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderVisitor } from '@codama/renderers-js';
import { constantsSource, errorsPage, errorTableSource, eventsSource } from './extras.js';
import { checkZeroCopyLayouts } from './layout.js';
import { programTree } from './tree.js';

/** @param {string} idlPath @param {string} folder @param {string} errorsPath */
export async function render(idlPath, folder, errorsPath) {
  const idl = JSON.parse(readFileSync(idlPath, 'utf8'));
  const sizes = checkZeroCopyLayouts(idl);
  const codama = programTree(idl);
  for (const account of codama.getRoot().program.accounts) {
    const type = idl.accounts.find(
      (/** @type {any} */ each) => each.name.toLowerCase() === account.name.toLowerCase(),
    );
    const size = sizes.get(type.name);
    // Eight bytes of discriminator come first.
    if (size !== undefined && account.size !== size + 8) {
      throw new Error(
        `account ${type.name}: ${size + 8} bytes on chain, ${account.size} in the client`,
      );
    }
  }

  rmSync(folder, { recursive: true, force: true });
  await codama.accept(
    renderVisitor(folder, { generatedFolder: '.', formatCode: true, syncPackageJson: false }),
  );
  fixPluginType(join(folder, 'programs', 'liquidityMining.ts'));
  writeFileSync(join(folder, 'constants.ts'), constantsSource(idl));
  writeFileSync(join(folder, 'events.ts'), eventsSource(idl));
  writeFileSync(join(folder, 'errorTable.ts'), errorTableSource(idl));
  writeFileSync(errorsPath, errorsPage(idl));
  const index = join(folder, 'index.ts');
  writeFileSync(
    index,
    `${readFileSync(index, 'utf8').trimEnd()}\n${['constants', 'errorTable', 'events'].map(name => `export * from './${name}';\n`).join('')}`,
  );
}

/**
 * The renderer states the type that its plugin returns as @solana/kit 6 had it; as of kit 8 it is
 * another, and inferred all right.
 * @param {string} path
 */
function fixPluginType(path) {
  const source = readFileSync(path, 'utf8');
  const stated =
    /\): Omit<T, "liquidityMining"> & \{\s*liquidityMining: LiquidityMiningPlugin;\s*\} => \{/;
  if (!stated.test(source)) {
    throw new Error(
      `${path}: the plugin's type is not as expected; see fixPluginType in tools/codegen`,
    );
  }
  writeFileSync(path, source.replace(stated, ') => {'));
}

const [idlPath, folder, errorsPath] = process.argv.slice(2);
if (!idlPath || !folder || !errorsPath) {
  throw new Error('usage: render.js <idl.json> <folder> <errors.md>');
}
await render(idlPath, folder, errorsPath);
