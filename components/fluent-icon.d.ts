/** The outline of an icon of Microsoft's Fluent set (styles/fluent-icons.ts). */
declare module 'fluent-icon:*' {
  const path: string;
  export default path;
}
