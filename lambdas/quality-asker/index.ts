import { sts } from '../clients';
import { scores } from '../tables';
import { logAnswer } from '../decision-log';
import { askQuality, type AskedQuality } from './ask-quality';

const now = () => Date.now();
const ports = {
  sts: sts(),
  logAnswer,
  scores: scores(now),
  now,
  random: () => Math.random(),
  wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

/** The step of a gate run that is taken for each quality gate, as often as it takes. */
export async function handler(request: unknown): Promise<AskedQuality> {
  return askQuality(request, ports);
}
