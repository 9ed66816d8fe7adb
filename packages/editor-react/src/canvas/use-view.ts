import type { Box } from '@luneo/geometry';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { fitView, panView, type Size, type View, zoomView } from './viewport.ts';

export interface ViewControl {
  readonly view: View;
  readonly size: Size;
  /** The view that shows the whole side. */
  readonly fitted: View;
  change(next: (view: View, fitted: View) => View): void;
  zoomBy(factor: number): void;
  fit(): void;
}

/**
 * Pan and zoom of a stage. It stays fitted through resizes (a phone's keyboard, a turned screen) until
 * somebody zooms or pans; Ctrl + wheel and trackpad pinch zoom, the wheel alone pans.
 */
export function useView(stage: RefObject<HTMLElement | null>, content: Box): ViewControl {
  const [size, setSize] = useState<Size>({ width: 320, height: 320 });
  const [own, setOwn] = useState<View>();
  const margin = Math.max(16, Math.min(56, size.width * 0.06));
  const { x, y, width, height } = content;
  const fitted = useMemo(
    () => fitView({ x, y, width, height }, size, margin),
    [x, y, width, height, size, margin],
  );
  const latest = useRef({ fitted, own });
  latest.current = { fitted, own };

  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    const measure = (): void =>
      setSize({ width: element.clientWidth || 320, height: element.clientHeight || 320 });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage]);

  const change = useCallback((next: (view: View, fitted: View) => View) => {
    setOwn((view) => next(view ?? latest.current.fitted, latest.current.fitted));
  }, []);

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      change((view, fit) =>
        event.ctrlKey || event.metaKey
          ? zoomView(view, Math.exp(-event.deltaY / 300), at, fit)
          : panView(view, -event.deltaX, -event.deltaY),
      );
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [stage, change]);

  return {
    view: own ?? fitted,
    size,
    fitted,
    change,
    zoomBy: (factor) =>
      change((view, fit) => zoomView(view, factor, { x: size.width / 2, y: size.height / 2 }, fit)),
    fit: () => setOwn(undefined),
  };
}
