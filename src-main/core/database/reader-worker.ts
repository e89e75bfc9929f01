import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './open.ts';
import type { ReaderData, ReadReply, ReadRequest } from './reader.ts';

const { file, key } = workerData as ReaderData;
const db = openDatabase(file, key, { readonly: true });
key.fill(0);
const port = parentPort;
if (!port) throw new Error('the reader runs as a worker');

port.on('message', ({ id, sql, parameters }: ReadRequest) => {
  port.postMessage(read(id, sql, parameters));
});

function read(id: number, sql: string, parameters: readonly unknown[]): ReadReply {
  try {
    return { id, rows: db.prepare<unknown[], unknown>(sql).all(...parameters) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { id, error: error instanceof Error ? error.message : String(error), code };
  }
}
