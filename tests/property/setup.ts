import fc from 'fast-check';
import { seed, times } from './runs.ts';

fc.configureGlobal({ seed, ...times(1) });
