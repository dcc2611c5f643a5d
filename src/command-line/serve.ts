import type { Report } from '../report/report.ts';
import type { Surroundings } from './terminal.ts';

export async function serveCommand(_args: readonly string[], _surroundings: Surroundings): Promise<Report> {
  throw new Error('serve');
}
