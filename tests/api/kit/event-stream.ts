import type { TestServer } from './server.ts';

export interface StreamMessage {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  readonly messages: readonly StreamMessage[];
  /** Comments: signs of life. */
  readonly beats: () => number;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Reads server-sent events as an EventSource would, with headers of one's own. */
export async function openStream(
  server: TestServer,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<EventStream> {
  const abort = new AbortController();
  const answer = await server.call(path, { headers, signal: abort.signal });
  const messages: StreamMessage[] = [];
  let beats = 0;
  const take = (block: string): void => {
    if (block.startsWith(':')) beats += 1;
    const fields = new Map(
      block.split('\n').flatMap((line) => {
        const at = line.indexOf(': ');
        return at > 0 ? [[line.slice(0, at), line.slice(at + 2)] as const] : [];
      }),
    );
    const data = fields.get('data');
    if (data !== undefined)
      messages.push({ event: fields.get('event')!, id: fields.get('id'), data: JSON.parse(data) as unknown });
  };
  const read = async (): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const part of answer.body ?? []) {
      text += decoder.decode(part as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) take(block);
    }
  };
  const ended = read().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    status: answer.status,
    headers: answer.headers,
    messages,
    beats: () => beats,
    ended,
    close: () => abort.abort(),
  };
}
