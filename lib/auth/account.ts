/** The account that an export belongs to. Never a token. */
export interface Account {
  homeAccountId: string;
  username: string;
}
