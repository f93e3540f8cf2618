import type { Report } from './report';

/** A fault that never strikes proves nothing. */
export function neverStruck({ on, id, kind }: NonNullable<Report['idleFaults']>[number]): string {
  return `the fault ${kind} on ${on} ${id} never struck`;
}
