import type { Client } from '@luneo/api-client';
import type { DesignVersion, ProductBundle } from '@luneo/contracts';
import type { CartLine } from './cart.ts';

export interface CartEntry extends CartLine {
  readonly product: ProductBundle;
  readonly version: DesignVersion;
  /** Of this line in this quantity, as the API quotes it. */
  readonly totalMinor: number;
  readonly currency: string;
}

/** How long a product is believed before the API is asked again, ms. */
const FRESH_MS = 60_000;

/** What the shop knows of its products and of designs in carts, all asked of the API with the secret key. */
export class Catalogue {
  readonly #client: Client;
  readonly #products: Readonly<Record<string, string>>;
  readonly #now: () => number;
  readonly #known = new Map<string, { readonly until: number; readonly bundle: Promise<ProductBundle> }>();

  constructor(client: Client, products: Readonly<Record<string, string>>, now: () => number) {
    this.#client = client;
    this.#products = products;
    this.#now = now;
  }

  all(): Promise<ProductBundle[]> {
    return Promise.all(Object.values(this.#products).map((id) => this.byId(id)));
  }

  async bySlug(slug: string): Promise<ProductBundle | undefined> {
    const id = Object.hasOwn(this.#products, slug) ? this.#products[slug] : undefined;
    return id === undefined ? undefined : this.byId(id);
  }

  byId(id: string): Promise<ProductBundle> {
    const known = this.#known.get(id);
    if (known && known.until > this.#now()) return known.bundle;
    const bundle = this.#client.getProduct({ params: { productId: id } });
    this.#known.set(id, { until: this.#now() + FRESH_MS, bundle });
    bundle.catch(() => this.#known.delete(id));
    return bundle;
  }

  /** The cart with pictures and prices; lines whose design is gone are left out. */
  async entries(lines: readonly CartLine[]): Promise<CartEntry[]> {
    const found = await Promise.all(lines.map((line) => this.#entry(line)));
    return found.filter((entry) => entry !== undefined);
  }

  async #entry(line: CartLine): Promise<CartEntry | undefined> {
    const version = await this.#client
      .getDesignVersion({ params: { designVersionId: line.designVersionId } })
      .catch((error: { status?: number }) => {
        if (error.status === 404) return undefined;
        throw error;
      });
    if (!version) return undefined;
    const product = await this.byId(version.productId);
    const quote = await this.#client.createQuote({
      body: {
        productId: version.productId,
        variantId: line.variantId,
        quantity: line.quantity,
        printedSides: version.previews.length,
      },
    });
    return { ...line, product, version, totalMinor: quote.totalMinor, currency: quote.currency };
  }
}
