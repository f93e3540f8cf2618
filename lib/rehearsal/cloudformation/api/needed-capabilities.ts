import { ApiError } from '../../kernel/api-error';
import { parseTemplate } from '../template';

/**
 * What makes or changes who may do what, and the property by which it has a name of the template's own; AWS CloudFormation
 * API Reference, "UpdateStack", Capabilities.
 */
const IAM_RESOURCES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

/** Refuses, with AWS's error, a template that does what nobody said it may. */
export function checkCapabilities(template: unknown, where: string, capabilities: readonly string[]): void {
  const { Resources } = parseTemplate(template, where);
  const ofIam = Object.values(Resources).filter(({ Type }) => Type in IAM_RESOURCES);
  if (ofIam.length === 0) return;
  const isNamed = ofIam.some(
    ({ Type, Properties }) => IAM_RESOURCES[Type] !== undefined && IAM_RESOURCES[Type] in Properties,
  );
  // Whoever allows names of its own allows the others too.
  if (capabilities.includes('CAPABILITY_NAMED_IAM')) return;
  if (!isNamed && capabilities.includes('CAPABILITY_IAM')) return;
  const needed = isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
  throw new ApiError('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
}
