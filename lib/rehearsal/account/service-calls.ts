import { carryCall, GARBAGE } from '../faults/carry-call';
import { ApiError } from '../kernel/api-error';
import type { Services } from './services';

/** What services of AWS call themselves, as policies name it. Handlers call some of it too. */
export const SERVICE_CALLS = [
  'cloudwatch:DescribeAlarms',
  'lambda:GetAlias',
  'lambda:InvokeFunction',
  'lambda:UpdateAlias',
  'sns:Publish',
  'sqs:SendMessage',
] as const;

/**
 * Plays a call that a service of AWS itself makes, with the scenario's faults. Rejects with an `ApiError` where one of them
 * keeps it from being done, or from being understood.
 */
export async function carryServiceCall<T>(
  { faults, simulation }: Pick<Services, 'faults' | 'simulation'>,
  action: (typeof SERVICE_CALLS)[number],
  perform: () => T | Promise<T>,
): Promise<T> {
  const fault = faults.strike('api', () => [action]);
  if (!fault) return perform();
  let answer: { readonly value: T } | undefined;
  const done = await carryCall(
    fault,
    async () => {
      answer = { value: await perform() };
    },
    simulation,
  );
  if (done === GARBAGE || !answer) throw new ApiError('InternalServerError', 'The answer makes no sense.', 500);
  return answer.value;
}
