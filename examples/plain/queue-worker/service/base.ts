import { createWorker } from './create-worker';

/** The first release: every invoice at its face value. */
export const handler = createWorker(({ cents }) => cents);
