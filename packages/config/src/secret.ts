import { inspect } from 'node:util';

const HIDDEN = '[secret]';

/** A value that does not print: not in logs, not in JSON, not in a debugger's one-liner. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself; call it where it is handed over, never where something is written. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
