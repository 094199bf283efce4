import { host, openidScopes } from './state.ts';

/**
 * The OpenID Connect metadata of an authority.
 * @param segment what the URL names: `organizations`, `common`, a tenant id or domain
 * @param tenantId undefined for authorities of many tenants, whose issuer Entra leaves open
 */
export function openidConfiguration(segment: string, tenantId: string | undefined): Record<string, unknown> {
  const base = `https://${host}/${tenantId ?? segment}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: openidScopes,
    issuer: `https://${host}/${tenantId ?? '{tenantid}'}/v2.0`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'ver',
    ],
    tenant_region_scope: null,
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  };
}

/** What the authority says of its own host names. */
export const instanceDiscovery = {
  tenant_discovery_endpoint: `https://${host}/common/v2.0/.well-known/openid-configuration`,
  'api-version': '1.1',
  metadata: [
    {
      preferred_network: host,
      preferred_cache: 'login.windows.net',
      aliases: [host, 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    },
  ],
};
