import { textOf } from '@luneo/design';
import type { Session } from '@luneo/editor';
import { absoluteMatrix, caretAt, offsetAt, offsetOnLine, selectionBoxes, textEdit } from '@luneo/editor';
import { apply, invert, type Matrix, multiply, type Point } from '@luneo/geometry';
import { useLayoutEffect, useRef } from 'react';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';
import { type View, viewMatrix } from './viewport.ts';

/** Caret and selection behind the letters, painted from clusters. */
export function CaretOverlay({ view }: { view: View }) {
  const edit = useSessionState((state) => state.textEdit);
  const layout = useSessionState((state) => edit && state.resolved?.text.get(edit.layer));
  const design = useSessionState((state) => state.design);
  if (!edit || !layout || !design.layers[edit.layer]) return null;
  const own: Matrix = multiply(viewMatrix(view), absoluteMatrix(design, edit.layer));
  const caret = caretAt(layout, edit.focus);
  return (
    <g pointerEvents="none" transform={`matrix(${own.join(' ')})`}>
      {selectionBoxes(layout, edit.anchor, edit.focus).map((box) => (
        <rect
          key={`${box.x} ${box.y}`}
          className="lne-marked"
          x={box.x}
          y={box.y}
          width={box.width}
          height={box.height}
          transform={turn(box.angleMdeg, box.foot)}
        />
      ))}
      {caret && edit.anchor === edit.focus && (
        <line
          key={edit.focus}
          className="lne-caret"
          x1={caret.foot.x}
          x2={caret.foot.x}
          y1={caret.foot.y - caret.ascent}
          y2={caret.foot.y + caret.descent}
          transform={turn(caret.angleMdeg, caret.foot)}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </g>
  );
}

const turn = (angleMdeg: number, { x, y }: Point): string | undefined =>
  angleMdeg === 0 ? undefined : `rotate(${angleMdeg / 1000} ${x} ${y})`;

/** Puts the caret where the finger points; `extend` keeps the other end of the selection. */
export function placeCaret(session: Session, point: Point, extend: boolean): void {
  const { textEdit: edit, resolved, design } = session.getState();
  const layout = edit && resolved?.text.get(edit.layer);
  const inverse = edit && invert(absoluteMatrix(design, edit.layer));
  if (!layout || !inverse) return;
  const offset = offsetAt(layout, apply(inverse, point));
  session.typeSelection(extend ? edit.anchor : offset, offset);
}

/**
 * The keyboard's way into the text on the stage: a real text box, out of sight, holding the same text
 * and selection, so that input methods, dictation, autocorrection and screen readers work as they do
 * everywhere. Lines are ours, so up and down are too.
 */
export function TypingInput() {
  const t = useEditorText();
  const session = useSession();
  const edit = useSessionState((state) => state.textEdit);
  const layer = useSessionState((state) => edit && state.design.layers[edit.layer]);
  const box = useRef<HTMLTextAreaElement>(null);
  const text = layer?.type === 'text' ? textOf(layer) : '';
  const active = edit !== undefined;

  const typed = edit?.layer;
  useLayoutEffect(() => {
    if (!typed) return;
    box.current?.focus({ preventScroll: true });
    const own = box.current?.closest('.lne-stage');
    // Escape takes the text box away; focus goes back to the layer, so that keys go on from there.
    return () =>
      queueMicrotask(() => {
        if (document.activeElement === document.body)
          own
            ?.querySelector<HTMLElement>(`[data-target="${CSS.escape(typed)}"]`)
            ?.focus({ preventScroll: true });
      });
  }, [typed]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !edit) return;
    if (element.value !== text) element.value = text;
    const [start, end] = edit.anchor < edit.focus ? [edit.anchor, edit.focus] : [edit.focus, edit.anchor];
    if (element.selectionStart !== start || element.selectionEnd !== end)
      element.setSelectionRange(start, end, edit.anchor > edit.focus ? 'backward' : 'forward');
  }, [edit, text]);

  if (!active) return null;
  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>): void => {
    const { textEdit: now, resolved } = session.getState();
    if (!now || event.nativeEvent.isComposing) return;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const vertical = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    if (event.key === 'Escape') session.stopTyping();
    else if (command && key === 'z') event.shiftKey ? session.redo() : session.undo();
    else if (command && key === 'y') session.redo();
    else if (vertical) {
      const layout = resolved?.text.get(now.layer);
      const target = layout && offsetOnLine(layout, now.focus, vertical);
      if (target === undefined) return;
      session.typeSelection(event.shiftKey ? now.anchor : target, target);
    } else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onSelect = (event: React.SyntheticEvent<HTMLTextAreaElement>): void => {
    const { selectionStart, selectionEnd, selectionDirection, value } = event.currentTarget;
    const now = session.getState().textEdit;
    if (!now || value !== text) return;
    const [anchor, focus] =
      selectionDirection === 'backward' ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
    if (anchor !== now.anchor || focus !== now.focus) session.typeSelection(anchor, focus);
  };
  return (
    <textarea
      ref={box}
      className="lne-typing"
      aria-label={t('canvas.typing')}
      defaultValue={text}
      dir="auto"
      rows={1}
      onInput={(event) => {
        const { start, end, text: put } = textEdit(text, event.currentTarget.value);
        session.typeReplace(start, end, put);
      }}
      onSelect={onSelect}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.relatedTarget?.closest('.lne-stage')) session.stopTyping();
      }}
    />
  );
}
