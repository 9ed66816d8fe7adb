import { createHash } from 'node:crypto';
import { Renderer } from '@luneo/b2b-api';
import type { Finding } from '@luneo/contracts';
import { canonicalJson } from '@luneo/kernel';

/**
 * Stands in for drawing where a test is about the order of things, not about pictures: bytes are named by
 * the scene, and a test says what goes wrong.
 */
export class ScriptedRenderer extends Renderer {
  readonly recipe = 'scripted-1';
  /** Sides made, in order. */
  readonly made: string[] = [];
  /** Output recipes asked for, in order; undefined = the platform's own. */
  readonly recipes: (string | undefined)[] = [];
  /** Thrown by the next calls, first one first. */
  readonly failures: Error[] = [];
  parity = { ppm: 0, hold: false };
  findings: readonly Finding[] = [];

  async preview({ scene, side }: Parameters<Renderer['preview']>[0], widthPx: number) {
    return Buffer.from(`${side}@${widthPx}:${canonicalJson(scene).length}`);
  }

  async proof({ side }: Parameters<Renderer['proof']>[0]) {
    return Buffer.from(`PNG ${side}`);
  }

  async printFile({ scene, side, recipe }: Parameters<Renderer['printFile']>[0]) {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    this.made.push(side);
    this.recipes.push(recipe);
    const digest = createHash('sha256').update(canonicalJson(scene)).digest('hex');
    return {
      pdf: Buffer.from(`%PDF ${side} ${digest}`),
      certificate: Buffer.from('{}'),
      findings: this.findings,
      parity: this.parity,
    };
  }
}

export const scriptedEngine = () => ({ renderer: new ScriptedRenderer() });
export type ScriptedEngine = ReturnType<typeof scriptedEngine>;
