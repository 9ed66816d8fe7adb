export type Check = () => Promise<void>;

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>;
}

/** Longer than a slow disk needs, shorter than a load balancer waits. */
const CHECK_MS = 3_000;

/** What this process depends on, each by name, so that "not ready" says what is missing. */
export class Health {
  readonly #checks = new Map<string, Check>();
  #draining = false;

  add(name: string, check: Check): this {
    this.#checks.set(name, check);
    return this;
  }

  /** From now on not ready: the load balancer takes us out before we stop. */
  drain(): void {
    this.#draining = true;
  }

  async readiness(): Promise<Readiness> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await outcome(check)] as const),
    );
    const checks = Object.fromEntries(results);
    return { ready: !this.#draining && results.every(([, result]) => result === 'ok'), checks };
  }
}

async function outcome(check: Check): Promise<'ok' | 'failed'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timed out')), CHECK_MS);
  });
  try {
    await Promise.race([check(), late]);
    return 'ok';
  } catch {
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
}
