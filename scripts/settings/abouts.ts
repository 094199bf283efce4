import type { SettingKey } from '../../lib/settings/catalogue.ts';

/** What each setting is for, told to administrators, in English: by the policy's schema and docs/deploy.md. */
export const abouts: Record<SettingKey, string> = {
  clientId:
    'Application (client) ID of the app registration in Microsoft Entra, a GUID. Nothing works without it.',
  tenant:
    'Directory that accounts sign in to: a tenant ID, or a domain of the tenant; "organizations" for any, which needs an app registration for accounts of any organization.',
  fileName:
    'Name of a file, without its ending. {view}, {organization}, {date} and {time} stand for those of the export.',
  folder: 'Folder below the downloads folder, such as "Reports/OKR". Empty: the downloads folder itself.',
  fileFormat:
    'Format of the files: "csv", as the service sends them, or "xlsx" (Excel), made of that in the browser. Where that fails the CSV is saved, and the export says so.',
  askWhere: 'Whether the browser asks where to save each file.',
  notify:
    'Whether a notification tells when an export ends or needs its user. The browser asks each user for that once; until then there are none.',
  historyDays: 'How long ended exports stay in the list, in days, 1 to 365. The files themselves stay.',
  keepCopies:
    'How many copies of each view stay inside the browser, to be opened and compared, 0 to 52; 200 MB in all. 0: none.',
  schedules: 'Whether views may be exported on a schedule.',
  scheduleSpread:
    'Over how many minutes, 0 to 240, the starts of scheduled exports are spread, so that not all browsers ask Microsoft at once. Each has its own place, the same every time.',
};

/** The list of views, which is no setting: only a policy has it. */
export const aboutViews = {
  list: 'Views that every user finds on the page "Views", each with its schedule, if it has one.',
  address: 'Address of a saved view in Viva Goals.',
  name: 'What it is called, in the list and in the names of files.',
  every: 'How often it is exported: day, workday, week or month. Without it there is no schedule.',
  at: 'When, by the clock of the computer: HH:MM, 24 hours.',
  weekdays: 'With week: on which days, 1 (Monday) to 7 (Sunday).',
  day: 'With month: on which day, 1 to 31, or last.',
  oneFile: 'Whether exports of the same time also become one Excel file, with a sheet for each view.',
};
