export * from './messages.ts';
export * from './outbox.ts';
export * from './outbox-page.ts';
export { type Rendered, renderMessage } from './render.ts';
export { roleName } from './texts.ts';
