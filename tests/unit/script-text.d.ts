/** A module as the text of one script (as-script.ts). */
declare module '*?as-script' {
  const code: string;
  export default code;
}
