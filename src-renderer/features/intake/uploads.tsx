import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { deskErrorOf, showError, useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { MOST_FILES, sendFiles, sortFiles } from './upload.ts';

export interface Uploads {
  /** Opens a batch for the mail among these files, goes there, and sends it. */
  start(files: readonly File[]): Promise<void>;
  /** Stops sending and reading. What was read until then is kept for a look. */
  cancel(batchId: string): Promise<void>;
  /** Opens the system's file dialog. */
  choose(): void;
}

const UploadsContext = createContext<Uploads | null>(null);

/** Taking mail files in; null for those who may not. */
export function useUploads(): Uploads | null {
  return use(UploadsContext);
}

/** Holds what is being sent, above the pages: going to another page does not stop it. */
export function UploadsProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation(['intake', 'app']);
  const { format } = useOffice();
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const sending = useRef(new Map<string, AbortController>());

  useEffect(() => {
    const all = sending.current;
    return () => {
      for (const stop of all.values()) stop.abort();
    };
  }, []);

  const start = useCallback<Uploads['start']>(
    async (files) => {
      const { mail, refused } = sortFiles(files);
      if (refused.length > 0)
        notifications.show(
          refusal(
            t('drop.refused', { count: refused.length, names: format.list(refused.slice(0, 3).map(({ name }) => name)) }),
            t('app:close'),
          ),
        );
      if (mail.length > MOST_FILES) notifications.show(refusal(t('drop.tooMany', { most: MOST_FILES }), t('app:close')));
      if (mail.length === 0 || mail.length > MOST_FILES) return;
      const stop = new AbortController();
      try {
        const batch = await client.intake.open({ files: mail.map(({ name, size }) => ({ name: name.slice(-255), bytes: size })) });
        sending.current.set(batch.id, stop);
        void queryClient.invalidateQueries({ queryKey: query.intake.list.key() });
        void navigate({ to: '/intake/$batchId', params: { batchId: batch.id } });
        announce(t('drop.reading', { count: mail.length }));
        await sendFiles(client.intake, batch.id, mail, { signal: stop.signal });
        sending.current.delete(batch.id);
      } catch (error) {
        // A batch that was cancelled meanwhile, here or in another window, takes no more pieces.
        if (!stop.signal.aborted && deskErrorOf(error)?.code !== 'cancelled') showError(error);
      }
    },
    [client, query, queryClient, navigate, t, format],
  );

  const cancel = useCallback<Uploads['cancel']>(
    async (batchId) => {
      sending.current.get(batchId)?.abort();
      sending.current.delete(batchId);
      await client.intake.cancel({ batchId });
      void queryClient.invalidateQueries({ queryKey: query.intake.key() });
    },
    [client, query, queryClient],
  );

  const uploads = useMemo(() => ({ start, cancel, choose: () => input.current?.click() }), [start, cancel]);
  return (
    <UploadsContext value={uploads}>
      {children}
      <input
        ref={input}
        type="file"
        multiple
        accept=".eml,.mbox,.mbx,message/rfc822,application/mbox"
        hidden
        tabIndex={-1}
        aria-label={t('choose')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = ''; // the same file may be chosen again
          void start(files);
        }}
      />
    </UploadsContext>
  );
}

function refusal(message: string, close: string) {
  return { id: message, message, color: 'orange', withBorder: true, autoClose: 8000, closeButtonProps: { 'aria-label': close } };
}
