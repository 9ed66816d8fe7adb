/** The words of the loader itself; everything else is said inside the frame. */
const WORDS = {
  en: {
    title: 'Personalise the product',
    loading: 'Opening the editor',
    close: 'Close',
    failed: 'The editor could not be opened.',
    retry: 'Try again',
  },
  fr: {
    title: 'Personnaliser le produit',
    loading: 'Ouverture de l’éditeur',
    close: 'Fermer',
    failed: 'L’éditeur n’a pas pu s’ouvrir.',
    retry: 'Réessayer',
  },
} as const;
export type Words = (typeof WORDS)[keyof typeof WORDS];
export const wordsFor = (locale: string): Words => WORDS[locale.slice(0, 2) === 'fr' ? 'fr' : 'en'];

export interface FrameDialog {
  readonly element: HTMLDialogElement;
  /** Puts the frame in; it is uncovered by `uncover`. */
  mount(frame: HTMLIFrameElement): void;
  uncover(): void;
  fail(retry: () => void): void;
  /** Removes the dialog, unlocks scrolling, and gives focus back. */
  remove(): void;
}

const FILL = 'border:0;position:absolute;inset:0;width:100%;height:100%;';

/**
 * A full-screen modal `<dialog>`: the browser keeps focus inside, makes the page behind inert and
 * returns focus; Escape asks `onDismiss`.
 */
export function createDialog(doc: Document, words: Words, onDismiss: () => void): FrameDialog {
  const opener = doc.activeElement;
  const element = doc.createElement('dialog');
  element.setAttribute('aria-label', words.title);
  element.style.cssText =
    'border:0;padding:0;margin:0;width:100vw;height:100dvh;max-width:none;max-height:none;overflow:hidden;background:Canvas;color:CanvasText;color-scheme:light dark';
  const cover = doc.createElement('div');
  cover.style.cssText =
    'position:absolute;inset:0;display:grid;place-content:center;justify-items:center;gap:16px;font:15px system-ui,sans-serif;background:inherit';
  const line = doc.createElement('p');
  line.setAttribute('role', 'status');
  line.style.margin = '0';
  const close = button(doc, words.close, onDismiss);
  element.append(cover);
  element.addEventListener('cancel', (event) => {
    event.preventDefault();
    onDismiss();
  });
  const root = doc.documentElement;
  const overflow = root.style.overflow;
  root.style.overflow = 'hidden';
  doc.body.append(element);
  const show = (text: string, ...actions: HTMLElement[]): void => {
    line.textContent = text;
    cover.replaceChildren(line, ...actions);
  };
  show(words.loading, close);
  element.showModal();

  return {
    element,
    mount(frame) {
      frame.title = words.title;
      frame.style.cssText = FILL;
      frame.allow = 'clipboard-read; clipboard-write; camera';
      element.prepend(frame);
    },
    uncover: () => {
      cover.remove();
      element.querySelector('iframe')?.focus();
    },
    fail(retry) {
      element.querySelector('iframe')?.remove();
      element.append(cover);
      const again = (): void => {
        show(words.loading, close);
        retry();
      };
      show(words.failed, button(doc, words.retry, again), close);
    },
    remove() {
      element.close();
      element.remove();
      root.style.overflow = overflow;
      if (opener instanceof HTMLElement) opener.focus();
    },
  };
}

function button(doc: Document, text: string, onClick: () => void): HTMLButtonElement {
  const made = doc.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.style.cssText =
    'font:inherit;min-height:44px;padding:0 20px;border:1px solid;border-radius:6px;background:none;color:inherit;cursor:pointer';
  made.addEventListener('click', onClick);
  return made;
}
