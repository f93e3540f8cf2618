import * as v from 'valibot';
import { NotEmulated } from '../../kernel/not-emulated';
import { ANY_VALUE } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic, type Evaluation } from './define-intrinsic';

/** Reads an output of another stack, exported or not, as it is now; nothing keeps that stack from changing it. */
export const getStackOutput = defineIntrinsic({
  name: 'Fn::GetStackOutput',
  argument: v.strictObject({
    StackName: ANY_VALUE,
    OutputName: ANY_VALUE,
    Region: v.optional(ANY_VALUE),
    RoleArn: v.optional(ANY_VALUE),
  }),
  form: 'StackName and OutputName, and maybe Region and RoleArn',
  evaluate: ({ StackName, OutputName, Region, RoleArn }, evaluation) => {
    refuseElsewhere(Region === undefined ? undefined : asText(Region, evaluation), evaluation);
    // The role is that of another account, or it is there to say who may look.
    if (RoleArn !== undefined) throw new NotEmulated('RoleArn of Fn::GetStackOutput', evaluation.where);
    return evaluation.scope.stackOutput(asText(StackName, evaluation), asText(OutputName, evaluation));
  },
  parts: ({ StackName, OutputName, Region, RoleArn }) =>
    [StackName, OutputName, Region, RoleArn].filter((part) => part !== undefined),
});

function refuseElsewhere(region: string | undefined, { scope, where }: Evaluation): void {
  if (region === undefined || region === scope.ref('AWS::Region', where)) return;
  throw new NotEmulated(`Fn::GetStackOutput from another region, ${region}`, where);
}
