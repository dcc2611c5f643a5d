import { judgeSet, makeSet } from './guards-set.ts';
import { peakMegabytes } from './measure.ts';

/** A process of its own: makes a set of so many files, judges it, and prints the most memory that it took, in megabytes. */
await judgeSet(makeSet(Number(process.argv[2])));
console.log(Math.round(peakMegabytes()));
