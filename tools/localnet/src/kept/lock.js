// A file that says which process has another file, so that no two write to it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * What a process that was killed has locked is free.
 * @param {string} path
 * @returns {() => void} gives it back
 */
export function lock(path) {
  const name = `${path}.lock`;
  const owner = ownerOf(name);
  if (owner !== undefined && isAlive(owner)) {
    throw new Error(`${path} is in use by process ${owner}.
  Stop that one, or keep the state in another file. If it is no validator, delete ${name}.`);
  }
  writeFileSync(name, String(process.pid));
  return () => rmSync(name, { force: true });
}

/** @param {string} name */
function ownerOf(name) {
  try {
    return Number(readFileSync(name, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
