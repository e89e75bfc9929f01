import { IconMailDown } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import classes from './drop-zone.module.css';
import { filesOfDrop, hasFiles } from './dropped-files.ts';
import { UploadsProvider, useUploads } from './uploads.tsx';

/** Mail files may be dropped on any page. Wraps the shell. */
export function DropAnywhere({ children }: { readonly children: ReactNode }) {
  return (
    <UploadsProvider>
      {children}
      <DropTarget />
    </UploadsProvider>
  );
}

function DropTarget() {
  const { t } = useTranslation('intake');
  const uploads = useUploads();
  const over = useDrop((files) => void uploads?.start(files));
  useKeys('intake.drop', [{ id: 'choose', keys: ['i'], label: t('chooseKey'), run: () => uploads?.choose() }]);
  if (!over) return null;
  return (
    <div className={classes.overlay}>
      <div className={classes.box}>
        <IconMailDown size={28} stroke={1.4} aria-hidden />
        <strong>{t('drop.title')}</strong>
        <span>{t('drop.words')}</span>
      </div>
    </div>
  );
}

/** Listens on the whole window. A drop anywhere else would make the browser leave the page for the file. */
function useDrop(onFiles: (files: File[]) => void): boolean {
  const [depth, setDepth] = useState(0);
  useEffect(() => {
    const enter = (event: DragEvent) => {
      if (hasFiles(event.dataTransfer)) setDepth((now) => now + 1);
    };
    const leave = (event: DragEvent) => {
      if (hasFiles(event.dataTransfer)) setDepth((now) => Math.max(0, now - 1));
    };
    const above = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setDepth(0);
      void filesOfDrop(event.dataTransfer).then(onFiles);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', above);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', above);
      window.removeEventListener('drop', drop);
    };
  }, [onFiles]);
  return depth > 0;
}
