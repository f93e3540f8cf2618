/** Plays one plan in a process of its own, so that its time and memory are its own, and prints what it took. */
import { readFileSync } from 'node:fs';
import { rehearse, type RehearsalPlan } from 'sluice/rehearsal';
import type { Measurement } from './measurement';

async function playCase(planFile: string): Promise<void> {
  const plan = JSON.parse(readFileSync(planFile, 'utf8')) as RehearsalPlan;
  const startedAt = performance.now();
  const { playedMs, releases } = await rehearse(plan);
  const measurement: Measurement = {
    seconds: (performance.now() - startedAt) / 1000,
    virtualMinutes: playedMs / 60_000,
    megabytes: process.resourceUsage().maxRSS / 1024,
    released: releases.filter(({ outcome }) => outcome === 'released').length,
  };
  process.stdout.write(JSON.stringify(measurement));
}

void playCase(process.argv[2] ?? '');
