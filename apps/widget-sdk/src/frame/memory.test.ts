import { describe, expect, it } from 'vitest';
import type { FrameMessage } from '../protocol.ts';
import { createMemory } from './memory.ts';

const link = (resume?: string) => {
  const sent: FrameMessage[] = [];
  return {
    sent,
    options: { product: 'prd_1', resume },
    send: (message: FrameMessage) => void sent.push(message),
  };
};
const blocked = (): Storage => {
  throw new DOMException('denied', 'SecurityError');
};

describe('memory', () => {
  it('leans on the host page where the frame may store nothing', () => {
    const host = link('dsn_9');
    const memory = createMemory(blocked, host);
    expect(memory.designOf('prd_1')).toBe('dsn_9');
    memory.remember('prd_1', 'dsn_10');
    expect(host.sent).toEqual([{ type: 'remember', designId: 'dsn_10' }]);
  });
  it('knows nothing where both are blocked, and does not fail', () => {
    expect(createMemory(blocked, link()).designOf('prd_1')).toBeUndefined();
  });
});
