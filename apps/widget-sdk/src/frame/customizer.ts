import { type Client, createClient } from '@luneo/api-client';
import type { ProductBundle, Variant } from '@luneo/contracts';
import { type Design, emptyDesign, geometryOfVariant } from '@luneo/design';
import type { Session } from '@luneo/editor';
import { createToasts, type Toasts } from '@luneo/ui';
import { type Autosave, createAutosave, type SaveState } from './autosave.ts';
import { type Cell, cell } from './cell.ts';
import type { Engine } from './engine.ts';
import type { HostLink } from './handshake.ts';
import { createMemory, type Memory } from './memory.ts';
import { createPictures, type Pictures } from './pictures.ts';

/** Everything one open customizer is made of. */
export interface Customizer {
  readonly host: HostLink;
  readonly client: Client;
  readonly product: ProductBundle;
  readonly session: Session;
  readonly fontSample: Engine['fontSample'];
  readonly pictures: Pictures;
  readonly autosave: Autosave;
  readonly toasts: Toasts;
  readonly variant: Cell<Variant>;
  readonly quantity: Cell<number>;
  readonly saving: Cell<SaveState>;
  /** Codes of faults to tell the shopper. */
  readonly fault: Cell<string | undefined>;
  readonly resumed: boolean;
  startAfresh(): void;
}

interface Start {
  readonly design: Design;
  readonly record?: { id: string; revision: number; document: Design };
}

/** One request for the product, and only for a design that is gone on with a second. */
export async function openCustomizer(host: HostLink): Promise<Customizer> {
  const client = createClient({ baseUrl: host.apiOrigin, token: host.token });
  const memory = createMemory(() => window.localStorage, host);
  const engineCode = import('./engine.ts');
  const product = await client.getProduct({ params: { productId: host.options.product } });
  const pictures = createPictures((hash) => client.getAssetContent({ params: { hash, rendition: 'proxy' } }));
  const blank = emptyDesign(product.geometry.sides);
  const start = (await resume(client, host, product, memory)) ?? { design: blank };
  await loadFacts(client, start.design, pictures);

  const toasts = createToasts();
  const saving = cell<SaveState>('saved');
  const fault = cell<string | undefined>(undefined);
  const variant = cell(
    product.variants.find(({ id }) => id === host.options.variant) ?? product.variants[0]!,
  );
  const geometry = () => geometryOfVariant(product.geometry, variant.get());
  const { startEngine } = await engineCode;
  const { session, fontSample } = await startEngine({
    client,
    product,
    geometry: geometry(),
    design: start.design,
    pictures,
    onFontError: () => fault.set('font_not_loaded'),
    onFault: (code) => fault.set(code),
  });
  const autosave = createAutosave({
    client,
    productId: product.id,
    record: start.record,
    onState: saving.set,
    onCreated: (designId) => memory.remember(product.id, designId),
  });
  session.subscribe(() => {
    const { design } = session.getState();
    if (design !== start.design) autosave.changed(design);
  });
  variant.subscribe(() => session.setProduct(geometry()));
  host.onClosing(() => void autosave.flush(session.getState().design).catch(() => undefined));

  return {
    host,
    client,
    product,
    session,
    fontSample,
    pictures,
    autosave,
    toasts,
    variant,
    quantity: cell(Math.max(1, host.options.quantity ?? 1)),
    saving,
    fault,
    resumed: start.record !== undefined,
    startAfresh: () => session.replaceDesign(blank),
  };
}

/** The version the shop asks for, else what this shopper left here; undefined = begin anew. */
async function resume(
  client: Client,
  host: HostLink,
  product: ProductBundle,
  memory: Memory,
): Promise<Start | undefined> {
  const { designVersionId } = host.options;
  if (designVersionId) {
    const { document } = await client.getDesignVersion({ params: { designVersionId } });
    return { design: document };
  }
  const designId = memory.designOf(product.id);
  if (!designId) return undefined;
  try {
    const record = await client.getDesign({ params: { designId } });
    const known = new Set(product.geometry.sides.map(({ id }) => id));
    const usable = record.productId === product.id && record.document.sides.every(({ id }) => known.has(id));
    return usable ? { design: record.document, record } : undefined;
  } catch {
    memory.remember(product.id, undefined);
    return undefined;
  }
}

async function loadFacts(client: Client, design: Design, pictures: Pictures): Promise<void> {
  const hashes = new Set(
    Object.values(design.layers).flatMap((layer) => ('asset' in layer ? [layer.asset] : [])),
  );
  const assets = await Promise.all([...hashes].map((hash) => client.getAsset({ params: { hash } })));
  for (const asset of assets) pictures.add(asset.facts);
}
