import type { Report } from '../../lib/okr/model.ts';
import { readFiles } from '../../lib/okr/read.ts';

/* A view of three rows with all that files can hold: several owners and parents, a formula, quotes, a check-in of two lines. */

export const header =
  'Id,Title,Team,Creator,Owner,Period,Start Date,End Date,Description,"Aligned To (weight, Objective ID)",Metric Name,Unit,Target,Object Type,Goal Type,Start,Created At,Last Check-in,Progress %,Actual Progress,Status,Last Check-in Note,Score,Checkins,';
const checkIn =
  'Checkin Date: 2025-03-10; User: Ann; Note: one; two\nthree; Metric Name: Progress; Status: On Track; Current Value: 25%; Activity Date: 2025-03-10 20:57:08 UTC;';
export const rowsOfFile = [
  `1,Grow,Sales,Ann,"Ann, Bob",Q1 2025,2025-01-01,2025-03-31,,,Progress,%,100,Objective,Committed Goal,0,2025-01-01 08:00:00 UTC,2025-03-10,42.92,42.92,On Track,,,"${checkIn}",`,
  '2,=1+1,Sales; North,Ann,Bob,Q1 2025,2025-01-01,2025-03-31,"a ""b""\r\nc","Grow(weight: 50%, Id: 1)",Deals,,200,Key result,,0,,,50,100,At Risk,,,,',
  '3,Do it,,Ann,,Own period,,,,"Grow(weight: 50%, Id: 1)Other(weight: 100%, Id: 99)",Progress,%,,Initiative,,0,,,100,100,Closed,,0.7,,',
].join('\r\n');

export async function report(text = `${header}\r\n${rowsOfFile}\r\n`): Promise<Report> {
  const { reports } = await readFiles([{ name: 'view.csv', bytes: new TextEncoder().encode(text) }]);
  return reports[0] as Report;
}
