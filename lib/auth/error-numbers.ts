import type { ProblemCode } from '../problems/problems.ts';

/** What is to be done about an error of Entra. */
export type Family = Extract<
  ProblemCode,
  | 'signInServiceBusy'
  | 'signInRequired'
  | 'adminConsentRequired'
  | 'signInDeclined'
  | 'signInBlocked'
  | 'conditionalAccess'
  | 'accountLocked'
  | 'applicationNotFound'
  | 'singleTenant'
  | 'permissionUnknown'
  | 'signInFailed'
>;

/**
 * The numbers that can come up in this flow: delegated, a public client, authorization code with PKCE, a single-page application.
 * Those of SAML requests, devices, daemons and secrets can't. Six or seven digits go by their first five, unless named here.
 * Source: "Microsoft Entra authentication and authorization error codes", identity platform documentation.
 */
export const errorNumbers: Record<Family, string> = {
  // "transient", "try again", "temporarily unavailable", "timed out", "server error"; a device or a service behind it that does not answer
  signInServiceBusy:
    '40010 50000 50033 50087 50088 50166 50196 51005 70012 80001 80002 80005 80007 80014 90006 90012 90024 90025 90033 90055 90090 90091 120013 120021 220501 230109 501621',
  // A person mends it in Entra's window: signs in, proves who they are, chooses an account, changes a password that has expired
  signInRequired:
    '16000 16001 16002 50055 50056 50058 50061 50064 50072 50074 50076 50078 50079 50085 50089 50097 50125 50126 50132 50133 50135 50136 50139 50140 50143 50144 50158 50168 50173 50180 50192 50197 50199 51006 54005 65003 70000 70008 70019 70043 81004 81005 81006 81007 81009 81010 81011 81012 90056 90086 120000 120002 120003 120004 120018 130004 130005 130006 500121 700005 700020 1000000 1000002 9002341',
  adminConsentRequired: '65001 90008 90093 90094 90095 90099',
  signInDeclined: '65004',
  // Another account is what helps: a guest, one of another organization, one that is not assigned, a minor's
  signInBlocked:
    '16003 50014 50015 50020 50034 50105 51004 54000 90072 90084 90125 90126 500208 500212 500213 1000104',
  // Another place or device is what helps, or an administrator; no window does
  conditionalAccess:
    '50002 50005 50021 50127 50129 50131 50155 50161 50170 50177 50178 50187 53000 53001 53002 53003 53004 53010 53011 80012 130007 130008 135011 500021 500022',
  accountLocked: '50053 50057 120014',
  // The application ID, the directory or the redirect URI is not the one that is registered, or not for single-page applications
  applicationNotFound:
    '50011 50049 50059 50128 65002 70001 70002 70003 70004 70005 70007 90002 90019 90097 500112 700025 700054 900023 900971 9002325 9002326 9002327 1000031',
  singleTenant: '50194 90124 90130 9001023',
  permissionUnknown: '28002 28003 50001 65005 70011 90009 500011 700022 700023',
  // No advice fits these: show the error's own words
  signInFailed:
    '17003 20001 20012 20033 40008 40009 40015 50003 50006 50007 50008 50010 50012 50013 50017 50027 50029 50032 50042 50043 50048 50050 50086 50099 50107 50120 50124 50146 50147 50148 50149 50169 51000 51001 67003 80010 80013 90004 90005 90007 90010 90013 90014 90015 90016 90022 90023 90027 90036 90038 90043 90051 90081 90082 90085 90087 90092 90100 90101 90102 90107 90114 90117 90121 90123 120005 120008 120011 120012 120015 120016 120020 165004 165900 901002',
};

const families = new Map<string, Family>(
  Object.entries(errorNumbers).flatMap(([family, numbers]) =>
    numbers.split(' ').map((number) => [number, family as Family] as const),
  ),
);

/** The family of `AADSTS…`; undefined where nobody knows the number. */
export const familyOf = (number: string): Family | undefined =>
  families.get(number) ?? families.get(number.slice(0, 5));
