import { ApiProblem, type Client } from '@luneo/api-client';
import type { DesignRecord } from '@luneo/contracts';
import type { Design } from '@luneo/design';

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'failed' | 'conflict';

export interface AutosaveOptions {
  readonly client: Pick<Client, 'createDesign' | 'saveDesign' | 'getDesign'>;
  readonly productId: string;
  /** The stored design this session goes on with. */
  readonly record?: Pick<DesignRecord, 'id' | 'revision' | 'document'> | undefined;
  readonly onState: (state: SaveState) => void;
  /** A design got its id. */
  readonly onCreated: (designId: string) => void;
  /** Pause after the last change. */
  readonly pauseMs?: number;
  readonly retryMs?: number;
}

export interface Autosave {
  /** The document changed. */
  changed(design: Design): void;
  /** Saves what is not saved yet; the record all of it is in. Rejects when it cannot be saved. */
  flush(design: Design): Promise<{ id: string; revision: number }>;
  /** After a conflict: this document over the other. */
  keepMine(): Promise<void>;
  /** After a conflict: the other document. */
  takeTheirs(): Promise<Design>;
}

/** Saves after a pause, one request at a time, over the revision it knows. */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { client, pauseMs = 1_200, retryMs = 4_000 } = options;
  let record = options.record && { id: options.record.id, revision: options.record.revision };
  let stored: Design | undefined = options.record?.document;
  let wanted: Design | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let conflict = false;

  async function save(document: Design): Promise<void> {
    options.onState('saving');
    const answer = record
      ? await client.saveDesign({
          params: { designId: record.id },
          body: { baseRevision: record.revision, document },
        })
      : await client.createDesign({ body: { productId: options.productId, document } });
    if (!record) options.onCreated(answer.id);
    record = { id: answer.id, revision: answer.revision };
    stored = document;
    options.onState(wanted === document ? 'saved' : 'unsaved');
  }
  async function saveAll(): Promise<void> {
    while (wanted && wanted !== stored) await save(wanted);
  }
  function run(): Promise<void> {
    clearTimeout(timer);
    running ??= saveAll().finally(() => {
      running = undefined;
    });
    return running;
  }
  const runQuietly = (): void => {
    run().catch((error: unknown) => {
      conflict = error instanceof ApiProblem && error.code === 'design_revision_stale';
      options.onState(conflict ? 'conflict' : 'failed');
      if (!conflict) timer = setTimeout(runQuietly, retryMs);
    });
  };
  async function theirs(): Promise<DesignRecord> {
    const other = await client.getDesign({ params: { designId: record!.id } });
    record = { id: other.id, revision: other.revision };
    conflict = false;
    return other;
  }

  return {
    changed(design) {
      if (design === wanted || design === stored) return;
      wanted = design;
      clearTimeout(timer);
      if (conflict) return;
      options.onState('unsaved');
      timer = setTimeout(runQuietly, pauseMs);
    },
    async flush(design) {
      wanted = design;
      await run();
      if (!record) await save(design);
      return record!;
    },
    async keepMine() {
      await theirs();
      await run();
    },
    async takeTheirs() {
      const other = await theirs();
      stored = other.document;
      wanted = other.document;
      options.onState('saved');
      return other.document;
    },
  };
}
