import {
  Button,
  CameraIcon,
  CloseIcon,
  IconButton,
  PictureIcon,
  SparkIcon,
  Spinner,
  TextIcon,
} from '@luneo/ui';
import { lazy, Suspense, useRef, useState } from 'react';
import { useCustomizer } from '../context.ts';
import { useText } from '../messages/index.ts';
import { UPLOAD_MAX_MB } from '../uploads.ts';
import type { UploadItem, Uploads } from '../use-uploads.ts';

const ClipArt = lazy(() => import('./clip-art.tsx'));

export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/heic,image/heif,image/svg+xml,.heic,.svg';

interface AddPanelProps {
  uploads: Uploads;
  onAddText(): void;
  choosePicture(): void;
}

export function AddPanel({ uploads, onAddText, choosePicture }: AddPanelProps) {
  const t = useText();
  const { product } = useCustomizer();
  const camera = useRef<HTMLInputElement>(null);
  const [clipArt, setClipArt] = useState(false);
  return (
    <div className="lw-add">
      <div className="lw-add-buttons">
        <Button icon={TextIcon} onClick={onAddText}>
          {t('add.text')}
        </Button>
        <Button icon={PictureIcon} onClick={choosePicture}>
          {t('add.picture')}
        </Button>
        {product.clipArt.length > 0 && (
          <Button icon={SparkIcon} aria-expanded={clipArt} onClick={() => setClipArt(!clipArt)}>
            {t('add.clipArt')}
          </Button>
        )}
        <span className="lw-camera">
          <Button icon={CameraIcon} block onClick={() => camera.current?.click()}>
            {t('add.camera')}
          </Button>
          <input
            ref={camera}
            type="file"
            accept="image/*"
            capture="environment"
            hidden
            onChange={(event) => {
              uploads.add(event.target.files ?? []);
              event.target.value = '';
            }}
          />
        </span>
      </div>
      {clipArt && (
        <Suspense fallback={<Spinner label={t('clipArt.loading')} />}>
          <ClipArt />
        </Suspense>
      )}
      <p className="ln-hint">
        <span className="lw-fine">{t('add.drop')} </span>
        {t('add.kinds', { mb: UPLOAD_MAX_MB })}
      </p>
      <UploadList uploads={uploads} />
    </div>
  );
}

export function UploadList({ uploads }: { uploads: Uploads }) {
  if (uploads.items.length === 0) return null;
  return (
    <ul className="lw-uploads">
      {uploads.items.map((item) => (
        <Row key={item.id} item={item} uploads={uploads} />
      ))}
    </ul>
  );
}

function Row({ item, uploads }: { item: UploadItem; uploads: Uploads }) {
  const t = useText();
  const { name } = item;
  if (item.code !== undefined) {
    const key = `upload.${item.code}`;
    return (
      <li data-failed="" role="alert">
        <p>
          <strong>{t('upload.failed', { name })}</strong>
          {t.has(key) ? t(key, { mb: UPLOAD_MAX_MB }) : t('upload.unknown', { code: item.code })}
        </p>
        <div className="ln-button-group">
          {(item.code === 'network' || item.code === 'upload_timeout') && (
            <Button onClick={() => uploads.retry(item.id)}>{t('upload.retry')}</Button>
          )}
          <Button look="quiet" onClick={() => uploads.dismiss(item.id)}>
            {t('upload.dismiss')}
          </Button>
        </div>
      </li>
    );
  }
  const percent = Math.round(item.share * 100);
  const words = percent < 100 ? t('upload.progress', { name, percent }) : t('upload.preparing', { name });
  return (
    <li>
      <div className="lw-upload-line">
        <p>{words}</p>
        <IconButton icon={CloseIcon} label={t('upload.cancel', { name })} onClick={item.cancel} />
      </div>
      <progress value={item.share} max={1} aria-label={words} />
    </li>
  );
}
