import { useSyncExternalStore } from 'react';

/** A value that outlives the page, in the browser's storage, and that components follow. */
export class Stored<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  /** @param read turns what was stored into a value; nothing stored is `null` */
  constructor(
    readonly key: string,
    read: (text: string | null) => T,
    readonly write: (value: T) => string,
  ) {
    this.#value = read(readStorage(key));
  }

  get = (): T => this.#value;

  set = (value: T): void => {
    this.#value = value;
    writeStorage(this.key, this.write(value));
    for (const listener of this.#listeners) listener();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export function useStored<T>(stored: Stored<T>): T {
  return useSyncExternalStore(stored.subscribe, stored.get);
}

// Storage may be forbidden (private windows, strict settings); the page then forgets, and works.
function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeStorage(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {}
}
