/** What objectives, key results and initiatives are made of: whatever makes trouble in a CSV stands somewhere. */

export const objectives = [
  'Become the first choice of mid-sized manufacturers',
  'Make onboarding feel effortless',
  'Qualität spürbar erhöhen, ohne langsamer zu werden',
  '顧客満足度で業界一位になる',
  'تحسين تجربة العملاء في جميع القنوات',
  'Réduire l’empreinte carbone de nos sites',
  'Ship "Aurora", the platform that everybody builds on',
  'Grow a team where people stay 🌱',
];
export const keyResults = [
  'Raise net promoter score from 31 to 45',
  'Median response time below 200 ms, p99 below 1 s',
  'Kundenzufriedenheit (CSAT) ≥ 92 %',
  '解約率を月次1.5%未満に抑える',
  'خفض وقت الاستجابة إلى أقل من ساعتين',
  'Close 12 enterprise deals; 3 of them in new markets',
  '+15 % organic traffic',
  '-20 % support tickets per customer',
];
export const initiatives = [
  'Roll out the new design system',
  '=SUM(Q1:Q4) dashboard for the leadership team',
  '@everyone training on data protection',
  'Straßentest in München, Köln & Düsseldorf',
  '新しい料金プランの検証',
  'إطلاق بوابة الخدمة الذاتية',
  'Migrate the last 3 services, then switch off the old cluster 🔌',
];
export const owners = [
  ['Alice Ångström', 'alice'],
  ['Bob Bauer', 'bob'],
  ['Jürgen Groß', 'juergen'],
  ['山田 太郎', 'yamada'],
  ['ليلى حداد', 'layla'],
  ["Siobhán O'Brien", 'siobhan'],
  ['Łukasz Żółć', 'lukasz'],
  ['Zoë Van der Berg, PhD', 'zoe'],
] as const;
export const teams = [
  'Product',
  'Sales, EMEA',
  'Marketing',
  'Engineering / Platform',
  'People & Culture',
  '営業部',
];
export const periods = [
  ['Q1 2025', '2025-01-01', '2025-03-31'],
  ['Q2 2025', '2025-04-01', '2025-06-30'],
  ['Q3 2025', '2025-07-01', '2025-09-30'],
  ['Annual 2025', '2025-01-01', '2025-12-31'],
  ['März 2025', '2025-03-01', '2025-03-31'],
  ['FY25 H1, sales', '2024-10-01', '2025-03-31'],
] as const;
export const statuses = ['On Track', 'Behind', 'At Risk', 'Not Started', 'Closed', 'Postponed', 'Reopened'];
export const metrics = ['Progress', 'Fremskridt', 'NPS', 'Hours saved; per week', 'Umsatz, netto'];
export const tags = ['company', 'growth', 'board, quarterly', 'top-10', 'möbel'];
export const notes = [
  '',
  'Steady.',
  'Two customers moved to Q4.\r\nNext step: call on Monday.',
  'She said: "we need it by May", so we re-planned.',
  '- blocked by legal\r\n- waiting for the new contract',
  '進捗は順調です。\n次回は9月に確認します。',
  'تم إنجاز ٧٠٪ من العمل',
  '+1 from the board; see https://contoso.com/okr?a=1&b=2',
  'Done 🎉, thanks to "everyone" who helped\r\n\r\n(see minutes)',
  'On hold; waiting for @Jürgen Groß; see the plan',
  'Template says "Metric Name: Progress; Status: On Track;"\r\nbut nothing is on track; sorry.',
];
