import type { ReactElement, SVGProps } from 'react';

export type IconComponent = (props: SVGProps<SVGSVGElement>) => ReactElement;

/** A 20 x 20 line icon, drawn with the text colour; decorative unless given a label. */
function icon(d: string, mirrored = false): IconComponent {
  const className = mirrored ? 'ln-icon ln-icon-flip' : 'ln-icon';
  return (props) => (
    <svg
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
      {...props}
    >
      <path d={d} />
    </svg>
  );
}

export const UndoIcon = icon('M7.5 4 4 7.5 7.5 11M4 7.5h7.5a4.25 4.25 0 0 1 0 8.5H8', true);
export const RedoIcon = icon('M12.5 4 16 7.5 12.5 11M16 7.5H8.5a4.25 4.25 0 0 0 0 8.5H12', true);
export const TextIcon = icon('M4.5 6V4.5h11V6M10 4.5v11M7.75 15.5h4.5');
export const PictureIcon = icon('M3.5 4.5h13v11h-13zM3.5 13l3.75-3.75 3 3L13 9.5l3.5 3.5M7.25 7.25h.01');
export const ShapeIcon = icon('M3.5 3.5h8v8h-8zM9 13.5a4 4 0 1 0 5-5');
export const LayersIcon = icon(
  'm10 3.5 7 3.5-7 3.5L3 7zM3.5 10.25 10 13.5l6.5-3.25M3.5 13.25 10 16.5l6.5-3.25',
);
export const ProductIcon = icon(
  'm7 3.5-4 2L4.25 9 6 8.25v8.25h8V8.25L15.75 9 17 5.5l-4-2c-.5 1.25-1.75 2-3 2s-2.5-.75-3-2Z',
);
export const PlusIcon = icon('M10 4v12M4 10h12');
export const MinusIcon = icon('M4 10h12');
export const CloseIcon = icon('m5 5 10 10M15 5 5 15');
export const CheckIcon = icon('m4.5 10.5 3.5 3.5 7.5-8');
export const WarningIcon = icon('M10 3.5 17.5 16.25h-15zM10 8.25v3.75M10 14.25h.01');
export const BlockIcon = icon('M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 6.5v4.25M10 13.5h.01');
export const InfoIcon = icon('M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 9.25v4.25M10 6.5h.01');
export const ChevronDownIcon = icon('m5.5 8 4.5 4.5L14.5 8');
export const ChevronRightIcon = icon('m8 5.5 4.5 4.5L8 14.5', true);
export const BackIcon = icon('M16 10H4m5-5-5 5 5 5', true);
export const TrashIcon = icon(
  'M4 5.5h12M8 5.5V3.75h4V5.5M5.5 5.5l.75 11h7.5l.75-11M8.5 8.75v4.5M11.5 8.75v4.5',
);
export const CopyIcon = icon('M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4');
export const LockIcon = icon('M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9');
export const UnlockIcon = icon('M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 5.75-1.2');
export const EyeIcon = icon(
  'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5ZM10 7.75a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5Z',
);
export const EyeOffIcon = icon(
  'M4.5 6.75C3.2 8.2 2.5 10 2.5 10S5 15 10 15c1.2 0 2.3-.3 3.2-.7M7.75 5.25C8.45 5.1 9.2 5 10 5c5 0 7.5 5 7.5 5s-.6 1.3-1.75 2.5M3 3l14 14',
);
export const AlignStartIcon = icon('M3.5 5h13M3.5 8.5h8M3.5 12h13M3.5 15.5h8', true);
export const AlignCenterIcon = icon('M3.5 5h13M6 8.5h8M3.5 12h13M6 15.5h8');
export const AlignEndIcon = icon('M3.5 5h13M8.5 8.5h8M3.5 12h13M8.5 15.5h8', true);
export const ForwardIcon = icon('M10 16V4.5M5.5 9 10 4.5 14.5 9');
export const BackwardIcon = icon('M10 4v11.5M5.5 11l4.5 4.5 4.5-4.5');
export const FlipXIcon = icon('M10 3v14M7.5 6v8L2.75 14zM12.5 6v8l4.75 0z');
export const CentreIcon = icon('M10 3v14M3 10h14M6.5 6.5h7v7h-7z');
export const FitIcon = icon('M4 7.5V4h3.5M12.5 4H16v3.5M16 12.5V16h-3.5M7.5 16H4v-3.5');
export const KeyboardIcon = icon(
  'M2.5 5.5h15v9h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M7 11.5h6',
);
export const UploadIcon = icon('M10 13V4M6 7.5 10 3.5l4 4M3.5 13v3h13v-3');
export const CameraIcon = icon(
  'M3 6.5h3.25L7.5 4.5h5l1.25 2H17v9H3zM10 8.25a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
);
export const CartIcon = icon('M2.5 4H5l1.75 8.5h8.5L17 6.5H5.6M8 16h.01M14 16h.01');
export const MoreIcon = icon('M5 10h.01M10 10h.01M15 10h.01');
export const DownloadIcon = icon('M10 4v9M6 9.5l4 4 4-4M3.5 13v3h13v-3');
export const SearchIcon = icon('M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM13 13l3.75 3.75');
export const OfflineIcon = icon(
  'M3 3l14 14M6.5 11.5A5 5 0 0 1 10 10M3.5 8.5A9.5 9.5 0 0 1 6.5 6.7M10 5.5c2.5 0 4.75 1 6.5 2.9M13.4 11.4l.1.1M10 15.5h.01',
);
export const CropIcon = icon('M6 2.5V14h11.5M2.5 6H14v11.5');
export const GroupIcon = icon('M3.5 6V3.5H6M14 3.5h2.5V6M16.5 14v2.5H14M6 16.5H3.5V14M7 7h6v6H7z');
export const UngroupIcon = icon('M3.5 3.5h7v7h-7zM9.5 13v3.5h7v-7H13');
export const EdgeLeftIcon = icon('M3.5 3v14M6 5h9v3.5H6zM6 11.5h5.5V15H6z');
export const EdgeCenterIcon = icon('M10 3v14M5 5h10v3.5H5zM7 11.5h6V15H7z');
export const EdgeRightIcon = icon('M16.5 3v14M5 5h9v3.5H5zM8.5 11.5H14V15H8.5z');
export const EdgeTopIcon = icon('M3 3.5h14M5 6v9h3.5V6zM11.5 6v5.5H15V6z');
export const EdgeMiddleIcon = icon('M3 10h14M5 5v10h3.5V5zM11.5 7v6H15V7z');
export const EdgeBottomIcon = icon('M3 16.5h14M5 5v9h3.5V5zM11.5 8.5V14H15V8.5z');
export const SpreadXIcon = icon('M3.5 3v14M16.5 3v14M8 6h4v8H8z');
export const SpreadYIcon = icon('M3 3.5h14M3 16.5h14M6 8h8v4H6z');
export const SparkIcon = icon('M10 3l1.8 5.2L17 10l-5.2 1.8L10 17l-1.8-5.2L3 10l5.2-1.8z');
