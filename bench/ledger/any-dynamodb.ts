import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { DynamoDbLocal } from '../dynamodb-local/dynamodb-local';
import { findDynamoDbLocal } from '../dynamodb-local/find-dynamodb-local';

/** A DynamoDB on loopback, without tables. */
export interface RunningDynamoDb {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param isLarge whether it has to hold more than fits into memory: then it is DynamoDB Local, where that can be run */
export async function anyDynamoDb(isLarge: boolean): Promise<RunningDynamoDb | { readonly missing: string }> {
  if (!isLarge) return dynaliteAtWork();
  const found = findDynamoDbLocal();
  if ('missing' in found) return found;
  const kept = mkdtempSync(join(tmpdir(), 'sluice-ledger-'));
  const local = await DynamoDbLocal.start(found.folder, kept);
  return {
    url: local.url,
    stop: () => {
      local.stop();
      rmSync(kept, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

async function dynaliteAtWork(): Promise<RunningDynamoDb> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
