import * as v from 'valibot';
import { claimName } from '../kernel/claim';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { KEY_PROPERTIES } from './key-properties';
import type { Keys } from './keys';

/** `AWS::KMS::Key` and `AWS::KMS::Alias`. */
export function kmsResources(keys: Keys): readonly ResourceProvider[] {
  return [
    provideResource({
      type: 'AWS::KMS::Key',
      properties: KEY_PROPERTIES,
      attributes: ['Arn', 'KeyId'],
      create: (given, { where }) => {
        const { id, arn } = keys.create(given, where);
        return { id, attributes: { Arn: arn, KeyId: id } };
      },
      update: ({ physical, next }, { where }) => {
        keys.change(physical.id, next, where);
        return physical;
      },
      remove: ({ id }) => {
        keys.get(id).isPendingDeletion = true;
      },
    }),
    provideResource({
      type: 'AWS::KMS::Alias',
      properties: { AliasName: v.pipe(v.string(), v.startsWith('alias/')), TargetKeyId: v.string() },
      replacedBy: ['AliasName'],
      claim: ({ AliasName }) => claimName(AliasName, (name) => keys.hasAlias(name)),
      create: ({ AliasName, TargetKeyId }) => {
        keys.setAlias(AliasName, TargetKeyId);
        return { id: AliasName, attributes: {} };
      },
      update: ({ physical, next }) => {
        keys.setAlias(physical.id, next.TargetKeyId);
        return physical;
      },
      remove: ({ id }) => {
        keys.removeAlias(id);
      },
    }),
  ];
}
