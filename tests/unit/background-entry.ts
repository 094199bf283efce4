export { default as background } from '../../entrypoints/background.ts';
export { NotInTime } from '../../lib/browser/in-time.ts';
export { cancelExport, retryExport, signInByUser } from '../../lib/jobs/commands.ts';
