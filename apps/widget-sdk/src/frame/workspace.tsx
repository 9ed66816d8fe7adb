import {
  Announcer,
  Canvas,
  type EditorAssets,
  EditorAssetsProvider,
  HistoryButtons,
  Inspector,
  LayersPanel,
  SelectionButtons,
  SessionProvider,
  SideTabs,
  useSessionState,
  WarningsBadge,
  WarningsList,
} from '@luneo/editor-react';
import '@luneo/editor-react/styles.css';
import { Button, CloseIcon, IconButton, OfflineIcon, PictureIcon, TextIcon, Toaster } from '@luneo/ui';
import { type ReactNode, useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useCell } from './cell.ts';
import { colorName } from './color-name.ts';
import { CompactPanels, type PanelId } from './compact-panels.tsx';
import { CustomizerProvider, useCustomizer } from './context.ts';
import type { Customizer } from './customizer.ts';
import { dpiOfLayer } from './effective-dpi.ts';
import { useText } from './messages/index.ts';
import { OnDemand } from './on-demand.tsx';
import { AddPanel, PICTURE_TYPES, UploadList } from './panels/add-panel.tsx';
import { BuyBox } from './panels/buy-box.tsx';
import { ConflictDialog, LeaveDialog } from './panels/dialogs.tsx';
import { ProductPanel } from './panels/product-panel.tsx';
import { useMedia, useNotices, useOnline } from './use-page.ts';
import { usePictureIntake } from './use-picture-intake.ts';
import { type Uploads, useUploads } from './use-uploads.ts';

const loadReview = () => import('./panels/review.tsx');
const loadKeyboardHelp = () => import('@luneo/editor-react/keyboard-help');

export default function Workspace({ customizer }: { customizer: Customizer }) {
  return (
    <CustomizerProvider value={customizer}>
      <SessionProvider value={customizer.session}>
        <Editor />
      </SessionProvider>
    </CustomizerProvider>
  );
}

type Open = 'review' | 'keys' | 'leave' | undefined;

