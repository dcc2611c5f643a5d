/** What was used since then; a total that is smaller than it was has begun anew. */
export function sinceThen(total: number, before: number): number {
  return total >= before ? total - before : total;
}
