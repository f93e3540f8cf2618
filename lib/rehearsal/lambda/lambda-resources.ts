import type { ResourceProvider } from '../kernel/resource-provider';
import type { CodeArchives } from './function-configuration';
import type { Lambda } from './lambda';
import { aliasResource } from './resources/alias';
import { eventInvokeConfigResource } from './resources/event-invoke-config';
import { functionResource } from './resources/function';
import { permissionResource } from './resources/permission';
import { versionResource } from './resources/version';

/** Lambda's resource types. */
export function lambdaResources(
  lambda: Lambda,
  archives: CodeArchives,
  canAssume: (roleArn: string) => boolean,
): readonly ResourceProvider[] {
  return [
    functionResource(lambda, archives, canAssume),
    versionResource(lambda),
    aliasResource(lambda.registry),
    eventInvokeConfigResource(lambda.registry),
    permissionResource(lambda.registry),
  ];
}
