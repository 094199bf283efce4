import { type GraphFault, retired, segmentGone, serverError, throttled } from '../emulator/index.ts';
import { companyView } from './world.ts';

/* What Microsoft Graph may answer, and what the user is told then, in every browser. */

const documentedError = (code: string, inner: string, message: string) => ({
  error: { code, message, innerError: { code: inner } },
});

/** Answers after which the export has ended. */
export const endings: {
  name: string;
  call: 'create' | 'get' | 'content';
  fault: GraphFault;
  times?: number;
  says: string[];
}[] = [
  {
    name: '400-invalid-id',
    call: 'create',
    fault: {
      status: 400,
      body: documentedError(
        'badRequest',
        'invalidGoalsOrganizationId',
        "'GoalsOrganizationId' must be specified",
      ),
    },
    says: ['Not an organization ID', companyView.goalsOrganizationId, 'Viva Goals’ own navigation'],
  },
  {
    name: '403-forbidden',
    call: 'create',
    fault: { status: 403, body: documentedError('Forbidden', 'accessDenied', 'Access denied') },
    says: ['Not allowed', 'Goals-Export.ReadWrite.All', 'Copy admin consent link', 'Try again'],
  },
  {
    name: '404-organization-in-words-alone',
    call: 'create',
    fault: { status: 404, body: { error: { code: 'notFound', message: 'Goals organization not found' } } },
    says: ['Organization not found', 'Switch account'],
  },
  {
    name: '404-job-in-words-alone',
    call: 'get',
    fault: { status: 404, body: { error: { code: 'notFound', message: 'Specified export job not found' } } },
    times: 99,
    says: ['The export is gone', 'Try again'],
  },
  { name: 'segment-gone', call: 'get', fault: segmentGone(), says: ['31 December 2025'] },
  {
    name: 'segment-gone-content',
    call: 'content',
    fault: segmentGone('content'),
    says: ['31 December 2025'],
  },
  { name: '410-retired', call: 'create', fault: retired('gone'), says: ['31 December 2025'] },
  { name: 'html-retired', call: 'create', fault: retired('html'), says: ['31 December 2025'] },
  { name: '404-empty', call: 'create', fault: retired('missing'), says: ['31 December 2025'] },
  { name: 'content-html', call: 'content', fault: 'html', says: ['31 December 2025'] },
];

/** Answers that the export outlives by itself. */
export const delays: {
  name: string;
  times?: number;
  call: 'create' | 'get' | 'content';
  fault: () => GraphFault;
  says: string;
}[] = [
  { name: '429-seconds', call: 'create', fault: () => throttled(4), says: 'Microsoft is busy' },
  {
    name: '429-date',
    call: 'get',
    fault: () => throttled(new Date(Date.now() + 5000)),
    says: 'Microsoft is busy',
  },
  {
    // Two of them, as one header: the longer one counts.
    name: '429-list',
    call: 'get',
    fault: () => throttled('0, 4'),
    says: 'Microsoft is busy',
  },
  ...(['page', 'forbidden', 'redirect'] as const).map((proxy) => ({
    name: `proxy-${proxy}`,
    call: 'get' as const,
    fault: () => ({ proxy }),
    // The popup takes a moment, and by then the first would have passed.
    times: 3,
    says: 'Something else answered instead of Microsoft',
  })),
  {
    name: 'proxy-content',
    call: 'content',
    fault: () => ({ proxy: 'page' }),
    says: 'Something else answered instead of Microsoft',
  },
  { name: '503', call: 'get', fault: () => throttled(4, 503), says: 'Microsoft is busy' },
  { name: '504', call: 'content', fault: () => throttled(4, 504), says: 'Microsoft is busy' },
  { name: '500', call: 'get', fault: () => serverError(500), says: 'The service has a problem' },
  {
    name: 'connection-cut',
    call: 'get',
    fault: () => 'drop-before',
    says: 'No connection to Microsoft',
  },
  { name: 'not-json', call: 'get', fault: () => 'not-json', says: 'can’t be read' },
  { name: 'content-cut-off', call: 'content', fault: () => 'truncate', says: 'arrived incomplete' },
  {
    // Graph itself, asked in a batch, knows of no other place.
    name: 'content-redirected-in-between',
    call: 'content',
    fault: () => ({ redirect: 'https://exports.contoso-files.net/x.csv' }),
    says: 'Something else answered instead of Microsoft',
  },
  {
    name: 'content-cut-off-silently',
    call: 'content',
    fault: () => 'truncate-silently',
    says: 'arrived incomplete',
  },
];

/** A token that the service no longer takes. */
export const unauthorized: GraphFault = {
  status: 401,
  body: documentedError('InvalidAuthenticationToken', 'x', 'Access token has expired.'),
};

const json = { 'Content-Type': 'application/json' };

/** Where a service of malice says that a new job is. */
export const strangeLocations = [
  'https://evil.example/beta/exportJobs/j!abc',
  'https://graph.microsoft.com.evil.example/exportJobs/j!abc',
  'https://graph.microsoft.com@evil.example/exportJobs/j!abc',
  'https://user:pw@graph.microsoft.com:8443/exportJobs/j!abc',
  'http://graph.microsoft.com/exportJobs/j!abc',
  'javascript:alert(1)//exportJobs/j!abc',
  'data:text/html,/exportJobs/j!abc',
  '//evil.example/exportJobs/j!abc',
  '"https://evil.example/exportJobs/..%2F..%2Fme"',
  'https://evil.example/exportJobs/%2e%2e',
];
export const createdAt = (location: string): GraphFault => ({
  status: 201,
  headers: { ...json, Location: location },
  body: { id: 'another', status: 'notStarted' },
});

/** … and that the next page of a list is. */
export const strangeNextLinks = [
  'https://evil.example/next',
  'https://graph.microsoft.com@evil.example/next',
  'http://graph.microsoft.com/next',
];
export const listWithNext = (nextLink: string): GraphFault => ({
  status: 200,
  headers: json,
  body: { value: [], '@odata.nextLink': nextLink },
});
