/** What a notification takes, asked for when the user first wants one. */
export const toNotify = { permissions: ['notifications' as const] };
