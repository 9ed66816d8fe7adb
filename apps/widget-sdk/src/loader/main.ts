import { type Opened, type OpenOptions, open } from './open.ts';

declare global {
  interface Window {
    Luneo?: { open(options: OpenOptions): Opened | undefined; queue?: OpenOptions[] } | undefined;
  }
}

// The address this script came from is where the API answers, unless `data-api` or `api` says otherwise.
const script = document.currentScript as HTMLScriptElement | null;
const api = script?.dataset.api ?? (script ? new URL(script.src).origin : location.origin);

const waiting = window.Luneo?.queue ?? [];
window.Luneo = { open: (options) => open(options, api) };
for (const options of waiting) window.Luneo.open(options);
