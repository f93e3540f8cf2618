import type { Rule } from '../rule';
import { aboveBlue, rollingAboveBlue } from './above-blue';
import { argoOfDocs } from './argo-rollouts';
import { FLAGGER } from './flagger';
import { AWS_ALARM, STATIC_ALARM } from './green-above';
import { KAYENTA } from './kayenta';
import { lindonMalek } from './lindon-malek';
import { SAM_ALARMS } from './sam-alarms';

/** Those that look once a minute by what their documentation says: finer data changes nothing for them. */
const BY_THE_MINUTE: readonly Rule[] = [
  SAM_ALARMS,
  STATIC_ALARM,
  AWS_ALARM,
  FLAGGER,
  KAYENTA,
  aboveBlue(5, 5),
  aboveBlue(3, 5),
];

/** Every rule beside ours with its documented defaults, on data with a point every 60 s. */
export const PEERS_60: readonly Rule[] = [...BY_THE_MINUTE, argoOfDocs(60), lindonMalek(60), rollingAboveBlue(60)];

/** The same rules on data with a point every 10 s. */
export const PEERS_10: readonly Rule[] = [...BY_THE_MINUTE, argoOfDocs(10), lindonMalek(10), rollingAboveBlue(10)];
