/** Files of one view; the artwork is the whole print area. */
export interface PlaceOrder {
  readonly id: number;
  readonly baseUrl: string;
  readonly shadeUrl: string;
  readonly uvUrl: string;
  readonly artwork: ImageBitmap;
  readonly substrate?: string | undefined;
}

/** The answer to the order of that id; no picture when a file could not be had. */
export interface Placed {
  readonly id: number;
  readonly picture?: ImageBitmap;
}
