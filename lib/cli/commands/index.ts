import type { AddCommand } from '../add-command';
import { features } from './features';
import { gatesReport } from './gates-report';
import { judgeCalibrate } from './judge-calibrate';
import { preflight } from './preflight';
import { rehearse } from './rehearse';
import { suiteCheck } from './suite-check';
import { suiteSample } from './suite-sample';

/** All there are, in the order in which `sluice --help` lists them. */
export const COMMANDS: readonly AddCommand[] = [
  rehearse,
  preflight,
  gatesReport,
  suiteCheck,
  suiteSample,
  judgeCalibrate,
  features,
];
