/** Names under which the composition root provides what is not a class of this app. */
export const SETTINGS = Symbol('settings');
export const LOG = Symbol('log');
export const CLOCK = Symbol('clock');
export const NEW_ID = Symbol('newId');
export const BLOBS = Symbol('blobs');
export const DATABASE = Symbol('database');
export const TEXT_ENGINE = Symbol('textEngine');
export const API_USE = Symbol('api-use');
export const AUTH_POOL = Symbol('authPool');
export const DERIVED = Symbol('derivedFiles');
