import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';

/** Service Authorization Reference, "Amazon EventBridge Scheduler": who makes a schedule passes its role to it. */
export function schedulerPermissions(place: Place): PermissionsNeeded {
  return (operation, { Name, GroupName, Target }) => {
    const group = typeof GroupName === 'string' ? GroupName : 'default';
    const resource = place.arn('scheduler', `schedule/${group}/${String(Name)}`);
    const own = { action: `scheduler:${operation}`, resource };
    const roleArn =
      typeof Target === 'object' && Target !== null && 'RoleArn' in Target ? String(Target.RoleArn) : undefined;
    if (roleArn === undefined) return [own];
    const context = { 'iam:PassedToService': ['scheduler.amazonaws.com'] };
    return [own, { action: 'iam:PassRole', resource: roleArn, context }];
  };
}
