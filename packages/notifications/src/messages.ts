/** What Luneo writes to somebody, and what each message must be told. Links are absolute. */
export interface MessageData {
  /** Proves that the address is theirs. */
  readonly verify: { readonly name: string; readonly link: string };
  /** Lets them choose a new password. */
  readonly reset: { readonly name: string; readonly link: string };
  /** Signs them in. */
  readonly magicLink: { readonly link: string };
  /** Asks them into a brand. */
  readonly invite: {
    readonly brand: string;
    readonly inviter: string;
    readonly role: string;
    readonly days: number;
    readonly link: string;
  };
  /** Shows a proof to whoever approves it. */
  readonly proof: {
    readonly brand: string;
    readonly order: string;
    /** As it is to be read, in their language; empty where there is none. */
    readonly deadline: string;
    readonly link: string;
  };
  /** Lets a shopper go on with a design on another device. */
  readonly resume: { readonly brand: string; readonly link: string };
}
export type MessageKind = keyof MessageData;

export const LOCALES = ['en', 'fr'] as const;
export type MessageLocale = (typeof LOCALES)[number];

/** One message to one address. */
export interface Message<K extends MessageKind = MessageKind> {
  readonly kind: K;
  readonly to: string;
  readonly locale: MessageLocale;
  /** UUID of the brand that writes; absent where the platform does. */
  readonly brandId?: string;
  readonly data: MessageData[K];
}

/** The way out. A vendor's adapter implements it; without one, messages stay in the outbox. */
export interface Messages {
  send<K extends MessageKind>(message: Message<K>): Promise<void>;
}

/** The best of our languages for an `Accept-Language` header; English where none fits. */
export function messageLocale(acceptLanguage: string | null | undefined): MessageLocale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return {
        language: tag.split('-')[0],
        quality: quality === undefined ? 1 : Number(quality.trim().slice(2)),
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) for (const locale of LOCALES) if (locale === language) return locale;
  return 'en';
}
