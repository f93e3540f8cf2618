import { type PermissionsNeeded } from '../../kernel/permission';
import { type Place } from '../../kernel/place';
import { type StackBook } from './described-stack';

/** Service Authorization Reference, "AWS CloudFormation": a stack by its ARN; all of them where none is named. */
export function cloudFormationPermissions(book: StackBook, place: Place): PermissionsNeeded {
  return (operation, { StackName }) => {
    if (typeof StackName !== 'string') return [{ action: `cloudformation:${operation}`, resource: '*' }];
    const named = StackName.startsWith('arn:') ? StackName : place.arn('cloudformation', `stack/${StackName}/*`);
    return [{ action: `cloudformation:${operation}`, resource: book.find(StackName)?.id ?? named }];
  };
}
