import type { Delivery } from '../../domain/delivery/delivery';
import type { ReleaseStory } from '../release-story';
import type { Paint } from './summary';

const STANDS = {
  posting: '○ is being posted',
  waiting: '○ is tried again',
  posted: '✔ posted',
  refused: '✘ not posted: it lies in the dead-letter queue',
} as const satisfies Record<Delivery['state'], string>;

/** What became of the messages about a release, by channel. */
export function deliveryLines({ release, deliveries }: ReleaseStory, paint: Paint): readonly string[] {
  const width = Math.max(...deliveries.map(({ channel }) => channel.length));
  return deliveries.map(({ channel, message, state, said, paged }) => {
    const why = state === 'posted' || said === undefined ? '' : ` (${said})`;
    const what = message.startsWith(`${release.id}-`) ? message.slice(release.id.length + 1) : message;
    const line = `  ${channel.padEnd(width)}  ${what}  ${STANDS[state]}${paged === true ? ', and called somebody' : ''}${why}`;
    return state === 'refused' ? paint.bad(line) : line;
  });
}
