import { useEffect, useState } from 'react';

const pictures = (list: FileList | undefined | null): File[] =>
  [...(list ?? [])].filter((file) => file.type.startsWith('image/') || /\.(heic|heif|svg)$/i.test(file.name));

/** Pictures dropped on the page or pasted into it; true while one hovers over it. */
export function usePictureIntake(add: (files: File[]) => void): boolean {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const onDrag = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setHovering(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!event.relatedTarget) setHovering(false);
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      setHovering(false);
      add(pictures(event.dataTransfer?.files));
    };
    const onPaste = (event: ClipboardEvent): void => add(pictures(event.clipboardData?.files));
    addEventListener('dragover', onDrag);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    addEventListener('paste', onPaste);
    return () => {
      removeEventListener('dragover', onDrag);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
      removeEventListener('paste', onPaste);
    };
  }, [add]);
  return hovering;
}
