import type { AddCommand } from '../add-command';
import { annotate } from './annotate';
import { approve } from './approve';
import { attestCi } from './attest-ci';
import { attestStaging } from './attest-staging';
import { attestationsShow } from './attestations-show';
import { checklist } from './checklist';
import { breakGlass } from './break-glass';
import { doctor } from './doctor';
import { effort } from './effort';
import { exportRelease } from './export-release';
import { features } from './features';
import { gatesLabel } from './gates-label';
import { gatesReport } from './gates-report';
import { judgeCalibrate } from './judge-calibrate';
import { ledgerVerify } from './ledger-verify';
import { metrics } from './metrics';
import { metricsImport } from './metrics-import';
import { notes } from './notes';
import { preflight } from './preflight';
import { reconcile } from './reconcile';
import { rehearse } from './rehearse';
import { releaseType } from './release-type';
import { releases } from './releases';
import { rollback } from './rollback';
import { show } from './show';
import { suiteCheck } from './suite-check';
import { suiteSample } from './suite-sample';

/** All there are, in the order in which `sluice --help` lists them. */
export const COMMANDS: readonly AddCommand[] = [
  rehearse,
  preflight,
  reconcile,
  releases,
  show,
  rollback,
  doctor,
  annotate,
  attestCi,
  attestStaging,
  approve,
  breakGlass,
  attestationsShow,
  checklist,
  notes,
  releaseType,
  gatesReport,
  gatesLabel,
  metrics,
  metricsImport,
  effort,
  exportRelease,
  ledgerVerify,
  suiteCheck,
  suiteSample,
  judgeCalibrate,
  features,
];