function Editor() {
  const t = useText();
  const { pictures, product, session, toasts, fontSample } = useCustomizer();
  const [open, setOpen] = useState<Open>();
  const [panel, setPanel] = useState<PanelId>();
  const wide = useMedia('(min-width: 1100px)');
  const uploads = useUploads();
  const dropping = usePictureIntake(uploads.add);
  const input = useRef<HTMLInputElement>(null);
  const arrived = useSyncExternalStore(pictures.subscribe, pictures.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function paints again when a picture arrived
  const href = useCallback((hash: string) => pictures.href(hash), [pictures, arrived]);
  useNotices();

  const { replaceNext } = uploads;
  const choosePicture = useCallback(
    (layer?: string): void => {
      replaceNext(layer);
      input.current?.click();
    },
    [replaceNext],
  );
  const assets = useMemo<EditorAssets>(
    () => ({
      fonts: product.fonts,
      colors: product.palette.map((rgb) => ({ rgb, name: colorName(rgb, t) })),
      fontSample,
      dpiOf: (id) => dpiOfLayer(session.getState().resolved, id),
      replaceImage: (id) => choosePicture(id),
    }),
    [product, fontSample, session, t, choosePicture],
  );
  const addText = (): void => {
    setPanel(undefined);
    session.addText(t('add.newText'));
    const [id] = session.getState().selection;
    if (id) session.startTyping(id);
  };
  const add = <AddPanel uploads={uploads} onAddText={addText} choosePicture={() => choosePicture()} />;
  const panels: Record<PanelId, ReactNode> = {
    add,
    layers: <LayersPanel />,
    edit: <Inspector />,
    product: <ProductPanel />,
    checks: <WarningsList onGo={() => setPanel(undefined)} />,
  };
  const review = (): void => setOpen('review');
  const close = useCallback(() => setOpen(undefined), []);

  return (
    <EditorAssetsProvider value={assets}>
      <div
        className="ln-root lw-app"
        data-wide={wide || undefined}
        data-dropping={dropping || undefined}
        data-sheet={(!wide && panel) || undefined}
      >
        <Header onLeave={() => setOpen('leave')} />
        {wide && <StartColumn add={add} layers={panels.layers} checks={panels.checks} />}
        <main className="lw-main">
          <SideTabs />
          <Canvas
            href={href}
            onHelp={() => setOpen('keys')}
            empty={<Empty addText={addText} addPicture={() => choosePicture()} />}
          />
          <div className="lw-over">
            <SelectionButtons />
          </div>
          {!wide && panel !== 'add' && <FloatingUploads uploads={uploads} />}
        </main>
        {wide ? (
          <aside className="lw-side lw-end" aria-label={t('region.details')}>
            <EndPanel />
            <BuyBox onReview={review} />
          </aside>
        ) : (
          <CompactPanels panels={panels} open={panel} onOpen={setPanel}>
            <BuyBox onReview={review} compact />
          </CompactPanels>
        )}
        <input
          ref={input}
          type="file"
          accept={PICTURE_TYPES}
          hidden
          data-testid="picture-input"
          onChange={(event) => {
            uploads.add(event.target.files ?? []);
            event.target.value = '';
          }}
        />
        <OnDemand load={loadReview} open={open === 'review'} onClose={close} />
        <OnDemand load={loadKeyboardHelp} open={open === 'keys'} onClose={close} />
        <LeaveDialog open={open === 'leave'} onStay={close} />
        <ConflictDialog />
        <Announcer />
        <Toaster toasts={toasts} closeLabel={t('app.dismiss')} />
        {dropping && <p className="lw-drop">{t('add.dropping')}</p>}
      </div>
    </EditorAssetsProvider>
  );
}

function Header({ onLeave }: { onLeave(): void }) {
  const t = useText();
  const { product, saving } = useCustomizer();
  const state = useCell(saving);
  const online = useOnline();
  return (
    <header className="lw-head">
      <IconButton icon={CloseIcon} label={t('app.close')} onClick={onLeave} />
      <div className="lw-title">
        <h1>{product.name}</h1>
        <p className="lw-saved" role="status">
          {online ? (
            t(state === 'conflict' ? 'save.unsaved' : `save.${state}`)
          ) : (
            <span title={t('app.offline')}>
              <OfflineIcon />
              <span className="ln-hidden">{t('app.offline')}</span>
            </span>
          )}
        </p>
      </div>
      <span className="lw-head-checks">
        <WarningsBadge />
      </span>
      <HistoryButtons />
    </header>
  );
}

/** The start column of a wide screen: what can be added, what is there, what to check. */
function StartColumn({ add, layers, checks }: { add: ReactNode; layers: ReactNode; checks: ReactNode }) {
  const t = useText();
  const parts = [
    ['add', t('add.title'), add],
    ['layers', t('nav.layers'), layers],
    ['checks', t('nav.checks'), checks],
  ] as const;
  return (
    <aside className="lw-side lw-start" aria-label={t('region.design')}>
      {parts.map(([id, title, content]) => (
        <section key={id} aria-labelledby={`lw-${id}`}>
          <h2 id={`lw-${id}`} className="ln-heading">
            {title}
          </h2>
          {content}
        </section>
      ))}
    </aside>
  );
}

/** What is selected, or the product when nothing is. */
function EndPanel() {
  const t = useText();
  const selected = useSessionState((state) => state.selection.length > 0);
  return (
    <div className="lw-scroll">
      {selected ? (
        <Inspector />
      ) : (
        <section className="lne-section" aria-labelledby="lw-product">
          <h2 id="lw-product" className="ln-heading">
            {t('product.title')}
          </h2>
          <ProductPanel />
        </section>
      )}
    </div>
  );
}

function Empty({ addText, addPicture }: { addText(): void; addPicture(): void }) {
  const t = useText();
  return (
    <div className="lw-begin">
      <Button icon={TextIcon} onClick={addText}>
        {t('add.text')}
      </Button>
      <Button icon={PictureIcon} onClick={addPicture}>
        {t('add.picture')}
      </Button>
    </div>
  );
}

function FloatingUploads({ uploads }: { uploads: Uploads }) {
  return uploads.items.length === 0 ? null : (
    <div className="lw-floating">
      <UploadList uploads={uploads} />
    </div>
  );
}
