import type { IAlias } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { shadowAlarmsProblem } from '../../domain/release/manifest-room';
import { askedOf } from './asked-gates';
import { alarmProblems } from './own-alarm-problems';
import { longestNames } from './release-manifest';
import type { ReleaseAlarms } from './release-alarms';
import type { ReleaseSettings } from './release-settings';
import { warnOfOwnAlarms } from './warn-of-own-alarms';

/** Says what is wrong with the alarms of a release, and what to know of them, once the app is complete. */
export function checkAlarms(
  release: Construct,
  {
    alarms,
    alias,
    settings,
  }: { readonly alarms: ReleaseAlarms; readonly alias: IAlias; readonly settings: ReleaseSettings },
): void {
  const { gates, platform, function: fn, aliasName } = settings;
  const asked = askedOf(gates);
  release.node.addValidation({
    validate: () => {
      const limits = { maxAlarms: platform.maxAlarms, gateNames: gates.map(({ name }) => name) };
      const tooMuch = shadowAlarmsProblem(asked, longestNames(alarms.shadows));
      const problems = [...alarmProblems(release, alarms, limits), ...(tooMuch === undefined ? [] : [tooMuch])];
      if (problems.length === 0) {
        const { functionName, functionArn } = fn;
        warnOfOwnAlarms(release, alarms.own, { functionName, functionArn, aliasName, aliasArn: alias.functionArn });
      }
      return problems;
    },
  });
}
