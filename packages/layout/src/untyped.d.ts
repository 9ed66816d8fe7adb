declare module 'linebreak' {
  /** UAX #14 by its pair table. */
  export default class LineBreaker {
    constructor(text: string);
    /** The next place a line may end; the last one is the end of the text. */
    nextBreak(): { readonly position: number; readonly required: boolean } | null;
  }
}
