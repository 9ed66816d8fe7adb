import { setTimeout } from 'node:timers/promises';

/** Asks again and again until the answer will do; throws with the last one after half a minute. */
export async function until<T>(ask: () => Promise<T>, will: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (will(answer)) return answer;
    if (Date.now() > end) throw new Error(`not within 30 s: ${JSON.stringify(answer)}`);
    await setTimeout(100);
  }
}
