import { defineConfig } from 'wxt';
import { graphOrigin, loginOrigin, sites } from './lib/goals/hosts.ts';
import { languages } from './scripts/texts.ts';
import { fluentIcons } from './styles/fluent-icons.ts';
import { fluentTokens } from './styles/fluent-tokens.ts';

/** The hosts that the extension talks to, or runs on. */
const hostPermissions = {
  [sites.goals]: 'the Explorer pages: the button, the URL and title of their tabs',
  [sites.graph]: 'export jobs; makes requests independent of CORS',
  [sites.login]: 'MSAL redeems codes and refresh tokens there',
};

/** Every permission with its reason; the README's table says the same (tests/repo). */
const permissions = {
  storage: 'settings, exports and their state',
  alarms: 'the next step of an export, however long the service asks to wait',
  downloads: 'saves the CSV and knows when it is complete',
  identity: 'the sign-in window',
  contextMenus: '"Export view" in the context menu of Explorer pages',
};
/** Chromium only: MSAL and Blob URLs need a document. */
const chromiumPermissions = { offscreen: 'hosts the sign-in library and the Blob of a download' };

/** Asked for when the user first does what needs them, each with its reason. */
const optionalPermissions = {
  notifications: 'tells when an export ends or needs the user, once they want that',
  'downloads.open': '"Open file" in the history',
};

/** Alt+Shift with a letter of Firefox' own menus opens the menu there, "Edit" for E: K is in none of our languages. */
const shortcut = { chromium: 'Alt+Shift+E', firefox: 'Alt+Shift+K' };
/** Alt is Option on macOS, which types a character with any letter; Control and Shift do nothing there. */
const macShortcut = 'MacCtrl+Shift+E';

// Its public key gives the unpacked extension the same id everywhere, and thus one redirect URI to register.
const key = [
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAh5jKo+h1Q+H4Q0N2Q23VkLVSGRUnZORH/4hck7BBhh2vD0IkknvWE4jW',
  'IHCTHpGXCivxvM8hgUoTTk/pjLxdsqhCIfOqzAIbiQAA2oXQVseLwSug5G2fc1wwVY3yNZ9Be+l7zo04UQ+V1EgKGgRwC2KllOFd',
  'iCS8iul0k+tJib7uKf+KyV6XMi0Ub/HmqsEvX7VtYEeno//nkRC2uD98hdXCKAp2hwpkeMSBenGHIgnXKJjEx6msu61muKJSLtYG',
  'KUr+Hu4t+bD/3tKjg4LYjeLEX4G2yWECgZhDIs2/XzEctnYfMhUBnsOQI9SVnQU0/oJ1Oj/E3t7kH7mk3B1/QQIDAQAB',
].join('');

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  manifestVersion: 3,
  hooks: {
    // Both browsers' own interfaces answer with promises by now: the polyfill would cost every page and every start of the
    // worker 2.7 kB and add nothing that we use (`answer-messages` answers in the way that both know).
    'vite:build:extendConfig': (_entrypoints, config) => {
      config.resolve = { ...config.resolve, alias: { 'wxt/browser': '@wxt-dev/browser' } };
    },
    // Firefox knows no schema for policies, and is alone in asking for icons of these sizes.
    'build:publicAssets': ({ config }, files) => {
      const spare = config.browser === 'firefox' ? ['managed-schema.json'] : ['icon/64.png', 'icon/96.png'];
      const kept = files.filter(({ relativeDest }) => !spare.includes(relativeDest.replaceAll('\\', '/')));
      files.splice(0, files.length, ...kept);
    },
  },
  vite: () => ({
    plugins: [fluentTokens(), fluentIcons()],
    build: { modulePreload: { polyfill: false } },
    define: { languagesOfTexts: JSON.stringify(languages) },
  }),

  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    short_name: '__MSG_exportView__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    permissions: [
      ...Object.keys(permissions),
      ...(browser === 'firefox' ? [] : Object.keys(chromiumPermissions)),
    ],
    optional_permissions: Object.keys(optionalPermissions),
    host_permissions: Object.keys(hostPermissions),
    // Exports, their records and the sign-in are of the regular profile: in a private window they would be somebody else's.
    incognito: 'not_allowed',
    action: { default_title: '__MSG_extensionName__' },
    commands: {
      'export-view': {
        suggested_key: {
          default: shortcut[browser === 'firefox' ? 'firefox' : 'chromium'],
          mac: macShortcut,
        },
        description: '__MSG_command_exportView__',
      },
    },
    content_security_policy: {
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        `connect-src 'self' ${graphOrigin} ${loginOrigin}`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
      ].join('; '),
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'export-view@export-view.example',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '120', key, storage: { managed_schema: 'managed-schema.json' } }),
  }),
});
