/** What the shop must be told; nothing is read from the environment. */
export interface DemoShopOptions {
  readonly name: string;
  /** Where this server reaches the API. */
  readonly apiUrl: () => string;
  /** Where shoppers' browsers reach the API and the customizer. */
  readonly apiOrigin: () => string;
  readonly widgetOrigin: () => string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Public ids by slug, in the order they are shown. */
  readonly products: Readonly<Record<string, string>>;
  /** Signs the cart's cookie; at least 32 characters. */
  readonly cookieSecret: string;
  readonly newOrderNumber: () => string;
}
