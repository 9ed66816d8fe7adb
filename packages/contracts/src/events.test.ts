import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, EVENTS, eventVersion, WebhookMessage } from './index.ts';

describe.each(EVENT_TYPES)('%s', (type) => {
  const { description, example } = EVENTS[type].meta() ?? {};

  it('says what it means and shows an example that is one', () => {
    expect(description).toMatch(/^[A-Z].{10,}[^.]$/);
    expect(EVENTS[type].safeParse(example).error).toBeUndefined();
  });

  it('makes a message', () => {
    const sample = { ...(WebhookMessage.meta()?.example as object), type, version: eventVersion(type) };
    expect(WebhookMessage.safeParse({ ...sample, data: example }).error).toBeUndefined();
  });
});
