export { default as background } from '../../entrypoints/background.ts';
export { cancelExport, retryExport, signInByUser } from '../../lib/jobs/commands.ts';
export { SignInFailed } from '../../lib/offscreen/operations.ts';
