/** What has to be undone, in reverse order; each once, and all of them even when one fails. */
export class Stack {
  readonly #undo: (() => Promise<unknown>)[] = [];

  push(undo: () => Promise<unknown>): void {
    this.#undo.push(undo);
  }

  /** Throws the first error, after everything was tried. */
  async unwind(): Promise<void> {
    let first: unknown;
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop())
      await undo().catch((error: unknown) => {
        first ??= error;
      });
    if (first !== undefined) throw first;
  }
}
