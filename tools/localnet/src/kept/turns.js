// Reads and changes take turns: all that wait to read, then all that wait to change something as one
// batch. So nobody reads what a batch has done before the batch is over, and kept.

/** @template Task @typedef {{ task: Task, resolve(answer: any): void, reject(error: unknown): void }} Waiting */

/** @template Change */
export class Turns {
  /** @type {Waiting<() => Promise<any>>[]} */
  #reads = [];
  /** @type {Waiting<Change>[]} */
  #changes = [];
  #isRunning = false;
  /** @type {unknown} */
  #failure;
  #commit;

  /** @param {(batch: Change[]) => Promise<any[]>} commit gives the answer to each */
  constructor(commit) {
    this.#commit = commit;
  }

  /** @template T @param {() => Promise<T>} task @returns {Promise<T>} */
  read(task) {
    return this.#wait(this.#reads, task);
  }

  /** @param {Change} task @returns {Promise<any>} */
  change(task) {
    return this.#wait(this.#changes, task);
  }

  /** @template T @param {Waiting<T>[]} queue @param {T} task @returns {Promise<any>} */
  #wait(queue, task) {
    return new Promise((resolve, reject) => {
      queue.push({ task, resolve, reject });
      void this.#run();
    });
  }

  async #run() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#reads.length + this.#changes.length > 0) {
      const reads = this.#reads.splice(0);
      await Promise.all(reads.map(each => this.#answer(each)));
      const batch = this.#changes.splice(0);
      if (batch.length > 0) await this.#change(batch);
    }
    this.#isRunning = false;
  }

  /** @param {Waiting<() => Promise<any>>} waiting */
  async #answer({ task, resolve, reject }) {
    try {
      if (this.#failure) throw this.#failure;
      resolve(await task());
    } catch (error) {
      reject(error);
    }
  }

  /** @param {Waiting<Change>[]} batch */
  async #change(batch) {
    try {
      if (this.#failure) throw this.#failure;
      const answers = await this.#commit(batch.map(each => each.task));
      for (const [index, each] of batch.entries()) each.resolve(answers[index]);
    } catch (error) {
      // What the batch did may be in the validator and not in the journal: nothing is told any more.
      this.#failure = error;
      for (const each of batch) each.reject(error);
    }
  }
}
