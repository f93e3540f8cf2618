import { type Permission, type PermissionsNeeded } from '../../kernel/permission';
import { type Place } from '../../kernel/place';
import { type StoredObject } from '../cloudformation-ports';
import { type StackBook } from './described-stack';

/**
 * Service Authorization Reference, "AWS CloudFormation": a stack by its ARN; all of them where none is named. Whoever gives
 * a stack a role has to be allowed to pass it on, and whoever names a template in a bucket to read it there.
 */
export function cloudFormationPermissions(
  book: StackBook,
  place: Place,
  objectAt: (url: string) => StoredObject | undefined = () => undefined,
): PermissionsNeeded {
  return (operation, { StackName, RoleARN, TemplateURL }) => {
    if (typeof StackName !== 'string') return [{ action: `cloudformation:${operation}`, resource: '*' }];
    const named = StackName.startsWith('arn:') ? StackName : place.arn('cloudformation', `stack/${StackName}/*`);
    const needed: Permission[] = [
      { action: `cloudformation:${operation}`, resource: book.find(StackName)?.id ?? named },
    ];
    if (typeof RoleARN === 'string') {
      const context = { 'iam:PassedToService': ['cloudformation.amazonaws.com'] };
      needed.push({ action: 'iam:PassRole', resource: RoleARN, context });
    }
    const object = typeof TemplateURL === 'string' ? objectAt(TemplateURL) : undefined;
    if (object) needed.push({ action: 's3:GetObject', resource: `arn:aws:s3:::${object.bucket}/${object.key}` });
    return needed;
  };
}
