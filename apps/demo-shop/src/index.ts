export type { DemoShopOptions } from './options.ts';
export { createDemoShop } from './shop.ts';
