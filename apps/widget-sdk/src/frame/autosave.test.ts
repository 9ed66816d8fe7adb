import { ApiProblem, type Client } from '@luneo/api-client';
import type { Design } from '@luneo/design';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAutosave, type SaveState } from './autosave.ts';

const design = (rgb: string): Design => ({
  schemaVersion: 1,
  sides: [{ id: 'front', background: { rgb }, layers: [] }],
  layers: {},
});

/** The API's designs, by the rule of revisions. */
function server() {
  let stored = { id: 'dsn_1', revision: 0, document: design('#000000') };
  let fail = false;
  const calls: string[] = [];
  const stale = new ApiProblem({
    type: 'https://x.example',
    title: 'stale',
    status: 409,
    code: 'design_revision_stale',
  });
  const client = {
    async createDesign({ body }: { body: { document: Design } }) {
      calls.push('create');
      stored = { id: 'dsn_1', revision: 1, document: body.document };
      return stored;
    },
    async saveDesign({ body }: { body: { baseRevision: number; document: Design } }) {
      calls.push('save');
      if (fail) throw new TypeError('offline');
      if (body.baseRevision !== stored.revision) throw stale;
      stored = { ...stored, revision: stored.revision + 1, document: body.document };
      return stored;
    },
    getDesign: async () => stored,
  } as unknown as Client;
  return {
    client,
    calls,
    get stored() {
      return stored;
    },
    elsewhere: (document: Design) => (stored = { ...stored, revision: stored.revision + 1, document }),
    fail: (on: boolean) => (fail = on),
  };
}

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const start = () => {
    const api = server();
    const states: SaveState[] = [];
    const created: string[] = [];
    const autosave = createAutosave({
      client: api.client,
      productId: 'prd_1',
      onState: (state) => states.push(state),
      onCreated: (id) => created.push(id),
    });
    return { api, states, created, autosave };
  };

  it('creates once after a pause, then saves over the revision it knows', async () => {
    const { api, states, created, autosave } = start();
    autosave.changed(design('#111111'));
    autosave.changed(design('#222222'));
    await vi.advanceTimersByTimeAsync(1_300);
    autosave.changed(design('#333333'));
    await vi.advanceTimersByTimeAsync(1_300);
    expect(api.calls).toEqual(['create', 'save']);
    expect(created).toEqual(['dsn_1']);
    expect(api.stored).toMatchObject({ revision: 2, document: design('#333333') });
    expect(states.at(-1)).toBe('saved');
  });

  it('tries again when the connection is lost', async () => {
    const { api, states, autosave } = start();
    autosave.changed(design('#111111'));
    await vi.advanceTimersByTimeAsync(1_300);
    api.fail(true);
    autosave.changed(design('#222222'));
    await vi.advanceTimersByTimeAsync(1_300);
    expect(states.at(-1)).toBe('failed');
    api.fail(false);
    await vi.advanceTimersByTimeAsync(4_100);
    expect(states.at(-1)).toBe('saved');
    expect(api.stored.document).toEqual(design('#222222'));
  });

  it('never overwrites another window unasked: mine or theirs', async () => {
    const { api, states, autosave } = start();
    autosave.changed(design('#111111'));
    await vi.advanceTimersByTimeAsync(1_300);
    api.elsewhere(design('#eeeeee'));
    autosave.changed(design('#222222'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toBe('conflict');
    expect(api.stored.document).toEqual(design('#eeeeee'));
    await autosave.keepMine();
    expect(api.stored.document).toEqual(design('#222222'));

    api.elsewhere(design('#dddddd'));
    autosave.changed(design('#444444'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await autosave.takeTheirs()).toEqual(design('#dddddd'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.stored.document).toEqual(design('#dddddd'));
  });

  it('flush answers with the revision that holds exactly this document', async () => {
    const { api, autosave } = start();
    expect(await autosave.flush(design('#555555'))).toEqual({ id: 'dsn_1', revision: 1 });
    expect(await autosave.flush(design('#666666'))).toEqual({ id: 'dsn_1', revision: 2 });
    expect(api.stored.document).toEqual(design('#666666'));
  });
});
