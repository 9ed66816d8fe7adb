import { createHash } from 'node:crypto';
import { Preflight, Renderer } from '@luneo/b2b-api';
import { canonicalJson } from '@luneo/kernel';

class StubRenderer extends Renderer {
  readonly recipe = 'stub-1';
  readonly made: string[] = [];
  async preview({ scene, side }: Parameters<Renderer['preview']>[0], widthPx: number) {
    return Buffer.from(`${side}@${widthPx}:${canonicalJson(scene).length}`);
  }
  async printFile({ scene, side }: Parameters<Renderer['printFile']>[0]) {
    this.made.push(side);
    const digest = createHash('sha256').update(canonicalJson(scene)).digest('hex');
    return {
      pdf: Buffer.from(`%PDF ${side} ${digest}`),
      proofPng: Buffer.from(`PNG ${side} ${digest}`),
      certificate: Buffer.from('{}'),
      findings: [],
      parity: { ppm: 0, hold: false },
    };
  }
}
class StubPreflight extends Preflight {
  check() {
    return [];
  }
}
export const engine = () => ({ renderer: new StubRenderer(), preflight: new StubPreflight() });
