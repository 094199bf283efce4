import type { Account } from '../auth/account.ts';
import type { SignInSetback } from '../auth/sign-in-errors.ts';
import type { ChangesSince } from '../copies/changes-since.ts';
import type { Copy } from '../copies/copies.ts';
import type { WorkbookOrder } from '../copies/workbook.ts';
import type { Unauthorized } from '../graph/setbacks.ts';
import type { Setback } from '../problems/problems.ts';
import type { Elsewhere } from './elsewhere.ts';

/** What MSAL is started with. */
export interface SignInConfig {
  clientId: string;
  /** Such as `https://login.microsoftonline.com/organizations`. */
  authority: string;
  redirectUri: string;
}

export interface Token {
  accessToken: string;
  /** Epoch ms; 0 when unknown. */
  expiresAt: number;
  /** False when the network was asked: the token cache has changed. */
  fromCache: boolean;
  account: Account;
}

/** A failure of MSAL or Entra as plain data, fit to cross a port. Holds no token. */
export interface SignInError {
  /**
   * MSAL's errorCode, such as `invalid_grant`; empty when MSAL throttles itself. `on_window`, `on_page`: the message is what the browser
   * said of a window, or a page showed.
   */
  code: string;
  message: string;
  /** The number of AADSTS…, where there is one. */
  aadsts?: string;
  claims?: string;
  /** HTTP status of the token endpoint. */
  status?: number;
  interactionRequired?: boolean;
}

/** An export's content, held by the offscreen document. */
export interface FetchedContent {
  type: 'content';
  blobUrl: string;
  bytes: number;
  /** Why it is no Excel workbook, though it should be one. */
  notExcel?: string;
}

/**
 * What needs a document with a window: MSAL and Blob URLs. Carried out in the offscreen document, for the background alone. Firefox has
 * none: there its event page, which has a window, is meant wherever one is spoken of.
 */
export interface OffscreenOperations {
  /** Starts MSAL, or does nothing when it runs already. `cache` is what `cache` returned before. */
  start(input: { config: SignInConfig; cache: Record<string, string> }): Promise<void>;
  /** A token without asking the user: from the cache, or by the refresh token. */
  silent(input: { homeAccountId: string; claims?: string; forceRefresh?: boolean }): Promise<Token>;
  /** The URL of a sign-in page; its state stays here. */
  begin(input: {
    prompt?: string;
    loginHint?: string;
    claims?: string;
  }): Promise<{ url: string; state: string }>;
  /** Redeems what the sign-in page answered. */
  finish(input: { url: string }): Promise<Token>;
  /** Forgets a sign-in that was begun. */
  abort(input: { state: string }): Promise<void>;
  /** What a failure means; here, since the list of Entra's errors is long. */
  explain(input: { info: SignInError; byWindow: boolean }): Promise<SignInSetback>;
  /** Removes an account's tokens, or, without one, all. */
  forget(input: { homeAccountId?: string }): Promise<void>;
  /** MSAL's token cache, for `storage.session`. */
  cache(input: Record<string, never>): Promise<Record<string, string>>;
  /** Fetches an export's content into a Blob; `excel`: makes a workbook of it, where that can be done. */
  fetchContent(input: {
    exportJobId: string;
    accessToken: string;
    excel?: { /** The report's. */ name: string /** Of its headers, BCP 47. */; language: string };
  }): Promise<FetchedContent | Elsewhere | Setback | Unauthorized>;
  holdsContent(input: { blobUrl: string }): Promise<boolean>;
  /** @returns why there is no copy, if so */
  keepCopy(input: { blobUrl: string; copy: Omit<Copy, 'bytes'>; keep: number }): Promise<string | undefined>;
  /** Removes the copies of these exports. */
  dropCopies(input: { ids: string[] }): Promise<void>;
  /** Removes all but the newest copies of each view. */
  keepFewerCopies(input: { keep: number }): Promise<void>;
  /** What changed since the exports before these; undefined where there is nothing to compare. */
  changesSince(input: { exports: string[] }): Promise<ChangesSince | undefined>;
  /** One Excel file of several exports, out of their copies. */
  makeWorkbook(input: WorkbookOrder): Promise<{ blobUrl: string; bytes: number; missing: string[] }>;
  releaseContent(input: { blobUrl: string }): Promise<void>;
}

export type OperationName = keyof OffscreenOperations;
export type Input<K extends OperationName> = Parameters<OffscreenOperations[K]>[0];
export type Output<K extends OperationName> = Awaited<ReturnType<OffscreenOperations[K]>>;

/** Carries out one operation. Rejects with SignInFailed, or with OffscreenGone when the document was closed. */
export type CallOffscreen = <K extends OperationName>(name: K, input: Input<K>) => Promise<Output<K>>;

/** MSAL or Entra refused. */
export class SignInFailed extends Error {
  readonly info: SignInError;
  constructor(info: SignInError) {
    super(info.message);
    this.name = 'SignInFailed';
    this.info = info;
  }
}
