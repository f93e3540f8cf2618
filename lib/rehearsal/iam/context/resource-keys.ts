import type { Place } from '../../kernel/place';
import { present, type ContextSource } from './request-context';
import { tagValue, type Tags } from './tag-keys';

const TAG = 'aws:resourcetag/';

/**
 * What the global keys say of the resource.
 *
 * @param tagsOf asked only where a condition looks at a tag; undefined where the tags are not known
 */
export function resourceKeys(resource: string, place: Place, tagsOf: (arn: string) => Tags | undefined): ContextSource {
  return (key) => {
    if (key === 'aws:resourceaccount') return present(place.accountId);
    if (!key.startsWith(TAG)) return undefined;
    const tags = tagsOf(resource);
    return tags && tagValue(tags, key.slice(TAG.length));
  };
}
