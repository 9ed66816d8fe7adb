import { createHash } from 'node:crypto';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/** Guesses 10^8 to 10^10 and above: withstands guessing where the hash is slow (scrypt). */
const LEAST_SCORE = 3;
const RANGE_TIMEOUT_MS = 2_000;

export type PasswordFault = 'too_short' | 'too_long' | 'weak' | 'breached';

export interface PasswordPolicyOptions {
  /** Address of the range API up to the five digits, e.g. `https://api.pwnedpasswords.com/range/`. */
  readonly rangeUrl?: string;
  readonly fetch?: typeof fetch;
  readonly log?: { warn(fields: object, message: string): void };
}

/** Characters that must remain without what others know. */
const LEAST_REST = 8;

/** The password without the words that others know of its owner. */
function restOf(password: string, personal: readonly string[]): string {
  const words = personal.flatMap((word) => word.toLowerCase().split(/[\s@.+_-]+/));
  const known = words.filter(({ length }) => length > 2).sort((a, b) => b.length - a.length);
  return known.reduce((rest, word) => rest.replaceAll(word, ''), password.toLowerCase());
}

/** Which passwords are refused: short, easy to guess, or known from breaches. */
export class PasswordPolicy {
  readonly #options: PasswordPolicyOptions;
  readonly #breached = new Set<string>(dictionary['passwords-common'] as string[]);
  readonly #estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

  constructor(options: PasswordPolicyOptions = {}) {
    this.#options = options;
  }

  /** What is wrong with it, or nothing. `personal`: what others know of its owner (name, e-mail). */
  async fault(password: string, personal: readonly string[] = []): Promise<PasswordFault | undefined> {
    if (password.length < PASSWORD_MIN) return 'too_short';
    if (password.length > PASSWORD_MAX) return 'too_long';
    if (this.#breached.has(password.toLowerCase())) return 'breached';
    if (restOf(password, personal).length < LEAST_REST) return 'weak';
    if (this.#estimator.check(password, [...personal]).score < LEAST_SCORE) return 'weak';
    return (await this.#inRange(password)) ? 'breached' : undefined;
  }

  /** Asks the range API where configured; it learns five of forty digits. Away = the list above has to do. */
  async #inRange(password: string): Promise<boolean> {
    const { rangeUrl, log } = this.#options;
    if (rangeUrl === undefined) return false;
    const digest = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
    try {
      const answer = await (this.#options.fetch ?? fetch)(`${rangeUrl}${digest.slice(0, 5)}`, {
        headers: { 'add-padding': 'true', 'user-agent': 'Luneo' },
        signal: AbortSignal.timeout(RANGE_TIMEOUT_MS),
        redirect: 'error',
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const lines = (await answer.text()).split(/\r?\n/);
      return lines.some((line) => {
        const [suffix, count] = line.split(':');
        // Padding lines have the count 0.
        return suffix?.toUpperCase() === digest.slice(5) && Number(count) > 0;
      });
    } catch (error) {
      log?.warn({ err: error instanceof Error ? error.message : String(error) }, 'range API not asked');
      return false;
    }
  }
}
