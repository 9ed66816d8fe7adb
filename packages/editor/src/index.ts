export { caretAt, offsetAt, offsetOnLine, selectionBoxes, textEdit } from './caret.ts';
export { outermost } from './commands.ts';
export type { SessionOptions } from './core.ts';
export { createSession } from './create-session.ts';
export { MOST_ZOOM } from './crop.ts';
export * from './font-library.ts';
export * from './frame.ts';
export { newPicture, newText } from './new-layers.ts';
export * from './session.ts';
