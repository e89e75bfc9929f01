import { useParams } from '@tanstack/react-router';
import { BatchList } from './batch-list.tsx';
import { BatchPage } from './batch-page.tsx';

/** What has come in by mail and waits for a look: all batches, or one. */
export function IntakePage() {
  const { batchId } = useParams({ strict: false });
  return batchId ? <BatchPage key={batchId} batchId={batchId} /> : <BatchList />;
}
