import type { Entra } from '../entra/index.ts';
import type { AccessTokenClaims } from '../entra/tokens.ts';
import { type Answer, type Marks, refusal } from './answers.ts';
import type { Call } from './faults.ts';

/** Permissions that allow a call. Source: the documentation's pages on Create, Get and List. */
const permissions: Record<Call, string[]> = {
  create: ['Goals-Export.ReadWrite.All'],
  get: ['Goals-Export.Read.All', 'Goals-Export.ReadWrite.All'],
  list: ['Goals-Export.Read.All', 'Goals-Export.ReadWrite.All'],
  content: ['Goals-Export.Read.All', 'Goals-Export.ReadWrite.All'],
};

/** The tenant of personal accounts. */
export const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

const authority = 'https://login.microsoftonline.com/common/oauth2/authorize';
const challenge = `Bearer realm="", authorization_uri="${authority}", client_id="00000003-0000-0000-c000-000000000000"`;

function unauthorized(marks: Marks, message: string, more = ''): Answer {
  const answer = refusal(marks, 401, 'InvalidAuthenticationToken', message);
  return { ...answer, headers: { 'WWW-Authenticate': challenge + more } };
}

const refusals = {
  malformed: 'IDX14100: JWT is not well formed, there are no dots (.).',
  signature: 'Signing key is invalid.',
  audience: 'Access token validation failure. Invalid audience.',
  expired: 'Lifetime validation failed, the token is expired.',
  notYetValid: 'Lifetime validation failed, the token is not yet valid.',
};

/** Whose request it is, or why nobody's. Says nothing yet of what they may do. */
export function authenticate(
  entra: Entra,
  authorization: string | undefined,
  marks: Marks,
): { claims: AccessTokenClaims } | { answer: Answer } {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return { answer: unauthorized(marks, 'Access token is empty.') };
  const check = entra.checkToken(token);
  if ('refused' in check) return { answer: unauthorized(marks, refusals[check.refused]) };
  if (!entra.satisfiesClaims(check.claims)) {
    const claims = Buffer.from(entra.requiredClaims ?? '').toString('base64');
    return {
      answer: unauthorized(
        marks,
        'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
        `, error="insufficient_claims", claims="${claims}"`,
      ),
    };
  }
  return check;
}

/** Why this user may not make this call; undefined when they may. */
export function authorize(
  { scp, tid, oid, idtyp }: AccessTokenClaims,
  call: Call,
  unlicensed: ReadonlySet<string>,
  marks: Marks,
): Answer | undefined {
  if (tid === personalTenant)
    return refusal(marks, 403, 'Forbidden', 'This API is not supported for personal Microsoft accounts.');
  const scopes = idtyp === 'app' ? [] : scp.split(' ').filter(Boolean);
  if (!permissions[call].some((name) => scopes.includes(name)))
    return refusal(
      marks,
      403,
      'Forbidden',
      `Missing scope permissions on the request. API requires one of '${permissions[call].join(', ')}'. Scopes on the request '${scopes.join(', ')}'`,
    );
  if (unlicensed.has(oid))
    return refusal(
      marks,
      403,
      'forbidden',
      'The user does not have a license for Viva Goals.',
      'licenseRequired',
    );
}
