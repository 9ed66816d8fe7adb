import type { Layer } from '@luneo/design';
import type { SessionState } from '@luneo/editor';
import { frameBox, selectionFrame } from '@luneo/editor';
import { umToMm } from '@luneo/geometry';
import type { GroupNode, SvgOptions } from '@luneo/scene';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { layerName } from '../layer-name.ts';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';
import { CropGhost } from './crop-ghost.tsx';
import { handleKey } from './keys.ts';
import { LayerSvg } from './scene-svg.tsx';
import { GuidesOverlay, SelectionOverlay } from './selection.tsx';
import { SideGuides, SideOutside, SidePaper } from './side-paper.tsx';
import { CaretOverlay, placeCaret, TypingInput } from './typing.tsx';
import { useGestures } from './use-gestures.ts';
import { useView } from './use-view.ts';
import { ViewControls } from './view-controls.tsx';
import { toScreen, type View } from './viewport.ts';

export interface CanvasProps {
  /** Address of a stored picture for the screen. */
  href(asset: string): string;
  onHelp(): void;
  /** Shown over an empty side. */
  empty?: ReactNode;
}

const sideOf = (state: SessionState) => state.resolved?.scene.sides.find((side) => side.id === state.side);

/** The side being designed: painted from the scene, edited by pointer, touch and keys. */
export function Canvas({ href, onHelp, empty }: CanvasProps) {
  const t = useEditorText();
  const session = useSession();
  const side = useSessionState(sideOf);
  const name = useSessionState(
    (state) => state.product.sides.find(({ id }) => id === state.side)?.name ?? '',
  );
  const stage = useRef<HTMLDivElement>(null);
  const spaceHeld = useRef(false);
  const [showGuides, setShowGuides] = useState(true);
  const control = useView(stage, side?.bleed ?? { x: 0, y: 0, width: 1, height: 1 });
  const options = useMemo<SvgOptions>(() => ({ href, idPrefix: 'lne-' }), [href]);
  const typing = {
    place: (at: { x: number; y: number }, extend: boolean) => placeCaret(session, at, extend),
  };
  const gestures = useGestures(stage, control, typing, spaceHeld);
  const { view, size } = control;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === ' ') spaceHeld.current = true;
    const handled = handleKey(event, session, { zoomBy: control.zoomBy, fit: control.fit, help: onHelp });
    if (handled || event.key === ' ') event.preventDefault();
  };

  return (
    <section className="lne-canvas" aria-label={t('canvas.label', { side: name })}>
      <p id="lne-canvas-help" className="ln-hidden">
        {t('canvas.help')}
      </p>
      <div
        ref={stage}
        className="lne-stage"
        {...gestures}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => {
          if (event.key === ' ') spaceHeld.current = false;
        }}
        role="application"
        aria-roledescription={t('canvas.role')}
        aria-label={t('canvas.label', { side: name })}
        aria-describedby="lne-canvas-help"
      >
        {side && (
          <svg className="lne-svg" width={size.width} height={size.height} aria-hidden="true">
            <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
              <SidePaper side={side} />
              {side.nodes.map((node) => (
                <LayerSlot key={node.layer} node={node} options={options} />
              ))}
              <CropGhost href={href} />
              <SideOutside side={side} />
              {showGuides && <SideGuides side={side} px={1 / view.scale} />}
            </g>
          </svg>
        )}
        {/* apart, so that what follows the hand does not make the browser paint the layers again */}
        {side && (
          <svg className="lne-overlay" width={size.width} height={size.height} aria-hidden="true">
            <CaretOverlay view={view} />
            <SelectionOverlay view={view} />
            <GuidesOverlay view={view} width={size.width} height={size.height} />
          </svg>
        )}
        <LayerTargets view={view} />
        <TypingInput />
      </div>
      {side?.nodes.length === 0 && empty && <div className="lne-empty">{empty}</div>}
      <ViewControls
        percent={Math.round((view.scale / control.fitted.scale) * 100)}
        control={control}
        guides={showGuides}
        onGuides={setShowGuides}
        onHelp={onHelp}
      />
    </section>
  );
}

/** One layer; while it is dragged only this group's transform changes. */
function LayerSlot({ node, options }: { node: GroupNode; options: SvgOptions }) {
  const live = useSessionState((state) =>
    node.layer !== undefined && state.live?.layers.includes(node.layer)
      ? state.live.matrix.join(' ')
      : undefined,
  );
  return (
    <g transform={live && `matrix(${live})`} className={live ? 'lne-live' : undefined}>
      <LayerSvg node={node} options={options} />
    </g>
  );
}

/** A focusable, named box over each layer: what Tab and a screen reader find. */
function LayerTargets({ view }: { view: View }) {
  const layers = useSessionState(
    (state) =>
      state.design.sides
        .find((side) => side.id === state.side)
        ?.layers.map((id) => state.design.layers[id]!) ?? [],
  );
  return layers
    .filter((layer) => layer.visible)
    .map((layer) => <Target key={layer.id} layer={layer} view={view} />);
}

function Target({ layer, view }: { layer: Layer; view: View }) {
  const t = useEditorText();
  const session = useSession();
  const selected = useSessionState((state) => state.selection.includes(layer.id));
  const box = useSessionState((state) => {
    const frame = selectionFrame(state.design, [layer.id]);
    return frame && frameBox(frame);
  });
  if (!box) return null;
  const at = toScreen(view, box);
  const mm = (um: number): number => Math.round(umToMm(um) * 10) / 10;
  const label = t('canvas.layer', {
    name: layerName(layer, t),
    kind: t(`layer.${layer.type}`),
    x: mm(layer.xUm),
    y: mm(layer.yUm),
    width: mm(layer.widthUm),
    height: mm(layer.heightUm),
  });
  return (
    <button
      type="button"
      className="lne-target"
      data-target={layer.id}
      style={{ left: at.x, top: at.y, width: box.width * view.scale, height: box.height * view.scale }}
      aria-pressed={selected}
      aria-label={layer.locks.move ? `${label}, ${t('canvas.layer.locked')}` : label}
      onFocus={(event) =>
        event.currentTarget.matches(':focus-visible') && !selected && session.select([layer.id])
      }
      onClick={() => session.select([layer.id])}
    />
  );
}
