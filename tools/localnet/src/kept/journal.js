// A file of numbered records, each on disk before `append` is over.
//
// A process that dies can leave half a line at the end. Nobody was told of it, so it is dropped. A
// line that is missing or unreadable anywhere else means that the file was damaged: it is refused.
import { existsSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lock } from './lock.js';

/** @typedef {Awaited<ReturnType<typeof openJournal>>} Journal */

/**
 * Opens a journal and replaces what it has by its sum, whole or not at all, so that it does not grow
 * from start to start.
 * @param {string} path
 * @param {(records: Record<string, any>[]) => Record<string, any>} sum one record for all of them
 */
export async function openJournal(path, sum) {
  const release = lock(path);
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w');
  let n = 0;
  /** @param {Record<string, any>} record */
  const append = async record => {
    await file.appendFile(`${JSON.stringify({ n, ...record })}\n`);
    await file.datasync();
    n += 1;
  };
  const close = async () => {
    await file.close();
    release();
  };
  try {
    await append(sum(readJournal(path)));
    await rename(fresh, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await close();
    throw error;
  }
  return { append, close };
}

/**
 * @param {string} path
 * @returns {Record<string, any>[]} none if there is no such file
 */
export function readJournal(path) {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop();
  return lines.map((line, index) => {
    const record = parsed(line);
    if (record?.n !== index) {
      throw new Error(`${path} is damaged: line ${index + 1} is not record ${index}.
  Restore it from a copy, or delete it to start from nothing.`);
    }
    return record;
  });
}

/** @param {string} line @returns {Record<string, any> | undefined} */
function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A new name is on disk once its folder is. @param {string} path */
async function syncFolder(path) {
  const folder = await open(path);
  await folder.sync();
  await folder.close();
}
