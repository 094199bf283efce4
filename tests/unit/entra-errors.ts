import type { Family } from '../../lib/auth/error-numbers.ts';

/*
 * Errors of Entra as its documentation names them, one a line: number, OAuth's `error`, what it says; and what the user is to be told.
 * Source: "Microsoft Entra authentication and authorization error codes", identity platform documentation.
 */
const table: Record<Family, string> = {
  signInServiceBusy: `
    40010 invalid_grant OAuth2IdPRetryableServerError
    50000 invalid_grant TokenIssuanceError: there is an issue with the sign-in service
    50033 invalid_grant RetryableError: a transient error
    50087 invalid_grant SasRetryableError: a transient error during strong authentication, try again
    50088 invalid_grant Limit on telecom MFA calls reached, try again in a few minutes
    50166 invalid_grant ExternalClaimsProviderThrottled
    50196 invalid_grant LoopDetected: too many of the same request
    70012 invalid_grant MsaServerError: a server error occurred, try again
    80001 invalid_grant OnPremiseStoreIsNotAvailable
    80002 invalid_grant OnPremisePasswordValidatorRequestTimedout
    80005 invalid_grant OnPremisePasswordValidatorUnpredictableWebException: retry the request
    80014 invalid_grant OnPremisePasswordValidationAuthenticationAgentTimeout
    90006 invalid_grant ExternalServerRetryableError: the service is temporarily unavailable
    90012 invalid_grant RequestTimeout
    90024 invalid_grant RequestBudgetExceededError: a transient error has occurred, try again
    90033 invalid_grant MsodsServiceUnavailable
    90055 invalid_request TenantThrottlingError: too many incoming requests
    90090 invalid_grant GraphRetryableError: the service is temporarily unavailable
    90091 invalid_grant GraphServiceUnreachable
    501621 invalid_grant ClaimsTransformationTimeout: a retry may succeed`,
  signInRequired: `
    16000 interaction_required InteractionRequired: several accounts, or none of this tenant
    16001 interaction_required UserAccountSelectionInvalid
    16002 interaction_required AppSessionSelectionInvalid
    160021 interaction_required AppSessionSelectionInvalidSessionNotExist
    50055 interaction_required InvalidPasswordExpiredPassword
    50056 invalid_grant Invalid or null password
    50058 login_required UserInformationNotProvided: nobody is signed in
    50064 invalid_grant CredentialAuthenticationError
    50072 interaction_required UserStrongAuthEnrollmentRequiredInterrupt
    50074 interaction_required UserStrongAuthClientAuthNRequiredInterrupt
    50076 interaction_required UserStrongAuthClientAuthNRequired
    50078 interaction_required UserStrongAuthExpired
    50079 interaction_required UserStrongAuthEnrollmentRequired
    50085 invalid_grant Refresh token needs social IDP login
    50089 invalid_grant Flow token expired
    50097 interaction_required DeviceAuthenticationRequired
    50125 interaction_required PasswordResetRegistrationRequiredInterrupt
    50126 invalid_grant InvalidUserNameOrPassword
    50132 invalid_grant SsoArtifactInvalidOrExpired
    50133 invalid_grant SsoArtifactRevoked
    50135 interaction_required PasswordChangeCompromisedPassword
    50139 invalid_grant SessionMissingMsaOAuth2RefreshToken
    50140 interaction_required KmsiInterrupt
    50143 invalid_grant Session mismatch
    50144 interaction_required InvalidPasswordExpiredOnPremPassword
    50158 interaction_required ExternalSecurityChallenge
    50168 interaction_required ChromeBrowserSsoInterruptRequired
    50173 invalid_grant FreshTokenNeeded
    50180 interaction_required WindowsIntegratedAuthMissing
    50197 interaction_required ConflictingIdentities: try signing in again
    50199 interaction_required CmsiInterrupt
    51006 interaction_required ForceReauthDueToInsufficientAuth
    54005 invalid_grant Authorization code was already redeemed
    70000 invalid_grant InvalidGrant: the refresh token isn't valid
    70008 invalid_grant ExpiredOrRevokedGrant
    700082 invalid_grant ExpiredOrRevokedGrantInactiveToken
    700084 invalid_grant The refresh token of a single-page application has expired
    70019 invalid_grant CodeExpired
    70043 invalid_grant BadTokenDueToSignInFrequency
    700020 interaction_required InteractionRequired
    500121 invalid_grant AuthenticationFailedDuringStrongAuthenticationRequest
    9002341 invalid_grant UserRequiredToPermitSingleSignOn
    81010 invalid_grant DesktopSsoAuthTokenInvalid
    1000002 interaction_required BindCompleteInterruptError`,
  adminConsentRequired: `
    65001 interaction_required DelegationDoesNotExist
    90008 invalid_request TokenForItselfRequiresGraphPermission
    90093 access_denied GraphUserUnauthorized
    90094 interaction_required AdminConsentRequired
    90095 interaction_required AdminConsentRequiredRequestAccess
    90099 unauthorized_client The application has not been authorized in the tenant`,
  signInDeclined: `
    65004 access_denied UserDeclinedConsent`,
  signInBlocked: `
    16003 invalid_grant SsoUserAccountNotFoundInResourceTenant
    50014 invalid_grant GuestUserInPendingState
    50020 invalid_grant UserUnauthorized: account of another identity provider
    500208 invalid_request The domain is not a valid login domain for the account type
    500212 access_denied NotAllowedByOutboundPolicyTenant
    500213 access_denied NotAllowedByInboundPolicyTenant
    50034 invalid_grant UserAccountNotFound
    50105 interaction_required EntitlementGrantsNotFound: not assigned to the application
    51004 invalid_grant UserAccountNotInDirectory
    54000 access_denied MinorUserBlockedLegalAgeGroupRule
    90072 interaction_required PassThroughUserMfaError
    90084 access_denied OrgIdWsFederationGuestNotAllowed`,
  conditionalAccess: `
    50002 invalid_grant NotAllowedTenant: restricted proxy access
    500021 access_denied Access to the tenant is denied: tenant restrictions
    50005 interaction_required DevicePolicyError
    50127 interaction_required BrokerAppNotInstalled
    50129 interaction_required DeviceIsNotWorkplaceJoined
    50131 interaction_required ConditionalAccessFailed
    50155 interaction_required DeviceAuthenticationFailed
    50187 interaction_required DeviceInformationNotProvided
    53000 interaction_required DeviceNotCompliant
    53001 interaction_required DeviceNotDomainJoined
    53002 interaction_required ApplicationUsedIsNotAnApprovedApp
    53003 access_denied BlockedByConditionalAccess
    53004 interaction_required ProofUpBlockedDueToRisk
    530032 access_denied BlockedByConditionalAccessOnSecurityPolicy
    530034 access_denied DelegatedAdminBlockedDueToSuspiciousActivity
    530035 access_denied BlockedBySecurityDefaults
    53010 interaction_required ProofUpBlockedDueToSecurityInfoAcr
    53011 access_denied User blocked due to risk on home tenant
    80012 invalid_grant OnPremisePasswordValidationAccountLogonInvalidHours
    135011 interaction_required Device used during the authentication is disabled`,
  accountLocked: `
    50053 invalid_grant IdsLocked
    50057 invalid_grant UserDisabled
    120014 invalid_grant PasswordChangeOnPremUserAccountLockedOutOrDisabled`,
  applicationNotFound: `
    50011 invalid_request InvalidReplyTo
    50059 invalid_request MissingTenantRealmAndNoUserInformationProvided
    50128 invalid_request Invalid domain name
    70001 unauthorized_client UnauthorizedClient: the application is disabled
    700011 unauthorized_client UnauthorizedClientAppNotFoundInOrgIdTenant
    700016 unauthorized_client UnauthorizedClient_DoesNotMatchRequest
    7000112 unauthorized_client UnauthorizedClientApplicationDisabled
    700025 invalid_client InvalidClientPublicClientWithCredential
    700054 unsupported_response_type Response_type 'id_token' isn't enabled
    7000218 invalid_client The request body must contain client_assertion or client_secret
    90002 invalid_request InvalidTenantName
    90019 invalid_request MissingTenantRealm
    900971 invalid_request No reply address provided
    9002325 invalid_request Proof Key for Code Exchange is required
    9002326 invalid_request Cross-origin token redemption is permitted only for 'Single-Page Application'
    9002327 invalid_request Tokens may only be redeemed via cross-origin requests
    1000031 unauthorized_client The application can't be accessed at this time`,
  singleTenant: `
    50194 invalid_request Not configured as a multitenant application
    90130 invalid_request NonConvergedAppV2GlobalEndpointNotSupported
    9001023 invalid_request The grant type isn't supported over the /common endpoint`,
  permissionUnknown: `
    28002 invalid_scope The scope isn't valid when requesting an access token
    28003 invalid_scope The scope can't be empty
    50001 invalid_resource InvalidResource: disabled, or doesn't exist
    500011 invalid_resource InvalidResourceServicePrincipalNotFound
    65005 invalid_resource MisconfiguredApplication
    650052 invalid_client The app needs access to a service that the organization has not subscribed to
    650053 invalid_client The application asked for a scope that doesn't exist on the resource
    650054 invalid_resource The application asked for a resource that has been removed
    650056 invalid_client Misconfigured application
    650057 invalid_resource The resource isn't listed in the application's registration
    70011 invalid_scope InvalidScope
    700022 invalid_scope InvalidMultipleResourcesScope
    700023 invalid_scope InvalidResourcelessScope`,
  signInFailed: `
    20001 invalid_request An issue with your federated identity provider
    40008 invalid_request OAuth2IdPUnretryableServerError
    50017 invalid_request CertificateValidationFailed
    50086 invalid_request SasNonRetryableError
    51000 invalid_request RequiredFeatureNotEnabled
    501481 invalid_request The Code_Verifier doesn't match the code_challenge
    9002313 invalid_request Request is malformed or invalid
    900144 invalid_request The request body must contain a parameter
    90036 invalid_request MsodsServiceUnretryableFailure
    90038 invalid_request NationalCloudTenantRedirection
    90092 invalid_request GraphNonRetryableError
    90123 access_denied IdentityProviderAccessDenied`,
};

export const documented = Object.entries(table).flatMap(([family, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [, number = '', error = '', says = ''] = /^\s*(\d+) (\w+) (.*)$/.exec(line) ?? [];
      return { number, error, says, family: family as Family };
    }),
);
