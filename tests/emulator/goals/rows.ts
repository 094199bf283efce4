/** What the page shows of a view: a few objectives and their key results. */
export const explorerRows = [
  {
    type: 'Objective',
    title: 'Become the most trusted supplier in Europe',
    owner: 'Alice Ångström',
    progress: 62,
    status: 'On track',
  },
  {
    type: 'Key result',
    title: 'Raise NPS from 31 to 45',
    owner: 'Bob Bauer',
    progress: 57,
    status: 'On track',
  },
  {
    type: 'Key result',
    title: 'Answer 95 % of tickets within 4 hours',
    owner: '佐藤 美咲',
    progress: 71,
    status: 'Behind',
  },
  {
    type: 'Objective',
    title: 'Ship the new planning suite',
    owner: 'Carol Chen',
    progress: 35,
    status: 'At risk',
  },
  {
    type: 'Key result',
    title: '200 beta customers by September',
    owner: 'ليلى حداد',
    progress: 48,
    status: 'Behind',
  },
  {
    type: 'Key result',
    title: 'Zero critical defects open',
    owner: 'Jürgen Weiß',
    progress: 22,
    status: 'At risk',
  },
  {
    type: 'Objective',
    title: 'Make this the best place to work',
    owner: 'Alice Ångström',
    progress: 80,
    status: 'On track',
  },
  {
    type: 'Key result',
    title: 'Attrition below 6 %',
    owner: 'Chloé Martin',
    progress: 90,
    status: 'On track',
  },
];
