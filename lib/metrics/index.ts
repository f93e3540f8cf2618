/** `sluice/metrics`: what a Lambda handler imports. It depends on nothing but Node.js. */
export { releaseMetrics, type AnyHandler } from './release-metrics';
