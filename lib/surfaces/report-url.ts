/** Where an export's report is. @param before the export that it is compared with */
export const reportUrl = ({ id }: { id: string }, before?: string): string =>
  `/report.html?export=${encodeURIComponent(id)}${before ? `&compare=${encodeURIComponent(before)}` : ''}`;
