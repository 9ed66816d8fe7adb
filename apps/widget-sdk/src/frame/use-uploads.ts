import { useCallback, useRef, useState } from 'react';
import { useCustomizer } from './context.ts';
import { UploadRefused, uploadPicture } from './uploads.ts';

export interface UploadItem {
  readonly id: string;
  readonly name: string;
  readonly file: File;
  /** 0..1. */
  readonly share: number;
  /** Set when it failed. */
  readonly code?: string | undefined;
  cancel(): void;
}

export interface Uploads {
  readonly items: readonly UploadItem[];
  add(files: Iterable<File>): void;
  retry(id: string): void;
  dismiss(id: string): void;
  /** The next picture goes into this layer. */
  replaceNext(layerId: string | undefined): void;
}

/** Pictures on their way to the server, and from there into the design. */
export function useUploads(): Uploads {
  const { host, pictures, session } = useCustomizer();
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const target = useRef<string>(undefined);

  const send = useCallback(
    (id: string, file: File) => {
      const layer = target.current;
      target.current = undefined;
      const abort = new AbortController();
      const drop = (): void => setItems((all) => all.filter((item) => item.id !== id));
      const patch = (change: Partial<UploadItem>): void =>
        setItems((all) => all.map((item) => (item.id === id ? { ...item, ...change } : item)));
      const item: UploadItem = { id, name: file.name, file, share: 0, cancel: () => abort.abort() };
      setItems((all) => [...all.filter((other) => other.id !== id), item]);
      uploadPicture(file, {
        apiOrigin: host.apiOrigin,
        token: host.token,
        signal: abort.signal,
        idempotencyKey: id,
        onProgress: (share) => patch({ share }),
      }).then(
        ({ facts }) => {
          pictures.add(facts);
          if (layer && session.getState().design.layers[layer]?.type === facts.kind)
            session.replacePicture(layer, facts);
          else session.addPicture(facts);
          drop();
        },
        (error: unknown) => {
          if (abort.signal.aborted) drop();
          else patch({ code: error instanceof UploadRefused ? error.code : 'network' });
        },
      );
    },
    [host, pictures, session],
  );

  return {
    items,
    add: useCallback((files) => [...files].forEach((file) => void send(crypto.randomUUID(), file)), [send]),
    retry: (id) => {
      const item = items.find((candidate) => candidate.id === id);
      if (item) send(id, item.file);
    },
    dismiss: (id) => setItems((all) => all.filter((item) => item.id !== id)),
    replaceNext: useCallback((layerId) => {
      target.current = layerId;
    }, []),
  };
}
